/* fit_line: the straight line nearest to a series by least squares. Items count from 1: the page's interception is the line's value
 * one step before the first item. Variances are those of a sample. */
#include "interp/series/fit_line.h"

#include <math.h>

void line_fit(const double *v, uint32_t count, line *l)
{
    double n = count, mx = (n + 1) / 2, my = 0, xy = 0, xx = 0, yy = 0, rest = 0;
    for (uint32_t i = 0; i < count; i++) my += v[i] / n;
    for (uint32_t i = 0; i < count; i++) {
        double x = i + 1 - mx, y = v[i] - my;
        xy += x * y;
        xx += x * x;
        yy += y * y;
    }
    l->slope = xx > 0 ? xy / xx : 0;
    l->interception = my - l->slope * mx;
    for (uint32_t i = 0; i < count; i++) {
        double off = v[i] - (l->slope * (i + 1) + l->interception);
        rest += off * off;
    }
    l->rest = rest;
    l->variance = n > 1 ? yy / (n - 1) : 0;
    l->r_variance = n > 1 ? rest / (n - 1) : 0;
    l->r_square = yy > 0 ? 1 - rest / yy : 1;
}

static const dyn *line_of(arena *mem, const line *l, uint32_t n)
{
    double *v = ARENA_ARRAY(mem, double, n + 1);
    for (uint32_t i = 0; i < n; i++) v[i] = l->slope * (i + 1) + l->interception;
    return numbers_array(mem, v, NULL, n, false);
}

/* rsquare, slope, variance, rvariance, interception, line_fit */
static bool results(fn_ctx *cx, const datum *args, const dyn **v)
{
    numbers s;
    line l;
    if (!numbers_ask(cx, args[0].dy, false, &s) || s.n == 0) return false;
    line_fit(s.v, s.n, &l);
    const double values[] = {l.r_square, l.slope, l.variance, l.r_variance, l.interception};
    for (int k = 0; k < 5; k++) v[k] = dyn_real(cx->mem, values[k]);
    v[5] = line_of(cx->mem, &l, s.n);
    return true;
}

static void series_fit_line(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn **v = ARENA_ARRAY(cx->mem, const dyn *, 6);
    if (results(cx, args, v)) fn_out_dyn(out, dyn_array(cx->mem, v, 6));
}

static void series_fit_line_dynamic(fn_ctx *cx, const datum *args, datum *out)
{
    static const char *const names[] = {"rsquare", "slope", "variance", "rvariance", "interception", "line_fit"};
    const dyn **v = ARENA_ARRAY(cx->mem, const dyn *, 6);
    str *keys = ARENA_ARRAY(cx->mem, str, 6);
    for (int k = 0; k < 6; k++) keys[k] = str_of(names[k]);
    if (results(cx, args, v)) fn_out_dyn(out, dyn_bag(cx->mem, keys, v, 6));
}

const fn_row fn_rows_series_fit_line[] = {
    {.name = "series_fit_line", .sig = "(series: array) -> dynamic", .each = series_fit_line,
     .tuple = "rsquare: real, slope: real, variance: real, rvariance: real, interception: real, line_fit: dynamic",
     .help = "The straight line nearest to a series: how near, its slope, variances, interception, and the line itself",
     .page = "series-fit-line-function"},
    {.name = "series_fit_line_dynamic", .sig = "(series: array) -> dynamic", .each = series_fit_line_dynamic, .help = "The same as a bag",
     .page = "series-fit-line-dynamic-function"},
    {0}};
