/* hll_value: a sketch as the dynamic value that hll() gives and dcount_hll() reads: [[bits], ["hash", ...], "counters"].
 * The pages leave the form open ("might change over time"); only its being an array is promised. Hashes are text, so that
 * readers of JSON who know only doubles keep them whole; counters are base64, and "" while the hashes are few. */
#ifndef INTERP_AGG_HLL_VALUE_H
#define INTERP_AGG_HLL_VALUE_H

#include "interp/agg/hll.h"
#include "tables/dyn.h"

const dyn *hll_to_dyn(const hll *h, arena *mem);
bool hll_from_dyn(const dyn *v, arena *mem, hll *out); /* false: v is no sketch, *out is spoilt */

/* The sketch in v into *into, which may still be zeroed. False: v is none, or one of another accuracy. */
bool hll_merge_dyn(hll *into, arena *mem, const dyn *v);

#endif
