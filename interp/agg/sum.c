/* sum: of numbers and timespans. Whole numbers wrap as their addition does; nulls do not take part; nothing sums to 0.
 */
#include "base/time_text.h"
#include "interp/agg/loops.h"

typedef struct sum {
    union {
        int64_t l;
        double r;
        decimal dec;
    };
    bool lost; /* a decimal sum that has left its range */
    bool seen;
} sum;

static int64_t wrap(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

static void add_decimal(sum *s, decimal x)
{
    if (!s->seen)
        s->dec = x;
    else if (!s->lost)
        s->lost = !decimal_add(s->dec, x, &s->dec);
    s->seen = true;
}

static void update(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    (void)cx;
    switch (args[0]->type) {
    case T_INT:
        AGG_VALUES(sum, args[0], i, s->l = wrap(s->l, x));
        break;
    case T_REAL:
        AGG_VALUES(sum, args[0], r, s->r += x);
        break;
    case T_DECIMAL:
        AGG_VALUES(sum, args[0], dec, add_decimal(s, x));
        break;
    default:
        AGG_VALUES(sum, args[0], l, s->l = wrap(s->l, x));
        break;
    }
}

AGG_IF(update_if, update, 1)

static void merge(agg_ctx *cx, void *into, const void *from)
{
    sum *a = into;
    const sum *b = from;
    switch (cx->call->arg_types[0]) {
    case T_REAL:
        a->r += b->r;
        break;
    case T_DECIMAL:
        if (b->seen) add_decimal(a, b->dec);
        a->lost |= b->lost;
        break;
    default:
        a->l = wrap(a->l, b->l);
        break;
    }
}

static void result(agg_ctx *cx, const void *state, datum *out)
{
    const sum *s = state;
    switch (cx->call->arg_types[0]) {
    case T_REAL:
        fn_out_real(out, s->r);
        break;
    case T_DECIMAL:
        if (s->lost) return;
        out->dec = s->seen ? s->dec : decimal_from_int64(0);
        out->null = false;
        break;
    case T_DATETIME:
        if (s->l >= 0 && s->l <= DATETIME_MAX_TICKS) fn_out_long(out, s->l);
        break;
    default:
        fn_out_long(out, s->l);
        break;
    }
}

/* The analyzer lets datetimes be summed; the page of their arithmetic says that two cannot be added. */
static bool prepare(agg_call *call, arena *mem, diags *ds)
{
    (void)mem;
    if (call->arg_types[0] != T_DATETIME) return true;
    diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "%s() of datetimes is not supported: two of them cannot be added", call->row->name);
    return false;
}

#define SUM(NAME, SIG, UPDATE)                                                                                         \
    .name = NAME, .sig = SIG, .size = sizeof(sum), .prepare = prepare, .update = UPDATE, .merge = merge, .result = result,                 \
    .naming = NAMING_PREFIX_ARG0, .naming_prefix = NAME

const agg_row agg_rows_sum[] = {
    {SUM("sum", "(expr: summable) -> T0promoted", update), .help = "The sum of the values; nulls do not count",
     .example = "range x from 1 to 5 step 1 | summarize sum(x)", .gives = "15", .page = "sum-aggregation-function"},
    {SUM("sumif", "(expr: summable, predicate: bool) -> T0promoted", update_if),
     .help = "The sum of the values where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize sumif(x, x > 3)", .gives = "9",
     .page = "sumif-aggregation-function"},
    {0}};
