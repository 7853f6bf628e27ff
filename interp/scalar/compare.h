/* compare: the meaning of == and <, for everybody who compares values of any two types (in, between, search). */
#ifndef INTERP_SCALAR_COMPARE_H
#define INTERP_SCALAR_COMPARE_H

#include "tables/vec.h"

bool compare_equal(arena *mem, datum a, datum b); /* neither is null */
int compare_order(arena *mem, datum a, datum b);  /* <0, 0, >0; 2: in no order (NaN, types that do not meet) */

#endif
