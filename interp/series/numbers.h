/* numbers: a dynamic array as numbers, which is what every series function starts from. */
#ifndef INTERP_SERIES_NUMBERS_H
#define INTERP_SERIES_NUMBERS_H

#include "interp/fn.h"

typedef struct numbers {
    double *v;
    bool *missing; /* null, or no number */
    uint32_t n;
    bool whole;    /* every number in it is a long */
} numbers;

numbers numbers_read(arena *mem, const dyn *array);

/* The same for a call; false: the row is refused, as nobody has shown what the engine makes of times and truth values among numbers, or,
 * unless `gaps`, of items that are null or no number, and of a series without items. */
bool numbers_ask(fn_ctx *cx, const dyn *array, bool gaps, numbers *out);
bool numbers_refuse(fn_ctx *cx, const char *what); /* refuses "FUNCTION() of `what`"; false */
const dyn *numbers_array(arena *mem, const double *v, const bool *missing, uint32_t n, bool whole); /* missing NULL: none is */
bool numbers_begin_complete(const numbers *s, uint32_t n); /* the first n of them: none missing, all finite */
bool numbers_complete(const numbers *s); /* at least one, none missing, all finite */
double number_of(const dyn *v, bool *is_number);
void numbers_sort(double *v, double *spare, uint32_t n); /* ascending; none is NaN; spare: room for as many */

/* A numeric argument that may be of any number type. */
double number_argument(const datum *d);
static inline int64_t integer_argument(const datum *d) { return d->type == T_INT ? d->i : d->l; }

#endif
