/* aggregates: what binding expressions shares with binding aggregate calls. */
#ifndef INTERP_BIND_AGGREGATES_H
#define INTERP_BIND_AGGREGATES_H

#include "interp/bind/column_list.h"
#include "interp/bind/parts.h"

/* The aggregates of one summarize, while its list is being bound. */
typedef struct agg_list {
    binder *b;
    const schema *row; /* what aggregates' arguments may name; outside of them no column may stand */
    const named_expr *by;
    uint32_t n_by;
    bound_agg *items;
    uint32_t n;
} agg_list;

/* agg_args.c: an aggregate's arguments, `*` spread out, and the names their results get. */
typedef struct agg_args {
    expr **args;
    str *names; /* of the results of arg_max() and its kind, and of take_any(): one an argument */
    uint32_t n, cap;
} agg_args;
void agg_bind_args(agg_list *l, const ast *call, agg_args *out);
str agg_percentile_name(binder *b, const ast *call, const agg_args *a, uint32_t j);
bool agg_is_extreme(str name);
bool agg_is_any(str name); /* those with several results */
bool agg_is_weighted(str name);
bool agg_is_percentile(str name);

/* An aggregate inside an expression: a column of the results. */
expr *aggregate_value(agg_list *l, const ast *node);

#endif
