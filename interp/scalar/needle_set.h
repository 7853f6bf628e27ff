/* needle_set: many needles sought in one pass over a text, as whole terms, in any case. What a text costs does not grow
 * with the number of needles: two bytes at each place say whether any of them may begin there. */
#ifndef INTERP_SCALAR_NEEDLE_SET_H
#define INTERP_SCALAR_NEEDLE_SET_H

#include "base/arena.h"
#include "interp/scalar/needle.h"
#include "interp/scalar/whole_terms.h"

typedef struct needle_set {
    needle *items; /* in the order given */
    uint32_t n;
    bool has_empty; /* "" is in every text */
    uint32_t *wide; /* the needles beyond ASCII, sought one by one */
    uint32_t n_wide;
    uint64_t *may_begin;   /* a bit for each pair of folded bytes; NULL when the needles are few */
    uint32_t *head, *next; /* 1 + needle: those that begin with a pair, by the pair's hash */
    whole_terms *terms;    /* when all needles are terms of ASCII: quicker in texts that are ASCII too */
} needle_set;

/* `once`: for one text only, so that preparing does not pay. */
needle_set needle_set_make(arena *mem, const str *texts, uint32_t n, bool once);
bool needle_set_any(const needle_set *set, str hay);
bool needle_set_all(const needle_set *set, str hay);

#endif
