/* collect: make_list and make_set, the values of a group as an array in the order of the rows. Nulls are left out,
 * except by make_list_with_nulls. make_set takes an array in a dynamic column apart and collects what is in it
 * (make-set-aggregation-function.md). */
#include "interp/agg/loops.h"
#include "interp/agg/value_set.h"

#define MOST 1048576 /* also when more is asked for */

/* ---- lists */

typedef struct list {
    const dyn **items;
    uint32_t n, cap;
} list;

static int64_t limit(const agg_ctx *cx, uint32_t arg)
{
    int64_t otherwise = cx->call->row->hidden ? 128 : MOST; /* the old spellings make_list and make_set replaced */
    int64_t n = agg_const_long(cx->call, arg, otherwise);
    return n < 0 || n > MOST ? MOST : n;
}

static void push(list *s, arena *mem, datum d)
{
    if (s->n == s->cap) {
        uint32_t cap = s->cap ? 2 * s->cap : 4;
        const dyn **items = arena_alloc(mem, cap * sizeof *items);
        if (s->n) memcpy(items, s->items, s->n * sizeof *items);
        s->items = items;
        s->cap = cap;
    }
    s->items[s->n++] = dyn_from_datum(mem, datum_copy(mem, d));
}

static void list_rows(agg_ctx *cx, void *states, const uint32_t *group, const vec *v, sel rows, int64_t most,
                      bool nulls)
{
    AGG_LOOP(list, if (s->n < most && (nulls || !vec_is_null(v, row))) push(s, cx->mem, vec_get(v, row)));
}

static void list_all(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    list_rows(cx, states, group, args[0], rows, limit(cx, 1), false);
}

static void list_with_nulls(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    list_rows(cx, states, group, args[0], rows, MOST, true);
}

static void list_passing(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    list_rows(cx, states, group, args[0], rows, limit(cx, 2), false);
}

AGG_IF(list_if, list_passing, 1)

static void list_merge(agg_ctx *cx, list *a, const list *b, int64_t most)
{
    for (uint32_t i = 0; i < b->n && a->n < most; i++) push(a, cx->mem, (datum){.type = T_DYNAMIC, .dy = b->items[i]});
}

static void merge_list(agg_ctx *cx, void *into, const void *from)
{
    list_merge(cx, into, from, limit(cx, 1));
}
static void merge_list_if(agg_ctx *cx, void *into, const void *from)
{
    list_merge(cx, into, from, limit(cx, 2));
}

static void result_list(agg_ctx *cx, const void *state, datum *out)
{
    const list *s = state;
    fn_out_dyn(out, dyn_array(cx->mem, s->items, s->n));
}

/* ---- sets */

static void add(agg_ctx *cx, value_set *s, datum d, uint64_t hash, int64_t most)
{
    if (s->n < most) value_set_add(s, cx->mem, d, hash);
}

static void add_items(agg_ctx *cx, value_set *s, const dyn *v, int64_t most)
{
    if (v->kind != DYN_ARRAY) {
        add(cx, s, (datum){.type = T_DYNAMIC, .dy = v}, dyn_hash(v), most);
        return;
    }
    for (uint32_t i = 0; i < v->n; i++)
        if (v->item[i]->kind != DYN_NULL)
            add(cx, s, (datum){.type = T_DYNAMIC, .dy = v->item[i]}, dyn_hash(v->item[i]), most);
}

static void set_rows(agg_ctx *cx, void *states, const uint32_t *group, const vec *v, sel rows, int64_t most)
{
    if (v->type == T_DYNAMIC)
        AGG_LOOP(value_set, if (!vec_is_null(v, row)) add_items(cx, s, v->dy[vec_ix(v, row)], most));
    else
        AGG_LOOP(value_set, if (!vec_is_null(v, row)) add(cx, s, vec_get(v, row), vec_hash(v, row), most));
}

static void set_all(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    set_rows(cx, states, group, args[0], rows, limit(cx, 1));
}

static void set_passing(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    set_rows(cx, states, group, args[0], rows, limit(cx, 2));
}

AGG_IF(set_if, set_passing, 1)

