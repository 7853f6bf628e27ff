/* constant_rows: sources whose rows are known when the query is bound: datatable, getschema. */
#ifndef INTERP_OPS_SHARED_CONSTANT_ROWS_H
#define INTERP_OPS_SHARED_CONSTANT_ROWS_H

#include "interp/exec.h"

typedef struct constant_rows {
    uint32_t n_rows, n_cols;
    vec **cols; /* block by block: n_cols vecs of up to BATCH_ROWS rows each */
} constant_rows;

/* cells row by row, n_rows * n_cols of them, of their columns' types */
constant_rows *constant_rows_new(arena *mem, const datum *cells, uint32_t n_rows, const schema *cols);
bool constant_rows_open(exec *x, const plan_node *n, void **state);
step constant_rows_next(exec *x, const plan_node *n, void *state, batch *out);
void constant_rows_describe(buf *out, const plan_node *n);
void constant_rows_need(plan_node *n);

#endif
