/* distinct: how many different values. Nulls do not count. dcount estimates (hll.h), count_distinct keeps every value
 * and is exact. */
#include "base/hash.h"
#include "interp/agg/hll_accuracy.h"
#include "interp/agg/loops.h"
#include "interp/agg/value_set.h"

static void dcount(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    uint8_t bits = *(const uint8_t *)cx->call->prepared;
    const vec *v = args[0];
    AGG_LOOP(
        hll, if (!vec_is_null(v, row)) {
            s->bits = bits;
            hll_add(s, cx->mem, hash_u64(vec_hash(v, row)));
        });
}

AGG_IF(dcountif, dcount, 1)

static void merge_dcount(agg_ctx *cx, void *into, const void *from)
{
    const hll *b = from;
    hll *a = into;
    if (b->bits == 0) return;
    a->bits = b->bits;
    hll_merge(a, cx->mem, b);
}

static void result_dcount(agg_ctx *cx, const void *state, datum *out)
{
    (void)cx;
    fn_out_long(out, hll_count(state));
}

static void count_distinct(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    const vec *v = args[0];
    AGG_LOOP(value_set, if (!vec_is_null(v, row)) value_set_add(s, cx->mem, vec_get(v, row), vec_hash(v, row)));
}

AGG_IF(count_distinctif, count_distinct, 1)

static void merge_distinct(agg_ctx *cx, void *into, const void *from)
{
    const value_set *b = from;
    for (uint32_t i = 0; i < b->n; i++) value_set_add(into, cx->mem, b->items[i], b->hashes[i]);
}

static void result_distinct(agg_ctx *cx, const void *state, datum *out)
{
    (void)cx;
    fn_out_long(out, ((const value_set *)state)->n);
}

#define DCOUNT .size = sizeof(hll), .merge = merge_dcount, .result = result_dcount, .naming = NAMING_PREFIX_ARG0
#define EXACT                                                                                                          \
    .size = sizeof(value_set), .merge = merge_distinct, .result = result_distinct, .naming = NAMING_PREFIX_ARG0

const agg_row agg_rows_distinct[] = {
    {DCOUNT, .name = "dcount", .sig = "(expr: scalar, [accuracy: notdynamic]) -> long", .prepare = hll_prepare,
     .update = dcount, .naming_prefix = "dcount",
     .help = "An estimate of the number of different values; exact while they are few",
     .example = "datatable(x:string)['a', 'b', 'a'] | summarize dcount(x)", .gives = "2",
     .page = "dcount-aggregation-function"},
    {DCOUNT, .name = "dcountif", .sig = "(expr: scalar, predicate: bool, [accuracy: notdynamic]) -> long",
     .prepare = hll_prepare_if, .update = dcountif, .naming_prefix = "dcountif",
     .help = "An estimate of the number of different values where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize dcountif(x, x > 2)", .gives = "3",
     .page = "dcountif-aggregation-function"},
    {EXACT, .name = "count_distinct", .sig = "(expr: notdynamic) -> long", .update = count_distinct,
     .naming_prefix = "count_distinct", .help = "The number of different values",
     .example = "datatable(x:string)['a', 'b', 'a'] | summarize count_distinct(x)", .gives = "2",
     .page = "count-distinct-aggregation-function"},
    {EXACT, .name = "count_distinctif", .sig = "(expr: notdynamic, predicate: bool) -> long",
     .update = count_distinctif, .naming_prefix = "count_distinctif",
     .help = "The number of different values where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize count_distinctif(x, x > 2)", .gives = "3",
     .page = "count-distinctif-aggregation-function"},
    {0}};
