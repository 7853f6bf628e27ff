/* likeness: how like a series is to itself some items later, by every measure in use. */
#ifndef INTERP_SERIES_LIKENESS_H
#define INTERP_SERIES_LIKENESS_H

#include "base/arena.h"

/* A series at most 1 either way, so that squares neither overflow nor vanish. Three forms: less its mean, less the line nearest to it, and
 * less its mean after items beyond its 10th and 90th percentiles were cut down to these. */
typedef struct flat_series {
    double *v[3];
    double scale; /* what it was divided by */
    uint32_t n;
} flat_series;

flat_series flat_series_of(arena *mem, const double *v, uint32_t n); /* n > 0, not all 0 */

/* Of all measures, 1 being the same. */
typedef struct likeness {
    double least; /* of the first two forms */
    double most;  /* of all three */
} likeness;

likeness likeness_at(const flat_series *s, uint32_t lag); /* 0 < lag < s->n */
double wave_at(const flat_series *s, uint32_t period);  /* the part of the variance that one sine wave explains; the less of the first two forms */

#endif
