/* seasonal: what repeats in a series with a given period. */
#include "interp/series/decompose.h"

#include <math.h>

static void refuse(const fn_call *call, diags *ds)
{
    diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "%s() cannot find the period by itself", call->row->name);
    diag_hint(ds, d, "give the period in items, or 0 when nothing repeats");
}

bool period_is_given(const fn_call *call, uint32_t arg, diags *ds)
{
    const datum *d = call->n_args > arg ? call->constants[arg] : NULL;
    if (call->n_args > arg && (!d || d->null || integer_argument(d) != -1)) return true;
    refuse(call, ds);
    return false;
}

bool period_read(fn_ctx *cx, const datum *args, uint32_t arg, int64_t *period)
{
    *period = integer_argument(&args[arg]);
    if (*period != -1) return true;
    if (cx->ds && diags_status(cx->ds) == ST_OK) refuse(cx->call, cx->ds); /* said once */
    return false;
}

static bool can_learn(const numbers *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (s->missing[i] || !isfinite(s->v[i])) return false;
    return true;
}

static double median(double *v, double *spare, uint32_t n)
{
    numbers_sort(v, spare, n);
    return n % 2 ? v[n / 2] : v[n / 2 - 1] / 2 + v[n / 2] / 2;
}

bool seasonal_part(arena *mem, const numbers *s, int64_t period, int64_t ahead, double *out)
{
    if (ahead < 0 || ahead >= s->n || !can_learn(s, s->n - (uint32_t)ahead)) return false;
    uint32_t learn = s->n - (uint32_t)ahead;
    for (uint32_t i = 0; i < s->n; i++) out[i] = 0;
    if (period <= 0) return true;
    if (period > s->n) period = s->n;
    double *same = ARENA_ARRAY(mem, double, learn), *spare = ARENA_ARRAY(mem, double, learn);
    for (int64_t phase = 0; phase < period && phase < s->n; phase++) {
        uint32_t n = 0;
        for (int64_t i = phase; i < learn; i += period) same[n++] = s->v[i];
        if (n == 0) return false;
        double m = median(same, spare, n);
        for (int64_t i = phase; i < s->n; i += period) out[i] = m;
    }
    return true;
}

static void series_seasonal(fn_ctx *cx, const datum *args, datum *out)
{
    numbers s = numbers_read(cx->mem, args[0].dy);
    int64_t period, ahead = cx->call->n_args > 2 ? integer_argument(&args[2]) : 0;
    double *part = ARENA_ARRAY(cx->mem, double, s.n + 1);
    if (period_read(cx, args, 1, &period) && seasonal_part(cx->mem, &s, period, ahead, part))
        fn_out_dyn(out, numbers_array(cx->mem, part, NULL, s.n, false));
}

static bool check(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    return period_is_given(call, 1, ds);
}

const fn_row fn_rows_series_seasonal[] = {
    {.name = "series_seasonal", .sig = "(series: array, [period: integer], [test_points: integer]) -> dynamic", .each = series_seasonal, .prepare = check,
     .help = "What repeats in a series: for each item the median of those at the same place of the period",
     .example = "print series_seasonal(dynamic([1,3,5,2,4,6,1,3,5,2,4,6]), 3)", .gives = "[1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5]",
     .page = "series-seasonal-function"},
    {0}};
