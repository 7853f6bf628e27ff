/* buildschema: the shapes that the dynamic values of a group have, as one: types in order of appearance, bags by their
 * keys, arrays as {"`indexer`": what is in them}. The page does not say what a null, or an array that is always empty,
 * adds: refused. */
#include "base/hash.h"
#include "interp/agg/loops.h"
#include "interp/agg/value_set.h"
#include "interp/refusals.h"

typedef struct shape shape;
struct shape {
    uint8_t order[DYN_BAG + 1], n; /* the kinds that were seen */
    const char *names[DYN_BAG + 1];
    shape *items;   /* of arrays */
    value_set keys; /* of bags */
    shape **members;
    uint32_t cap;
};

static void saw(shape *s, uint8_t kind, const char *name)
{
    if (s->names[kind]) return;
    s->names[kind] = name;
    s->order[s->n++] = kind;
}

static shape *member(agg_ctx *cx, shape *s, str key)
{
    datum d = {.type = T_STRING, .s = key};
    uint32_t at = value_set_add(&s->keys, cx->mem, d, hash_str(key)) ? s->keys.n - 1
                                                                     : value_set_find(&s->keys, d, hash_str(key));
    if (at >= s->cap) {
        uint32_t cap = s->cap ? 2 * s->cap : 8;
        shape **members = ARENA_ARRAY(cx->mem, shape *, cap);
        if (s->cap) memcpy(members, s->members, s->cap * sizeof *members);
        s->members = members;
        s->cap = cap;
    }
    if (!s->members[at]) s->members[at] = ARENA_NEW(cx->mem, shape);
    return s->members[at];
}

static void see(agg_ctx *cx, shape *s, const dyn *v)
{
    saw(s, v->kind, dyn_type_name(v));
    if (v->kind == DYN_ARRAY && !s->items) s->items = ARENA_NEW(cx->mem, shape);
    for (uint32_t i = 0; v->kind == DYN_ARRAY && i < v->n; i++) see(cx, s->items, v->item[i]);
    for (uint32_t i = 0; v->kind == DYN_BAG && i < v->n; i++) see(cx, member(cx, s, v->key[i]), v->item[i]);
}

static void update(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    const vec *v = args[0];
    AGG_LOOP(shape, if (!vec_is_null(v, row)) see(cx, s, v->dy[vec_ix(v, row)]));
}

static void join(agg_ctx *cx, shape *a, const shape *b)
{
    for (uint32_t i = 0; i < b->n; i++) saw(a, b->order[i], b->names[b->order[i]]);
    if (b->items && !a->items) a->items = ARENA_NEW(cx->mem, shape);
    if (b->items) join(cx, a->items, b->items);
    for (uint32_t i = 0; i < b->keys.n; i++) join(cx, member(cx, a, b->keys.items[i].s), b->members[i]);
}

static void merge(agg_ctx *cx, void *into, const void *from)
{
    join(cx, into, from);
}

static const dyn *told(arena *mem, const shape *s, bool *ok);

static const dyn *told_kind(arena *mem, const shape *s, uint8_t kind, bool *ok)
{
    if (kind != DYN_ARRAY && kind != DYN_BAG) return dyn_string(mem, str_of(s->names[kind]));
    uint32_t n = kind == DYN_ARRAY ? 1 : s->keys.n;
    str *keys = ARENA_ARRAY(mem, str, n + 1);
    const dyn **values = ARENA_ARRAY(mem, const dyn *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        keys[i] = kind == DYN_ARRAY ? STR("`indexer`") : s->keys.items[i].s;
        values[i] = told(mem, kind == DYN_ARRAY ? s->items : s->members[i], ok);
    }
    return dyn_bag(mem, keys, values, n);
}

static const dyn *told(arena *mem, const shape *s, bool *ok)
{
    if (s->n == 0 || s->names[DYN_NULL]) *ok = false;
    const dyn **each = ARENA_ARRAY(mem, const dyn *, s->n + 1);
    for (uint32_t i = 0; i < s->n; i++) each[i] = told_kind(mem, s, s->order[i], ok);
    return s->n == 1 ? each[0] : dyn_array(mem, each, s->n);
}

static void result(agg_ctx *cx, const void *state, datum *out)
{
    const shape *s = state;
    bool ok = true;
    if (s->n == 0) return;
    const dyn *all = told(cx->mem, s, &ok);
    if (ok)
        fn_out_dyn(out, all);
    else
        refuse_row(cx->ds, cx->call->at, "buildschema() of a null inside a value, or of an array that is always empty,");
}

const agg_row agg_rows_buildschema[] = {
    {.name = "buildschema", .sig = "(expr: bag) -> dynamic", .size = sizeof(shape), .update = update, .merge = merge,
     .result = result, .naming = NAMING_PREFIX_ARG0, .naming_prefix = "schema",
     .help = "The types that the dynamic values of the group have, key by key",
     .example = "datatable(v:dynamic)[dynamic({'x': 1}), dynamic({'x': 'a', 'y': [1]})] | summarize buildschema(v)",
     .gives = "{\"x\":[\"long\",\"string\"],\"y\":{\"`indexer`\":\"long\"}}",
     .page = "buildschema-aggregation-function"},
    {0}};
