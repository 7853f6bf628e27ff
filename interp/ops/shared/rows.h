/* rows: a columnar copy of rows that must outlive their batches: what sort, top, distinct, join and shared scans hold.
 *
 *   row r of column c:  blocks[r / BATCH_ROWS].cols[c], position r % BATCH_ROWS
 *
 * A block has room for BATCH_ROWS rows and grows to it, so that small stores stay small. */
#ifndef INTERP_OPS_SHARED_ROWS_H
#define INTERP_OPS_SHARED_ROWS_H

#include "tables/vec.h"

typedef struct row_block {
    uint32_t n, cap;
    bool sealed; /* given away as a batch: new rows go to a new block (only for stores read by rows_block) */
    vec *cols; /* data of `cap` values; masks of BATCH_ROWS */
} row_block;

typedef struct rows {
    arena *mem;
    uint32_t n_cols;
    kql_type *types;
    const bool *keep; /* by column: stored or not; NULL: all */
    row_block *blocks;
    uint32_t n_blocks, cap_blocks;
    uint32_t n; /* rows */
} rows;

void rows_init(rows *r, arena *mem, const schema *cols, const colset *need); /* need NULL: every column */
void rows_init_types(rows *r, arena *mem, const kql_type *types, uint32_t n);
void rows_add(rows *r, const vec *const *cols, sel which); /* NULL columns are nulls; strings and dynamics are copied */

static inline const vec *rows_vec(const rows *r, uint32_t row, uint32_t col) { return &r->blocks[row / BATCH_ROWS].cols[col]; }
static inline datum rows_get(const rows *r, uint32_t row, uint32_t col)
{
    return vec_get(rows_vec(r, row, col), row % BATCH_ROWS);
}

/* Value `b` of vec b against value `a` of vec a, of one type, without going through datums. */
bool vec_same(const vec *a, uint32_t ra, const vec *b, uint32_t rb);

/* Makes vecs of up to BATCH_ROWS rows of the store, in the order of `pick`; values are shared with the store, ROWS_NONE is a row of nulls. */
#define ROWS_NONE UINT32_MAX
const vec *rows_pick(const rows *r, uint32_t col, const uint32_t *pick, uint32_t n, arena *mem);

/* Rows of one block as they lie, as a batch that lives as long as the store; false when there is no such block. */
bool rows_block(const rows *r, uint32_t block, arena *mem, batch *out);

#endif
