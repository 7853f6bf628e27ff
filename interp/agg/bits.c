/* bits: whole numbers of a group combined bit by bit. Of nothing it is null. */
#include "interp/agg/loops.h"

typedef struct bits {
    int64_t v;
    bool seen;
} bits;

typedef int64_t combine(int64_t a, int64_t b);

static int64_t both(int64_t a, int64_t b)
{
    return a & b;
}
static int64_t either(int64_t a, int64_t b)
{
    return a | b;
}
static int64_t differ(int64_t a, int64_t b)
{
    return a ^ b;
}

static void offer(bits *s, int64_t x, combine *f)
{
    s->v = s->seen ? f(s->v, x) : x;
    s->seen = true;
}

static void update(void *states, const uint32_t *group, const vec *v, sel rows, combine *f)
{
    if (v->type == T_INT)
        AGG_VALUES(bits, v, i, offer(s, x, f));
    else
        AGG_VALUES(bits, v, l, offer(s, x, f));
}

#define BODY(NAME, F)                                                                                                  \
    static void NAME(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)               \
    {                                                                                                                  \
        (void)cx;                                                                                                      \
        update(states, group, args[0], rows, F);                                                                       \
    }                                                                                                                  \
    static void merge_##NAME(agg_ctx *cx, void *into, const void *from)                                                \
    {                                                                                                                  \
        (void)cx;                                                                                                      \
        const bits *b = from;                                                                                          \
        if (b->seen) offer(into, b->v, F);                                                                             \
    }
BODY(all_and, both)
BODY(all_or, either)
BODY(all_xor, differ)

static void result(agg_ctx *cx, const void *state, datum *out)
{
    (void)cx;
    const bits *s = state;
    if (!s->seen) return;
    if (out->type == T_INT)
        fn_out_int(out, (int32_t)s->v);
    else
        fn_out_long(out, s->v);
}

/* The analyzer takes every summable type here; what the bits of the others would be, nothing says. */
static bool prepare(agg_call *call, arena *mem, diags *ds)
{
    (void)mem;
    if (type_is_integer(call->arg_types[0])) return true;
    diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "%s() over %s is not supported, only over int and long",
               call->row->name, type_name(call->arg_types[0]));
    return false;
}

#define ROW(NAME, UPDATE)                                                                                              \
    .name = NAME, .sig = "(expr: summable) -> T0", .size = sizeof(bits), .prepare = prepare, .update = UPDATE,         \
    .merge = merge_##UPDATE, .result = result, .naming = NAMING_ARG0

const agg_row agg_rows_bits[] = {{ROW("binary_all_and", all_and), .help = "The bits that all values have",
                                  .example = "datatable(x:long)[7, 6, 14] | summarize binary_all_and(x)", .gives = "6",
                                  .page = "binary-all-and-aggregation-function"},
                                 {ROW("binary_all_or", all_or), .help = "The bits that some value has",
                                  .example = "datatable(x:long)[1, 2, 8] | summarize binary_all_or(x)", .gives = "11",
                                  .page = "binary-all-or-aggregation-function"},
                                 {ROW("binary_all_xor", all_xor), .help = "The bits that an odd number of values have",
                                  .example = "datatable(x:long)[1, 3, 8] | summarize binary_all_xor(x)", .gives = "10",
                                  .page = "binary-all-xor-aggregation-function"},
                                 {0}};
