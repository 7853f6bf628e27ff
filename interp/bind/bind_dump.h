/* bind_dump: `-d b`: every operator with its columns and its expressions as bound: types, conversions and overloads written out. */
#ifndef INTERP_BIND_BIND_DUMP_H
#define INTERP_BIND_BIND_DUMP_H

#include "interp/op.h"

void bind_dump(buf *out, const plan_node *root);

#endif
