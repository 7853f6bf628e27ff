/* tdigest_fns: what can be asked of the digests that tdigest() makes. */
#include "interp/agg/digest.h"
#include "interp/scalar/args.h"

/* ---- percentiles; one outside 0 to 100 does not exist */

typedef struct asked {
    digest sorted;
    double total;
} asked;

static bool ask(fn_ctx *cx, datum d, asked *a)
{
    digest read;
    if (d.null || !digest_from_dyn(d.dy, cx->mem, &read)) return false;
    a->sorted = digest_sorted(&read, cx->mem, &a->total);
    return true;
}

static datum percentile(const asked *a, double p)
{
    return p >= 0 && p <= 100 ? digest_percentile(&a->sorted, a->total, p) : datum_null(a->sorted.items[0].d.type);
}

static void percentile_tdigest(fn_ctx *cx, const datum *args, datum *out)
{
    asked a;
    if (ask(cx, args[0], &a)) fn_out_dyn(out, dyn_from_datum(cx->mem, percentile(&a, args[1].r)));
}

static void percentile_typed(fn_ctx *cx, const datum *args, datum *out)
{
    asked a;
    if (ask(cx, args[0], &a)) *out = convert_datum(cx->mem, percentile(&a, args[1].r), out->type);
}

static void percentiles_listed(fn_ctx *cx, const datum *args, datum *out)
{
    asked a;
    uint32_t n = cx->call->n_args - 1;
    if (!ask(cx, args[0], &a)) return;
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, n + 1);
    for (uint32_t i = 0; i < n; i++)
        items[i] = args[i + 1].null ? dyn_null() : dyn_from_datum(cx->mem, percentile(&a, args[i + 1].r));
    fn_out_dyn(out, dyn_array(cx->mem, items, n));
}

static void percentiles_array(fn_ctx *cx, const datum *args, datum *out)
{
    asked a;
    kql_type type = T_UNKNOWN;
    const dyn *wanted = args[1].dy;
    if (wanted->kind != DYN_ARRAY || !ask(cx, args[0], &a)) return;
    if (cx->call->n_args == 3) type_find(cx->call->literal_types[2], &type);
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, wanted->n + 1);
    for (uint32_t i = 0; i < wanted->n; i++) {
        datum p = convert_datum(cx->mem, dyn_to_datum(wanted->item[i]), T_REAL);
        datum d = p.null ? datum_null(T_DYNAMIC) : percentile(&a, p.r);
        items[i] = dyn_from_datum(cx->mem, type == T_UNKNOWN ? d : convert_datum(cx->mem, d, type));
    }
    fn_out_dyn(out, dyn_array(cx->mem, items, wanted->n));
}

/* ---- ranks: of a value of the digest's type; the two whole-number types are one here */

static bool rank(fn_ctx *cx, const datum *args, asked *a, double *out)
{
    if (!ask(cx, args[0], a)) return false;
    kql_type type = a->sorted.items[0].d.type;
    if (type != args[1].type && !(type_is_integer(type) && type_is_integer(args[1].type))) return false;
    datum v = type == args[1].type ? args[1] : convert_datum(cx->mem, args[1], T_LONG);
    if (type == T_INT && v.type == T_LONG)
        for (uint32_t i = 0; i < a->sorted.n; i++)
            a->sorted.items[i].d = convert_datum(cx->mem, a->sorted.items[i].d, T_LONG);
    *out = digest_rank(&a->sorted, v);
    return true;
}

static void rank_tdigest(fn_ctx *cx, const datum *args, datum *out)
{
    asked a;
    double r;
    if (rank(cx, args, &a, &r)) fn_out_real(out, r);
}

static void percentrank_tdigest(fn_ctx *cx, const datum *args, datum *out)
{
    asked a;
    double r;
    if (rank(cx, args, &a, &r)) fn_out_real(out, r * 100 / a.total);
}

/* ---- merging: null when they are not of one type */

static void merge_all(fn_ctx *cx, const datum *args, datum *out)
{
    digest all = {0}, one;
    for (uint32_t i = 0; i < cx->call->n_args; i++) {
        if (args[i].null) continue;
        if (!digest_from_dyn(args[i].dy, cx->mem, &one)) return;
        if (all.n && all.items[0].d.type != one.items[0].d.type) return;
        digest_merge(&all, cx->mem, &one);
    }
    if (all.n) fn_out_dyn(out, digest_to_dyn(&all, cx->mem));
}

#define ONE                                                                                                            \
    .name = "percentile_tdigest", .naming = NAMING_NAME_ARG0
#define ARRAY                                                                                                          \
    .name = "percentiles_array_tdigest", .naming = NAMING_PREFIX_ARG0, .naming_prefix = "percentile_tdigest"
#define MERGED                                                                                                         \
    .sig = "(tdigest: array, tdigest: array, [rest: array...64]) -> dynamic", .each = merge_all, .nulls = NULLS_SEEN,    \
    .naming = NAMING_PREFIX, .naming_prefix = "tdigests_merge_result", .page = "merge-tdigest-function"

const fn_row fn_rows_tdigest_fns[] = {
    {ONE, .sig = "(tdigest: array, percentile: real) -> dynamic", .each = percentile_tdigest,
     .help = "A percentile of a digest of tdigest()",
     .example = "datatable(v:real, w:long)[1.0, 1, 2.0, 2] | summarize t = tdigest(v, w) | project "
                "percentile_tdigest(t, 50, typeof(real))",
     .gives = "2.0", .page = "percentile-tdigest-function"},
    {ONE, .sig = "(tdigest: array, percentile: real, type: typeliteral) -> T2literal", .each = percentile_typed},
    {ARRAY, .sig = "(tdigest: array, percentile: real, [rest: real...]) -> dynamic", .each = percentiles_listed,
     .nulls = NULLS_SEEN, .help = "Several percentiles of a digest in one array",
     .example = "range x from 1 to 10 step 1 | summarize t = tdigest(x) | project percentiles_array_tdigest(t, 5, 50, "
                "95)",
     .gives = "[1,5,10]", .page = "percentile-array-tdigest-function"},
    {ARRAY, .sig = "(tdigest: array, percentiles: array) -> dynamic", .each = percentiles_array},
    {ARRAY, .sig = "(tdigest: array, percentiles: array, type: typeliteral) -> dynamic", .each = percentiles_array},
    {.name = "rank_tdigest", .sig = "(digest: array, value: scalar) -> real", .each = rank_tdigest,
     .help = "How many of a digest's values are at most the value",
     .example = "range x from 1 to 1000 step 1 | summarize t = tdigest(x) | project rank_tdigest(t, 685)",
     .gives = "685.0", .page = "rank-tdigest-function"},
    {.name = "percentrank_tdigest", .sig = "(digest: array, value: scalar) -> real", .each = percentrank_tdigest,
     .help = "How many percent of a digest's values are at most the value",
     .example = "range x from 1 to 1000 step 1 | summarize t = tdigest(x) | project percentrank_tdigest(t, 685)",
     .gives = "68.5", .page = "percentrank-tdigest-function"},
    {.name = "merge_tdigest", MERGED, .help = "Digests of tdigest() as one",
     .example = "range x from 1 to 10 step 1 | extend y = x + 10 | summarize a = tdigest(x), b = tdigest(y) | project "
                "percentile_tdigest(merge_tdigest(a, b), 100, typeof(long))",
     .gives = "20"},
    {.name = "tdigest_merge", MERGED, .same_as = "merge_tdigest"},
    {0}};
