/* stats: one value, or a few, for a whole series. */
#include "interp/series/numbers.h"

#include <math.h>

typedef struct stats {
    double min, max, avg, variance;
    int64_t min_at, max_at;
    uint32_t n; /* items that count */
} stats;

/* False: there is nothing to tell, or something not finite that was not to be passed over. */
static bool measure(const numbers *s, bool skip, stats *out)
{
    double sum = 0, squares = 0;
    uint32_t n = 0;
    *out = (stats){.min_at = -1, .max_at = -1};
    for (uint32_t i = 0; i < s->n; i++) {
        bool good = !s->missing[i] && isfinite(s->v[i]);
        if (!good && !skip) return false;
        if (!good) continue;
        if (out->min_at < 0 || s->v[i] < out->min) out->min = s->v[out->min_at = i];
        if (out->max_at < 0 || s->v[i] > out->max) out->max = s->v[out->max_at = i];
        sum += s->v[i];
        n++;
    }
    if (n == 0) return false;
    out->avg = sum / n;
    out->n = n;
    for (uint32_t i = 0; i < s->n; i++)
        if (!s->missing[i] && isfinite(s->v[i])) squares += (s->v[i] - out->avg) * (s->v[i] - out->avg);
    out->variance = n > 1 ? squares / (n - 1) : 0;
    return true;
}

static bool measure_args(fn_ctx *cx, const datum *args, stats *st)
{
    numbers s;
    if (!numbers_ask(cx, args[0].dy, true, &s)) return false;
    return measure(&s, cx->call->n_args > 1 && !args[1].null && args[1].b, st);
}

/* min, min_idx, max, max_idx, avg, stdev, variance */
static void put(arena *mem, const stats *st, bool known, const dyn **v)
{
    for (int k = 0; k < 7; k++) v[k] = dyn_null();
    if (!known) return;
    v[0] = dyn_real(mem, st->min);
    v[1] = dyn_long(mem, st->min_at);
    v[2] = dyn_real(mem, st->max);
    v[3] = dyn_long(mem, st->max_at);
    v[4] = dyn_real(mem, st->avg);
    v[5] = dyn_real(mem, sqrt(st->variance));
    v[6] = dyn_real(mem, st->variance);
}

static void series_stats(fn_ctx *cx, const datum *args, datum *out)
{
    stats st;
    const dyn **v = ARENA_ARRAY(cx->mem, const dyn *, 7);
    put(cx->mem, &st, measure_args(cx, args, &st), v);
    fn_out_dyn(out, dyn_array(cx->mem, v, 7));
}

static void series_stats_dynamic(fn_ctx *cx, const datum *args, datum *out)
{
    static const char *const names[] = {"min", "min_idx", "max", "max_idx", "avg", "stdev", "variance", "sum", "len"};
    stats st;
    const dyn **v = ARENA_ARRAY(cx->mem, const dyn *, 9);
    str *keys = ARENA_ARRAY(cx->mem, str, 9);
    for (int k = 0; k < 9; k++) keys[k] = str_of(names[k]);
    bool known = measure_args(cx, args, &st);
    put(cx->mem, &st, known, v);
    v[7] = known ? dyn_real(cx->mem, st.avg * st.n) : dyn_null();
    v[8] = known ? dyn_long(cx->mem, st.n) : dyn_null();
    fn_out_dyn(out, dyn_bag(cx->mem, keys, v, 9));
}

static void series_sum(fn_ctx *cx, const datum *args, datum *out)
{
    numbers s;
    if (!numbers_ask(cx, args[0].dy, false, &s)) return;
    double sum = 0;
    for (uint32_t i = 0; i < s.n; i++) sum += s.v[i];
    if (args[0].dy->kind == DYN_ARRAY) fn_out_real(out, sum);
}

static void series_product(fn_ctx *cx, const datum *args, datum *out)
{
    numbers s;
    if (!numbers_ask(cx, args[0].dy, false, &s)) return;
    double product = 1;
    for (uint32_t i = 0; i < s.n; i++) product *= s.v[i];
    if (args[0].dy->kind == DYN_ARRAY) fn_out_real(out, product);
}

/* The longer one counts as far as the shorter one goes; what is no number is passed over. */
static double dot(const numbers *a, const numbers *b)
{
    double sum = 0;
    for (uint32_t i = 0; i < a->n && i < b->n; i++) sum += a->missing[i] || b->missing[i] ? 0 : a->v[i] * b->v[i];
    return sum;
}

static bool either(fn_ctx *cx, const datum *d, uint32_t n, numbers *s)
{
    if (d->type == T_DYNAMIC) return numbers_ask(cx, d->dy, true, s);
    *s = (numbers){ARENA_ARRAY(cx->mem, double, n + 1), ARENA_ARRAY(cx->mem, bool, n + 1), n, true};
    for (uint32_t i = 0; i < n; i++) s->v[i] = number_argument(d);
    return true;
}

static void series_dot_product(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *a = args[0].type == T_DYNAMIC ? args[0].dy : args[1].dy;
    numbers x, y;
    if (either(cx, &args[0], a->n, &x) && either(cx, &args[1], a->n, &y) && x.n && y.n) fn_out_real(out, dot(&x, &y));
}

