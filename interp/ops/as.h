/* as, render: what other operators know of them. */
#ifndef INTERP_OPS_AS_H
#define INTERP_OPS_AS_H

#include "interp/op.h"

typedef struct as_info {
    str name; /* of the table; of the chart */
} as_info;

extern const op_class op_as, op_render;

#endif
