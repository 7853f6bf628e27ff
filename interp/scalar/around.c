/* around: whether a value lies between centre - delta and centre + delta, both included. Source: around-function.md, which lists whole numbers,
 * reals, datetimes and timespans; the analyzer takes anything, and what no page lists is refused. */
#include "interp/scalar/args.h"

static bool is_number(kql_type t) { return t == T_INT || t == T_LONG || t == T_REAL; }

static bool around_prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    const kql_type *t = call->arg_types;
    bool numbers = is_number(t[0]) && is_number(t[1]) && is_number(t[2]);
    bool times = type_is_ticks(t[0]) && t[1] == t[0] && t[2] == T_TIMESPAN;
    bool open = t[0] == T_UNKNOWN || t[1] == T_UNKNOWN || t[2] == T_UNKNOWN;
    if (numbers || times || open) return true;
    diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "around() of %s, %s and %s is not supported", type_name(t[0]),
                         type_name(t[1]), type_name(t[2]));
    diag_hint(ds, d, "it takes three numbers, or two times of one type and a timespan");
    return false;
}

/* An end beyond what 64 bits hold is beyond every value. */
static bool around_whole(int64_t value, int64_t centre, int64_t delta)
{
    int64_t low, high;
    bool no_low = __builtin_sub_overflow(centre, delta, &low), no_high = __builtin_add_overflow(centre, delta, &high);
    bool above = no_low ? delta > 0 : value >= low;
    bool below = no_high ? delta > 0 : value <= high;
    return above && below;
}

static void around_each(fn_ctx *cx, const datum *args, datum *out)
{
    (void)cx;
    if (args[0].type != T_REAL && args[1].type != T_REAL && args[2].type != T_REAL) {
        fn_out_bool(out, around_whole(arg_long(args[0]), arg_long(args[1]), arg_long(args[2])));
        return;
    }
    double value = arg_real(args[0]), centre = arg_real(args[1]), delta = arg_real(args[2]);
    fn_out_bool(out, value >= centre - delta && value <= centre + delta);
}

const fn_row fn_rows_around[] = {
    {.name = "around",
     .sig = "(value: scalar, center: scalar, delta: scalar) -> bool",
     .each = around_each,
     .prepare = around_prepare,
     .help = "True when the value is at most delta away from the center",
     .example = "print around(7, 5, 2), around(datetime(2021-01-01 01:32), datetime(2021-01-01 01:30), 1min)",
     .gives = "true, false",
     .page = "around-function"},
    {0}};
