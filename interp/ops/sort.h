/* sort and top: what the rewrites know of them. */
#ifndef INTERP_OPS_SORT_H
#define INTERP_OPS_SORT_H

#include "interp/ops/shared/exprs_bind.h"

typedef struct sort_info {
    sort_keys keys;
} sort_info;

typedef struct top_info {
    sort_keys keys;
    expr *count;
} top_info;

typedef struct take_info {
    expr *count;
} take_info;

extern const op_class op_sort, op_top, op_take;

#endif
