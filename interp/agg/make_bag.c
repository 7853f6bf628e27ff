/* make_bag: the bags of a group as one. Of a key that comes again the first value stays; values that are no bags are
 * left out. */
#include "base/hash.h"
#include "interp/agg/loops.h"
#include "interp/agg/value_set.h"

#define MOST 1048576

typedef struct bag {
    value_set keys;
    const dyn **values; /* one a key */
    uint32_t cap;
} bag;

static int64_t limit(const agg_ctx *cx, uint32_t arg)
{
    int64_t n = agg_const_long(cx->call, arg, cx->call->row->hidden ? 128 : MOST);
    return n < 0 || n > MOST ? MOST : n;
}

static void add(agg_ctx *cx, bag *s, str key, const dyn *value)
{
    if (!value_set_add(&s->keys, cx->mem, (datum){.type = T_STRING, .s = key}, hash_str(key))) return;
    uint32_t n = s->keys.n;
    if (n > s->cap) {
        s->cap = s->cap ? 2 * s->cap : 8;
        const dyn **values = ARENA_ARRAY(cx->mem, const dyn *, s->cap);
        if (n > 1) memcpy(values, s->values, (n - 1) * sizeof *values);
        s->values = values;
    }
    s->values[n - 1] = dyn_copy(cx->mem, value);
}

static void add_bag(agg_ctx *cx, bag *s, const dyn *v, int64_t most)
{
    if (!v || v->kind != DYN_BAG) return;
    for (uint32_t i = 0; i < v->n && s->keys.n < most; i++) add(cx, s, v->key[i], v->item[i]);
}

static void bag_rows(agg_ctx *cx, void *states, const uint32_t *group, const vec *v, sel rows, int64_t most)
{
    AGG_LOOP(bag, if (!vec_is_null(v, row)) add_bag(cx, s, v->dy[vec_ix(v, row)], most));
}

static void update(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    bag_rows(cx, states, group, args[0], rows, limit(cx, 1));
}

static void passing(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    bag_rows(cx, states, group, args[0], rows, limit(cx, 2));
}

AGG_IF(update_if, passing, 1)

static void merge_bags(agg_ctx *cx, bag *a, const bag *b, int64_t most)
{
    for (uint32_t i = 0; i < b->keys.n && a->keys.n < most; i++) add(cx, a, b->keys.items[i].s, b->values[i]);
}

static void merge(agg_ctx *cx, void *into, const void *from)
{
    merge_bags(cx, into, from, limit(cx, 1));
}
static void merge_if(agg_ctx *cx, void *into, const void *from)
{
    merge_bags(cx, into, from, limit(cx, 2));
}

/* Of nothing it is an empty array: summarize-operator.md, default values of aggregations. */
static void result(agg_ctx *cx, const void *state, datum *out)
{
    const bag *s = state;
    str *keys = ARENA_ARRAY(cx->mem, str, s->keys.n + 1);
    for (uint32_t i = 0; i < s->keys.n; i++) keys[i] = s->keys.items[i].s;
    fn_out_dyn(out, s->keys.n ? dyn_bag(cx->mem, keys, s->values, s->keys.n) : dyn_array(cx->mem, NULL, 0));
}

#define BAG(NAME, SIG, UPDATE, MERGE)                                                                                  \
    .name = NAME, .sig = SIG, .size = sizeof(bag), .update = UPDATE, .merge = MERGE, .result = result,                 \
    .naming = NAMING_PREFIX_ARG0

const agg_row agg_rows_make_bag[] = {
    {BAG("make_bag", "(expr: bag, [maxSize: integer]) -> dynamic", update, merge), .naming_prefix = "bag",
     .help = "The bags of the group as one",
     .example = "datatable(k:string, v:string)['a', 'x', 'b', 'y'] | extend p = bag_pack(k, v) | summarize make_bag(p)",
     .gives = "{\"a\":\"x\",\"b\":\"y\"}", .page = "make-bag-aggregation-function"},
    {BAG("make_bag_if", "(expr: bag, predicate: bool, [maxSize: integer]) -> dynamic", update_if, merge_if),
     .naming_prefix = "bag", .help = "The bags of the group as one, where the predicate is true",
     .example = "datatable(k:string, v:string)['a', 'x', 'b', 'y'] | extend p = bag_pack(k, v) | summarize "
                "make_bag_if(p, k != 'a')",
     .gives = "{\"b\":\"y\"}", .page = "make-bag-if-aggregation-function"},
    {BAG("make_dictionary", "(expr: bag, [maxSize: integer]) -> dynamic", update, merge), .naming_prefix = "dictionary",
     .hidden = true, .same_as = "make_bag"},
    {0}};
