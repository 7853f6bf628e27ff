/* decompose: a series taken apart, in the order of the page:
 *
 *   seasonal   the median at each place of the period
 *   trend      of what is left: its average, the line nearest to it, or nothing
 *   baseline   the two together: what was to be expected
 *   residual   the series less the baseline: what was not */
#include "interp/series/decompose.h"

#include "interp/series/outliers.h"

#include <math.h>

static const char *const trends[] = {[TREND_AVG] = "avg", [TREND_LINEFIT] = "linefit", [TREND_NONE] = "none"};

bool trend_find(str name, trend *out)
{
    for (*out = TREND_AVG; *out <= TREND_NONE; ++*out)
        if (str_eq(name, str_of(trends[*out]))) return true;
    return false;
}

/* Learns from the first `learn` of v, tells all n. */
static void trend_part(const double *v, uint32_t learn, uint32_t n, trend kind, double *out)
{
    double mx = (learn - 1) / 2.0, my = 0, xx = 0, xy = 0;
    for (uint32_t i = 0; i < learn; i++) my += v[i];
    my /= learn;
    for (uint32_t i = 0; i < learn; i++) {
        xx += (i - mx) * (i - mx);
        xy += (i - mx) * (v[i] - my);
    }
    double slope = kind == TREND_LINEFIT && xx > 0 ? xy / xx : 0;
    for (uint32_t i = 0; i < n; i++) out[i] = kind == TREND_NONE ? 0 : my + slope * (i - mx);
}

/* What subtraction leaves of equal numbers is nothing, and must not look like a tiny range with everything outside. */
static double less(double a, double b)
{
    double d = a - b;
    return fabs(d) <= 1e-13 * fmax(fabs(a), fabs(b)) ? 0 : d;
}

bool decompose(arena *mem, const numbers *s, const decompose_plan *plan, decomposition *out)
{
    uint32_t n = s->n;
    *out = (decomposition){ARENA_ARRAY(mem, double, n + 1), ARENA_ARRAY(mem, double, n + 1), ARENA_ARRAY(mem, double, n + 1),
                           ARENA_ARRAY(mem, double, n + 1), n};
    if (!seasonal_part(mem, s, plan->period, plan->ahead, out->seasonal)) return false;
    for (uint32_t i = 0; i < n; i++) out->residual[i] = s->v[i] - out->seasonal[i];
    trend_part(out->residual, n - (uint32_t)plan->ahead, n, plan->trend, out->trend);
    for (uint32_t i = 0; i < n; i++) {
        out->baseline[i] = out->seasonal[i] + out->trend[i];
        out->residual[i] = less(s->v[i], out->baseline[i]);
    }
    return true;
}

/* Where each argument stands in the three functions; 0: there is none. */
typedef struct places {
    uint32_t period, trend, ahead, threshold, method;
} places;

static bool plan_read(fn_ctx *cx, const numbers *s, const datum *args, const places *at, decompose_plan *plan)
{
    uint32_t n = cx->call->n_args;
    period_ask ask = {-1, 0, PERIOD_THRESHOLD};
    *plan = (decompose_plan){.trend = TREND_AVG};
    if (n > at->trend && !trend_find(args[at->trend].s, &plan->trend)) return numbers_refuse(cx, "a trend that it does not know");
    if (n > at->ahead) plan->ahead = ask.ahead = integer_argument(&args[at->ahead]);
    if (n > at->period) ask.given = integer_argument(&args[at->period]);
    if (n > at->threshold) ask.threshold = number_argument(&args[at->threshold]);
    return period_read(cx, s, &ask, &plan->period);
}

static bool parts_of(fn_ctx *cx, const datum *args, const places *at, numbers *s, decompose_plan *plan, decomposition *d)
{
    if (!numbers_ask(cx, args[0].dy, true, s) || !plan_read(cx, s, args, at, plan)) return false;
    return decompose(cx->mem, s, plan, d) || numbers_refuse(cx, NOTHING_TO_LEARN);
}

static void four_parts(fn_ctx *cx, const datum *args, const places *at, datum *out)
{
    numbers s;
    decompose_plan plan;
    decomposition d;
    if (!parts_of(cx, args, at, &s, &plan, &d)) return;
    const dyn **v = ARENA_ARRAY(cx->mem, const dyn *, 4);
    v[0] = numbers_array(cx->mem, d.baseline, NULL, d.n, false);
    v[1] = numbers_array(cx->mem, d.seasonal, NULL, d.n, false);
    v[2] = numbers_array(cx->mem, d.trend, NULL, d.n, false);
    v[3] = numbers_array(cx->mem, d.residual, s.missing, d.n, false);
    fn_out_dyn(out, dyn_array(cx->mem, v, 4));
}

static const places in_decompose = {1, 2, 3, 4, 0}, in_forecast = {2, 3, 1, 4, 0}, in_anomalies = {2, 3, 4, 6, 5};

static void series_decompose(fn_ctx *cx, const datum *args, datum *out) { four_parts(cx, args, &in_decompose, out); }
static void series_decompose_forecast(fn_ctx *cx, const datum *args, datum *out) { four_parts(cx, args, &in_forecast, out); }

#define ANOMALY_THRESHOLD 1.5 /* of a score, unless the call says otherwise */

