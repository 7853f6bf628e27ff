/* math: one function over every item of a series; nulls stay null. */
#include "interp/series/numbers.h"

#include <math.h>

static void apply(fn_ctx *cx, const datum *args, datum *out, double (*f)(double), bool keeps_whole)
{
    numbers s;
    if (!numbers_ask(cx, args[0].dy, true, &s) || args[0].dy->kind != DYN_ARRAY) return;
    for (uint32_t i = 0; i < s.n; i++)
        if (!s.missing[i]) s.v[i] = f(s.v[i]);
    fn_out_dyn(out, numbers_array(cx->mem, s.v, s.missing, s.n, keeps_whole && s.whole));
}

static double sign(double v) { return v > 0 ? 1 : v < 0 ? -1 : v; }

#define MAP(NAME, F, WHOLE) \
    static void NAME(fn_ctx *cx, const datum *args, datum *out) { apply(cx, args, out, F, WHOLE); }
MAP(series_abs, fabs, true)
MAP(series_sign, sign, true)
MAP(series_floor, floor, true)
MAP(series_ceiling, ceil, true)
MAP(series_exp, exp, false)
MAP(series_log, log, false)
MAP(series_sin, sin, false)
MAP(series_cos, cos, false)
MAP(series_tan, tan, false)
MAP(series_asin, asin, false)
MAP(series_acos, acos, false)
MAP(series_atan, atan, false)

#define ROW(NAME, HELP, PAGE) {.name = #NAME, .sig = "(series: array) -> dynamic", .each = NAME, .help = HELP, .page = PAGE}

const fn_row fn_rows_series_math[] = {
    {.name = "series_abs", .sig = "(series: array) -> T0", .each = series_abs, .help = "The absolute values",
     .example = "print series_abs(dynamic([-6.5, 0, 8.2]))", .gives = "[6.5,0.0,8.2]", .page = "series-abs-function"},
    {.name = "series_sign", .sig = "(series: array) -> dynamic", .each = series_sign, .help = "The signs: -1, 0 or 1",
     .example = "print series_sign(dynamic([-6, 0, 8]))", .gives = "[-1,0,1]", .page = "series-sign-function"},
    ROW(series_floor, "The whole numbers below", "series-floor-function"),
    {.name = "series_ceiling", .sig = "(series: array) -> T0", .each = series_ceiling, .help = "The whole numbers above", .page = "series-ceiling-function"},
    ROW(series_exp, "e to the power of each", "series-exp-function"),
    ROW(series_log, "The natural logarithms", "series-log-function"),
    ROW(series_sin, "The sines", "series-sin-function"),
    ROW(series_cos, "The cosines", "series-cos-function"),
    ROW(series_tan, "The tangents", "series-tan-function"),
    ROW(series_asin, "The arcsines", "series-asin-function"),
    ROW(series_acos, "The arccosines", "series-acos-function"),
    ROW(series_atan, "The arctangents", "series-atan-function"),
    {0}};
