#include "interp/agg/digest.h"

#include "tables/vec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void digest_add(digest *s, arena *mem, datum d, int64_t weight)
{
    if (weight <= 0) return;
    if (s->n == s->cap) {
        uint32_t cap = s->cap ? 2 * s->cap : 8;
        digest_item *items = arena_alloc(mem, cap * sizeof *items);
        if (s->n) memcpy(items, s->items, s->n * sizeof *items);
        s->items = items;
        s->cap = cap;
    }
    s->items[s->n++] = (digest_item){datum_copy(mem, d), weight};
}

void digest_merge(digest *into, arena *mem, const digest *from)
{
    for (uint32_t i = 0; i < from->n; i++) digest_add(into, mem, from->items[i].d, from->items[i].weight);
}

static int by_value(const void *a, const void *b)
{
    return datum_cmp(((const digest_item *)a)->d, ((const digest_item *)b)->d);
}

digest digest_sorted(const digest *s, arena *mem, double *total)
{
    digest_item *sorted = arena_alloc(mem, (s->n + 1) * sizeof *sorted);
    if (s->n) memcpy(sorted, s->items, s->n * sizeof *sorted);
    qsort(sorted, s->n, sizeof *sorted, by_value);
    *total = 0;
    for (uint32_t i = 0; i < s->n; i++) *total += (double)sorted[i].weight;
    return (digest){sorted, s->n, s->n};
}

datum digest_percentile(const digest *sorted, double total, double p)
{
    double rank = ceil(p * total / 100 - 1e-9), below = 0;
    for (uint32_t i = 0; i < sorted->n; i++) {
        below += (double)sorted->items[i].weight;
        if (below >= rank) return sorted->items[i].d;
    }
    return sorted->items[sorted->n - 1].d;
}

double digest_rank(const digest *sorted, datum v)
{
    double below = 0;
    for (uint32_t i = 0; i < sorted->n && datum_cmp(sorted->items[i].d, v) <= 0; i++)
        below += (double)sorted->items[i].weight;
    return below;
}
