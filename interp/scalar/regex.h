/* regex: regular expressions in the dialect of Rust's regex crate, which is Kusto's, in time linear in the text.
 * Perl classes and \b are Unicode's, classes nest and know && -- ~~, flags are imsRUux; no look-around, no backreferences.
 * Source: regex.md. A compiled regex is read-only: threads may share it. */
#ifndef INTERP_SCALAR_REGEX_H
#define INTERP_SCALAR_REGEX_H

#include "base/arena.h"

#define REGEX_BYTES (8 << 20) /* what the compiled form of one pattern may take */

typedef struct regex regex;

typedef struct regex_error {
    str message; /* a sentence; names the construct that is not supported */
    uint32_t at; /* the byte of the pattern it is about */
    bool limit;  /* nothing is wrong with the pattern but its size */
} regex_error;

typedef enum regex_use {
    REGEX_FIND,       /* anywhere */
    REGEX_LEADING,    /* one match at the very start */
    REGEX_TRAILING,   /* one match up to the very end */
} regex_use;

/* Bytes of the text; start is UINT32_MAX for a group that took no part. */
typedef struct regex_span {
    uint32_t start, len;
} regex_span;

/* NULL: *err says why. Lives as long as mem. */
const regex *regex_new(arena *mem, str pattern, regex_use use, regex_error *err);

uint32_t regex_groups(const regex *r);                  /* capturing groups; the whole match is not one */
int regex_group_named(const regex *r, str name);        /* its number, or -1 */

bool regex_matches(const regex *r, str text);

/* The first match at or behind byte `from`; groups[0..n) are filled, 0 being the whole match. */
bool regex_find(const regex *r, str text, uint32_t from, regex_span *groups, uint32_t n);

/* All matches in turn, none overlapping: start with {0}. An empty match right behind a match is skipped. */
typedef struct regex_walk {
    uint32_t at;
    bool after_match, done;
} regex_walk;
bool regex_next(const regex *r, str text, regex_walk *w, regex_span *groups, uint32_t n);

#endif
