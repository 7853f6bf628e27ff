/* percentile: nearest rank, over all values of the group, kept and sorted once at the end. The engine estimates with a
 * t-digest whose bounds these exact answers meet; percentile 0 is the least value
 * (percentiles-aggregation-function.md). */
#include "interp/agg/digest.h"
#include "interp/agg/loops.h"

/* What a call asks for: made once. */
typedef struct wanted {
    uint32_t n;
    double *p;
} wanted;

static void update(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    const vec *v = args[0];
    AGG_LOOP(digest, if (!vec_is_null(v, row)) digest_add(s, cx->mem, vec_get(v, row), 1));
}

static void update_weighted(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    const vec *v = args[0], *w = args[1];
    AGG_LOOP(digest, if (!vec_is_null(v, row) && !vec_is_null(w, row))
                         digest_add(s, cx->mem, vec_get(v, row), agg_integer(w, row)));
}

static void merge(agg_ctx *cx, void *into, const void *from)
{
    digest_merge(into, cx->mem, from);
}

static uint32_t answers(agg_ctx *cx, const digest *s, datum *out)
{
    const wanted *w = cx->call->prepared;
    double total;
    if (s->n == 0) return 0;
    digest sorted = digest_sorted(s, cx->mem, &total);
    for (uint32_t i = 0; i < w->n; i++) out[i] = digest_percentile(&sorted, total, w->p[i]);
    return w->n;
}

static void result(agg_ctx *cx, const void *state, datum *out)
{
    answers(cx, state, out);
}

static void result_array(agg_ctx *cx, const void *state, datum *out)
{
    const wanted *w = cx->call->prepared;
    datum *each = ARENA_ARRAY(cx->mem, datum, w->n + 1);
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, w->n + 1);
    uint32_t n = answers(cx, state, each);
    if (n == 0) return;
    for (uint32_t i = 0; i < n; i++) items[i] = dyn_from_datum(cx->mem, each[i]);
    fn_out_dyn(out, dyn_array(cx->mem, items, n));
}

/* ---- what is asked for */

static bool is_percent(datum d, double *out)
{
    if (d.null || !type_is_number(d.type)) return false;
    *out = d.type == T_REAL ? d.r : d.type == T_INT ? d.i : d.type == T_LONG ? (double)d.l : decimal_to_double(d.dec);
    return *out >= 0 && *out <= 100;
}

static bool refuse(const agg_call *call, diags *ds)
{
    diag_error(ds, ST_COMPILE, NULL, call->at, "the percentiles of %s() must be constant numbers from 0 to 100",
               call->row->name);
    return false;
}

static bool read_array(agg_call *call, const dyn *v, arena *mem, diags *ds)
{
    wanted *w = call->prepared;
    w->n = v->n;
    w->p = ARENA_ARRAY(mem, double, v->n + 1);
    for (uint32_t i = 0; i < v->n; i++)
        if (!is_percent(dyn_to_datum(v->item[i]), &w->p[i])) return refuse(call, ds);
    return true;
}

/* The analyzer takes anything; the page's percentiles are of numbers and times, and nobody has shown one of texts. */
static bool is_ranked(const agg_call *call, diags *ds)
{
    kql_type t = call->arg_types[0];
    if (type_is_number(t) || type_is_ticks(t) || t == T_DYNAMIC || t == T_UNKNOWN) return true;
    diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "%s() of a value of type %s is not supported", call->row->name, type_name(t));
    return false;
}

static bool prepare_from(agg_call *call, uint32_t first, arena *mem, diags *ds)
{
    if (!is_ranked(call, ds)) return false;
    wanted *w = ARENA_NEW(mem, wanted);
    call->prepared = w;
    const datum *one = first < call->n_args ? call->constants[first] : NULL;
    if (one && !one->null && one->type == T_DYNAMIC)
        return one->dy->kind == DYN_ARRAY ? read_array(call, one->dy, mem, ds) : refuse(call, ds);
    w->n = call->n_args - first;
    w->p = ARENA_ARRAY(mem, double, w->n + 1);
    for (uint32_t i = 0; i < w->n; i++)
        if (!call->constants[first + i] || !is_percent(*call->constants[first + i], &w->p[i])) return refuse(call, ds);
    return true;
}

