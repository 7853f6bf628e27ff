/* fit_2lines: two lines, each nearest to its part of a series, split where the least of the squares is left. Sources:
 * series-fit-2lines-function.md and the picture of its example: each line is the nearest to its own part; they need not meet.
 *
 * Two results are not settled, and refused when they are asked for: split_idx may be the last item on the left or the first on the right,
 * and right_interception may count from the split or from the series' begin. How short a part may be is not said either: an answer stands
 * only when parts of SHORTEST items win; and when several splits leave the same, what differs between them is refused. */
#include "interp/refusals.h"
#include "interp/series/fit_line.h"

#include <math.h>

#define SHORTEST 4
#define LARGEST  1e140 /* squares and their products stay finite */
#define SAME     1e-9 /* of the squares at the start, or of a value: what rounding may do */

enum {
    R_SQUARE, SPLIT, VARIANCE, R_VARIANCE, LINE_FIT, RIGHT_R_SQUARE, RIGHT_SLOPE, RIGHT_INTERCEPTION, RIGHT_VARIANCE, RIGHT_R_VARIANCE,
    LEFT_R_SQUARE, LEFT_SLOPE, LEFT_INTERCEPTION, LEFT_VARIANCE, LEFT_R_VARIANCE
};

static const char results[] = "rsquare: real, split_idx: long, variance: real, rvariance: real, line_fit: dynamic, right_rsquare: real, "
                              "right_slope: real, right_interception: real, right_variance: real, right_rvariance: real, left_rsquare: real, "
                              "left_slope: real, left_interception: real, left_variance: real, left_rvariance: real";

/* What is left of the squares for every length of a part that begins at the first item, or, backwards, ends with the last: by adding one
 * item at a time to means and products. */
static double *rests(arena *mem, const double *v, uint32_t n, bool backwards)
{
    double *out = ARENA_ARRAY(mem, double, n + 1), mx = 0, my = 0, xx = 0, xy = 0, yy = 0;
    for (uint32_t i = 0; i < n; i++) {
        double x = i + 1, y = v[backwards ? n - 1 - i : i], dx = x - mx, dy = y - my;
        mx += dx / (i + 1);
        my += dy / (i + 1);
        xx += dx * (x - mx);
        xy += dx * (y - my);
        yy += dy * (y - my);
        out[i + 1] = xx > 0 ? fmax(yy - xy * xy / xx, 0) : 0;
    }
    return out;
}

typedef struct split {
    line left, right;
    uint32_t at, n; /* items on the left; in all */
    double squares; /* before any line */
    double size;    /* the largest item */
} split;

static void fit_split(const numbers *s, uint32_t at, double squares, double size, split *out)
{
    line_fit(s->v, at, &out->left);
    line_fit(s->v + at, s->n - at, &out->right);
    out->at = at;
    out->n = s->n;
    out->squares = squares;
    out->size = size;
}

static double line_at(const split *p, uint32_t i)
{
    return i < p->at ? p->left.slope * (i + 1) + p->left.interception : p->right.slope * (i - p->at + 1) + p->right.interception;
}

static bool varies(const split *p, double variance) { return variance > SAME * SAME * p->size * p->size; }

/* NAN: not to be told. */
static double value(const split *p, int64_t k)
{
    double rest = p->left.rest + p->right.rest;
    switch (k) {
    case R_SQUARE: return varies(p, p->squares) ? 1 - rest / p->squares : (double)NAN;
    case VARIANCE: return p->squares / (p->n - 1);
    case R_VARIANCE: return rest / (p->n - 1);
    case RIGHT_R_SQUARE: return varies(p, p->right.variance) ? p->right.r_square : (double)NAN;
    case RIGHT_SLOPE: return p->right.slope;
    case RIGHT_VARIANCE: return p->right.variance;
    case RIGHT_R_VARIANCE: return p->right.r_variance;
    case LEFT_R_SQUARE: return varies(p, p->left.variance) ? p->left.r_square : (double)NAN;
    case LEFT_SLOPE: return p->left.slope;
    case LEFT_INTERCEPTION: return p->left.interception;
    case LEFT_VARIANCE: return p->left.variance;
    case LEFT_R_VARIANCE: return p->left.r_variance;
    default: return (double)NAN;
    }
}

static bool same(double a, double b, double scale) { return fabs(a - b) <= SAME * scale; }

