/* compare: the meaning of == and <, for everybody who compares values of any two types (in, between, search). */
#ifndef INTERP_SCALAR_COMPARE_H
#define INTERP_SCALAR_COMPARE_H

#include "tables/vec.h"

bool compare_equal(arena *mem, datum a, datum b); /* neither is null */

/* -1, 0, 1, or: */
enum {
    ORDER_NONE = 2,    /* one is NaN: neither less, nor equal, nor greater */
    ORDER_UNKNOWN = 3, /* one is null, or types that do not meet: a comparison is null */
};
int compare_order(arena *mem, datum a, datum b);

#endif
