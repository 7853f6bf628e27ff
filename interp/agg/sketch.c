/* sketch: what dcount keeps of a group, given out as a value to be stored and merged later: hll, hll_if, hll_merge.
 * A group whose values are all null has an empty sketch; no rows at all give null (summarize-operator.md, default
 * values). */
#include "base/hash.h"
#include "interp/agg/hll_accuracy.h"
#include "interp/agg/hll_value.h"
#include "interp/agg/loops.h"
#include "interp/refusals.h"

/* Only a row's presence sets the bits: the predicate decides on its value alone. */
static void take(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows, const vec *when)
{
    uint8_t bits = *(const uint8_t *)cx->call->prepared;
    const vec *v = args[0];
    AGG_LOOP(
        hll, s->bits = bits; if (when && (vec_is_null(when, row) || !when->b[vec_ix(when, row)])) continue;
        if (!vec_is_null(v, row)) hll_add(s, cx->mem, hash_u64(vec_hash(v, row))));
}

static void update(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    take(cx, states, group, args, rows, NULL);
}
static void update_if(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    take(cx, states, group, args, rows, args[1]);
}

static void merge_value(agg_ctx *cx, hll *s, const dyn *v)
{
    if (!hll_merge_dyn(s, cx->mem, v))
        refuse_row(cx->ds, cx->call->at, "merging values that are no sketches, or of different accuracy");
}

static void update_merge(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    const vec *v = args[0];
    AGG_LOOP(hll, if (!vec_is_null(v, row)) merge_value(cx, s, v->dy[vec_ix(v, row)]));
}

static void merge(agg_ctx *cx, void *into, const void *from)
{
    const hll *b = from;
    hll *a = into;
    if (b->bits == 0) return;
    if (a->bits && a->bits != b->bits) {
        refuse_row(cx->ds, cx->call->at, "merging sketches of different accuracy");
        return;
    }
    a->bits = b->bits;
    hll_merge(a, cx->mem, b);
}

static void result(agg_ctx *cx, const void *state, datum *out)
{
    const hll *s = state;
    if (s->bits) fn_out_dyn(out, hll_to_dyn(s, cx->mem));
}

#define SKETCH(NAME)                                                                                                   \
    .name = NAME, .size = sizeof(hll), .merge = merge, .result = result, .naming = NAMING_PREFIX_ARG0,                 \
    .naming_prefix = NAME

const agg_row agg_rows_sketch[] = {
    {SKETCH("hll"), .sig = "(expr: notrealorbool, [accuracy: integer]) -> dynamic", .prepare = hll_prepare,
     .update = update, .help = "What dcount() knows of the values, to be stored, merged and counted later",
     .example = "range x from 1 to 10 step 1 | summarize h = hll(x) | project dcount_hll(h)", .gives = "10",
     .page = "hll-aggregation-function"},
    {SKETCH("hll_if"), .sig = "(expr: notrealorbool, predicate: bool, [accuracy: integer]) -> dynamic",
     .prepare = hll_prepare_if, .update = update_if,
     .help = "What dcountif() knows of the values where the predicate is true",
     .example = "range x from 1 to 10 step 1 | summarize h = hll_if(x, x > 7) | project dcount_hll(h)", .gives = "3",
     .page = "hll-if-aggregation-function"},
    {SKETCH("hll_merge"), .sig = "(hll: array) -> dynamic", .update = update_merge,
     .help = "The sketches of a group as one",
     .example = "range x from 1 to 10 step 1 | summarize h = hll(x) by x % 3 | summarize m = hll_merge(h) | project "
                "dcount_hll(m)",
     .gives = "10", .page = "hll-merge-aggregation-function"},
    {0}};
