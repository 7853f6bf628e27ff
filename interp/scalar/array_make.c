/* array_make: range() and repeat(): arrays from a rule. Both stop at 2^20 items. */
#include "base/time_text.h"
#include "interp/scalar/args.h"
#include "interp/warnings.h"
#include "tables/dyn_build.h"

#define MOST (1u << 20)

/* ---- range: the type of the items is real or decimal if any argument is, else that of start */

static kql_type item_type(const datum *args, uint32_t n)
{
    bool real = false, exact = false;
    for (uint32_t i = 0; i < n; i++) {
        real |= args[i].type == T_REAL;
        exact |= args[i].type == T_DECIMAL;
    }
    if (type_is_ticks(args[0].type)) return args[0].type;
    return exact ? T_DECIMAL : real ? T_REAL : T_LONG;
}

static bool step_of(arena *mem, const datum *args, uint32_t n, kql_type items, datum *step)
{
    *step = n > 2                  ? args[2]
            : type_is_ticks(items) ? (datum){.type = T_TIMESPAN, .l = TICKS_PER_HOUR}
                                   : (datum){.type = T_LONG, .l = 1};
    if (!type_is_ticks(items)) *step = convert_datum(mem, *step, items);
    if (!type_is_ticks(items)) return !step->null;
    if (step->type != T_TIMESPAN) *step = convert_datum(mem, *step, T_TIMESPAN);
    return !step->null;
}

static void range_long(arena *mem, int64_t at, int64_t stop, int64_t step, kql_type t, dyn_stack *s)
{
    for (uint32_t n = 0; n < MOST && (step > 0 ? at <= stop : at >= stop); n++) {
        dyn_stack_push(s, (str){0}, dyn_from_datum(mem, (datum){.type = t, .l = at}));
        if (__builtin_add_overflow(at, step, &at)) break;
    }
}

/* By multiples, so that the error does not add up; 2^20 items also end a step that is lost in rounding. */
static void range_real(arena *mem, double start, double stop, double step, dyn_stack *s)
{
    double at = start;
    for (uint32_t n = 0; n < MOST && (step > 0 ? at <= stop : at >= stop); at = start + n * step) {
        dyn_stack_push(s, (str){0}, dyn_real(mem, at));
        n++;
    }
}

static void range_decimal(arena *mem, decimal at, decimal stop, decimal step, dyn_stack *s)
{
    bool up = decimal_cmp(step, decimal_from_int64(0)) > 0;
    for (uint32_t n = 0; n < MOST && (up ? decimal_cmp(at, stop) <= 0 : decimal_cmp(at, stop) >= 0); n++) {
        dyn_stack_push(s, (str){0}, dyn_from_datum(mem, (datum){.type = T_DECIMAL, .dec = at}));
        if (!decimal_add(at, step, &at)) break;
    }
}

static bool is_zero(datum d)
{
    return d.type == T_REAL      ? !(d.r != 0)
           : d.type == T_DECIMAL ? decimal_cmp(d.dec, decimal_from_int64(0)) == 0
                                 : d.l == 0;
}

static void range_each(fn_ctx *cx, const datum *args, datum *out)
{
    kql_type t = item_type(args, cx->call->n_args);
    datum start = convert_datum(cx->mem, args[0], t),
          stop = args[1].type == t ? args[1] : convert_datum(cx->mem, args[1], t), step;
    if (start.null || stop.null || !step_of(cx->mem, args, cx->call->n_args, t, &step)) return;
    if (is_zero(step)) {
        arg_refuse(cx, "a step of zero");
        return;
    }
    dyn_stack s = {0};
    if (t == T_REAL)
        range_real(cx->mem, start.r, stop.r, step.r, &s);
    else if (t == T_DECIMAL)
        range_decimal(cx->mem, start.dec, stop.dec, step.dec, &s);
    else
        range_long(cx->mem, start.l, stop.l, step.l, t, &s);
    fn_out_dyn(out, dyn_stack_array(&s, cx->mem, 0));
    dyn_stack_drop(&s);
}

/* The analyzer lets any of them stand beside any other; what an hour is among numbers nobody has shown. */
static bool range_prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    const kql_type *t = call->arg_types;
    bool numbers = true, open = false;
    for (uint32_t i = 0; i < call->n_args; i++) {
        numbers &= type_is_number(t[i]);
        open |= t[i] == T_UNKNOWN || t[i] == T_DYNAMIC;
    }
    bool times = type_is_ticks(t[0]) && t[1] == t[0] && (call->n_args == 2 || t[2] == T_TIMESPAN);
    if (numbers || times || open) return true;
    diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "range() from %s to %s by %s is not supported", type_name(t[0]), type_name(t[1]),
                         call->n_args > 2 ? type_name(t[2]) : "1");
    diag_hint(ds, d, "it counts numbers by a number, and datetimes or timespans by a timespan");
    return false;
}

/* ---- repeat */

static void repeat_each(fn_ctx *cx, const datum *args, datum *out)
{
    int64_t n = args[1].null ? -1 : args[1].l;
    if (n < 0) return;
    if (n > MOST) {
        warnings_count(cx->warn, "repeat() stopped at 1,048,576 items", cx->call->at);
        n = MOST;
    }
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, n + 1), *v = dyn_from_datum(cx->mem, args[0]);
    for (int64_t i = 0; i < n; i++) items[i] = v;
    fn_out_dyn(out, dyn_array(cx->mem, items, (uint32_t)n));
}

const fn_row fn_rows_array_make[] = {{.name = "range",
                                      .sig = "(start: summable, stop: summable, [step: summable]) -> dynamic",
                                      .each = range_each,
                                      .prepare = range_prepare,
                                      .help = "An array from start to stop; the step is 1, or 1h for times",
                                      .example = "print range(1, 8, 3), range(1h, 3h), range(3, 1, -1)",
                                      .gives = "[1,4,7], [\"01:00:00\",\"02:00:00\",\"03:00:00\"], [3,2,1]",
                                      .page = "range-function"},
                                     {.name = "repeat",
                                      .sig = "(value: scalar, count: long) -> dynamic",
                                      .each = repeat_each,
                                      .nulls = NULLS_SEEN,
                                      .naming = NAMING_PREFIX_ARG0,
                                      .naming_prefix = "repeat",
                                      .help = "An array of one value, count times",
                                      .example = "print repeat(1, 3), repeat(1, 0), repeat(1, -1)",
                                      .gives = "[1,1,1], [], null",
                                      .page = "repeat-function"},
                                     {0}};
