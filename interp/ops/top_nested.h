/* top-nested: what its binding and its running know of one another. */
#ifndef INTERP_OPS_TOP_NESTED_H
#define INTERP_OPS_TOP_NESTED_H

#include "interp/exec.h"
#include "interp/ops/shared/order.h"

typedef struct nested_level {
    expr *count;      /* NULL: all values stay */
    expr *key;
    bound_agg *aggs;
    uint32_t n_aggs;
    named_expr *final; /* one, over the aggregates' results */
    uint32_t n_finals;
    order_key order;
    bool has_others;
    datum others;     /* what stands for the values that do not stay, of the key's type */
    bool rest;        /* this level or one below it has others */
} nested_level;

typedef struct top_nested_info {
    nested_level *levels;
    uint32_t n;
} top_nested_info;

bool top_nested_open(exec *x, const plan_node *n, void **state);
step top_nested_next(exec *x, const plan_node *n, void *state, batch *out);
void top_nested_close(exec *x, const plan_node *n, void *state);

#endif
