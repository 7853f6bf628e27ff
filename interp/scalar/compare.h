/* compare: the meaning of == and <, for everybody who compares values of any two types (in, between, search). */
#ifndef INTERP_SCALAR_COMPARE_H
#define INTERP_SCALAR_COMPARE_H

#include "interp/fn.h"

bool compare_equal(arena *mem, datum a, datum b); /* neither is null */

/* -1, 0, 1, or: */
enum {
    ORDER_NONE = 2,    /* one is NaN: neither less, nor equal, nor greater */
    ORDER_UNKNOWN = 3, /* one is null, or types that do not meet: a comparison is null */
};
int compare_order(arena *mem, datum a, datum b);

/* Do the two meet in a way that no witness settles? A fraction in a dynamic value beside its own whole part (5.5 and 5: is it cast
 * first?), a time beside a number that is not 0 (days, or ticks?), a bool beside a number that is neither 0 nor 1. */
bool compare_unsure(datum a, datum b);
void compare_refuse(const fn_ctx *cx); /* ends the query for that, by name */

#endif
