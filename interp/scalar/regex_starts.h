/* regex_starts: which bytes a match can begin with, and where such bytes stand. Most patterns of the field begin with a word or two
 * letters of one; a look at the few places where these stand saves running the automaton over the text.
 *
 *   https?://    h t t p    -(?:EncodedCommand|enc|e)\s    - [Ee] [Nn or blank] ...
 *
 * For texts of ASCII alone. */
#ifndef INTERP_SCALAR_REGEX_STARTS_H
#define INTERP_SCALAR_REGEX_STARTS_H

#include "interp/scalar/regex_tree.h"

#define REGEX_STARTS 4

typedef struct byte_set {
    uint64_t bits[2]; /* of bytes 0..127 */
} byte_set;

typedef struct regex_starts {
    uint32_t n; /* places that are known: every match has at least so many bytes; 0: too little is known to be of use */
    byte_set at[REGEX_STARTS];
    char first[2], second[2]; /* all that may stand in the first two places */
} regex_starts;

regex_starts regex_starts_of(const regex_tree *t);

/* The first place from `from` on where a match could begin; text.n: none. */
uint32_t regex_starts_next(const regex_starts *s, str text, uint32_t from);

#endif
