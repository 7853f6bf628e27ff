/* where: what the rewrites know of it. */
#ifndef INTERP_OPS_WHERE_H
#define INTERP_OPS_WHERE_H

#include "interp/op.h"

typedef struct where_info {
    expr *predicate;
} where_info;

extern const op_class op_where;

#endif
