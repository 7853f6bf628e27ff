/* fill: missing items of a series filled in. What counts as missing is null, or the number given for it. */
#include "interp/series/numbers.h"

#include <math.h>

typedef struct series {
    const dyn **item; /* a copy that may be changed */
    bool *gap;
    uint32_t n;
    bool whole;
} series;

static bool read(fn_ctx *cx, const datum *args, uint32_t mark, series *s)
{
    const dyn *array = args[0].dy;
    if (args[0].null || array->kind != DYN_ARRAY) return false;
    bool given = cx->call->n_args > mark && !args[mark].null;
    *s = (series){ARENA_ARRAY(cx->mem, const dyn *, array->n + 1), ARENA_ARRAY(cx->mem, bool, array->n + 1), array->n, true};
    for (uint32_t i = 0; i < s->n; i++) {
        bool is;
        double v = number_of(array->item[i], &is);
        if (!is && array->item[i]->kind != DYN_NULL) return numbers_refuse(cx, "items that are no numbers");
        s->item[i] = array->item[i];
        s->gap[i] = given ? is && v == number_argument(&args[mark]) : !is;
        s->whole &= s->gap[i] || array->item[i]->kind == DYN_LONG;
    }
    return true;
}

static void give(fn_ctx *cx, const series *s, datum *out) { fn_out_dyn(out, dyn_array(cx->mem, s->item, s->n)); }

static const dyn *constant(fn_ctx *cx, const datum *args, uint32_t k, double otherwise)
{
    if (cx->call->n_args <= k) return dyn_real(cx->mem, otherwise);
    return dyn_from_datum(cx->mem, args[k]);
}

static void series_fill_const(fn_ctx *cx, const datum *args, datum *out)
{
    series s;
    if (!read(cx, args, 2, &s)) return;
    const dyn *c = constant(cx, args, 1, 0);
    for (uint32_t i = 0; i < s.n; i++)
        if (s.gap[i]) s.item[i] = c;
    give(cx, &s, out);
}

static void series_fill_forward(fn_ctx *cx, const datum *args, datum *out)
{
    series s;
    if (!read(cx, args, 1, &s)) return;
    for (uint32_t i = 1; i < s.n; i++)
        if (s.gap[i]) s.item[i] = s.item[i - 1];
    give(cx, &s, out);
}

static void series_fill_backward(fn_ctx *cx, const datum *args, datum *out)
{
    series s;
    if (!read(cx, args, 1, &s)) return;
    for (uint32_t i = s.n; i-- > 1;)
        if (s.gap[i - 1]) s.item[i - 1] = s.item[i];
    give(cx, &s, out);
}

/* Items left..right bound a gap; right == n: nothing behind it, left < 0: nothing before it. */
static void bridge(fn_ctx *cx, series *s, int64_t left, int64_t right, bool edges)
{
    bool is;
    if (left < 0 || right == s->n) {
        for (int64_t i = left + 1; edges && i < right; i++) s->item[i] = s->item[left < 0 ? right : left];
        return;
    }
    double a = number_of(s->item[left], &is), b = number_of(s->item[right], &is);
    for (int64_t i = left + 1; i < right; i++) {
        double v = a + (b - a) * (double)(i - left) / (double)(right - left);
        s->item[i] = s->whole ? dyn_long(cx->mem, (int64_t)v) : dyn_real(cx->mem, v);
    }
}

static void series_fill_linear(fn_ctx *cx, const datum *args, datum *out)
{
    series s;
    if (!read(cx, args, 1, &s)) return;
    bool edges = cx->call->n_args <= 2 || args[2].null || args[2].b;
    int64_t last = -1;
    for (int64_t i = 0; i < s.n; i++) {
        if (s.gap[i]) continue;
        bridge(cx, &s, last, i, edges);
        last = i;
    }
    if (last < 0) {
        const dyn *c = constant(cx, args, 3, 0);
        for (uint32_t i = 0; i < s.n; i++) s.item[i] = c;
    } else {
        bridge(cx, &s, last, s.n, edges);
    }
    give(cx, &s, out);
}

#define ROW(NAME, SIG) .name = #NAME, .sig = SIG, .each = NAME, .nulls = NULLS_SEEN, .naming = NAMING_ARG0

const fn_row fn_rows_series_fill[] = {
    {ROW(series_fill_const, "(series: array, [constant: number], [missing: number]) -> T0"), .help = "Missing items become a constant",
     .example = "print series_fill_const(dynamic([111, null, 36, null]), -1)", .gives = "[111,-1,36,-1]", .page = "series-fill-const-function"},
    {ROW(series_fill_forward, "(series: array, [missing: number]) -> T0"), .help = "Missing items become the one before them",
     .example = "print series_fill_forward(dynamic([null, 36, 41, null, null, 16, null]))", .gives = "[null,36,41,41,41,16,16]",
     .page = "series-fill-forward-function"},
    {ROW(series_fill_backward, "(series: array, [missing: number]) -> T0"), .help = "Missing items become the one behind them",
     .example = "print series_fill_backward(dynamic([111, null, 36, 41, null, null, 16, null]))", .gives = "[111,36,36,41,16,16,16,null]",
     .page = "series-fill-backward-function"},
    {ROW(series_fill_linear, "(series: array, [missing: number], [fill_edges: bool], [constant: number]) -> T0"),
     .help = "Missing items lie on the line between their neighbours", .example = "print series_fill_linear(dynamic([null, 111.0, null, 36.0, null]))",
     .gives = "[111.0,111.0,73.5,36.0,36.0]", .page = "series-fill-linear-function"},
    {0}};
