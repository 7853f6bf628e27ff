/* fit_line: the straight line nearest to numbers by least squares; the first of them stands at 1. */
#ifndef INTERP_SERIES_FIT_LINE_H
#define INTERP_SERIES_FIT_LINE_H

#include "interp/series/numbers.h"

typedef struct line {
    double slope, interception, r_square, variance, r_variance;
    double rest; /* what is left of the squares */
} line;

void line_fit(const double *v, uint32_t n, line *l); /* n >= 1 */

#endif
