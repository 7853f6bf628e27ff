/* union_columns: what columns a union has, of the columns of its legs. */
#ifndef INTERP_OPS_UNION_COLUMNS_H
#define INTERP_OPS_UNION_COLUMNS_H

#include "interp/ops/union.h"

/* Fills `out` (empty before), and for each leg from[leg][k]: the leg's column that is the union's k-th, or -1. A name of several types is
 * a column each: x_long, x_string. `inner`: only the names that all legs have. `source`: the first column's name, or empty. */
void union_columns(binder *b, const union_legs *l, bool inner, str source, schema *out, int32_t **from);

#endif
