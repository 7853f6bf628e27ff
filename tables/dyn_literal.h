/* dyn_literal: reading the inside of dynamic(...). Internal to the dyn files. */
#ifndef TABLES_DYN_LITERAL_H
#define TABLES_DYN_LITERAL_H

#include "tables/dyn_build.h"

typedef struct literal {
    arena *mem;
    const char *p, *end;
    int depth;
    dyn_stack stack;
} literal;

void literal_blanks(literal *r); /* blanks and comments */
bool literal_take(literal *r, char c);

/* String literals side by side, joined; false and nothing taken when r->p does not start one. *bad: it starts one that is
 * not complete. */
bool literal_strings(literal *r, str *out, bool *bad);

/* A number, a timespan such as 1h, a raw guid, a word, or a typed literal such as datetime(...). */
bool literal_scalar(literal *r, const dyn **out);

#endif
