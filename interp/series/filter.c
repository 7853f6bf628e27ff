/* filter: finite and infinite impulse response filters over a series. */
#include "interp/series/numbers.h"

static bool has_negative(const numbers *f)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (f->v[i] < 0) return true;
    return false;
}

/* y[i] = sum of f[j] * x[i - j], with the window around i instead of before it when centred. */
static void series_fir(fn_ctx *cx, const datum *args, datum *out)
{
    numbers x, f;
    if (!numbers_ask(cx, args[0].dy, false, &x) || !numbers_ask(cx, args[1].dy, false, &f)) return;
    bool given = cx->call->n_args > 2, normalize = given ? args[2].b : !has_negative(&f), centre = cx->call->n_args > 3 && args[3].b;
    if (args[0].dy->kind != DYN_ARRAY || f.n == 0 || (normalize && has_negative(&f))) return;
    double sum = 0, *y = ARENA_ARRAY(cx->mem, double, x.n + 1);
    for (uint32_t j = 0; j < f.n; j++) sum += f.v[j];
    int64_t ahead = centre ? f.n / 2 : 0;
    for (int64_t i = 0; i < x.n; i++) {
        for (int64_t j = 0; j < f.n; j++) {
            int64_t at = i + ahead - j;
            if (at >= 0 && at < x.n) y[i] += f.v[j] * x.v[at];
        }
        if (normalize) y[i] /= sum;
    }
    fn_out_dyn(out, numbers_array(cx->mem, y, NULL, x.n, false));
}

/* a[0] y[i] = sum of b[j] x[i - j] - sum of a[j] y[i - j], j from 1 */
static void series_iir(fn_ctx *cx, const datum *args, datum *out)
{
    numbers x, b, a;
    if (!numbers_ask(cx, args[0].dy, false, &x) || !numbers_ask(cx, args[1].dy, false, &b) || !numbers_ask(cx, args[2].dy, false, &a)) return;
    if (args[0].dy->kind != DYN_ARRAY || a.n == 0) return;
    if (a.v[0] == 0) {
        numbers_refuse(cx, "denominators that begin with 0");
        return;
    }
    double *y = ARENA_ARRAY(cx->mem, double, x.n + 1);
    for (uint32_t i = 0; i < x.n; i++) {
        for (uint32_t j = 0; j < b.n && j <= i; j++) y[i] += b.v[j] * x.v[i - j];
        for (uint32_t j = 1; j < a.n && j <= i; j++) y[i] -= a.v[j] * y[i - j];
        y[i] /= a.v[0];
    }
    fn_out_dyn(out, numbers_array(cx->mem, y, NULL, x.n, false));
}

const fn_row fn_rows_series_filter[] = {
    {.name = "series_fir", .sig = "(series: array, filter: array, [normalize: bool], [center: bool]) -> dynamic", .each = series_fir,
     .naming = NAMING_ARG0, .help = "The series through a finite impulse response filter: moving averages, differences",
     .example = "print series_fir(dynamic([0, 0, 2, 2, 3]), dynamic([1, -1]), false, false)", .gives = "[0.0,0.0,2.0,0.0,1.0]",
     .page = "series-fir-function"},
    {.name = "series_iir", .sig = "(series: array, numerators: array, denominators: array) -> dynamic", .each = series_iir, .naming = NAMING_ARG0,
     .help = "The series through an infinite impulse response filter: cumulative sums, smoothing",
     .example = "print series_iir(dynamic([0, 1, 2, 3, 4]), dynamic([1]), dynamic([1, -1]))", .gives = "[0.0,1.0,3.0,6.0,10.0]",
     .page = "series-iir-function"},
    {0}};