static const dyn *flags(arena *mem, const double *score, uint32_t n, double threshold)
{
    double *flag = ARENA_ARRAY(mem, double, n + 1);
    for (uint32_t i = 0; i < n; i++) flag[i] = score[i] > threshold ? 1 : score[i] < -threshold ? -1 : 0;
    return numbers_array(mem, flag, NULL, n, true);
}

static void series_decompose_anomalies(fn_ctx *cx, const datum *args, datum *out)
{
    numbers s;
    decompose_plan plan;
    decomposition d;
    fences kind = FENCES_CUSTOM;
    if (cx->call->n_args > in_anomalies.method && !fences_find(args[in_anomalies.method].s, &kind)) {
        numbers_refuse(cx, "a method that it does not know");
        return;
    }
    if (!parts_of(cx, args, &in_anomalies, &s, &plan, &d)) return;
    double *score = ARENA_ARRAY(cx->mem, double, d.n + 1);
    if (!outliers_score(cx->mem, d.residual, NULL, d.n, kind, score)) {
        numbers_refuse(cx, OUTLIERS_NO_RANGE);
        return;
    }
    const dyn **v = ARENA_ARRAY(cx->mem, const dyn *, 3);
    v[0] = flags(cx->mem, score, d.n, cx->call->n_args > 1 ? number_argument(&args[1]) : ANOMALY_THRESHOLD);
    v[1] = numbers_array(cx->mem, score, NULL, d.n, false);
    v[2] = numbers_array(cx->mem, d.baseline, NULL, d.n, false);
    fn_out_dyn(out, dyn_array(cx->mem, v, 3));
}

static bool unknown(fn_call *call, diags *ds, uint32_t arg, const char *what, const char *hint)
{
    diag *d = diag_error(ds, ST_COMPILE, NULL, call->at, "%s() knows no %s '" STR_FMT "'", call->row->name, what, STR_ARG(call->constants[arg]->s));
    diag_hint(ds, d, "%s", hint);
    return false;
}

static bool check_places(fn_call *call, diags *ds, const places *at)
{
    trend t;
    fences f;
    if (call->n_args > at->trend && call->constants[at->trend] && !trend_find(call->constants[at->trend]->s, &t))
        return unknown(call, ds, at->trend, "trend", "it is 'avg', 'linefit' or 'none'");
    if (at->method && call->n_args > at->method && call->constants[at->method] && !fences_find(call->constants[at->method]->s, &f))
        return unknown(call, ds, at->method, "method", "it is 'ctukey' or 'tukey'");
    return true;
}

static bool check_decompose(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    return check_places(call, ds, &in_decompose);
}

static bool check_forecast(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    return check_places(call, ds, &in_forecast);
}

/* The page does not say whether points that teach the baseline nothing still count in the percentiles. */
static bool check_anomalies(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    uint32_t at = in_anomalies.ahead;
    if (call->n_args <= at || (call->constants[at] && !call->constants[at]->null && integer_argument(call->constants[at]) == 0))
        return check_places(call, ds, &in_anomalies);
    diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "series_decompose_anomalies() with points to predict is not supported");
    return false;
}

#define FOUR .tuple = "baseline: dynamic, seasonal: dynamic, trend: dynamic, residual: dynamic"

const fn_row fn_rows_series_decompose[] = {
    {.name = "series_decompose", .each = series_decompose, .prepare = check_decompose, FOUR, .volatile_ = true,
     .sig = "(series: array, [period: integer], [trend: string], [test_points: integer], [seasonality_threshold: number]) -> dynamic",
     .help = "A series taken apart: what is expected, what repeats, where it goes, and the rest; a period not given (-1) is answered "
             "where every way to find one gives the same parts",
     .example = "print (b, s, t, r) = series_decompose(dynamic([1, 5, 1, 5, 1, 8]), 2)",
     .gives = "[1.5,5.5,1.5,5.5,1.5,5.5], [1.0,5.0,1.0,5.0,1.0,5.0], [0.5,0.5,0.5,0.5,0.5,0.5], [-0.5,-0.5,-0.5,-0.5,-0.5,2.5]",
     .page = "series-decompose-function"},
    {.name = "series_decompose_forecast", .each = series_decompose_forecast, .prepare = check_forecast, FOUR, .volatile_ = true,
     .sig = "(series: array, test_points: integer, [period: integer], [trend: string], [seasonality_threshold: number]) -> dynamic",
     .help = "The last points of a series as those before them let expect; a period as in series_decompose",
     .example = "print (b) = series_decompose_forecast(dynamic([1, 2, 3, 0, 0]), 2, 0, 'linefit')", .gives = "[1.0,2.0,3.0,4.0,5.0]",
     .page = "series-decompose-forecast-function"},
    {.name = "series_decompose_anomalies", .each = series_decompose_anomalies, .prepare = check_anomalies, .volatile_ = true,
     .tuple = "ad_flag: dynamic, ad_score: dynamic, baseline: dynamic",
     .sig = "(series: array, [threshold: number], [period: integer], [trend: string], [test_points: integer], [method: string], "
            "[seasonality_threshold: number]) -> dynamic",
     .help = "Where a series leaves its baseline: 1 up, -1 down, 0 not; the scores; the baseline; a period as in series_decompose",
     .example = "print (f) = series_decompose_anomalies(dynamic([1, 2, 1, 2, 1, 2, 1, 2, 30, 2, 1, 2]), 1.5, 0)",
     .gives = "[0,0,0,0,0,0,0,0,1,0,0,0]", .page = "series-decompose-anomalies-function"},
    {0}};
