/* needle: looking for one text in another: anywhere, at an end, as a term; in any case or exactly. No allocation while searching.
 *
 * A term is a run of letters and digits (Unicode's). A needle found by `has` must have a term boundary at each end that is itself a
 * term character: "/add" in "x/add" yes, in "/added" no. ASCII letters match ASCII letters only, as the engine's ordinal comparison does. */
#ifndef INTERP_SCALAR_NEEDLE_H
#define INTERP_SCALAR_NEEDLE_H

#include "base/str.h"

typedef struct needle {
    str text;
    bool fold;        /* any case */
    bool unicode;     /* not ASCII: stands in no ASCII text; compared code point by code point when folding */
    bool term_first;  /* its first and last characters are term characters */
    bool term_last;
} needle;

needle needle_make(str text, bool fold);

bool needle_contains(const needle *n, str hay);
bool needle_starts(const needle *n, str hay);
bool needle_ends(const needle *n, str hay);
bool needle_has(const needle *n, str hay);       /* whole terms */
bool needle_has_at(const needle *n, str hay, uint32_t at); /* at this place, which is within the text */
bool needle_hasprefix(const needle *n, str hay); /* at the start of a term */
bool needle_hassuffix(const needle *n, str hay); /* at the end of one */
bool needle_equal(const needle *n, str hay);

#endif
