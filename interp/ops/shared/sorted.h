/* sorted: rows held together with their sort keys. A key that is a plain column is that column; others are stored behind the input's. */
#ifndef INTERP_OPS_SHARED_SORTED_H
#define INTERP_OPS_SHARED_SORTED_H

#include "interp/exec.h"
#include "interp/ops/shared/exprs_bind.h"

typedef struct sorted {
    rows store;
    order order;
    const sort_keys *keys;
    const vec **cols; /* of a batch, keys evaluated behind them */
    kql_type *types;
    bool *keep;
    uint32_t n_in;    /* columns of the input */
} sorted;

void sorted_init(sorted *s, arena *mem, const plan_node *n, const sort_keys *keys);
void sorted_restart(sorted *s, arena *mem);                                      /* an empty store in another arena */
const vec *const *sorted_cols(sorted *s, exec *x, const batch *in, arena *mem); /* the input's columns and the keys */
void sorted_give(const sorted *s, const uint32_t *pick, uint32_t n, arena *mem, batch *out);

#endif
