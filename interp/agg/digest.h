/* digest: the values of a group with their weights, asked for percentiles and ranks. The engine estimates with a
 * t-digest; here every value is kept, so that the answers are exact and within its bounds. */
#ifndef INTERP_AGG_DIGEST_H
#define INTERP_AGG_DIGEST_H

#include "tables/dyn.h"

typedef struct digest_item {
    datum d;
    int64_t weight;
} digest_item;

typedef struct digest {
    digest_item *items;
    uint32_t n, cap;
} digest;

void digest_add(digest *s, arena *mem, datum d, int64_t weight); /* copies d; nothing for a weight below 1 */
void digest_merge(digest *into, arena *mem, const digest *from);

/* A sorted copy with its whole weight. What follows wants a sorted one of at least one item. */
digest digest_sorted(const digest *s, arena *mem, double *total);

/* Nearest rank: the least value with at least p percent of the weight at or below it. */
datum digest_percentile(const digest *sorted, double total, double p);

/* The weight of the values up to v, v among them. */
double digest_rank(const digest *sorted, datum v);

/* The dynamic value that tdigest() gives: [["long"], [values], [weights]], each value once, sorted. The pages leave the
 * form open; only its being an array is promised. */
const dyn *digest_to_dyn(const digest *s, arena *mem);
bool digest_from_dyn(const dyn *v, arena *mem, digest *out); /* false: v is none; at least one item when true */

#endif
