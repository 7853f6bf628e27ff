#include "interp/ops/top_groups.h"

/* A place in the heap of the lowest prefixes: the highest of them is on top. */
static void sink(uint64_t *heap, uint32_t n, uint32_t at)
{
    for (uint32_t kid; (kid = 2 * at + 1) < n; at = kid) {
        kid += kid + 1 < n && heap[kid + 1] > heap[kid];
        if (heap[at] >= heap[kid]) {
            return;
        }
        uint64_t swap = heap[at];
        heap[at] = heap[kid];
        heap[kid] = swap;
    }
}

/* The count-th lowest of n prefixes; count is less than n, and not 0. */
static uint64_t bound_of(const uint64_t *prefix, uint32_t n, uint32_t count, arena *mem)
{
    uint64_t *heap = arena_alloc(mem, count * sizeof *heap);
    memcpy(heap, prefix, count * sizeof *heap);
    for (uint32_t i = count; i-- > 0;) {
        sink(heap, count, i);
    }
    for (uint32_t i = count; i < n; i++) {
        if (prefix[i] < heap[0]) {
            heap[0] = prefix[i];
            sink(heap, count, 0);
        }
    }
    return heap[0];
}

uint32_t *top_groups_pick(const top_info *top, exec *x, agg_states *by, uint32_t n, arena *mem, uint32_t *picked)
{
    datum count = eval_scalar(x, top->count, mem);
    uint64_t *prefix = arena_alloc(mem, (n + (size_t)BATCH_ROWS) * sizeof *prefix);
    const vec **made = ARENA_ARRAY(mem, const vec *, 1 + by->cx.call->n_extra);
    arena *here = arena_new();
    *picked = n;
    if (count.null || count.l <= 0 || count.l >= n) {
        arena_drop(here);
        return NULL;
    }
    for (uint32_t at = 0; at < n; at += BATCH_ROWS) {
        uint32_t take = n - at < BATCH_ROWS ? n - at : BATCH_ROWS;
        arena_reset(here);
        agg_states_results(by, NULL, at, take, here, made);
        order_prefixes(top->keys.order[0], made[0], (sel){NULL, take}, prefix + at);
    }
    uint64_t bound = bound_of(prefix, n, (uint32_t)count.l, here);
    uint32_t *pick = arena_alloc(mem, n * sizeof *pick);
    *picked = 0;
    for (uint32_t i = 0; i < n; i++) {
        pick[*picked] = i;
        *picked += prefix[i] <= bound;
    }
    arena_drop(here);
    return pick;
}
