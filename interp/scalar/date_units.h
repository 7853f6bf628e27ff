/* date_units: the words for periods that datetime_add(), datetime_diff() and datetime_part() take, in any case. */
#ifndef INTERP_SCALAR_DATE_UNITS_H
#define INTERP_SCALAR_DATE_UNITS_H

#include "interp/fn.h"

typedef enum date_unit {
    UNIT_YEAR,
    UNIT_QUARTER,
    UNIT_MONTH,
    UNIT_WEEK,
    UNIT_WEEK_OF_YEAR,
    UNIT_DAY,
    UNIT_DAY_OF_YEAR,
    UNIT_HOUR,
    UNIT_MINUTE,
    UNIT_SECOND,
    UNIT_MILLISECOND,
    UNIT_MICROSECOND,
    UNIT_NANOSECOND,
    UNIT_COUNT_
} date_unit;

#define UNIT_BIT(u) (1u << (u))
#define UNITS_ALL   (UNIT_BIT(UNIT_COUNT_) - 1)

/* Reads argument 0, a literal, as one of the units in `allowed`; prepared becomes a date_unit *. */
bool date_unit_prepare(fn_call *call, arena *mem, diags *ds, uint32_t allowed);
/* Ticks of a unit of fixed length; 0 for years, quarters and months, and for nanoseconds, which are shorter than a
 * tick. */
int64_t date_unit_ticks(date_unit u);

#endif