static void series_magnitude(fn_ctx *cx, const datum *args, datum *out)
{
    numbers s;
    if (numbers_ask(cx, args[0].dy, false, &s) && s.n) fn_out_real(out, sqrt(dot(&s, &s)));
}

static bool has_items(const dyn *array) { return array->kind == DYN_ARRAY && array->n > 0; }

/* Items that are no numbers are passed over, says the page, but not whether the magnitude passes over their partners: refused. */
static void series_cosine_similarity(fn_ctx *cx, const datum *args, datum *out)
{
    numbers a, b;
    if (!has_items(args[0].dy) || !has_items(args[1].dy)) return;
    if (!numbers_ask(cx, args[0].dy, false, &a) || !numbers_ask(cx, args[1].dy, false, &b)) return;
    a.n = b.n = a.n < b.n ? a.n : b.n;
    double la = cx->call->n_args > 2 ? args[2].r : sqrt(dot(&a, &a)), lb = cx->call->n_args > 3 ? args[3].r : sqrt(dot(&b, &b));
    if (la * lb > 0)
        fn_out_real(out, dot(&a, &b) / (la * lb));
    else
        numbers_refuse(cx, "a series of magnitude 0");
}

static void series_pearson_correlation(fn_ctx *cx, const datum *args, datum *out)
{
    numbers a, b;
    if (!numbers_ask(cx, args[0].dy, true, &a) || !numbers_ask(cx, args[1].dy, true, &b)) return;
    if (a.n != b.n || !numbers_complete(&a) || !numbers_complete(&b)) return;
    double ma = 0, mb = 0, ab = 0, aa = 0, bb = 0;
    for (uint32_t i = 0; i < a.n; i++) {
        ma += a.v[i] / a.n;
        mb += b.v[i] / b.n;
    }
    for (uint32_t i = 0; i < a.n; i++) {
        ab += (a.v[i] - ma) * (b.v[i] - mb);
        aa += (a.v[i] - ma) * (a.v[i] - ma);
        bb += (b.v[i] - mb) * (b.v[i] - mb);
    }
    if (aa > 0 && bb > 0)
        fn_out_real(out, ab / sqrt(aa * bb));
    else
        numbers_refuse(cx, "a series of equal items");
}

const fn_row fn_rows_series_stats[] = {
    {.name = "series_stats", .sig = "(series: array, [ignore_nonfinite: bool]) -> dynamic", .each = series_stats,
     .tuple = "min: real, min_idx: long, max: real, max_idx: long, avg: real, stdev: real, variance: real",
     .help = "Least, greatest, mean, standard deviation and variance of a series",
     .example = "print series_stats(dynamic([23, 46, 23, 87, 4, 8, 3, 75, 2, 56, 13, 75, 32, 16, 29]))",
     .gives = "2.0, 8, 87.0, 3, 32.8, 28.503633853548266, 812.4571428571428", .page = "series-stats-function"},
    {.name = "series_stats_dynamic", .sig = "(series: array, [ignore_nonfinite: bool]) -> dynamic", .each = series_stats_dynamic,
     .help = "The same as a bag, with the sum and the number of items",
     .example = "print tostring(series_stats_dynamic(dynamic([1, 3])).sum)", .gives = "4.0", .page = "series-stats-dynamic-function"},
    {.name = "series_sum", .sig = "(series: array) -> real", .each = series_sum, .help = "The sum of the items",
     .example = "print series_sum(dynamic([1, 2, 3, 4]))", .gives = "10.0", .page = "series-sum-function"},
    {.name = "series_product", .sig = "(series: array) -> real", .each = series_product, .help = "The product of the items",
     .example = "print series_product(dynamic([1, 2, 3, 4]))", .gives = "24.0", .page = "series-product-function"},
    {.name = "series_dot_product", .sig = "(series1: array, series2: array) -> real", .each = series_dot_product,
     .help = "The dot product of two series", .example = "print series_dot_product(dynamic([1, 2, 4]), dynamic([4, 2, 1]))", .gives = "12.0",
     .page = "series-dot-product-function"},
    {.name = "series_dot_product", .sig = "(series1: array, series2: number) -> real", .each = series_dot_product},
    {.name = "series_dot_product", .sig = "(series1: number, series2: array) -> real", .each = series_dot_product},
    {.name = "series_magnitude", .sig = "(series: array) -> real", .each = series_magnitude, .help = "The length of the series as a vector",
     .example = "print series_magnitude(dynamic([1, 2, 3, 4]))", .gives = "5.477225575051661", .page = "series-magnitude-function"},
    {.name = "series_cosine_similarity", .sig = "(series1: array, series2: array, [magnitude1: real], [magnitude2: real]) -> real",
     .each = series_cosine_similarity, .help = "The cosine of the angle between two series as vectors",
     .example = "print series_cosine_similarity(dynamic([0.1, 0.2, 0.1, 0.2]), dynamic([0.11, 0.2, 0.11, 0.21]))", .gives = "0.9993534382550399",
     .page = "series-cosine-similarity-function"},
    {.name = "series_pearson_correlation", .sig = "(series1: array, series2: array) -> real", .each = series_pearson_correlation,
     .help = "Pearson's correlation coefficient of two series", .page = "series-pearson-correlation-function"},
    {0}};