static bool prepare(agg_call *call, arena *mem, diags *ds)
{
    return prepare_from(call, 1, mem, ds);
}
static bool prepare_weighted(agg_call *call, arena *mem, diags *ds)
{
    return prepare_from(call, 2, mem, ds);
}

#define PLAIN                                                                                                          \
    .size = sizeof(digest), .prepare = prepare, .update = update, .merge = merge,                                      \
    .page = "percentiles-aggregation-function"
#define WEIGHTED                                                                                                       \
    .size = sizeof(digest), .prepare = prepare_weighted, .update = update_weighted, .merge = merge,                    \
    .page = "percentilesw-aggregation-function"
#define ARRAY                                                                                                          \
    .naming = NAMING_PREFIX_ARG0,                                                                                      \
    .naming_prefix = "percentiles" /* the others are named percentile_x_50: by the binder */

const agg_row agg_rows_percentile[] = {
    {PLAIN, .name = "percentile", .sig = "(expr: scalar, percentile: const number) -> T0", .result = result,
     .help = "The value that a percentage of the values does not exceed (nearest rank)",
     .example = "range x from 1 to 10 step 1 | summarize percentile(x, 50)", .gives = "5"},
    {PLAIN, .name = "percentiles", .sig = "(expr: scalar, percentile: const number, [rest: const number...]) -> T0",
     .result = result, .help = "Several percentiles, a column each",
     .example = "range x from 1 to 10 step 1 | summarize percentiles(x, 5, 50, 95)", .gives = "1, 5, 10"},
    {PLAIN, ARRAY, .name = "percentiles_array",
     .sig = "(expr: scalar, percentile: const number, [rest: const number...]) -> dynamic", .result = result_array,
     .help = "Several percentiles in one array",
     .example = "range x from 1 to 10 step 1 | summarize percentiles_array(x, 5, 50, 95)", .gives = "[1,5,10]"},
    {PLAIN, ARRAY, .name = "percentiles_array", .sig = "(expr: scalar, percentiles: const array) -> dynamic",
     .result = result_array},
    {WEIGHTED, .name = "percentilew", .sig = "(expr: scalar, weight: integer, percentile: const number) -> T0",
     .result = result, .help = "A percentile of values that count as often as their weight says",
     .example = "datatable(n:long, x:long)[8, 10, 6, 20, 3, 30, 1, 40] | summarize percentilew(x, n, 75)",
     .gives = "20"},
    {WEIGHTED, .name = "percentilesw",
     .sig = "(expr: scalar, weight: integer, percentile: const number, [rest: const number...]) -> T0",
     .result = result, .help = "Several weighted percentiles, a column each",
     .example = "datatable(n:long, x:long)[8, 10, 6, 20, 3, 30, 1, 40] | summarize percentilesw(x, n, 50, 75, 99.9)",
     .gives = "20, 20, 40"},
    {WEIGHTED, ARRAY, .name = "percentilesw_array",
     .sig = "(expr: scalar, weight: integer, percentile: const number, [rest: const number...]) -> dynamic",
     .result = result_array, .help = "Several weighted percentiles in one array",
     .example =
         "datatable(n:long, x:long)[8, 10, 6, 20, 3, 30, 1, 40] | summarize percentilesw_array(x, n, 50, 75, 99.9)",
     .gives = "[20,20,40]"},
    {WEIGHTED, ARRAY, .name = "percentilesw_array",
     .sig = "(expr: scalar, weight: integer, percentiles: const array) -> dynamic", .result = result_array},
    {0}};
