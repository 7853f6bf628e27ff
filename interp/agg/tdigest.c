/* tdigest: what percentile() knows of a group, given out as a value to be stored and merged later. Of nothing: null. */
#include "interp/agg/digest.h"
#include "interp/agg/loops.h"
#include "interp/refusals.h"

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

/* "All tdigests that are included in the same group must be of the same type" (tdigest-merge-aggregation-function.md) */
static void merge_parts(agg_ctx *cx, digest *s, const digest *from)
{
    if (s->n && from->n && s->items[0].d.type != from->items[0].d.type)
        refuse_row(cx->ds, cx->call->at, "merging digests of different types");
    else
        digest_merge(s, cx->mem, from);
}

static void merge_value(agg_ctx *cx, digest *s, const dyn *v)
{
    digest from;
    if (digest_from_dyn(v, cx->mem, &from))
        merge_parts(cx, s, &from);
    else
        refuse_row(cx->ds, cx->call->at, "merging values that are no digests");
}

static void update_merge(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    const vec *v = args[0];
    AGG_LOOP(digest, if (!vec_is_null(v, row)) merge_value(cx, s, v->dy[vec_ix(v, row)]));
}

static void merge(agg_ctx *cx, void *into, const void *from)
{
    merge_parts(cx, into, from);
}

static void result(agg_ctx *cx, const void *state, datum *out)
{
    const digest *s = state;
    if (s->n) fn_out_dyn(out, digest_to_dyn(s, cx->mem));
}

#define DIGEST .size = sizeof(digest), .merge = merge, .result = result, .naming = NAMING_PREFIX_ARG0
#define MERGED DIGEST, .sig = "(tdigest: array) -> dynamic", .update = update_merge, .naming_prefix = "merge_tdigests"

const agg_row agg_rows_tdigest[] = {
    {DIGEST, .name = "tdigest", .sig = "(expr: summable) -> dynamic", .update = update, .naming_prefix = "tdigest",
     .help = "What percentile() knows of the values, to be stored, merged and asked later",
     .example = "range x from 1 to 10 step 1 | summarize t = tdigest(x) | project percentile_tdigest(t, 50)",
     .gives = "5", .page = "tdigest-aggregation-function"},
    {DIGEST, .name = "tdigest", .sig = "(expr: summable, weight: integer) -> dynamic", .update = update_weighted,
     .naming_prefix = "tdigest"},
    {MERGED, .name = "tdigest_merge", .help = "The digests of a group as one",
     .example = "range x from 1 to 10 step 1 | summarize t = tdigest(x) by x % 3 | summarize m = tdigest_merge(t) | "
                "project percentile_tdigest(m, 50)",
     .gives = "5", .page = "tdigest-merge-aggregation-function"},
    {MERGED, .name = "merge_tdigest", .same_as = "tdigest_merge"},
    {0}};
