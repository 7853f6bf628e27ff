/* chart_stack: areas that stand on one another. */
#include "tables/write/chart.h"

#include <math.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return p < q ? -1 : p > q;
}

/* Every x of every series once, in order. */
static double *places(const chart *c, uint32_t *n)
{
    uint32_t all = 0;
    for (uint32_t k = 0; k < c->n_series; k++)
        all += c->series[k].n;
    double *x = ARENA_ARRAY(c->mem, double, all + 1);
    *n = 0;
    for (uint32_t k = 0; k < c->n_series; k++)
        for (uint32_t i = 0; i < c->series[k].n; i++)
            x[(*n)++] = c->series[k].x[i];
    qsort(x, *n, sizeof *x, by_value);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *n; i++)
        if (!kept || x[kept - 1] != x[i])
            x[kept++] = x[i];
    *n = kept;
    return x;
}

static uint32_t place_of(const double *x, uint32_t n, double v)
{
    const double *at = bsearch(&v, x, n, sizeof *x, by_value);
    return at ? (uint32_t)(at - x) : 0;
}

void chart_stack_areas(chart *c)
{
    uint32_t n;
    double *x = places(c, &n), *sum = ARENA_ARRAY(c->mem, double, n + 1), *whole = ARENA_ARRAY(c->mem, double, n + 1);
    chart_sort(c);
    if (c->kind != CHART_AREA || c->stack == STACK_NONE)
        return;
    for (uint32_t k = 0; k < c->n_series; k++)
        for (uint32_t i = 0; i < c->series[k].n; i++)
            whole[place_of(x, n, c->series[k].x[i])] += c->series[k].y[i];
    for (uint32_t k = 0; k < c->n_series; k++) {
        for (uint32_t i = 0; i < c->series[k].n; i++) {
            uint32_t at = place_of(x, n, c->series[k].x[i]);
            double y = c->series[k].y[i];
            sum[at] += c->stack == STACK_SUM ? y : whole[at] > 0 ? 100 * y / whole[at] : 0;
            c->series[k].y[i] = sum[at];
            if (!c->spec->has_ymax)
                c->y_max = c->stack == STACK_SHARE ? 100 : fmax(c->y_max, sum[at]);
        }
    }
}
