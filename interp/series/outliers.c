/* outliers: how far beyond the ordinary range of a series each item lies.
 *
 *        score < 0                 score = 0                   score > 0
 *   ------------------ P10 ======================= P90 ---------------------->
 *                       \______ range = P90 - P10 ____/
 *
 * The score is the distance to the nearer percentile in ranges, times a factor that makes 1.5 mean what it means with Tukey's own
 * percentiles 25 and 75, were the items normally distributed. For 25 and 75 that is 1. For 10 and 90 Microsoft's engine was seen to
 * answer -1.9040785483608571 to -3 in a series with P10 2.7 and P90 11, which gives the factor below; other percentiles are refused,
 * as nobody has shown theirs. Percentiles are interpolated between neighbours. */
#include "interp/series/outliers.h"

#include "interp/series/numbers.h"

#include <math.h>

static const struct { const char *name; double low, high, factor; } kinds[] = {
    [FENCES_CUSTOM] = {"ctukey", 0.10, 0.90, 2.772605605507915},
    [FENCES_TUKEY] = {"tukey", 0.25, 0.75, 1},
};

bool fences_find(str name, fences *out)
{
    for (*out = FENCES_CUSTOM; *out <= FENCES_TUKEY; ++*out)
        if (str_eq(name, str_of(kinds[*out].name))) return true;
    return false;
}

static double percentile(const double *sorted, uint32_t n, double p)
{
    double at = p * (n - 1);
    uint32_t i = (uint32_t)at;
    return i + 1 < n ? sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]) : sorted[i];
}

bool outliers_score(arena *mem, const double *v, const bool *left_out, uint32_t n, fences kind, double *score)
{
    double *sorted = ARENA_ARRAY(mem, double, n + 1), *spare = ARENA_ARRAY(mem, double, n + 1);
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++) {
        score[i] = 0;
        if (!left_out || !left_out[i]) sorted[m++] = v[i];
    }
    if (m == 0) return true;
    numbers_sort(sorted, spare, m);
    double low = percentile(sorted, m, kinds[kind].low), high = percentile(sorted, m, kinds[kind].high), range = high - low;
    for (uint32_t i = 0; i < n; i++) {
        if ((left_out && left_out[i]) || (v[i] >= low && v[i] <= high)) continue;
        if (!(range > 0)) return false;
        score[i] = (v[i] - (v[i] > high ? high : low)) / range * kinds[kind].factor;
    }
    return true;
}

static void series_outliers(fn_ctx *cx, const datum *args, datum *out)
{
    uint32_t n_args = cx->call->n_args;
    if (args[0].null || args[0].dy->kind != DYN_ARRAY) return;
    numbers s;
    if (!numbers_ask(cx, args[0].dy, true, &s)) return;
    fences kind = FENCES_CUSTOM;
    if (n_args > 1 && !fences_find(args[1].s, &kind)) {
        numbers_refuse(cx, "an algorithm that it does not know");
        return;
    }
    bool ignore = n_args > 2 && !args[2].null;
    for (uint32_t i = 0; i < s.n; i++) s.missing[i] |= isnan(s.v[i]) || (ignore && s.v[i] == number_argument(&args[2]));
    double *score = ARENA_ARRAY(cx->mem, double, s.n + 1);
    if (outliers_score(cx->mem, s.v, s.missing, s.n, kind, score)) {
        fn_out_dyn(out, numbers_array(cx->mem, score, NULL, s.n, false));
    } else {
        numbers_refuse(cx, OUTLIERS_NO_RANGE);
    }
}

static bool unsupported(fn_call *call, diags *ds, const char *what)
{
    diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "series_outliers() %s is not supported", what);
    return false;
}

static bool is_number(const fn_call *call, uint32_t arg, double v)
{
    return call->n_args <= arg || (call->constants[arg] && !call->constants[arg]->null && number_argument(call->constants[arg]) == v);
}

static bool check(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    fences kind = FENCES_CUSTOM;
    const datum *name = call->n_args > 1 ? call->constants[1] : NULL;
    if (name && !fences_find(name->s, &kind)) {
        diag *d = diag_error(ds, ST_COMPILE, NULL, call->at, "series_outliers() knows no algorithm '" STR_FMT "'", STR_ARG(name->s));
        diag_hint(ds, d, "it is 'ctukey' or 'tukey'");
        return false;
    }
    if (call->n_args > 3 && kind == FENCES_CUSTOM && !(is_number(call, 3, 10) && is_number(call, 4, 90)))
        return unsupported(call, ds, "with percentiles other than 10 and 90");
    return is_number(call, 5, 0) || unsupported(call, ds, "with points kept out of the percentiles");
}

#define ROW .name = "series_outliers", .each = series_outliers, .prepare = check, .nulls = NULLS_SEEN, .naming = NAMING_ARG0

const fn_row fn_rows_series_outliers[] = {
    {ROW, .sig = "(series: array, [kind: string], [ignore_val: number]) -> T0",
     .help = "How far beyond the ordinary range of a series each item lies; more than 1.5 either way is an anomaly",
     .example = "print series_outliers(dynamic([-3, 2.4, 15, 3.9, 5, 6, 4.5, 5.2, 3, 4, 5, 16, 7, 5, 5, 4]))[11]",
     .gives = "1.6702443406674186", .page = "series-outliers-function"},
    {ROW, .sig = "(series: array, kind: string, ignore_val: real, min_percentile: real, [max_percentile: real], [test_points: integer]) -> T0"},
    {0}};
