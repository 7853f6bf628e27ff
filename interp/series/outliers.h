/* outliers: Tukey's fences as series_outliers() draws them; series_decompose_anomalies() draws them around the residuals. */
#ifndef INTERP_SERIES_OUTLIERS_H
#define INTERP_SERIES_OUTLIERS_H

#include "interp/fn.h"

typedef enum fences { FENCES_CUSTOM, FENCES_TUKEY } fences; /* percentiles 10 and 90; 25 and 75 */

bool fences_find(str name, fences *out); /* "ctukey", "tukey" */

/* score[i] of v[i]: 0 between the percentiles, beyond them the distance in ranges, up positive. `left_out` items (NULL: none) score 0 and do
 * not count. False: the percentiles are equal and something lies beyond them; its score is then not defined. */
bool outliers_score(arena *mem, const double *v, const bool *left_out, uint32_t n, fences kind, double *score);

#define OUTLIERS_NO_RANGE "a series whose percentiles are equal and which has items beyond them"

#endif
