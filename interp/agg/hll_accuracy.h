/* hll_accuracy: the constant behind the value, from 0 to 4, 1 if it is not said: call->prepared becomes the uint8_t that hll.bits wants. */
#ifndef INTERP_AGG_HLL_ACCURACY_H
#define INTERP_AGG_HLL_ACCURACY_H

#include "interp/agg/loops.h"
#include "interp/agg/hll.h"

bool hll_prepare(agg_call *call, arena *mem, diags *ds);    /* f(value, accuracy) */
bool hll_prepare_if(agg_call *call, arena *mem, diags *ds); /* f(value, predicate, accuracy) */

#endif
