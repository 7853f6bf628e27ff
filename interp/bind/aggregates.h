/* aggregates: what binding expressions shares with binding aggregate calls. */
#ifndef INTERP_BIND_AGGREGATES_H
#define INTERP_BIND_AGGREGATES_H

#include "interp/bind/column_list.h"
#include "interp/bind/parts.h"

/* The aggregates of one summarize, while its list is being bound. */
typedef struct agg_list {
    binder *b;
    const named_expr *by;
    uint32_t n_by;
    bound_agg *items;
    uint32_t n;
} agg_list;

/* An aggregate inside an expression: a column of the results. */
expr *aggregate_value(agg_list *l, const ast *node);

#endif
