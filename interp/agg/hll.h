/* hll: how many distinct hashes were seen. Exact while they are few, then a HyperLogLog estimate.
 *
 * dcount-aggregation-function.md gives 2^12 .. 2^18 one-byte counters for accuracy 0 to 4, and exact answers up to
 * 1,000 values at accuracy 1 and 8,000 at accuracy 2. Here the hashes themselves are kept until there are as many as
 * the counters would be (4,096 to 262,144): the estimate starts only beyond, so those promises hold with room to spare.
 * The engine's own hash is not public: beyond that size its estimate and ours differ within the stated error. */
#ifndef INTERP_AGG_HLL_H
#define INTERP_AGG_HLL_H

#include "base/arena.h"

typedef struct hll {
    uint64_t *few; /* open addressing over hashes, 0 is free; NULL once the counters are in use */
    uint32_t n, slots;
    bool zero;         /* the hash 0 was seen */
    uint8_t bits;      /* log2 of the counters */
    uint8_t *counters; /* NULL while few */
} hll;

uint8_t hll_bits(int64_t accuracy); /* 0 when there is no such accuracy */
void hll_add(hll *h, arena *mem, uint64_t hash);
void hll_merge(hll *into, arena *mem, const hll *from);
int64_t hll_count(const hll *h);

#endif
