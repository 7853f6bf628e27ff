/* seasonal: what repeats in a series with a given period. */
#include "interp/series/decompose.h"

#include <math.h>

static double median(double *v, double *spare, uint32_t n)
{
    numbers_sort(v, spare, n);
    return n % 2 ? v[n / 2] : v[n / 2 - 1] / 2 + v[n / 2] / 2;
}

bool seasonal_part(arena *mem, const numbers *s, int64_t period, int64_t ahead, double *out)
{
    if (ahead < 0 || ahead >= s->n || !numbers_begin_complete(s, s->n - (uint32_t)ahead)) return false;
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
    numbers s;
    if (!numbers_ask(cx, args[0].dy, true, &s)) return;
    int64_t period, given = cx->call->n_args > 1 ? integer_argument(&args[1]) : -1, ahead = cx->call->n_args > 2 ? integer_argument(&args[2]) : 0;
    period_ask ask = {given, ahead, -INFINITY}; /* which score a period needs here is not said */
    double *part = ARENA_ARRAY(cx->mem, double, s.n + 1);
    if (!period_read(cx, &s, &ask, &period)) return;
    if (seasonal_part(cx->mem, &s, period, ahead, part))
        fn_out_dyn(out, numbers_array(cx->mem, part, NULL, s.n, false));
    else
        numbers_refuse(cx, NOTHING_TO_LEARN);
}

const fn_row fn_rows_series_seasonal[] = {
    {.name = "series_seasonal", .sig = "(series: array, [period: integer], [test_points: integer]) -> dynamic", .each = series_seasonal, .volatile_ = true,
     .help = "What repeats in a series: for each item the median of those at the same place of the period",
     .example = "print series_seasonal(dynamic([1,3,5,2,4,6,1,3,5,2,4,6]), 3)", .gives = "[1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5]",
     .page = "series-seasonal-function"},
    {0}};
