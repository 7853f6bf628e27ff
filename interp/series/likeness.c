/* likeness: autocorrelation with and without the missing overlap, and the correlation of the two overlapping parts. */
#include "interp/series/likeness.h"

#include "interp/series/numbers.h"

#include <math.h>

enum { LESS_MEAN, LESS_LINE, CUT, FORMS };

/* How like the items a[0..n) are to b[0..n), 1 being the same up to scale: with their means as they are, and each less its own. */
static double overlap_likeness(const double *a, const double *b, uint32_t n)
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

static double dot(const double *a, const double *b, uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

static void flatten(const double *v, uint32_t n, double scale, bool line, double *out)
{
    double mx = (n - 1) / 2.0, my = 0, xy = 0, xx = 0;
    for (uint32_t i = 0; i < n; i++) my += v[i] / scale / n;
    for (uint32_t i = 0; i < n; i++) {
        xy += (i - mx) * (v[i] / scale - my);
        xx += (i - mx) * (i - mx);
    }
    for (uint32_t i = 0; i < n; i++) out[i] = v[i] / scale - my - (line && xx > 0 ? xy / xx * (i - mx) : 0);
}

/* A few items far out hide from all measures what the rest does. */
static double *cut(arena *mem, const double *v, uint32_t n)
{
    double *out = ARENA_ARRAY(mem, double, n), *sorted = ARENA_ARRAY(mem, double, n), *spare = ARENA_ARRAY(mem, double, n);
    for (uint32_t i = 0; i < n; i++) sorted[i] = v[i];
    numbers_sort(sorted, spare, n);
    double low = sorted[(n - 1) / 10], high = sorted[n - 1 - (n - 1) / 10];
    for (uint32_t i = 0; i < n; i++) out[i] = fmin(fmax(v[i], low), high);
    return out;
}

flat_series flat_series_of(arena *mem, const double *v, uint32_t n)
{
    flat_series s = {.n = n};
    for (uint32_t i = 0; i < n; i++) s.scale = fmax(s.scale, fabs(v[i]));
    for (int form = 0; form < FORMS; form++) {
        s.v[form] = ARENA_ARRAY(mem, double, n);
        flatten(form == CUT ? cut(mem, v, n) : v, n, s.scale, form == LESS_LINE, s.v[form]);
    }
    return s;
}

likeness likeness_at(const flat_series *s, uint32_t lag)
{
    likeness like = {INFINITY, -INFINITY};
    uint32_t rest = s->n - lag;
    for (int form = 0; form < FORMS; form++) {
        const double *v = s->v[form];
        double all = dot(v, v, s->n), share = all > 0 ? dot(v + lag, v, rest) / all : 0, full = share * s->n / rest;
        double overlap = overlap_likeness(v + lag, v, rest);
        like.most = fmax(like.most, fmax(full, overlap));
        if (form != CUT) like.least = fmin(like.least, fmin(share, overlap));
    }
    return like;
}

double wave_at(const flat_series *s, uint32_t period)
{
    double least = 1;
    for (int form = 0; form < CUT; form++) {
        double re = 0, im = 0, all = dot(s->v[form], s->v[form], s->n);
        for (uint32_t i = 0; i < s->n; i++) {
            double angle = 2 * 3.14159265358979323846 * (i % period) / period;
            re += s->v[form][i] * cos(angle);
            im += s->v[form][i] * sin(angle);
        }
        least = fmin(least, all > 0 ? 2 * (re * re + im * im) / s->n / all : 0);
    }
    return least;
}
