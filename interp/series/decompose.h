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

#define NOTHING_TO_LEARN "a series with too little to learn from: items that are null, no number or not finite, or too many test points"

bool trend_find(str name, trend *out); /* "avg", "linefit", "none" */

typedef struct period_ask {
    int64_t given;    /* -1: it is to be found */
    int64_t ahead;
    double threshold; /* that a period's score must reach; -INFINITY: any period counts */
} period_ask;

#define PERIOD_THRESHOLD 0.6 /* unless the call says otherwise */

/* The period, 0 for none. False: it would have to be found, and more than one answer is possible: refused, reported. See period.c */
bool period_read(fn_ctx *cx, const numbers *s, const period_ask *ask, int64_t *period);

#endif
