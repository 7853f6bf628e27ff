/* datetime_bin: rounding down to multiples, of numbers and of times. A size of zero or less gives null. */
#include "interp/scalar/args.h"
#include "interp/scalar/dates.h"

#include <math.h>

KERNEL_2_STMT(
    bin_any_long, l, l, l, if (y <= 0 || !dates_floor(x, y, r)) {
        *r = 0;
        KERNEL_NULL;
    })

/* By one size, which most are. */
static void bin_long(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    const int64_t *v = args[0]->l;
    if (args[0]->constant || !args[1]->constant || vec_is_null(args[1], 0) || args[1]->l[0] <= 1) {
        bin_any_long(cx, args, rows, out);
        return;
    }
    dates_step step = dates_step_of(args[1]->l[0]);
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        if (v[row] >= 0) {
            out->l[row] = v[row] - (int64_t)dates_rest(step, (uint64_t)v[row]);
        } else if (!dates_floor(v[row], step.size, &out->l[row])) {
            out->l[row] = 0;
            fn_set_null(out, row);
        }
    }
}

KERNEL_2_STMT(bin_real, r, r, r, if (!(y > 0)) KERNEL_NULL; else *r = floor(x / y) * y)

static bool decimal_bin(decimal x, decimal y, decimal *out)
{
    decimal q;
    return decimal_cmp(y, decimal_from_int64(0)) > 0 && decimal_div(x, y, &q) && decimal_mul(decimal_floor(q), y, out);
}

KERNEL_2_STMT(bin_decimal, dec, dec, dec, if (!decimal_bin(x, y, r)) KERNEL_NULL)

/* The arguments of the number overload come in their widest type: long, real or decimal. */
static void bin_number(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    const vec *v[2] = {convert_arg(cx->mem, args[0], rows, out->type), convert_arg(cx->mem, args[1], rows, out->type)};
    (out->type == T_REAL ? bin_real : out->type == T_DECIMAL ? bin_decimal : bin_long)(cx, v, rows, out);
}

static void bin_at_long(int64_t v, int64_t size, int64_t fixed, datum *out)
{
    int64_t d, low;
    if (size <= 0 || __builtin_sub_overflow(v, fixed, &d) || !dates_floor(d, size, &low) ||
        __builtin_add_overflow(low, fixed, &low))
        return;
    if (out->type == T_DATETIME && !dates_valid(low)) return;
    fn_out_long(out, low);
}

static void bin_at_number(fn_ctx *cx, const datum *args, datum *out)
{
    datum v[3];
    for (int i = 0; i < 3; i++) {
        v[i] = convert_datum(cx->mem, args[i], out->type);
        if (v[i].null) return;
    }
    if (out->type == T_REAL) {
        if (v[1].r > 0) fn_out_real(out, floor((v[0].r - v[2].r) / v[1].r) * v[1].r + v[2].r);
    } else if (out->type == T_DECIMAL) {
        decimal d;
        if (!decimal_sub(v[0].dec, v[2].dec, &d) || !decimal_bin(d, v[1].dec, &d) || !decimal_add(d, v[2].dec, &d))
            return;
        out->dec = d;
        out->null = false;
    } else {
        bin_at_long(v[0].l, v[1].l, v[2].l, out);
    }
}

/* The analyzer lets the size of times be a number, or a datetime; in which unit it then counts nobody has shown. */
static bool bin_at_prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    kql_type size = call->arg_types[1];
    if (size == T_TIMESPAN || size == T_UNKNOWN) return true;
    diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "bin_at() of a %s with a size of type %s is not supported",
                         type_name(call->arg_types[0]), type_name(size));
    diag_hint(ds, d, "the size of a time is a timespan: 1h, 7d");
    return false;
}

static void bin_at_datum(const vec *const *args, uint32_t row, datum *out)
{
    datum size = vec_get(args[1], row);
    if (!size.null) bin_at_long(vec_get(args[0], row).l, size.l, vec_get(args[2], row).l, out);
}

