/* period: the period of a series, as given, or found out where only one answer is possible.
 *
 * How the engine finds periods and scores them is not published. What is: a period has at least 4 items and at most half of the series, and
 * counts when its score, from 0 to 1, reaches the threshold. The page's one series, which is like itself after 14 items by 0.96, scores 0.84
 * there; so a score does not go beyond the likeness. A series that is clearly less like itself than the threshold wherever a period could
 * be has none, however the score is made. All others are refused. Source: series-periods-detect-function.md */
#include "interp/series/decompose.h"

#include <math.h>

#define SHORTEST 4
#define MARGIN   0.1
#define LONGEST  16384 /* items: all likenesses of more take too long */

/* How like the items a[0..n) are to b[0..n), 1 being the same up to scale: with their means as they are, and each less its own. */
static double likeness(const double *a, const double *b, uint32_t n)
{
    double ma = 0, mb = 0, ab = 0, aa = 0, bb = 0, raw = 0, ra = 0, rb = 0;
    for (uint32_t i = 0; i < n; i++) {
        ma += a[i] / n;
        mb += b[i] / n;
        raw += a[i] * b[i];
        ra += a[i] * a[i];
        rb += b[i] * b[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        ab += (a[i] - ma) * (b[i] - mb);
        aa += (a[i] - ma) * (a[i] - ma);
        bb += (b[i] - mb) * (b[i] - mb);
    }
    return fmax(aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : 0, ra > 0 && rb > 0 ? raw / sqrt(ra * rb) : 0);
}

/* At most 1 either way: squares neither overflow nor vanish. */
static const double *scaled(arena *mem, const double *v, uint32_t n)
{
    double most = 0, *out = ARENA_ARRAY(mem, double, n);
    for (uint32_t i = 0; i < n; i++) most = fmax(most, fabs(v[i]));
    for (uint32_t i = 0; i < n; i++) out[i] = v[i] / most;
    return out;
}

/* The series less its mean, or less the line nearest to it. */
static void flatten(const double *v, uint32_t n, bool line, double *out)
{
    double mx = (n - 1) / 2.0, my = 0, xy = 0, xx = 0;
    for (uint32_t i = 0; i < n; i++) my += v[i] / n;
    for (uint32_t i = 0; i < n; i++) {
        xy += (i - mx) * (v[i] - my);
        xx += (i - mx) * (i - mx);
    }
    for (uint32_t i = 0; i < n; i++) out[i] = v[i] - my - (line && xx > 0 ? xy / xx * (i - mx) : 0);
}

static bool is_constant(const double *v, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        if (v[i] != v[0]) return false;
    return true;
}

/* Nothing repeats in v[0..n), whatever the measure. */
static bool repeats_nowhere(arena *mem, const double *v, uint32_t n, double threshold)
{
    if (n < 2 * SHORTEST || is_constant(v, n)) return true;
    if (n > LONGEST) return false;
    double *flat = ARENA_ARRAY(mem, double, n);
    v = scaled(mem, v, n);
    for (int line = 0; line < 2; line++) {
        double all = 0;
        flatten(v, n, line, flat);
        for (uint32_t i = 0; i < n; i++) all += flat[i] * flat[i];
        for (uint32_t lag = SHORTEST; lag <= (n + 1) / 2; lag++) {
            double together = 0;
            for (uint32_t i = lag; i < n; i++) together += flat[i] * flat[i - lag];
            double share = all > 0 ? together / all * n / (n - lag) : 0;
            if (fmax(share, likeness(flat + lag, flat, n - lag)) > threshold - MARGIN) return false;
        }
    }
    return true;
}

static bool is_settled(arena *mem, const numbers *s, int64_t ahead, double threshold)
{
    if (ahead < 0 || ahead >= s->n || !numbers_begin_complete(s, s->n - (uint32_t)ahead)) return true; /* null, whatever the period */
    if (!repeats_nowhere(mem, s->v, s->n - (uint32_t)ahead, threshold)) return false;
    return ahead == 0 || (numbers_begin_complete(s, s->n) && repeats_nowhere(mem, s->v, s->n, threshold)); /* which part it looks at is not said */
}

bool period_read(fn_ctx *cx, const numbers *s, const period_ask *ask, int64_t *period)
{
    *period = ask->given;
    if (*period != -1) return true;
    *period = 0;
    if (is_settled(cx->mem, s, ask->ahead, ask->threshold)) return true;
    if (!cx->ds || diags_status(cx->ds) != ST_OK) return false; /* said once */
    diag *d = diag_error(cx->ds, ST_UNSUPPORTED, NULL, cx->call->at, "%s() cannot find the period of this series by itself", cx->call->row->name);
    diag_hint(cx->ds, d, "give the period in items, or 0 when nothing repeats");
    return false;
}
