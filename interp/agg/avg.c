/* avg: the arithmetic mean. Whole numbers and times are summed exactly. Of nothing it is NaN; of no decimals or times,
 * null. */
#include "interp/agg/loops.h"

#include <math.h>

typedef struct mean {
    union {
        __int128 l;
        double r;
        decimal dec;
    };
    int64_t n;
    bool lost; /* a decimal sum that has left its range */
} mean;

static void add_decimal(mean *s, decimal x)
{
    if (s->n == 0)
        s->dec = x;
    else if (!s->lost)
        s->lost = !decimal_add(s->dec, x, &s->dec);
}

static void update(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    (void)cx;
    switch (args[0]->type) {
    case T_INT:
        AGG_VALUES(mean, args[0], i, s->l += x; s->n++);
        break;
    case T_REAL:
        AGG_VALUES(mean, args[0], r, s->r += x; s->n++);
        break;
    case T_DECIMAL:
        AGG_VALUES(mean, args[0], dec, add_decimal(s, x); s->n++);
        break;
    default:
        AGG_VALUES(mean, args[0], l, s->l += x; s->n++);
        break;
    }
}

AGG_IF(update_if, update, 1)

static void merge(agg_ctx *cx, void *into, const void *from)
{
    mean *a = into;
    const mean *b = from;
    if (b->n == 0) return;
    switch (cx->call->arg_types[0]) {
    case T_REAL:
        a->r += b->r;
        break;
    case T_DECIMAL:
        add_decimal(a, b->dec);
        break;
    default:
        a->l += b->l;
        break;
    }
    a->lost |= b->lost;
    a->n += b->n;
}

static void result(agg_ctx *cx, const void *state, datum *out)
{
    const mean *s = state;
    switch (cx->call->arg_types[0]) {
    case T_INT:
    case T_LONG:
        fn_out_real(out, s->n ? (double)s->l / (double)s->n : NAN);
        break;
    case T_REAL:
        fn_out_real(out, s->n ? s->r / (double)s->n : NAN);
        break;
    case T_DECIMAL:
        if (s->n && !s->lost && decimal_div(s->dec, decimal_from_int64(s->n), &out->dec)) out->null = false;
        break;
    default:
        if (s->n) fn_out_long(out, (int64_t)(s->l / s->n));
        break;
    }
}

#define AVG(NAME, SIG, UPDATE)                                                                                         \
    .name = NAME, .sig = SIG, .size = sizeof(mean), .update = UPDATE, .merge = merge, .result = result,                \
    .naming = NAMING_PREFIX_ARG0, .naming_prefix = NAME
#define AVG_ROWS(NAME, UPDATE, MORE, ...)                                                                              \
    {AVG(NAME, "(expr: integer" MORE ") -> real", UPDATE), __VA_ARGS__},                                               \
        {AVG(NAME, "(expr: real" MORE ") -> real", UPDATE)},                                                           \
        {AVG(NAME, "(expr: decimal" MORE ") -> decimal", UPDATE)},                                                     \
        {AVG(NAME, "(expr: timespan" MORE ") -> timespan", UPDATE)},                                                   \
    {                                                                                                                  \
        AVG(NAME, "(expr: datetime" MORE ") -> datetime", UPDATE)                                                      \
    }

const agg_row agg_rows_avg[] = {AVG_ROWS("avg", update, "", .help = "The mean of the values; nulls do not count",
                                         .example = "range x from 1 to 4 step 1 | summarize avg(x)", .gives = "2.5",
                                         .page = "avg-aggregation-function"),
                                AVG_ROWS("avgif", update_if, ", predicate: bool",
                                         .help = "The mean of the values where the predicate is true",
                                         .example = "range x from 1 to 4 step 1 | summarize avgif(x, x > 2)",
                                         .gives = "3.5", .page = "avgif-aggregation-function"),
                                {0}};
