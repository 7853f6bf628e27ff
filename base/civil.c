/* civil: the Gregorian calendar by own arithmetic, years 0001 to 9999. */
#include "base/time_text.h"

#include <time.h>

static bool is_leap(int y) { return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0); }

int civil_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days since 0001-01-01. The year is counted from March, so that the leap day is its last. */
static int64_t days_of(int y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 306; /* 0000-03-01 is 306 days before 0001-01-01 */
}

civil civil_from_ticks(int64_t ticks)
{
    civil c = {0};
    int64_t day = ticks / TICKS_PER_DAY, rest = ticks % TICKS_PER_DAY;
    int64_t z = day + 306, era = z / 146097, of_era = z - era * 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t mp = (5 * of_year + 2) / 153;
    c.day = (int)(of_year - (153 * mp + 2) / 5 + 1);
    c.month = (int)(mp < 10 ? mp + 3 : mp - 9);
    c.year = (int)(year_of_era + era * 400 + (c.month <= 2));
    c.hour = (int)(rest / TICKS_PER_HOUR);
    c.minute = (int)(rest / TICKS_PER_MINUTE % 60);
    c.second = (int)(rest / TICKS_PER_SECOND % 60);
    c.ticks = (int)(rest % TICKS_PER_SECOND);
    return c;
}

bool civil_to_ticks(const civil *c, int64_t *out)
{
    if (c->year < 1 || c->year > 9999 || c->month < 1 || c->month > 12 || c->day < 1) return false;
    if (c->day > civil_days_in_month(c->year, c->month)) return false;
    if (c->hour < 0 || c->hour > 23 || c->minute < 0 || c->minute > 59 || c->second < 0 || c->second > 59) return false;
    if (c->ticks < 0 || c->ticks >= TICKS_PER_SECOND) return false;
    *out = days_of(c->year, c->month, c->day) * TICKS_PER_DAY + c->hour * TICKS_PER_HOUR + c->minute * TICKS_PER_MINUTE +
           c->second * TICKS_PER_SECOND + c->ticks;
    return true;
}

int civil_weekday(int64_t ticks) { return (int)((ticks / TICKS_PER_DAY + 1) % 7); } /* 0001-01-01 was a Monday */

int64_t time_now_ticks(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return UNIX_EPOCH_TICKS + (int64_t)t.tv_sec * TICKS_PER_SECOND + t.tv_nsec / 100;
}
