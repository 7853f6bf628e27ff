/* dates: calendar arithmetic on ticks that the datetime families share. Functions that can leave the years 0001-9999
 * return false. */
#ifndef INTERP_SCALAR_DATES_H
#define INTERP_SCALAR_DATES_H

#include "base/time_text.h"

static inline bool dates_valid(int64_t t)
{
    return t >= 0 && t <= DATETIME_MAX_TICKS;
}

/* The multiple of size at or below v: rounds down for negatives too. size > 0; false when it does not fit. */
static inline bool dates_floor(int64_t v, int64_t size, int64_t *out)
{
    int64_t rest = v % size;
    return !__builtin_sub_overflow(v, rest < 0 ? rest + size : rest, out);
}

/* Rounding down to multiples of one size without dividing: 2^64 / size, rounded down, once; its product with a value tells the
 * quotient, or one less. */
typedef struct dates_step {
    int64_t size;
    uint64_t inverse;
} dates_step;

static inline dates_step dates_step_of(int64_t size) /* more than 1 */
{
    return (dates_step){size, (uint64_t)((((unsigned __int128)1) << 64) / (uint64_t)size)};
}

static inline uint64_t dates_rest(dates_step s, uint64_t v) /* v: at most INT64_MAX */
{
    uint64_t q = (uint64_t)(((unsigned __int128)v * s.inverse) >> 64), rest = v - q * (uint64_t)s.size;
    return rest >= (uint64_t)s.size ? rest - (uint64_t)s.size : rest;
}

static inline uint64_t dates_quotient(dates_step s, uint64_t v) /* the same */
{
    uint64_t q = (uint64_t)(((unsigned __int128)v * s.inverse) >> 64);
    return q + (v - q * (uint64_t)s.size >= (uint64_t)s.size);
}

static inline int64_t dates_floor_div(int64_t v, int64_t size)
{
    return v / size - (v % size < 0);
}

/* t + n units; the result is a datetime. */
static inline bool dates_shift(int64_t t, int64_t n, int64_t unit, int64_t *out)
{
    int64_t d;
    return !__builtin_mul_overflow(n, unit, &d) && !__builtin_add_overflow(t, d, out) && dates_valid(*out);
}

bool dates_add_months(int64_t t, int64_t n, int64_t *out); /* a day beyond the month's end becomes its last */
int dates_day_of_year(int64_t t);                          /* from 1 */
int dates_iso_week(int64_t t);                             /* ISO 8601: week 1 holds the year's first Thursday */

#endif
