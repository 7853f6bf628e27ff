/* summarize: what the rewrites know of it. */
#ifndef INTERP_OPS_SUMMARIZE_H
#define INTERP_OPS_SUMMARIZE_H

#include "interp/bind/binder.h"

typedef struct summarize_info {
    named_expr *by;
    uint32_t n_by;
    bound_agg *aggs;
    uint32_t n_aggs;
    named_expr *finals; /* the output's columns behind the by-columns, over (by ..., aggregate results ...) */
    uint32_t n_finals;
    schema inner;       /* by-columns and aggregate results */
    const struct top_info *top; /* above it, first by the result of aggregate `top_agg`: groups that cannot be among its rows */
    uint32_t top_agg;           /* need not be given. NULL: all are */
} summarize_info;

extern const op_class op_summarize;

#endif
