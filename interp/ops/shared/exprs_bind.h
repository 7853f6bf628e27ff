/* exprs_bind: small things that the bind functions of several operators need. */
#ifndef INTERP_OPS_SHARED_EXPRS_BIND_H
#define INTERP_OPS_SHARED_EXPRS_BIND_H

#include "interp/bind/binder.h"
#include "interp/ops/shared/order.h"

/* A node over one input that hands its rows on under the same columns. */
plan_node *node_over(binder *b, const op_class *op, span at, plan_node *in, void *info);
plan_node *node_ordered(binder *b, const op_class *op, span at, plan_node *in, void *info); /* the same, and the rows have an order */
void schema_copy(binder *b, schema *to, const schema *from);

/* Rows wanted: a whole number that needs no row (KS134). */
expr *bind_row_count(binder *b, const ast *node);

/* What `sort by` lists. Keys are expressions over the input; the columns of order_key are set when the rows are stored. */
typedef struct sort_keys {
    expr **exprs;
    order_key *order;
    uint32_t n;
} sort_keys;
bool bind_sort_keys(binder *b, const ast *op, uint32_t first, const schema *row, sort_keys *out);
void sort_keys_describe(buf *out, const sort_keys *k, const schema *row);
void sort_keys_need(const sort_keys *k, colset *need);

/* KS109: a column's name is wanted, no expression. */
bool check_is_column(binder *b, const ast *node);

/* The types that summarize by, distinct and sort refuse (KS116). */
bool check_not_dynamic(binder *b, const expr *e);

#endif
