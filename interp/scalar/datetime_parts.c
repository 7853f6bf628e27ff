/* datetime_parts: year, month, week ... of a datetime. The engine's types are kept where they differ from the
 * analyzer's: getyear(), monthofyear(), getmonth(), hourofday() and datetime_part() are long. */
#include "interp/scalar/args.h"
#include "interp/scalar/date_units.h"
#include "interp/scalar/dates.h"

KERNEL_1(getyear, l, l, civil_from_ticks(x).year)
KERNEL_1(monthofyear, l, l, civil_from_ticks(x).month)
KERNEL_1(hourofday, l, l, x / TICKS_PER_HOUR % 24)
KERNEL_1(dayofmonth, l, i, civil_from_ticks(x).day)
KERNEL_1(dayofyear, l, i, dates_day_of_year(x))
KERNEL_1(week_of_year, l, i, dates_iso_week(x))
KERNEL_1(dayofweek, l, l, civil_weekday(x) * TICKS_PER_DAY)

static int64_t part_of(int64_t t, date_unit u)
{
    civil c = civil_from_ticks(t);
    switch (u) {
    case UNIT_YEAR:
        return c.year;
    case UNIT_QUARTER:
        return (c.month + 2) / 3;
    case UNIT_MONTH:
        return c.month;
    case UNIT_WEEK_OF_YEAR:
        return dates_iso_week(t);
    case UNIT_DAY:
        return c.day;
    case UNIT_DAY_OF_YEAR:
        return dates_day_of_year(t);
    case UNIT_HOUR:
        return c.hour;
    case UNIT_MINUTE:
        return c.minute;
    case UNIT_SECOND:
        return c.second;
    case UNIT_MILLISECOND:
        return c.ticks / 10000;
    case UNIT_MICROSECOND:
        return c.ticks / 10;
    default:
        return (int64_t)c.ticks * 100;
    }
}

static void datetime_part(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    date_unit u = *(const date_unit *)cx->call->prepared;
    const vec *t = args[1];
    KERNEL_LOOP (rows, out->l[row] = part_of(t->l[vec_ix(t, row)], u))
        ;
}

static bool prepare_part(fn_call *call, arena *mem, diags *ds)
{
    return date_unit_prepare(call, mem, ds, UNITS_ALL & ~UNIT_BIT(UNIT_WEEK));
}

/* The first week held the year's first Wednesday (week-of-year-function.md); how the days before and after such a
 * year's weeks count, the page does not say. */
static bool refuse_weekofyear(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, call->at,
                         "weekofyear() is not supported: it counted weeks in a way of its own");
    diag_hint(ds, d, "use week_of_year()");
    return false;
}

#define ROW(NAME, TYPE) .name = #NAME, .sig = "(date: datetime) -> " TYPE, .body = NAME
#define PART_SIG        "(part: lit string, date: datetime) -> long"

const fn_row fn_rows_datetime_parts[] = {
    {ROW(getyear, "long"), .help = "The year", .example = "print getyear(datetime(2015-10-12))", .gives = "2015",
     .page = "getyear-function"},
    {ROW(monthofyear, "long"), .help = "The month, 1 to 12", .example = "print monthofyear(datetime(2015-12-14))",
     .gives = "12", .page = "monthofyear-function"},
    {.name = "getmonth",
     .sig = "(date: datetime) -> long",
     .body = monthofyear,
     .help = "The month, 1 to 12",
     .example = "print getmonth(datetime(2015-10-12))",
     .gives = "10",
     .page = "monthofyear-function"},
    {ROW(hourofday, "long"), .help = "The hour, 0 to 23", .example = "print hourofday(datetime(2015-12-14 18:54))",
     .gives = "18", .page = "hour-of-day-function"},
    {ROW(dayofmonth, "int"), .help = "The day of the month, from 1",
     .example = "print dayofmonth(datetime(2015-12-14))", .gives = "14", .page = "day-of-month-function"},
    {ROW(dayofyear, "int"), .help = "The day of the year, from 1", .example = "print dayofyear(datetime(2015-12-14))",
     .gives = "348", .page = "day-of-year-function"},
    {ROW(week_of_year, "int"), .help = "The ISO 8601 week of the year",
     .example = "print week_of_year(datetime(2020-12-31)), week_of_year(datetime(2000-01-01))", .gives = "53, 52",
     .page = "week-of-year-function"},
    {.name = "weekofyear",
     .sig = "(date: datetime) -> int",
     .body = week_of_year,
     .prepare = refuse_weekofyear,
     .hidden = true},
    {ROW(dayofweek, "timespan"), .help = "The days since Sunday, as a timespan",
     .example = "print dayofweek(datetime(1970-05-11)), toint(dayofweek(datetime(1970-05-12)) / 1d)",
     .gives = "1.00:00:00, 2", .page = "day-of-week-function"},
    {.name = "datetime_part",
     .sig = PART_SIG,
     .body = datetime_part,
     .prepare = prepare_part,
     .help = "A part of a datetime as a number",
     .example = "print datetime_part('week_of_year', datetime(2017-10-30 01:02:03.7654321)), "
                "datetime_part('microsecond', datetime(2017-10-30 01:02:03.7654321))",
     .gives = "44, 765432",
     .page = "datetime-part-function"},
    {.name = "datepart",
     .sig = PART_SIG,
     .body = datetime_part,
     .prepare = prepare_part,
     .hidden = true,
     .same_as = "datetime_part"},
    {0}};
