/* datetime_format: format_datetime() and format_timespan(). */
#include "interp/scalar/args.h"
#include "interp/scalar/dates.h"
#include "interp/scalar/time_format.h"

static void put_datetime(buf *out, const civil *c, format_piece p)
{
    switch (p.what) {
    case 'y':
        format_number(out, p.width == 4 ? c->year : c->year % 100, p.width);
        break;
    case 'M':
        format_number(out, c->month, p.width);
        break;
    case 'd':
        format_number(out, c->day, p.width);
        break;
    case 'H':
        format_number(out, c->hour, p.width);
        break;
    case 'h':
        format_number(out, (c->hour + 11) % 12 + 1, p.width);
        break;
    case 'm':
        format_number(out, c->minute, p.width);
        break;
    case 's':
        format_number(out, c->second, p.width);
        break;
    case 't':
        buf_text(out, c->hour < 12 ? "AM" : "PM");
        break;
    default:
        format_fraction(out, c->ticks, p);
        break;
    }
}

static void format_datetime(fn_ctx *cx, const datum *args, datum *out)
{
    const time_format *f = cx->call->prepared;
    civil c = civil_from_ticks(args[0].l);
    buf text = {0};
    for (uint32_t i = 0; i < f->n; i++) {
        if (f->pieces[i].width)
            put_datetime(&text, &c, f->pieces[i]);
        else
            buf_char(&text, f->pieces[i].what);
    }
    fn_out_str(out, arena_str(cx->mem, buf_view(&text)));
    buf_drop(&text);
}

static void put_timespan(buf *out, int64_t t, format_piece p)
{
    switch (p.what) {
    case 'd':
        format_number(out, t / TICKS_PER_DAY, p.width);
        break;
    case 'h': /* an interval has no noon: the page's example shows h and hh as H and HH */
    case 'H':
        format_number(out, t / TICKS_PER_HOUR % 24, p.width);
        break;
    case 'm':
        format_number(out, t / TICKS_PER_MINUTE % 60, p.width);
        break;
    case 's':
        format_number(out, t / TICKS_PER_SECOND % 60, p.width);
        break;
    default:
        format_fraction(out, t % TICKS_PER_SECOND, p);
        break;
    }
}

/* A sign stands in front of the whole. */
static void format_timespan(fn_ctx *cx, const datum *args, datum *out)
{
    const time_format *f = cx->call->prepared;
    int64_t t = args[0].l;
    buf text = {0};
    if (t < 0) buf_char(&text, '-');
    if (t < 0) t = t == INT64_MIN ? INT64_MAX : -t;
    for (uint32_t i = 0; i < f->n; i++) {
        if (f->pieces[i].width)
            put_timespan(&text, t, f->pieces[i]);
        else
            buf_char(&text, f->pieces[i].what);
    }
    fn_out_str(out, arena_str(cx->mem, buf_view(&text)));
    buf_drop(&text);
}

static bool prepare_datetime(fn_call *call, arena *mem, diags *ds)
{
    return time_format_prepare(call, mem, ds, "y124M12d12h12H12m12s12f1234567F1234567t2");
}

static bool prepare_timespan(fn_call *call, arena *mem, diags *ds)
{
    return time_format_prepare(call, mem, ds, "d12345678h12H12m12s12f1234567F1234567");
}

const fn_row fn_rows_datetime_format[] = {
    {.name = "format_datetime",
     .sig = "(date: datetime, format: lit nonempty string) -> string",
     .each = format_datetime,
     .prepare = prepare_datetime,
     .naming = NAMING_ARG0,
     .help = "The datetime written by a pattern of y M d h H m s f F tt",
     .example = "print format_datetime(datetime(2017-01-29 09:00:05), 'yy-MM-dd [hh:mm:ss tt]')",
     .gives = "17-01-29 [09:00:05 AM]",
     .page = "format-datetime-function"},
    {.name = "format_timespan",
     .sig = "(timespan: timespan, format: lit nonempty string) -> string",
     .each = format_timespan,
     .prepare = prepare_timespan,
     .naming = NAMING_ARG0,
     .help = "The timespan written by a pattern of d H h m s f F",
     .example = "print x = format_timespan(time(29.09:00:05.12345), 'dd.hh:mm:ss:FF'), y = "
                "format_timespan(time(29.09:00:05.12345), 'ddd.h:mm:ss [fffffff]')",
     .gives = "29.09:00:05:12, 029.9:00:05 [1234500]",
     .page = "format-timespan-function"},
    {0}};
