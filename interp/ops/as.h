/* as: what other operators know of it. */
#ifndef INTERP_OPS_AS_H
#define INTERP_OPS_AS_H

#include "interp/op.h"

typedef struct as_info {
    str name; /* of the table */
} as_info;

extern const op_class op_as;

#endif
