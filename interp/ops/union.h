/* union: what the rewrites know of it. */
#ifndef INTERP_OPS_UNION_H
#define INTERP_OPS_UNION_H

#include "interp/bind/binder.h"

typedef struct union_info {
    int32_t **from; /* by leg, by output column: the leg's column, or -1: null */
    str *source;    /* by leg: what withsource shows */
    int32_t source_column; /* 0 with withsource, else -1 */
} union_info;

extern const op_class op_union;

#endif
