#include "interp/scalar/dates.h"

bool dates_add_months(int64_t t, int64_t n, int64_t *out)
{
    civil c = civil_from_ticks(t);
    int64_t months;
    if (__builtin_add_overflow((int64_t)c.year * 12 + c.month - 1, n, &months) || months < 12 || months >= 120000)
        return false;
    c.year = (int)(months / 12);
    c.month = (int)(months % 12) + 1;
    int last = civil_days_in_month(c.year, c.month);
    if (c.day > last) c.day = last;
    return civil_to_ticks(&c, out);
}

int dates_day_of_year(int64_t t)
{
    civil first = {.year = civil_from_ticks(t).year, .month = 1, .day = 1};
    int64_t start = 0;
    civil_to_ticks(&first, &start);
    return (int)((t - start) / TICKS_PER_DAY) + 1;
}

int dates_iso_week(int64_t t)
{
    int64_t day = t / TICKS_PER_DAY; /* day 0, 0001-01-01, was a Monday */
    int64_t thursday = day - day % 7 + 3;
    if (thursday > DATETIME_MAX_TICKS / TICKS_PER_DAY)
        return 1; /* in the year 10000; not reached: 9999 ends on a Friday */
    return (dates_day_of_year(thursday * TICKS_PER_DAY) - 1) / 7 + 1;
}