/* With one size and one point, and at or behind that point, there is nothing to look at but the distance. */
static void bin_at_ticks(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    (void)cx;
    bool one = args[1]->constant && args[2]->constant && type_is_ticks(args[1]->type) && !vec_is_null(args[1], 0) &&
               !vec_is_null(args[2], 0) && args[1]->l[0] > 1;
    dates_step step = dates_step_of(one ? args[1]->l[0] : 2);
    int64_t point = one ? args[2]->l[0] : 0, from;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        int64_t v = args[0]->l[vec_ix(args[0], row)];
        if (out->null[row]) {
            continue;
        }
        if (one && v >= point && !__builtin_sub_overflow(v, point, &from)) {
            out->l[row] = v - (int64_t)dates_rest(step, (uint64_t)from);
            continue;
        }
        datum d = datum_null(out->type);
        bin_at_datum(args, row, &d);
        out->l[row] = d.null ? 0 : d.l;
        if (d.null) {
            fn_set_null(out, row);
        }
    }
}

#define BIN_ROWS(NAME, ...)                                                                                            \
    {.name = NAME,                                                                                                     \
     .sig = "(value: number, roundTo: number) -> widest",                                                              \
     .body = bin_number,                                                                                               \
     .naming = NAMING_ARG0,                                                                                            \
     __VA_ARGS__},                                                                                                     \
        {.name = NAME,                                                                                                 \
         .sig = "(value: timespan, roundTo: timespan) -> timespan",                                                    \
         .body = bin_long,                                                                                             \
         .naming = NAMING_ARG0},                                                                                       \
        {.name = NAME,                                                                                                 \
         .sig = "(value: datetime, roundTo: datetime) -> datetime",                                                    \
         .body = bin_long,                                                                                             \
         .naming = NAMING_ARG0},                                                                                       \
    {                                                                                                                  \
        .name = NAME, .sig = "(value: datetime, roundTo: timespan) -> datetime", .body = bin_long,                     \
        .naming = NAMING_ARG0                                                                                          \
    }

const fn_row fn_rows_datetime_bin[] = {
    BIN_ROWS("bin", .help = "The greatest multiple of the bin size that is not above the value",
             .example = "print bin(4.5, 1), bin(time(16d), 7d), bin(datetime(1970-05-11 13:45:07), 1d), bin(-7, 5)",
             .gives = "4.0, 14.00:00:00, 1970-05-11T00:00:00.0000000Z, -10", .page = "bin-function"),
    BIN_ROWS("floor", .help = "The same as bin()", .example = "print floor(4.5, 1)", .gives = "4.0",
             .page = "bin-function"),
    {.name = "bin_at",
     .sig = "(value: number, bin_size: number, fixed_point: number) -> widest",
     .each = bin_at_number,
     .naming = NAMING_ARG0,
     .help = "The start of the value's bin, where one bin starts at fixed_point",
     .example = "print bin_at(6.5, 2.5, 7), bin_at(time(1h), 1d, 12h), bin_at(datetime(2017-05-17 10:20), 7d, "
                "datetime(2017-06-04))",
     .gives = "4.5, -12:00:00, 2017-05-14T00:00:00.0000000Z",
     .page = "bin-at-function"},
    {.name = "bin_at",
     .sig = "(value: timespan, bin_size: number, fixed_point: timespan) -> timespan",
     .prepare = bin_at_prepare,
     .body = bin_at_ticks,
     .naming = NAMING_ARG0},
    {.name = "bin_at",
     .sig = "(value: timespan, bin_size: timespan, fixed_point: timespan) -> timespan",
     .prepare = bin_at_prepare,
     .body = bin_at_ticks,
     .naming = NAMING_ARG0},
    {.name = "bin_at",
     .sig = "(value: datetime, bin_size: summable, fixed_point: datetime) -> datetime",
     .prepare = bin_at_prepare,
     .body = bin_at_ticks,
     .naming = NAMING_ARG0},
    {.name = "bin_auto", /* becomes bin() or bin_at() in the binder, by the query's set statements */
     .sig = "(value: summable) -> T0",
     .naming = NAMING_ARG0,
     .help = "bin() with the size, and the fixed point, that set query_bin_auto_size and query_bin_auto_at say",
     .page = "bin-auto-function"},
    {0}};
