/* make_series: what binding hands to running. */
#ifndef INTERP_OPS_MAKE_SERIES_H
#define INTERP_OPS_MAKE_SERIES_H

#include "interp/op.h"

/* The input is summarized already: by-columns, the bin, then the aggregates. */
typedef struct make_series_info {
    uint32_t n_by, n_aggs;
    kql_type axis;            /* type of the bins */
    datum from, to, step;     /* of that type (step of a datetime axis: timespan); from and to null when not given */
    bool to_included;         /* `in range(a, b, c)` */
    bool nonempty;            /* a series of defaults where there is no row */
    const dyn **defaults;     /* by aggregate */
} make_series_info;

extern const op_class op_make_series;
bool make_series_open(exec *x, const plan_node *n, void **state);
step make_series_next(exec *x, const plan_node *n, void *state, batch *out);
void make_series_close(exec *x, const plan_node *n, void *state);

#endif
