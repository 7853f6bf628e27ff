/* extreme: min and max. Nulls do not take part; NaN only when there is nothing else. */
#include "interp/agg/kept.h"
#include "interp/agg/loops.h"

typedef struct extreme {
    kept best;
    bool seen;
} extreme;

#define PLAIN(V, M, TYPE, BETTER)                                                                                      \
    AGG_VALUES(                                                                                                        \
        extreme, V, M, if (!s->seen || (BETTER)) {                                                                     \
            s->seen = true;                                                                                            \
            s->best.d.type = TYPE;                                                                                     \
            s->best.d.M = x;                                                                                           \
        })

static bool beats(datum a, datum b, int sign)
{
    if (a.type == T_REAL && (a.r != a.r || b.r != b.r)) return a.r == a.r;
    return sign * datum_cmp(a, b) > 0;
}

static void offer(agg_ctx *cx, extreme *s, datum d, int sign)
{
    if (d.null || (s->seen && !beats(d, s->best.d, sign))) return;
    kept_set(&s->best, cx->mem, d);
    s->seen = true;
}

static void update_max(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    const vec *v = args[0];
    switch (v->type) {
    case T_INT:
        PLAIN(v, i, T_INT, x > s->best.d.i);
        break;
    case T_LONG:
    case T_DATETIME:
    case T_TIMESPAN:
        PLAIN(v, l, v->type, x > s->best.d.l);
        break;
    case T_REAL:
        PLAIN(v, r, T_REAL, x > s->best.d.r || (s->best.d.r != s->best.d.r && x == x));
        break;
    default:
        AGG_LOOP(extreme, offer(cx, s, vec_get(v, row), 1));
        break;
    }
}

static void update_min(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    const vec *v = args[0];
    switch (v->type) {
    case T_INT:
        PLAIN(v, i, T_INT, x < s->best.d.i);
        break;
    case T_LONG:
    case T_DATETIME:
    case T_TIMESPAN:
        PLAIN(v, l, v->type, x < s->best.d.l);
        break;
    case T_REAL:
        PLAIN(v, r, T_REAL, x < s->best.d.r || (s->best.d.r != s->best.d.r && x == x));
        break;
    default:
        AGG_LOOP(extreme, offer(cx, s, vec_get(v, row), -1));
        break;
    }
}

AGG_IF(update_maxif, update_max, 1)
AGG_IF(update_minif, update_min, 1)

static void merge_max(agg_ctx *cx, void *into, const void *from)
{
    const extreme *b = from;
    if (b->seen) offer(cx, into, b->best.d, 1);
}

static void merge_min(agg_ctx *cx, void *into, const void *from)
{
    const extreme *b = from;
    if (b->seen) offer(cx, into, b->best.d, -1);
}

static void result(agg_ctx *cx, const void *state, datum *out)
{
    (void)cx;
    const extreme *s = state;
    if (s->seen) *out = s->best.d;
}

#define EXTREME(NAME, SIG, UPDATE, MERGE)                                                                              \
    .name = NAME, .sig = SIG, .size = sizeof(extreme), .update = UPDATE, .merge = MERGE, .result = result,             \
    .naming = NAMING_PREFIX_ARG0, .naming_prefix = NAME, .page = NAME "-aggregation-function"

const agg_row agg_rows_extreme[] = {
    {EXTREME("max", "(expr: orderable) -> T0", update_max, merge_max), .help = "The greatest value",
     .example = "range x from 1 to 5 step 1 | summarize max(x)", .gives = "5"},
    {EXTREME("min", "(expr: orderable) -> T0", update_min, merge_min), .help = "The least value",
     .example = "range x from 1 to 5 step 1 | summarize min(x)", .gives = "1"},
    {EXTREME("maxif", "(expr: orderable, predicate: bool) -> T0", update_maxif, merge_max),
     .help = "The greatest value where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize maxif(x, x < 4)", .gives = "3"},
    {EXTREME("minif", "(expr: orderable, predicate: bool) -> T0", update_minif, merge_min),
     .help = "The least value where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize minif(x, x > 2)", .gives = "3"},
    {0}};
