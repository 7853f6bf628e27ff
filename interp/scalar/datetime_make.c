/* datetime_make: times from their parts and from Unix clocks. Parts out of range give null. */
#include "interp/scalar/args.h"
#include "interp/scalar/dates.h"

#include <math.h>

/* A part that must be a whole number between two bounds. */
static bool part(datum d, int64_t least, int64_t most, int *out)
{
    double r = trunc(arg_real(d));
    if (!(r >= (double)least && r <= (double)most)) return false;
    *out = (int)r;
    return true;
}

/* Seconds with their fraction, 0 to 59.9999999. */
static bool seconds(datum d, int64_t *ticks)
{
    double r = round(arg_real(d) * TICKS_PER_SECOND);
    if (!(r >= 0 && r < (double)TICKS_PER_MINUTE)) return false;
    *ticks = (int64_t)r;
    return true;
}

static void make_datetime(fn_ctx *cx, const datum *args, datum *out)
{
    civil c = {0};
    uint32_t n = cx->call->n_args;
    int64_t t, rest = 0;
    if (!part(args[0], 1, 9999, &c.year) || !part(args[1], 1, 12, &c.month) || !part(args[2], 1, 31, &c.day)) return;
    if (n > 3 && !part(args[3], 0, 23, &c.hour)) return;
    if (n > 4 && !part(args[4], 0, 59, &c.minute)) return;
    if (n > 5 && !seconds(args[5], &rest)) return;
    if (civil_to_ticks(&c, &t)) fn_out_long(out, t + rest);
}

/* hours, minutes[, seconds], or days before them. */
static void make_timespan(fn_ctx *cx, const datum *args, datum *out)
{
    uint32_t n = cx->call->n_args;
    int64_t t = 0, rest = 0;
    int hour, minute;
    if (n == 4) {
        double days = trunc(arg_real(args[0]));
        if (!(fabs(days) < 10000000)) return; /* beyond the range of a timespan */
        t = (int64_t)days * TICKS_PER_DAY;
        args++;
    }
    if (!part(args[0], 0, 23, &hour) || !part(args[1], 0, 59, &minute) || (n > 2 && !seconds(args[2], &rest))) return;
    fn_out_long(out, t + hour * TICKS_PER_HOUR + minute * TICKS_PER_MINUTE + rest);
}

static void convert_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    convert_vec(cx->mem, args[0], rows, out);
}

/* v units of `num`/`den` ticks after 1970. Reals in two parts, so that whole seconds lose nothing. */
static void unixtime(datum v, int64_t num, int64_t den, datum *out)
{
    int64_t t;
    if (type_is_integer(v.type)) {
        if (__builtin_mul_overflow(arg_long(v), num, &t)) return;
        t = dates_floor_div(t, den);
    } else {
        double r = arg_real(v) / (double)den, whole = floor(r);
        if (!(fabs(whole) < 1e15)) return;
        if (__builtin_mul_overflow((int64_t)whole, num, &t)) return;
        t += (int64_t)floor((r - whole) * (double)num);
    }
    if (!__builtin_add_overflow(t, UNIX_EPOCH_TICKS, &t) && dates_valid(t)) fn_out_long(out, t);
}

#define UNIX(NAME, NUM, DEN)                                                                                           \
    static void NAME(fn_ctx *cx, const datum *args, datum *out)                                                        \
    {                                                                                                                  \
        (void)cx;                                                                                                      \
        unixtime(args[0], NUM, DEN, out);                                                                              \
    }
UNIX(unixtime_seconds_todatetime, TICKS_PER_SECOND, 1)
UNIX(unixtime_milliseconds_todatetime, 10000, 1)
UNIX(unixtime_microseconds_todatetime, 10, 1)
UNIX(unixtime_nanoseconds_todatetime, 1, 100)

#define DATE_SIG                                                                                                       \
    "(year: number, month: number, day: number, [hour: number], [minute: number], [second: number]) -> datetime"
#define UNIX_ROW(NAME, WHAT, VALUE)                                                                                    \
    {                                                                                                                  \
        .name = #NAME, .sig = "(number: number) -> datetime", .each = NAME,                                            \
        .help = "The datetime of " WHAT " since 1970", .example = "print " #NAME "(" VALUE ")",                        \
        .gives = "2019-01-01T00:00:00.0000000Z"

const fn_row fn_rows_datetime_make[] =
    {{.name = "make_datetime",
      .sig = DATE_SIG,
      .each = make_datetime,
      .naming = NAMING_ONLY_ARG,
      .help = "A datetime from year, month, day and time",
      .example =
          "print make_datetime(2017, 10, 1), make_datetime(2017, 10, 1, 12, 11, 0.1234567), make_datetime(2017, 2, 29)",
      .gives = "2017-10-01T00:00:00.0000000Z, 2017-10-01T12:11:00.1234567Z, null",
      .page = "make-datetime-function"},
     {.name = "make_datetime", .sig = "(value: scalar) -> datetime", .body = convert_body, .naming = NAMING_ONLY_ARG},
     {.name = "make_timespan",
      .sig = "(days: number, hours: number, minutes: number, seconds: number) -> timespan",
      .each = make_timespan,
      .naming = NAMING_ONLY_ARG,
      .help = "A timespan from days, hours, minutes and seconds",
      .example = "print make_timespan(1, 12, 30, 55.123), make_timespan(12, 30)",
      .gives = "1.12:30:55.1230000, 12:30:00",
      .page = "make-timespan-function"},
     {.name = "make_timespan",
      .sig = "(hours: number, minutes: number, [seconds: number]) -> timespan",
      .each = make_timespan,
      .naming = NAMING_ONLY_ARG},
     {.name = "make_timespan", .sig = "(value: scalar) -> timespan", .body = convert_body, .naming = NAMING_ONLY_ARG},
     UNIX_ROW(unixtime_seconds_todatetime, "seconds", "1546300800"),
     .page = "unixtime-seconds-todatetime-function"},
             UNIX_ROW(unixtime_milliseconds_todatetime, "milliseconds", "1546300800000"),
             .page = "unixtime-milliseconds-todatetime-function"
}
, UNIX_ROW(unixtime_microseconds_todatetime, "microseconds", "1546300800000000"),
    .page = "unixtime-microseconds-todatetime-function"
}
, UNIX_ROW(unixtime_nanoseconds_todatetime, "nanoseconds", "1546300800000000000"),
    .page = "unixtime-nanoseconds-todatetime-function"
}
,
{
    0
}
}
;