static void set_merge(agg_ctx *cx, value_set *a, const value_set *b, int64_t most)
{
    for (uint32_t i = 0; i < b->n; i++) add(cx, a, b->items[i], b->hashes[i], most);
}

static void merge_set(agg_ctx *cx, void *into, const void *from)
{
    set_merge(cx, into, from, limit(cx, 1));
}
static void merge_set_if(agg_ctx *cx, void *into, const void *from)
{
    set_merge(cx, into, from, limit(cx, 2));
}

static void result_set(agg_ctx *cx, const void *state, datum *out)
{
    const value_set *s = state;
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, s->n + 1);
    for (uint32_t i = 0; i < s->n; i++) items[i] = dyn_from_datum(cx->mem, s->items[i]);
    fn_out_dyn(out, dyn_array(cx->mem, items, s->n));
}

/* The size is a number that the query says; what a column of sizes, or one below zero, means nobody has shown. */
static bool sized(agg_call *call, uint32_t arg, diags *ds)
{
    if (arg >= call->n_args) return true;
    const datum *d = call->constants[arg];
    if (d && (d->null || agg_const_long(call, arg, 0) >= 0)) return true;
    diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "%s() with a size that is %s is not supported", call->row->name, d ? "negative" : "no constant");
    return false;
}

static bool prepare(agg_call *call, arena *mem, diags *ds)
{
    (void)mem;
    return sized(call, 1, ds);
}

static bool prepare_if(agg_call *call, arena *mem, diags *ds)
{
    (void)mem;
    return sized(call, 2, ds);
}

#define LIST(NAME, SIG, UPDATE, MERGE)                                                                                 \
    .name = NAME, .sig = SIG, .size = sizeof(list), .update = UPDATE, .merge = MERGE, .result = result_list,           \
    .naming = NAMING_PREFIX_ARG0, .naming_prefix = "list"
#define SET(NAME, SIG, UPDATE, MERGE)                                                                                  \
    .name = NAME, .sig = SIG, .size = sizeof(value_set), .update = UPDATE, .merge = MERGE, .result = result_set,       \
    .naming = NAMING_PREFIX_ARG0, .naming_prefix = "set"
#define PLAIN "(expr: scalar, [maxSize: integer]) -> dynamic"
#define IF    "(expr: scalar, predicate: bool, [maxSize: integer]) -> dynamic"

const agg_row agg_rows_collect[] = {
    {SET("make_set", PLAIN, set_all, merge_set), .prepare = prepare, .help = "The different values as an array",
     .example = "datatable(x:string)['b', 'a', 'b'] | summarize make_set(x)", .gives = "[\"b\",\"a\"]",
     .page = "make-set-aggregation-function"},
    {SET("make_set_if", IF, set_if, merge_set_if), .prepare = prepare_if,
     .help = "The different values as an array, where the predicate is true",
     .example = "datatable(x:long)[1, 2, 3, 3] | summarize make_set_if(x, x > 1)", .gives = "[2,3]",
     .page = "make-set-if-aggregation-function"},
    {LIST("make_list", PLAIN, list_all, merge_list), .prepare = prepare, .help = "The values as an array, in the order of the rows",
     .example = "datatable(x:long)[2, long(null), 1, 2] | summarize make_list(x)", .gives = "[2,1,2]",
     .page = "make-list-aggregation-function"},
    {LIST("make_list_if", IF, list_if, merge_list_if), .prepare = prepare_if, .help = "The values as an array, where the predicate is true",
     .example = "datatable(x:long)[2, 1, 2] | summarize make_list_if(x, x > 1)", .gives = "[2,2]",
     .page = "make-list-if-aggregation-function"},
    {LIST("make_list_with_nulls", "(expr: scalar) -> dynamic", list_with_nulls, merge_list),
     .help = "The values as an array, nulls among them",
     .example = "datatable(x:long)[2, long(null), 1] | summarize make_list_with_nulls(x)", .gives = "[2,null,1]",
     .page = "make-list-with-nulls-aggregation-function"},
    {SET("makeset", PLAIN, set_all, merge_set), .prepare = prepare, .hidden = true, .same_as = "make_set"},
    {LIST("makelist", PLAIN, list_all, merge_list), .prepare = prepare, .hidden = true, .same_as = "make_list"},
    {0}};
