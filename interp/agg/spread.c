/* spread: variance, standard deviation and covariance, of a sample (n - 1) or a whole population (n), by Welford's
 * running update. Of nothing: 0 for variance and stdev, null for the others (summarize-operator.md, default values). */
#include "interp/agg/loops.h"

#include <math.h>

typedef struct spread {
    double n, mean_x, mean_y, m2; /* m2: the sum of (x - mean_x) * (y - mean_y) */
} spread;

static void add(spread *s, double x, double y)
{
    double dx = x - s->mean_x;
    s->n += 1;
    s->mean_x += dx / s->n;
    s->mean_y += (y - s->mean_y) / s->n;
    s->m2 += dx * (y - s->mean_y);
}

static void update_one(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    (void)cx;
    const vec *v = args[0];
    AGG_LOOP(
        spread, if (!vec_is_null(v, row)) {
            double x = agg_real(v, row);
            add(s, x, x);
        });
}

static void update_two(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    (void)cx;
    const vec *v = args[0], *w = args[1];
    AGG_LOOP(spread, if (!vec_is_null(v, row) && !vec_is_null(w, row)) add(s, agg_real(v, row), agg_real(w, row)));
}

AGG_IF(update_one_if, update_one, 1)
AGG_IF(update_two_if, update_two, 2)

static void merge(agg_ctx *cx, void *into, const void *from)
{
    (void)cx;
    spread *a = into;
    const spread *b = from;
    double n = a->n + b->n;
    if (b->n == 0) return;
    double dx = b->mean_x - a->mean_x, dy = b->mean_y - a->mean_y;
    a->m2 += b->m2 + dx * dy * a->n * b->n / n;
    a->mean_x += dx * b->n / n;
    a->mean_y += dy * b->n / n;
    a->n = n;
}

static double sample(const spread *s)
{
    return s->n > 1 ? s->m2 / (s->n - 1) : 0;
}

static void variance(agg_ctx *cx, const void *state, datum *out)
{
    (void)cx;
    fn_out_real(out, sample(state));
}

static void stdev(agg_ctx *cx, const void *state, datum *out)
{
    (void)cx;
    fn_out_real(out, sqrt(sample(state)));
}

static void variancep(agg_ctx *cx, const void *state, datum *out)
{
    (void)cx;
    const spread *s = state;
    if (s->n > 0) fn_out_real(out, s->m2 / s->n);
}

static void stdevp(agg_ctx *cx, const void *state, datum *out)
{
    (void)cx;
    const spread *s = state;
    if (s->n > 0) fn_out_real(out, sqrt(s->m2 / s->n));
}

static void covariance(agg_ctx *cx, const void *state, datum *out)
{
    (void)cx;
    const spread *s = state;
    if (s->n > 0) fn_out_real(out, sample(s));
}

/* The analyzer takes times as well; their pages know real numbers only, and in which unit a time would count nobody has shown. */
static bool prepare(agg_call *call, arena *mem, diags *ds)
{
    (void)mem;
    for (uint32_t i = 0; i < call->n_args; i++)
        if (type_is_ticks(call->arg_types[i])) {
            diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "%s() of a value of type %s is not supported", call->row->name,
                                 type_name(call->arg_types[i]));
            diag_hint(ds, d, "divide by a timespan first, so that it is a number: (x - y) / 1s");
            return false;
        }
    return true;
}

#define ROW(NAME, SIG, UPDATE, RESULT)                                                                                 \
    .name = NAME, .sig = SIG " -> real", .size = sizeof(spread), .prepare = prepare, .update = UPDATE, .merge = merge, .result = RESULT,   \
    .naming_prefix = NAME, .page = NAME "-aggregation-function"
#define OF_X   .naming = NAMING_PREFIX_ARG0
#define OF_X_Y .naming = NAMING_PREFIX_ARG0_ARG1 /* as the engine names it; the analyzer says covariance_x */
#define ONE    "(expr: summable)"
#define ONE_IF "(expr: summable, predicate: bool)"
#define TWO    "(x: summable, y: summable)"
#define TWO_IF "(x: summable, y: summable, predicate: bool)"

const agg_row agg_rows_spread[] = {
    {ROW("stdev", ONE, update_one, stdev), OF_X, .help = "The standard deviation of a sample",
     .example = "range x from 1 to 5 step 1 | summarize stdev(x)", .gives = "1.5811388300841898"},
    {ROW("stdevif", ONE_IF, update_one_if, stdev), OF_X,
     .help = "The standard deviation of a sample, where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize stdevif(x, x in (1, 3, 5))", .gives = "2.0"},
    {ROW("stdevp", ONE, update_one, stdevp), OF_X, .help = "The standard deviation of a population",
     .example = "datatable(x:long)[2, 4, 4, 4, 5, 5, 7, 9] | summarize stdevp(x)", .gives = "2.0"},
    {ROW("variance", ONE, update_one, variance), OF_X, .help = "The variance of a sample",
     .example = "range x from 1 to 5 step 1 | summarize variance(x)", .gives = "2.5"},
    {ROW("varianceif", ONE_IF, update_one_if, variance), OF_X,
     .help = "The variance of a sample, where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize varianceif(x, x in (1, 3, 5))", .gives = "4.0"},
    {ROW("variancep", ONE, update_one, variancep), OF_X, .help = "The variance of a population",
     .example = "range x from 1 to 5 step 1 | summarize variancep(x)", .gives = "2.0"},
    {ROW("variancepif", ONE_IF, update_one_if, variancep), OF_X,
     .help = "The variance of a population, where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize variancepif(x, x in (1, 5))", .gives = "4.0"},
    {ROW("covariance", TWO, update_two, covariance), OF_X_Y, .help = "The covariance of two columns of a sample",
     .example = "range x from 1 to 5 step 1 | summarize covariance(x, 2 * x)", .gives = "5.0"},
    {ROW("covarianceif", TWO_IF, update_two_if, covariance), OF_X_Y,
     .help = "The covariance of a sample, where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize covarianceif(x, x, x in (1, 3, 5))", .gives = "4.0"},
    {ROW("covariancep", TWO, update_two, variancep), OF_X_Y, .help = "The covariance of two columns of a population",
     .example = "range x from 1 to 5 step 1 | summarize covariancep(x, 2 * x)", .gives = "4.0"},
    {ROW("covariancepif", TWO_IF, update_two_if, variancep), OF_X_Y,
     .help = "The covariance of a population, where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize covariancepif(x, x, x in (1, 5))", .gives = "4.0"},
    {0}};
