/* datetime_steps: adding periods, and counting them between two times. */
#include "interp/scalar/args.h"
#include "interp/scalar/date_units.h"
#include "interp/scalar/dates.h"

#define UNITS (UNITS_ALL & ~UNIT_BIT(UNIT_WEEK_OF_YEAR) & ~UNIT_BIT(UNIT_DAY_OF_YEAR))

static bool prepare_add(fn_call *call, arena *mem, diags *ds)
{
    return date_unit_prepare(call, mem, ds, UNITS);
}

/* The engine answers weeks as a real. */
static bool prepare_diff(fn_call *call, arena *mem, diags *ds)
{
    if (!date_unit_prepare(call, mem, ds, UNITS)) return false;
    if (*(const date_unit *)call->prepared == UNIT_WEEK) call->result = T_REAL;
    return true;
}

static bool add(int64_t t, int64_t n, date_unit u, int64_t *out)
{
    int64_t months = u == UNIT_YEAR ? 12 : u == UNIT_QUARTER ? 3 : u == UNIT_MONTH ? 1 : 0;
    if (months) return !__builtin_mul_overflow(n, months, &n) && dates_add_months(t, n, out);
    if (u == UNIT_NANOSECOND) return dates_shift(t, n / 100, 1, out);
    return dates_shift(t, n, date_unit_ticks(u), out);
}

static void datetime_add(fn_ctx *cx, const datum *args, datum *out)
{
    int64_t t;
    if (add(args[2].l, arg_long(args[1]), *(const date_unit *)cx->call->prepared, &t)) fn_out_long(out, t);
}

/* Which period of its kind t falls into, counted from the year 1; weeks from a Sunday. */
static int64_t ordinal(int64_t t, date_unit u)
{
    civil c;
    switch (u) {
    case UNIT_YEAR:
        return civil_from_ticks(t).year;
    case UNIT_QUARTER:
        c = civil_from_ticks(t);
        return c.year * 4 + (c.month - 1) / 3;
    case UNIT_MONTH:
        c = civil_from_ticks(t);
        return c.year * 12 + c.month;
    case UNIT_WEEK:
        return (t / TICKS_PER_DAY + 1) / 7; /* day 0 was a Monday */
    default:
        return t / date_unit_ticks(u);
    }
}

/* How many boundaries of the period lie between the two. */
static void datetime_diff(fn_ctx *cx, const datum *args, datum *out)
{
    date_unit u = *(const date_unit *)cx->call->prepared;
    int64_t n = u == UNIT_NANOSECOND ? 0 : ordinal(args[1].l, u) - ordinal(args[2].l, u);
    if (u == UNIT_NANOSECOND && __builtin_mul_overflow(args[1].l - args[2].l, 100, &n)) return;
    if (out->type == T_REAL)
        fn_out_real(out, (double)n);
    else
        fn_out_long(out, n);
}

const fn_row fn_rows_datetime_steps[] = {
    {.name = "datetime_add",
     .sig = "(period: lit string, amount: integer, datetime: datetime) -> datetime",
     .each = datetime_add,
     .prepare = prepare_add,
     .help = "The datetime some periods later, or earlier",
     .example =
         "print datetime_add('month', -15, datetime(2017-01-01)), datetime_add('week', 100, datetime(2017-01-01))",
     .gives = "2015-10-01T00:00:00.0000000Z, 2018-12-02T00:00:00.0000000Z",
     .page = "datetime-add-function"},
    {.name = "datetime_diff",
     .sig = "(period: lit string, datetime1: datetime, datetime2: datetime) -> long",
     .each = datetime_diff,
     .prepare = prepare_diff,
     .help = "How many periods the first datetime is after the second, by the boundaries between them",
     .example =
         "print datetime_diff('year', datetime(2017-01-01), datetime(2000-12-31)), datetime_diff('hour', "
         "datetime(2017-10-31 01:00), datetime(2017-10-30 23:59)), "
         "datetime_diff('nanosecond', datetime(2017-10-30 23:00:00.0000000), datetime(2017-10-30 23:00:00.0000007))",
     .gives = "17, 2, -700",
     .page = "datetime-diff-function"},
    {0}};
