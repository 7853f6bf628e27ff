/* between: whether a value lies between two ends, both included; a datetime may end in a timespan from its start.
 *
 *   x between (a .. b)   is  x >= a and x <= b        x !between (a .. b)   is  x < a or x > b
 *
 * so that one null end leaves the answer open only where the other end does not decide it. Source: between-operator.md,
 * not-between-operator.md, null-values.md (what and and or make of null). */
#include "interp/kernel.h"
#include "interp/scalar/compare.h"

/* ---- any types, a row at a time */

static datum high_end(const datum *a)
{
    datum high = a[2];
    if (a[0].type != T_DATETIME || high.type != T_TIMESPAN || high.null) return high;
    high.type = T_DATETIME;
    high.null = a[1].null || __builtin_add_overflow(a[1].l, a[2].l, &high.l);
    return high;
}

/* A fraction that is out by its end's whole part alone. */
static void check(fn_ctx *cx, const datum *a, int low, int top)
{
    if ((low < 0 && compare_unsure(a[0], a[1])) || (top == 1 && compare_unsure(a[0], a[2]))) compare_refuse(cx);
}

static void between_datum(fn_ctx *cx, const datum *a, datum *out)
{
    int low = compare_order(cx->mem, a[0], a[1]), top = compare_order(cx->mem, a[0], high_end(a));
    check(cx, a, low, top);
    bool below = low < 0 || low == ORDER_NONE, above = top == 1 || top == ORDER_NONE;
    if (below || above || (low != ORDER_UNKNOWN && top != ORDER_UNKNOWN)) fn_out_bool(out, !below && !above);
}

static void not_between_datum(fn_ctx *cx, const datum *a, datum *out)
{
    int low = compare_order(cx->mem, a[0], a[1]), top = compare_order(cx->mem, a[0], high_end(a));
    check(cx, a, low, top);
    bool outside = low < 0 || top == 1;
    if (outside || (low != ORDER_UNKNOWN && top != ORDER_UNKNOWN)) fn_out_bool(out, outside);
}

/* ---- eight bytes each: long, datetime, timespan */

static void between_long(const vec *const *args, sel rows, vec *out)
{
    const int64_t *v = args[0]->l;
    int64_t low = args[1]->l[0], high = args[2]->l[0];
    uint8_t *r = out->b;
    KERNEL_LOOP(rows, r[row] = v[row] >= low && v[row] <= high);
}

static void null_where(const vec *v, sel rows, vec *out)
{
    if (!v->null) return;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        if (!vec_is_null(v, row)) continue;
        out->b[row] = 0;
        fn_set_null(out, row);
    }
}

/* The ends by row; `to` counts from the low end, and where that overflows nobody knows the high one. */
static void between_longs(const vec *const *args, sel rows, bool to, vec *out)
{
    const vec *v = args[0], *low = args[1], *high = args[2];
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        int64_t x = v->l[vec_ix(v, row)], a = low->l[vec_ix(low, row)], b = high->l[vec_ix(high, row)];
        bool no_low = vec_is_null(low, row), no_high = vec_is_null(high, row), no_x = vec_is_null(v, row);
        if (to) no_high = no_high || no_low || __builtin_add_overflow(a, b, &b);
        out->b[row] = !no_x && (no_low || x >= a) && (no_high || x <= b);
        if (no_x || (out->b[row] && (no_low || no_high))) {
            fn_set_null(out, row);
            out->b[row] = 0;
        }
    }
}

static bool is_eight(kql_type t) { return t == T_LONG || type_is_ticks(t); }

static void between(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    kql_type t = args[0]->type;
    bool to = t == T_DATETIME && args[1]->type == T_DATETIME && args[2]->type == T_TIMESPAN;
    bool alike = is_eight(t) && t == args[1]->type && t == args[2]->type;
    bool ends_known = args[1]->constant && args[2]->constant && !vec_is_null(args[1], 0) && !vec_is_null(args[2], 0);
    if (alike && ends_known && !args[0]->constant) {
        between_long(args, rows, out);
        null_where(args[0], rows, out);
        return;
    }
    if (to || alike) {
        between_longs(args, rows, to, out);
        return;
    }
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        datum a[3] = {vec_get(args[0], row), vec_get(args[1], row), vec_get(args[2], row)}, r = datum_null(T_BOOL);
        between_datum(cx, a, &r);
        if (r.null) fn_set_null(out, row);
        out->b[row] = !r.null && r.b;
    }
}

#define RANGE_ROW(NAME, SIG, PAGE, IMPLEMENTATION)                                                                     \
    {.name = NAME, .sig = SIG " -> bool", IMPLEMENTATION, .nulls = NULLS_SEEN, .page = PAGE}
#define RANGE(NAME, PAGE, IMPLEMENTATION)                                                                              \
    RANGE_ROW(NAME, "(a: number, low: number, high: number)", PAGE, IMPLEMENTATION),                                   \
    RANGE_ROW(NAME, "(a: summable, low: T0, high: T0)", PAGE, IMPLEMENTATION),                                         \
    RANGE_ROW(NAME, "(a: datetime, low: datetime, high: timespan)", PAGE, IMPLEMENTATION),                             \
    RANGE_ROW(NAME, "(a: number, low: dynamic, high: T1)", PAGE, IMPLEMENTATION),                                      \
    RANGE_ROW(NAME, "(a: dynamic, low: number, high: T1)", PAGE, IMPLEMENTATION)

const fn_row fn_rows_between[] = {
    RANGE("between", "between-operator", .body = between),
    RANGE("!between", "not-between-operator", .each = not_between_datum),
    {0}};
