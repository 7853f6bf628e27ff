/* take_any: one row of the group, the first. Of a single expression the first value that is neither null nor empty, if
 * there is one (take-any-aggregation-function.md). */
#include "interp/agg/kept.h"
#include "interp/agg/loops.h"

typedef struct taken {
    kept first;
    kept *rest; /* one per further argument */
    bool seen, good;
} taken;

static bool is_good(datum d)
{
    return !d.null && !(d.type == T_STRING && d.s.n == 0);
}

static void take_one(agg_ctx *cx, taken *s, datum d)
{
    if (s->good || (s->seen && !is_good(d))) return;
    kept_set(&s->first, cx->mem, d);
    s->seen = true;
    s->good = is_good(d);
}

static void take_row(agg_ctx *cx, taken *s, const vec *const *args, uint32_t row)
{
    uint32_t n = cx->call->n_extra;
    if (s->seen) return;
    s->seen = true;
    s->rest = ARENA_ARRAY(cx->mem, kept, n);
    kept_set(&s->first, cx->mem, vec_get(args[0], row));
    for (uint32_t i = 0; i < n; i++) kept_set(&s->rest[i], cx->mem, vec_get(args[i + 1], row));
}

static void update(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    if (cx->call->n_extra)
        AGG_LOOP(taken, take_row(cx, s, args, row));
    else
        AGG_LOOP(taken, if (!s->good) take_one(cx, s, vec_get(args[0], row)));
}

AGG_IF(update_if, update, 1)

static void merge(agg_ctx *cx, void *into, const void *from)
{
    taken *a = into;
    const taken *b = from;
    uint32_t n = cx->call->n_extra;
    if (!b->seen || (n && a->seen)) return;
    if (n == 0) {
        take_one(cx, a, b->first.d);
        return;
    }
    a->seen = true;
    a->rest = ARENA_ARRAY(cx->mem, kept, n);
    kept_set(&a->first, cx->mem, b->first.d);
    for (uint32_t i = 0; i < n; i++) kept_set(&a->rest[i], cx->mem, b->rest[i].d);
}

static void result(agg_ctx *cx, const void *state, datum *out)
{
    const taken *s = state;
    if (!s->seen) return;
    out[0] = s->first.d;
    for (uint32_t i = 0; i < cx->call->n_extra; i++) out[i + 1] = s->rest[i].d;
}

#define ANY(NAME, SIG, UPDATE)                                                                                         \
    .name = NAME, .sig = SIG, .size = sizeof(taken), .update = UPDATE, .merge = merge, .result = result
#define ROWS "(expr: scalar, [returned: scalar...]) -> T0"
#define IF   "(expr: scalar, predicate: bool) -> T0"

const agg_row agg_rows_take_any[] = {
    {ANY("take_any", ROWS, update), .naming = NAMING_ARG0,
     .help = "One row's values; of a single column one that is not null, if there is one",
     .example = "datatable(a:long, b:string)[long(null), 'x', 3, 'y'] | summarize take_any(a)", .gives = "3",
     .page = "take-any-aggregation-function"},
    {ANY("take_anyif", IF, update_if), .naming = NAMING_ARG0, .help = "A value of the rows where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize take_anyif(x, x > 4)", .gives = "5",
     .page = "take-anyif-aggregation-function"},
    {ANY("any", ROWS, update), .naming = NAMING_PREFIX_ARG0, .naming_prefix = "any", .hidden = true,
     .same_as = "take_any"},
    {ANY("anyif", IF, update_if), .naming = NAMING_PREFIX_ARG0, .naming_prefix = "anyif", .hidden = true,
     .same_as = "take_anyif"},
    {0}};