static bool agree(const split *a, const split *b, int64_t k)
{
    double scale = fmax(sqrt(a->squares), a->size);
    if (k != LINE_FIT) {
        double x = value(a, k), y = value(b, k);
        return isnan(x) || isnan(y) || same(x, y, fmax(fmax(fabs(x), fabs(y)), k == R_SQUARE ? 1 : scale));
    }
    for (uint32_t i = 0; i < a->n; i++)
        if (!same(line_at(a, i), line_at(b, i), scale)) return false;
    return true;
}

/* The best split. False: refused, as no long parts win or other splits that leave as little say otherwise. */
static bool find(fn_ctx *cx, const numbers *s, int64_t k, split *best)
{
    line all;
    line_fit(s->v, s->n, &all);
    double squares = all.variance * (s->n - 1), least = INFINITY, wins = INFINITY, size = 0;
    for (uint32_t i = 0; i < s->n; i++) size = fmax(size, fabs(s->v[i]));
    const double *left = rests(cx->mem, s->v, s->n, false), *right = rests(cx->mem, s->v, s->n, true);
    uint32_t at = 0;
    if (size > LARGEST) return numbers_refuse(cx, "numbers whose squares are too large");
    double close = fmax(SAME * squares, SAME * SAME * size * size);
    for (uint32_t i = 1; i < s->n; i++) {
        double rest = left[i] + right[s->n - i];
        least = fmin(least, rest);
        if (i >= SHORTEST && s->n - i >= SHORTEST && rest < wins) {
            wins = rest;
            at = i;
        }
    }
    if (at == 0 || wins > least + close) return numbers_refuse(cx, "a series whose best split leaves a part of fewer than 4 items");
    fit_split(s, at, squares, size, best);
    for (uint32_t i = 2; i + 1 < s->n; i++) {
        split other;
        if (i == at || left[i] + right[s->n - i] > least + close) continue;
        fit_split(s, i, squares, size, &other);
        if (!agree(best, &other, k)) return numbers_refuse(cx, "a series that several splits fit as well");
    }
    return true;
}

static void one_result(fn_ctx *cx, const datum *args, datum *out)
{
    int64_t k = args[1].l;
    numbers s;
    split p;
    if (k == SPLIT || k == RIGHT_INTERCEPTION) {
        refuse_row(cx->ds, cx->call->at, "%s of series_fit_2lines()",
                   k == SPLIT ? "split_idx" : "right_interception");
        return;
    }
    if (!numbers_ask(cx, args[0].dy, false, &s) || !find(cx, &s, k, &p)) return;
    if (k == LINE_FIT) {
        double *v = ARENA_ARRAY(cx->mem, double, s.n);
        for (uint32_t i = 0; i < s.n; i++) v[i] = line_at(&p, i);
        fn_out_dyn(out, numbers_array(cx->mem, v, NULL, s.n, false));
        return;
    }
    double v = value(&p, k);
    if (isnan(v)) {
        numbers_refuse(cx, "equal items");
        return;
    }
    fn_out_dyn(out, dyn_real(cx->mem, v));
}

static void as_one_value(fn_ctx *cx, const datum *args, datum *out)
{
    (void)args;
    (void)out;
    refuse_row(cx->ds, cx->call->at, "%s() as one value, of which not every part is settled", cx->call->row->name);
}

const fn_row fn_rows_series_fit_2lines[] = {
    {.name = "series_fit_2lines", .sig = "(series: array) -> dynamic", .each = as_one_value, .tuple = results, .tuple_item = "series_fit_2lines item",
     .nulls = NULLS_SEEN, .volatile_ = true, .help = "The two lines nearest to a series that is split where they fit best; not split_idx and right_interception",
     .page = "series-fit-2lines-function"},
    {.name = "series_fit_2lines_dynamic", .sig = "(series: array) -> dynamic", .each = as_one_value, .bag_of = "series_fit_2lines", .nulls = NULLS_SEEN,
     .volatile_ = true, .help = "The same as the parts of a bag, each asked for by name: .line_fit, .right.slope; not as one value",
     .example = "print series_fit_2lines_dynamic(range(1, 9)).left.slope", .gives = "1.0", .page = "series-fit-2lines-dynamic-function"},
    {.name = "series_fit_2lines item", .sig = "(series: array, result: long) -> dynamic", .each = one_result, .hidden = true, .volatile_ = true},
    {0}};
