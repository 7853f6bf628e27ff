/* regex_read: the state of reading a pattern, shared by regex_parse.c (groups, repetitions), regex_escape.c and regex_bracket.c. */
#ifndef INTERP_SCALAR_REGEX_READ_H
#define INTERP_SCALAR_REGEX_READ_H

#include "interp/scalar/regex_tree.h"

typedef struct regex_flags {
    bool fold, multi, dot_all, crlf, swap, unicode, verbose; /* i m s R U u x */
} regex_flags;

typedef struct regex_reader {
    arena *mem;
    str text;
    uint32_t at;
    uint32_t depth;
    regex_flags flags;
    regex_error *err;
    bool failed;
    regex_tree *tree;
    uint32_t names_cap;
} regex_reader;

/* The code point at r->at without moving, or UINT32_MAX at the end. */
uint32_t read_peek(const regex_reader *r);
uint32_t read_next(regex_reader *r);
bool read_take(regex_reader *r, const char *ascii);     /* moves behind it when it is next */
bool read_looking_at(const regex_reader *r, const char *ascii);
void read_blanks(regex_reader *r);                      /* in verbose mode: white space and comments */
bool read_fail(regex_reader *r, uint32_t at, const char *fmt, ...) __attribute__((format(printf, 3, 4))); /* always false */

/* One escape, from its backslash on. A class or a literal goes to *set, an assertion to *assert (then *set is NULL). */
bool read_escape(regex_reader *r, bool in_brackets, code_set **set, regex_assert *assert);
bool read_brackets(regex_reader *r, code_set **out); /* from [ to ] */

#endif
