/* make_series_count: make-series of count() alone, from `from` to `to` known beforehand: every row adds one to its series' bin. The
 * summarize below, whose groups would be (by-columns, bin), is left out; what it reads is read here.
 *
 *   block   series 0: [ 1 | 0 | 3 ]   series 1: [ 2 | 0 | 0 ]     0: no row in those eight bins
 *   count   block 1: [ 5 1 0 0 0 7 2 2 ]   block 2: ... */
#ifndef INTERP_OPS_MAKE_SERIES_COUNT_H
#define INTERP_OPS_MAKE_SERIES_COUNT_H

#include "interp/exec.h"
#include "interp/ops/make_series.h"
#include "interp/ops/shared/groups.h"

typedef struct series_counts {
    const plan_node *input;
    const named_expr *by; /* the by-columns, then the bin */
    arena *mem;
    uint32_t *block;      /* n_blocks a series */
    uint32_t *count;      /* COUNTS_BLOCK a block; the first block is nobody's */
    uint64_t rows;        /* counted so far */
    uint32_t n_blocks, n_series, n_counts; /* a series' blocks; series and blocks there is room for */
    uint32_t next;        /* block */
} series_counts;

#define COUNTS_BLOCK 8u

/* NULL: not of that kind. */
series_counts *series_counts_of(const plan_node *n, uint32_t n_bins, arena *mem);
/* The counts of eight bins of a series, from bin 8 * block on; NULL: all 0, as of the series that kind=nonempty makes of no rows. */
static inline const uint32_t *series_counts_block(const series_counts *c, uint32_t series, uint32_t block)
{
    uint32_t at = series < c->n_series ? c->block[(size_t)series * c->n_blocks + block] : 0;
    return at ? c->count + (size_t)at * COUNTS_BLOCK : NULL;
}
/* Takes all rows; the series are the groups. */
step series_counts_read(exec *x, const plan_node *n, series_counts *c, groups *series, arena *batch);

#endif
