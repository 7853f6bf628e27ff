/* arg_extreme: the row that holds the greatest or least value. Of equal ones the first row counts; null keys only when
 * there are no others.
 *
 * A batch goes in two passes: the first finds each group's winner (the key may still lie in the batch), the second
 * copies the winners' rows. So a group copies at most one row a batch, however often the maximum rises within it. */
#include "interp/agg/kept.h"
#include "interp/agg/loops.h"

typedef struct winner {
    datum key;        /* in the batch while pending, then what `held` keeps */
    uint32_t pending; /* 1 + k of the row in this batch that is to be copied */
    bool seen;
    kept held;
    kept *rest; /* one per further argument */
} winner;

/* NaN as a key loses against every number, null against everything. */
static bool beats(datum a, datum b, int sign)
{
    if (a.null || b.null) return b.null && !a.null;
    if (a.type == T_REAL && (a.r != a.r || b.r != b.r)) return a.r == a.r && b.r != b.r;
    return sign * datum_cmp(a, b) > 0;
}

static void copy_row(agg_ctx *cx, winner *s, const vec *const *args, uint32_t row)
{
    uint32_t n = cx->call->n_extra;
    if (!s->rest && n) s->rest = ARENA_ARRAY(cx->mem, kept, n);
    kept_set(&s->held, cx->mem, s->key);
    s->key = s->held.d;
    for (uint32_t i = 0; i < n; i++) kept_set(&s->rest[i], cx->mem, vec_get(args[i + 1], row));
    s->pending = 0;
}

static void update(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows, int sign)
{
    const vec *v = args[0];
    AGG_LOOP(
        winner, datum d = vec_get(v, row); if (!s->seen || beats(d, s->key, sign)) {
            s->seen = true;
            s->key = d;
            s->pending = k_ + 1;
        });
    AGG_LOOP(winner, if (s->pending == k_ + 1) copy_row(cx, s, args, row));
}

static void update_max(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    update(cx, states, group, args, rows, 1);
}

static void update_min(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    update(cx, states, group, args, rows, -1);
}

static void merge(agg_ctx *cx, winner *a, const winner *b, int sign)
{
    uint32_t n = cx->call->n_extra;
    if (!b->seen || (a->seen && !beats(b->key, a->key, sign))) return;
    if (!a->rest && n) a->rest = ARENA_ARRAY(cx->mem, kept, n);
    kept_set(&a->held, cx->mem, b->key);
    a->key = a->held.d;
    a->seen = true;
    for (uint32_t i = 0; i < n; i++) kept_set(&a->rest[i], cx->mem, b->rest[i].d);
}

static void merge_max(agg_ctx *cx, void *into, const void *from)
{
    merge(cx, into, from, 1);
}
static void merge_min(agg_ctx *cx, void *into, const void *from)
{
    merge(cx, into, from, -1);
}

static void result(agg_ctx *cx, const void *state, datum *out)
{
    const winner *s = state;
    if (!s->seen) return;
    out[0] = s->key;
    for (uint32_t i = 0; i < cx->call->n_extra; i++) out[i + 1] = s->rest[i].d;
}

#define ARG(NAME, UPDATE, MERGE)                                                                                       \
    .name = NAME, .sig = "(key: orderable, [returned: scalar...]) -> T0", .size = sizeof(winner), .update = UPDATE,    \
    .merge = MERGE, .result = result

const agg_row agg_rows_arg_extreme[] = {
    {ARG("arg_max", update_max, merge_max), .naming = NAMING_ARG0,
     .help = "The row with the greatest key: the key, and the other arguments",
     .example = "datatable(a:long, b:string)[1, 'x', 3, 'y', 3, 'z'] | summarize arg_max(a, *)", .gives = "3, y",
     .page = "arg-max-aggregation-function"},
    {ARG("arg_min", update_min, merge_min), .naming = NAMING_ARG0,
     .help = "The row with the least key: the key, and the other arguments",
     .example = "datatable(a:long, b:string)[2, 'x', long(null), 'y', 1, 'z'] | summarize arg_min(a, b)",
     .gives = "1, z", .page = "arg-min-aggregation-function"},
    {ARG("argmax", update_max, merge_max), .naming = NAMING_PREFIX_ARG0, .naming_prefix = "max", .hidden = true,
     .same_as = "arg_max"},
    {ARG("argmin", update_min, merge_min), .naming = NAMING_PREFIX_ARG0, .naming_prefix = "min", .hidden = true,
     .same_as = "arg_min"},
    {0}};
