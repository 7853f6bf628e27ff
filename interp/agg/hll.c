#include "interp/agg/hll.h"

#include <math.h>

uint8_t hll_bits(int64_t accuracy)
{
    static const uint8_t bits[] = {12, 14, 16, 17, 18};
    return accuracy >= 0 && accuracy < 5 ? bits[accuracy] : 0;
}

/* The top bits choose the counter; it keeps the longest run of leading zeros of the rest, plus one. */
static void count_in(hll *h, uint64_t hash)
{
    uint64_t rest = hash << h->bits | (uint64_t)1 << (h->bits - 1); /* the added bit bounds the run */
    uint8_t run = (uint8_t)(__builtin_clzll(rest) + 1), *c = &h->counters[hash >> (64 - h->bits)];
    if (run > *c) *c = run;
}

static void to_counters(hll *h, arena *mem)
{
    h->counters = arena_zero(mem, (size_t)1 << h->bits);
    for (uint32_t i = 0; i < h->slots; i++)
        if (h->few[i]) count_in(h, h->few[i]);
    if (h->zero) count_in(h, 0);
    h->few = NULL;
}

static void put(hll *h, uint64_t hash)
{
    uint32_t at = (uint32_t)hash & (h->slots - 1);
    while (h->few[at] && h->few[at] != hash) at = (at + 1) & (h->slots - 1);
    h->n += h->few[at] == 0;
    h->few[at] = hash;
}

static void grow(hll *h, arena *mem)
{
    uint64_t *old = h->few;
    uint32_t n = h->slots;
    h->slots = n ? 2 * n : 4;
    h->few = arena_zero(mem, h->slots * sizeof *h->few);
    h->n = 0;
    for (uint32_t i = 0; i < n; i++)
        if (old[i]) put(h, old[i]);
}

void hll_add(hll *h, arena *mem, uint64_t hash)
{
    if (!h->counters && h->n >= 1u << h->bits) to_counters(h, mem);
    if (h->counters) {
        count_in(h, hash);
    } else if (hash == 0) {
        h->zero = true;
    } else {
        if (2 * h->n >= h->slots) grow(h, mem);
        put(h, hash);
    }
}

void hll_merge(hll *into, arena *mem, const hll *from)
{
    if (from->counters) {
        if (!into->counters) to_counters(into, mem);
        for (uint32_t i = 0; i < 1u << into->bits; i++)
            if (from->counters[i] > into->counters[i]) into->counters[i] = from->counters[i];
        return;
    }
    for (uint32_t i = 0; i < from->slots; i++)
        if (from->few[i]) hll_add(into, mem, from->few[i]);
    if (from->zero) hll_add(into, mem, 0);
}

/* The estimator of the HyperLogLog paper: the harmonic mean, and linear counting while many counters are untouched.
 * 64-bit hashes need no correction at the upper end. */
int64_t hll_count(const hll *h)
{
    if (!h->counters) return (int64_t)h->n + h->zero;
    double m = (double)((uint64_t)1 << h->bits), sum = 0;
    uint32_t untouched = 0;
    for (uint32_t i = 0; i < 1u << h->bits; i++) {
        sum += ldexp(1, -h->counters[i]);
        untouched += h->counters[i] == 0;
    }
    double estimate = 0.7213 / (1 + 1.079 / m) * m * m / sum;
    if (estimate <= 2.5 * m && untouched) estimate = m * log(m / untouched);
    return (int64_t)llround(estimate);
}
