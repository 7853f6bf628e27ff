/* math_basic: rounding, roots, powers and logarithms. */
#include "interp/scalar/args.h"

#include <math.h>

/* ---- abs, sign */

KERNEL_1(abs_long, l, l, x < 0 ? (int64_t)(0 - (uint64_t)x) : x)
KERNEL_1(abs_real, r, r, fabs(x))
KERNEL_1(abs_decimal, dec, dec, decimal_cmp(x, decimal_from_int64(0)) < 0 ? decimal_neg(x) : x)

static void abs_integer(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    const vec *v = convert_arg(cx->mem, args[0], rows, T_LONG);
    abs_long(cx, &v, rows, out);
}

static void abs_number(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    (args[0]->type == T_REAL ? abs_real : args[0]->type == T_DECIMAL ? abs_decimal : abs_integer)(cx, args, rows, out);
}

REAL_1_STMT(sign_number, if (x != x) arg_refuse(cx, "NaN"); else *r = (x > 0) - (x < 0))

/* ---- rounding: half away from zero */

static double round_to(double x, int64_t digits)
{
    if (!isfinite(x) || digits > 300 || (digits >= 0 && fabs(x) >= 0x1p52))
        return x; /* from 2^52 on every real is whole */
    if (digits < -300) return 0;
    double scale = pow(10, fabs((double)digits));
    double r = digits >= 0 ? round(x * scale) / scale : round(x / scale) * scale;
    return isfinite(r) ? r : x;
}

static int64_t round_long(int64_t x, int64_t digits)
{
    int64_t scale = 1, half, low;
    if (digits >= 0) return x;
    if (digits < -18) return 0;
    for (int64_t i = digits; i < 0; i++) scale *= 10;
    half = x % scale;
    low = x - half;
    if (half >= scale / 2) return __builtin_add_overflow(low, scale, &low) ? x : low;
    if (half <= -scale / 2) return __builtin_sub_overflow(low, scale, &low) ? x : low;
    return low;
}

static void round_each(fn_ctx *cx, const datum *args, datum *out)
{
    int64_t digits = cx->call->n_args > 1 ? arg_long(args[1]) : 0;
    switch (args[0].type) {
    case T_REAL:
        fn_out_real(out, round_to(args[0].r, digits));
        break;
    case T_DECIMAL:
        out->dec = decimal_round(args[0].dec, digits > 34 ? 34 : digits < -34 ? -34 : (int)digits);
        out->null = false;
        break;
    default:
        out_datum(out, convert_datum(cx->mem, (datum){.type = T_LONG, .l = round_long(arg_long(args[0]), digits)},
                                     out->type));
        break;
    }
}

/* The engine answers a real whatever goes in. */
REAL_1(ceiling, ceil(x))

/* ---- roots, powers, logarithms */

/* Of negative numbers the pages of sqrt() and the logarithms say null; a project that compared itself with the engine reports NaN. */

REAL_1_STMT(sqrt_number, if (x < 0) arg_refuse(cx, "a negative number"); else *r = sqrt(x))
REAL_1_STMT(log_number, if (x < 0) arg_refuse(cx, "a negative number"); else *r = log(x))
REAL_1_STMT(log2_number, if (x < 0) arg_refuse(cx, "a negative number"); else *r = log2(x))
REAL_1_STMT(log10_number, if (x < 0) arg_refuse(cx, "a negative number"); else *r = log10(x))
REAL_1(exp_number, exp(x))
REAL_1(exp2_number, exp2(x))
REAL_1(exp10_number, pow(10, x))

static void pow_each(fn_ctx *cx, const datum *args, datum *out)
{
    (void)cx;
    fn_out_real(out, pow(arg_real(args[0]), arg_real(args[1])));
}

#define REAL(NAME, BODY)                                                                                               \
    .name = NAME, .sig = "(number: number) -> real", .body = BODY, .naming = NAMING_ARG0, .page = NAME "-function"

const fn_row fn_rows_math_basic[] = {
    {.name = "abs",
     .sig = "(number: integer) -> long",
     .body = abs_integer,
     .naming = NAMING_ARG0,
     .help = "The value without its sign",
     .example = "print abs(-5), abs(-2.5), abs(-1h)",
     .gives = "5, 2.5, 01:00:00",
     .page = "abs-function"},
    {.name = "abs", .sig = "(number: number) -> T0", .body = abs_number, .naming = NAMING_ARG0},
    {.name = "abs", .sig = "(number: timespan) -> timespan", .body = abs_long, .naming = NAMING_ARG0},
    {.name = "sign",
     .sig = "(number: number) -> real",
     .body = sign_number,
     .help = "1, 0 or -1 as the number is above, at or below zero",
     .example = "print sign(-42), sign(0), sign(11.2)",
     .gives = "-1.0, 0.0, 1.0",
     .page = "sign-function"},
    {.name = "round",
     .sig = "(number: number, [precision: const long]) -> T0",
     .each = round_each,
     .naming = NAMING_ARG0,
     .help = "The number rounded to so many digits behind the point",
     .example = "print round(2.98765, 3), round(2.15, 1), round(2.15), round(-50.55, -2), round(21.5, -1)",
     .gives = "2.988, 2.2, 2.0, -100.0, 20.0",
     .page = "round-function"},
    {REAL("ceiling", ceiling), .help = "The least whole number that is not below the value",
     .example = "print ceiling(-1.1), ceiling(0), ceiling(0.9)", .gives = "-1.0, 0.0, 1.0"},
    {REAL("sqrt", sqrt_number), .help = "The square root; negative numbers are refused",
     .example = "print sqrt(9), sqrt(2)", .gives = "3.0, 1.4142135623730951"},
    {REAL("exp", exp_number), .help = "e to the power of the number", .example = "print exp(0)", .gives = "1.0"},
    {REAL("exp2", exp2_number), .help = "2 to the power of the number", .example = "print exp2(3)", .gives = "8.0"},
    {REAL("exp10", exp10_number), .help = "10 to the power of the number", .example = "print exp10(3)",
     .gives = "1000.0"},
    {REAL("log", log_number), .help = "The natural logarithm; negative numbers are refused",
     .example = "print log(5), log(0)", .gives = "1.6094379124341003, -Infinity"},
    {REAL("log2", log2_number), .help = "The logarithm to base 2", .example = "print log2(8)", .gives = "3.0"},
    {REAL("log10", log10_number), .help = "The logarithm to base 10", .example = "print log10(1000)", .gives = "3.0"},
    {.name = "pow",
     .sig = "(base: number, exponent: number) -> real",
     .each = pow_each,
     .naming = NAMING_ARG0,
     .help = "The base to the power of the exponent",
     .example = "print pow(2, 3)",
     .gives = "8.0",
     .page = "pow-function"},
    {0}};
