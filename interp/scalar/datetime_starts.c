/* datetime_starts: the first and the last tick of a day, week, month or year, some of them later. Weeks start on
 * Sunday. */
#include "interp/scalar/args.h"
#include "interp/scalar/dates.h"

/* The start of the period that holds t, n periods later; *size is that period's length in ticks. */
typedef bool start_of(int64_t t, int64_t n, int64_t *start, int64_t *size);

static bool day_start(int64_t t, int64_t n, int64_t *start, int64_t *size)
{
    *size = TICKS_PER_DAY;
    return dates_shift(t - t % TICKS_PER_DAY, n, TICKS_PER_DAY, start);
}

static bool week_start(int64_t t, int64_t n, int64_t *start, int64_t *size)
{
    *size = 7 * TICKS_PER_DAY;
    return dates_shift(t - t % TICKS_PER_DAY - civil_weekday(t) * TICKS_PER_DAY, n, *size, start);
}

static bool month_start(int64_t t, int64_t n, int64_t *start, int64_t *size)
{
    if (!dates_add_months(t, n, start)) return false;
    civil c = civil_from_ticks(*start), first = {.year = c.year, .month = c.month, .day = 1};
    *size = civil_days_in_month(c.year, c.month) * TICKS_PER_DAY;
    return civil_to_ticks(&first, start);
}

static bool year_start(int64_t t, int64_t n, int64_t *start, int64_t *size)
{
    int64_t year;
    if (__builtin_add_overflow(civil_from_ticks(t).year, n, &year) || year < 1 || year > 9999) return false;
    civil first = {.year = (int)year, .month = 1, .day = 1};
    *size = (365 + (civil_days_in_month((int)year, 2) == 29)) * TICKS_PER_DAY;
    return civil_to_ticks(&first, start);
}

static void start_rows(const fn_ctx *cx, const vec *const *args, sel rows, vec *out, start_of *f, bool end)
{
    const vec *t = args[0], *n = cx->call->n_args > 1 ? args[1] : NULL;
    KERNEL_LOOP (rows, int64_t start = 0; int64_t size = 0;
                 if (f(t->l[vec_ix(t, row)], n ? n->l[vec_ix(n, row)] : 0, &start, &size) &&
                     (!end || dates_valid(start + size - 1))) out->l[row] = end ? start + size - 1 : start;
                 else fn_set_null(out, row))
        ;
}

#define START(NAME, FN, END)                                                                                           \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                           \
    {                                                                                                                  \
        start_rows(cx, args, rows, out, FN, END);                                                                      \
    }
START(startofday, day_start, false)
START(startofweek, week_start, false)
START(startofmonth, month_start, false)
START(startofyear, year_start, false)
START(endofday, day_start, true)
START(endofweek, week_start, true)
START(endofmonth, month_start, true)
START(endofyear, year_start, true)

#define ROW(NAME)                                                                                                      \
    .name = #NAME, .sig = "(date: datetime, [offset: long]) -> datetime", .body = NAME, .page = #NAME "-function"

const fn_row fn_rows_datetime_starts[] = {
    {ROW(startofday), .naming = NAMING_ARG0, .help = "Midnight of the day, offset days later",
     .example = "print startofday(datetime(2017-01-01 10:10:17), -1)", .gives = "2016-12-31T00:00:00.0000000Z"},
    {ROW(startofweek), .help = "Midnight of the week's Sunday, offset weeks later",
     .example = "print startofweek(datetime(2017-01-03 10:10:17), -1)", .gives = "2016-12-25T00:00:00.0000000Z"},
    {ROW(startofmonth), .help = "The start of the month, offset months later",
     .example = "print startofmonth(datetime(2017-01-31 10:10:17), 1)", .gives = "2017-02-01T00:00:00.0000000Z"},
    {ROW(startofyear), .help = "The start of the year, offset years later",
     .example = "print startofyear(datetime(2017-05-01 10:10:17), -1)", .gives = "2016-01-01T00:00:00.0000000Z"},
    {ROW(endofday), .help = "The last tick of the day, offset days later",
     .example = "print endofday(datetime(2017-01-01 10:10:17), 1)", .gives = "2017-01-02T23:59:59.9999999Z"},
    {ROW(endofweek), .help = "The last tick of the week's Saturday, offset weeks later",
     .example = "print endofweek(datetime(2017-01-01 10:10:17))", .gives = "2017-01-07T23:59:59.9999999Z"},
    {ROW(endofmonth), .help = "The last tick of the month, offset months later",
     .example = "print endofmonth(datetime(2017-01-31 10:10:17), 1)", .gives = "2017-02-28T23:59:59.9999999Z"},
    {ROW(endofyear), .help = "The last tick of the year, offset years later",
     .example = "print endofyear(datetime(2017-01-01 10:10:17), -1)", .gives = "2016-12-31T23:59:59.9999999Z"},
    {0}};
