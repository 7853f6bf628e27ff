/* fit_poly: the polynomial of a given degree nearest to a series by least squares.
 *
 * x is first moved into [-1, 1] (u = (x - centre) / half). There, polynomials of rising degree are built that are orthogonal over the
 * given points: each is u times the one before, freed of all before it. The fit is a sum of them, and no digits are lost as they are
 * when high powers stand side by side; only at the end it is written out in powers of x. */
#include "interp/series/numbers.h"

#include <math.h>

enum { MOST_DEGREES = 64 };

typedef struct fit {
    const numbers *x, *y;
    uint32_t terms;      /* degree + 1 */
    double centre, half; /* of x */
    double **at;         /* at[k][i]: the k-th orthogonal polynomial at point i */
    double **of;         /* of[k][j]: its coefficient at the j-th power of u */
    double *share;       /* of each in the fit */
    double variance, rest, r_square;
} fit;

static void place(fit *f)
{
    double low = f->x->v[0], high = low;
    for (uint32_t i = 1; i < f->x->n; i++) {
        if (f->x->v[i] < low) low = f->x->v[i];
        if (f->x->v[i] > high) high = f->x->v[i];
    }
    f->centre = low / 2 + high / 2;
    f->half = high > low ? high / 2 - low / 2 : 1;
}

static double dot(const double *a, const double *b, uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

static void scale(double *v, uint32_t n, double by)
{
    for (uint32_t i = 0; i < n; i++) v[i] *= by;
}

static void add(double *v, const double *w, uint32_t n, double times)
{
    for (uint32_t i = 0; i < n; i++) v[i] += w[i] * times;
}

/* The k-th polynomial from those before it. False: the points are too few to tell it from them. */
static bool next(fit *f, uint32_t k)
{
    uint32_t n = f->x->n;
    for (uint32_t i = 0; i < n; i++) f->at[k][i] = k == 0 ? 1 : f->at[k - 1][i] * ((f->x->v[i] - f->centre) / f->half);
    for (uint32_t j = 0; j < f->terms; j++) f->of[k][j] = k == 0 ? j == 0 : j == 0 ? 0 : f->of[k - 1][j - 1];
    for (int round = 0; round < 2; round++) /* once leaves rounding errors behind, twice is enough */
        for (uint32_t j = 0; j < k; j++) {
            double part = dot(f->at[j], f->at[k], n);
            add(f->at[k], f->at[j], n, -part);
            add(f->of[k], f->of[j], f->terms, -part);
        }
    double length = sqrt(dot(f->at[k], f->at[k], n));
    if (length < 1e-12) return false;
    scale(f->at[k], n, 1 / length);
    scale(f->of[k], f->terms, 1 / length);
    f->share[k] = dot(f->at[k], f->y->v, n);
    return true;
}

static double **rows(arena *mem, uint32_t n, uint32_t width)
{
    double **r = ARENA_ARRAY(mem, double *, n);
    for (uint32_t i = 0; i < n; i++) r[i] = ARENA_ARRAY(mem, double, width);
    return r;
}

static bool solve(arena *mem, fit *f)
{
    place(f);
    f->at = rows(mem, f->terms, f->x->n);
    f->of = rows(mem, f->terms, f->terms);
    f->share = ARENA_ARRAY(mem, double, f->terms);
    for (uint32_t k = 0; k < f->terms; k++)
        if (!next(f, k)) return false;
    return true;
}

/* In powers of x, highest first: Horner's scheme with u = a x + b. */
static const dyn *coefficients(arena *mem, const fit *f)
{
    uint32_t m = f->terms;
    double a = 1 / f->half, b = -f->centre / f->half;
    double *u = ARENA_ARRAY(mem, double, m), *x = ARENA_ARRAY(mem, double, m), *down = ARENA_ARRAY(mem, double, m);
    for (uint32_t k = 0; k < m; k++) add(u, f->of[k], m, f->share[k]);
    for (uint32_t k = m; k-- > 0;) {
        for (uint32_t j = m; j-- > 1;) x[j] = x[j] * b + x[j - 1] * a;
        x[0] = x[0] * b + u[k];
    }
    for (uint32_t k = 0; k < m; k++) down[k] = x[m - 1 - k];
    return numbers_array(mem, down, NULL, m, false);
}

static double *values(arena *mem, const fit *f)
{
    double *v = ARENA_ARRAY(mem, double, f->x->n);
    for (uint32_t k = 0; k < f->terms; k++) add(v, f->at[k], f->x->n, f->share[k]);
    return v;
}

static void judge(fit *f, const double *fitted)
{
    uint32_t n = f->y->n;
    double mean = 0, yy = 0, rest = 0;
    for (uint32_t i = 0; i < n; i++) mean += f->y->v[i] / n;
    for (uint32_t i = 0; i < n; i++) {
        yy += (f->y->v[i] - mean) * (f->y->v[i] - mean);
        rest += (f->y->v[i] - fitted[i]) * (f->y->v[i] - fitted[i]);
    }
    f->variance = n > 1 ? yy / (n - 1) : 0;
    f->rest = n > 1 ? rest / (n - 1) : 0;
    f->r_square = yy > 0 ? 1 - rest / yy : 1;
}

static numbers count_up(arena *mem, uint32_t n)
{
    numbers s = {ARENA_ARRAY(mem, double, n + 1), ARENA_ARRAY(mem, bool, n + 1), n, true};
    for (uint32_t i = 0; i < n; i++) s.v[i] = i + 1;
    return s;
}

static void series_fit_poly(fn_ctx *cx, const datum *args, datum *out)
{
    arena *mem = cx->mem;
    numbers y, x;
    if (!numbers_ask(cx, args[0].dy, false, &y)) return;
    if (cx->call->n_args < 2) x = count_up(mem, y.n);
    else if (!numbers_ask(cx, args[1].dy, false, &x)) return;
    int64_t degree = cx->call->n_args > 2 ? args[2].l : 1;
    fit f = {.x = &x, .y = &y, .terms = (uint32_t)degree + 1};
    if (x.n != y.n || degree < 0 || degree > MOST_DEGREES || degree >= y.n || !solve(mem, &f)) {
        numbers_refuse(cx, "points that do not settle a polynomial of that degree");
        return;
    }
    double *fitted = values(mem, &f);
    judge(&f, fitted);
    const dyn **v = ARENA_ARRAY(mem, const dyn *, 5);
    v[0] = dyn_real(mem, f.r_square);
    v[1] = coefficients(mem, &f);
    v[2] = dyn_real(mem, f.variance);
    v[3] = dyn_real(mem, f.rest);
    v[4] = numbers_array(mem, fitted, NULL, y.n, false);
    fn_out_dyn(out, dyn_array(mem, v, 5));
}

static bool check_degree(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    const datum *d = call->n_args > 2 ? call->constants[2] : NULL;
    if (!d || d->null || d->l <= MOST_DEGREES) return true;
    diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "series_fit_poly() goes up to degree %d", MOST_DEGREES);
    return false;
}

const fn_row fn_rows_series_fit_poly[] = {
    {.name = "series_fit_poly", .sig = "(y_series: array, [x_series: array], [degree: long]) -> dynamic", .each = series_fit_poly, .prepare = check_degree,
     .tuple = "rsquare: real, coefficients: dynamic, variance: real, rvariance: real, poly_fit: dynamic",
     .help = "The polynomial nearest to a series: how near, its coefficients from the highest power down, variances, and its values",
     .example = "print (r, c) = series_fit_poly(dynamic([3, 5, 7, 9]))", .gives = "1.0, [2.0,1.0]",
     .page = "series-fit-poly-function"},
    {0}};
