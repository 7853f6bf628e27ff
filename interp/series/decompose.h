/* decompose: a series taken apart into what repeats, what goes one way, and the rest. */
#ifndef INTERP_SERIES_DECOMPOSE_H
#define INTERP_SERIES_DECOMPOSE_H

#include "interp/series/numbers.h"

typedef enum trend { TREND_AVG, TREND_LINEFIT, TREND_NONE } trend;

/* What is asked: `ahead` items at the end are predicted and teach nothing. */
typedef struct decompose_plan {
    int64_t period; /* <= 0: nothing repeats */
    int64_t ahead;
    trend trend;
} decompose_plan;

typedef struct decomposition {
    double *baseline, *seasonal, *trend, *residual; /* n items each; baseline = seasonal + trend, residual = series - baseline */
    uint32_t n;
} decomposition;

/* The median of the items that stand at the same place of their period, for each item; 0 throughout when nothing repeats. False: a place
 * has no item to learn from, or an item to learn from is missing. */
bool seasonal_part(arena *mem, const numbers *s, int64_t period, int64_t ahead, double *out);

bool decompose(arena *mem, const numbers *s, const decompose_plan *plan, decomposition *out); /* false: as above */

bool trend_find(str name, trend *out); /* "avg", "linefit", "none" */

/* Periods are not looked for here. A call without a period, or with -1 in its place, is refused: at bind time when the argument is
 * constant or absent (false; reported), and while the query runs otherwise. */
bool period_is_given(const fn_call *call, uint32_t arg, diags *ds);
bool period_read(fn_ctx *cx, const datum *args, uint32_t arg, int64_t *period);

#endif
