/* operators: every operator class, for op_find and for operators that make nodes of one another. One line each. */
#ifndef INTERP_OPS_OPERATORS_H
#define INTERP_OPS_OPERATORS_H

#include "interp/op.h"

#define OPERATOR_CLASS(name) extern const op_class op_##name;
#include "interp/ops/operators.def"
#undef OPERATOR_CLASS

#endif
