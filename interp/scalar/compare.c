/* compare: == != < <= > >=. Two values of one type are compared as they are; numbers of different types as the wider of them; for == a
 * dynamic is read as the other side's type, and so is text ("4624" == 4624).
 * Nulls (measured on the engine): == with one null is false, != true; both null: null. < and its kind give null. */
#include "interp/scalar/compare.h"

#include "interp/convert.h"
#include "interp/kernel.h"
#include "interp/refusals.h"

#include <math.h>

static int order(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int64_t as_long(datum d) { return d.type == T_INT ? d.i : d.type == T_BOOL ? d.b : d.l; }

static double as_real(datum d)
{
    return d.type == T_REAL ? d.r : d.type == T_DECIMAL ? decimal_to_double(d.dec) : (double)as_long(d);
}

/* Numbers and bools of any two types. */
static int number_order(datum a, datum b)
{
    if (a.type == T_REAL || b.type == T_REAL) {
        double x = as_real(a), y = as_real(b);
        return x != x || y != y ? ORDER_NONE : (x > y) - (x < y);
    }
    if (a.type == T_DECIMAL || b.type == T_DECIMAL) {
        decimal x = a.type == T_DECIMAL ? a.dec : decimal_from_int64(as_long(a)), y = b.type == T_DECIMAL ? b.dec : decimal_from_int64(as_long(b));
        return decimal_cmp(x, y);
    }
    return order(as_long(a), as_long(b));
}

static bool is_numeric(kql_type t) { return type_is_number(t) || t == T_BOOL; }

/* Converts the value that gives way to the other's type: dynamic first, then text. False: they cannot be alike. */
static bool meet(arena *mem, datum *a, datum *b)
{
    if (a->type == T_DYNAMIC && b->type == T_DYNAMIC) return true;
    datum *gives = a->type == T_DYNAMIC ? a : b->type == T_DYNAMIC ? b : a->type == T_STRING ? a : b;
    const datum *other = gives == a ? b : a;
    *gives = convert_datum(mem, *gives, other->type);
    return !gives->null;
}

bool compare_equal(arena *mem, datum a, datum b)
{
    if (a.type != b.type && !(is_numeric(a.type) && is_numeric(b.type)) && !meet(mem, &a, &b)) return false;
    if (is_numeric(a.type) && is_numeric(b.type)) return number_order(a, b) == 0;
    return a.type == b.type && datum_cmp(a, b) == 0;
}

int compare_order(arena *mem, datum a, datum b)
{
    if (a.type == T_DYNAMIC) a = dyn_to_datum(a.dy);
    if (b.type == T_DYNAMIC) b = dyn_to_datum(b.dy);
    if (a.null || b.null) return ORDER_UNKNOWN;
    if (is_numeric(a.type) && is_numeric(b.type)) return number_order(a, b);
    if (a.type != b.type && !meet(mem, &a, &b)) return ORDER_UNKNOWN;
    if (a.type != b.type) return ORDER_UNKNOWN;
    int c = datum_cmp(a, b);
    return (c > 0) - (c < 0);
}

static bool unsure_beside(datum number, datum other, bool was_dynamic)
{
    if (number.null || !type_is_number(number.type)) return false;
    double x = as_real(number);
    if (other.type == T_BOOL) return x != 0 && x != 1;
    if (type_is_ticks(other.type)) return x != 0;
    return was_dynamic && type_is_integer(other.type) && x != trunc(x) && trunc(x) == (double)as_long(other);
}

bool compare_unsure(datum a, datum b)
{
    if (a.type == b.type || a.null || b.null) return false;
    if (a.type == T_DYNAMIC) return unsure_beside(dyn_to_datum(a.dy), b, true);
    if (b.type == T_DYNAMIC) return unsure_beside(dyn_to_datum(b.dy), a, true);
    return unsure_beside(a, b, false) || unsure_beside(b, a, false);
}

void compare_refuse(const fn_ctx *cx)
{
    refuse_row(cx->ds, cx->call->at, "the comparison of these values without toreal(), tolong(), tobool() or totimespan() around one of them");
}

/* ---- equality over vectors */

KERNEL_2(equal_bool, b, b, b, x == y)
KERNEL_2(equal_int, i, i, b, x == y)
KERNEL_2(equal_int_long, i, l, b, x == y)
KERNEL_2(equal_long_int, l, i, b, x == y)
KERNEL_2(equal_long_real, l, r, b, (double)x == y)
KERNEL_2(equal_real_long, r, l, b, x == (double)y)
KERNEL_2(equal_long, l, l, b, x == y)
KERNEL_2(equal_real, r, r, b, x == y)
KERNEL_2(equal_string, s, s, b, x.n == y.n && memcmp(x.p ? x.p : "", y.p ? y.p : "", x.n) == 0)
KERNEL_2(equal_guid, g, g, b, memcmp(x.byte, y.byte, 16) == 0)

static void equal_any(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        datum a = vec_get(args[0], row), b = vec_get(args[1], row);
        out->b[row] = !a.null && !b.null && compare_equal(cx->mem, a, b);
        if (compare_unsure(a, b)) compare_refuse(cx);
    }
}

static fn_body *equal_body(kql_type a, kql_type b)
{
    if (a == T_INT && b == T_LONG) return equal_int_long;
    if (a == T_LONG && b == T_INT) return equal_long_int;
    if (a == T_LONG && b == T_REAL) return equal_long_real;
    if (a == T_REAL && b == T_LONG) return equal_real_long;
    if (a != b) return equal_any;
    switch (a) {
    case T_BOOL: return equal_bool;
    case T_INT: return equal_int;
    case T_LONG:
    case T_DATETIME:
    case T_TIMESPAN: return equal_long;
    case T_REAL: return equal_real;
    case T_STRING: return equal_string;
    case T_GUID: return equal_guid;
    default: return equal_any;
    }
}

/* One null: false; two: null. Run after a body that saw zero bytes under nulls. */
static void equal_nulls(const vec *const *args, sel rows, vec *out)
{
    if (!args[0]->null && !args[1]->null) return;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        bool a = vec_is_null(args[0], row), b = vec_is_null(args[1], row);
        if (a || b) out->b[row] = 0;
        if (a && b) fn_set_null(out, row);
    }
}

/* A constant text beside values of another type is read once; one that cannot be read equals none of them. */
static bool equal_constant_text(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    int text = args[1]->type == T_STRING ? 1 : 0;
    const vec *other = args[!text];
    bool fits = args[text]->type == T_STRING && args[text]->constant && other->type != T_STRING && other->type != T_DYNAMIC;
    if (!fits) return false;
    datum d = convert_datum(cx->mem, vec_get(args[text], 0), other->type);
    const vec *both[2] = {other, vec_const(cx->mem, d)};
    if (!d.null) equal_body(other->type, other->type)(cx, both, rows, out); /* else all stay false */
    return true;
}

static void equal(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    if (!equal_constant_text(cx, args, rows, out)) equal_body(args[0]->type, args[1]->type)(cx, args, rows, out);
    equal_nulls(args, rows, out);
}

static void not_equal(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    equal(cx, args, rows, out);
    uint8_t *b = out->b;
    KERNEL_LOOP(rows, b[row] = !b[row]);
    for (uint32_t k = 0; k < rows.n && args[0]->null && args[1]->null; k++) {
        uint32_t row = sel_row(rows, k);
        if (vec_is_null(args[0], row) && vec_is_null(args[1], row)) b[row] = 0;
    }
}

/* ---- order over vectors */

/* Only the fraction: a bool has its order as a number, and times have none beside numbers. */
static bool unsure_order(datum a, datum b) { return (a.type == T_DYNAMIC || b.type == T_DYNAMIC) && compare_unsure(a, b); }

#define ORDER(NAME, OP)                                                                                                \
    KERNEL_2(NAME##_int, i, i, b, x OP y)                                                                              \
    KERNEL_2(NAME##_int_long, i, l, b, x OP y)                                                                         \
    KERNEL_2(NAME##_long_int, l, i, b, x OP y)                                                                         \
    KERNEL_2(NAME##_long, l, l, b, x OP y)                                                                             \
    KERNEL_2(NAME##_real, r, r, b, x OP y)                                                                             \
    KERNEL_2(NAME##_long_real, l, r, b, (double)x OP y)                                                                \
    KERNEL_2(NAME##_real_long, r, l, b, x OP (double)y)                                                                \
    static void NAME##_any(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                     \
    {                                                                                                                  \
        for (uint32_t k = 0; k < rows.n; k++) {                                                                        \
            uint32_t row = sel_row(rows, k);                                                                           \
            datum a = vec_get(args[0], row), b = vec_get(args[1], row);                                                \
            int c = compare_order(cx->mem, a, b);                                                                      \
            if (c == ORDER_UNKNOWN) fn_set_null(out, row);                                                             \
            out->b[row] = c < ORDER_NONE && c OP 0;                                                                    \
            if (c < ORDER_NONE && (c OP 0) != (0 OP 0) && unsure_order(a, b)) compare_refuse(cx);                      \
        }                                                                                                              \
    }                                                                                                                  \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                           \
    {                                                                                                                  \
        kql_type a = args[0]->type, b = args[1]->type;                                                                 \
        bool la = a == T_LONG || type_is_ticks(a), lb = b == T_LONG || type_is_ticks(b);                               \
        const int64_t *range = la && lb && args[1]->constant ? args[0]->range : NULL;                                  \
        if (range && (range[0] OP args[1]->l[0]) == (range[1] OP args[1]->l[0])) {                                     \
            memset(out->b, range[0] OP args[1]->l[0], BATCH_ROWS);                                                     \
            return;                                                                                                    \
        }                                                                                                              \
        fn_body *body = la && lb                        ? NAME##_long                                                  \
                        : a == T_INT && b == T_INT      ? NAME##_int                                                   \
                        : a == T_INT && b == T_LONG     ? NAME##_int_long                                              \
                        : a == T_LONG && b == T_INT     ? NAME##_long_int                                              \
                        : a == T_REAL && b == T_REAL    ? NAME##_real                                                  \
                        : a == T_LONG && b == T_REAL    ? NAME##_long_real                                             \
                        : a == T_REAL && b == T_LONG    ? NAME##_real_long                                             \
                                                        : NAME##_any;                                                  \
        body(cx, args, rows, out);                                                                                     \
    }
ORDER(less, <)
ORDER(less_or_equal, <=)
ORDER(greater, >)
ORDER(greater_or_equal, >=)

/* Measured: the engine compares no two dynamic values without a cast, though the analyzer lets it pass. */
static bool refuse_dynamics(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    if (call->n_args != 2 || call->arg_types[0] != T_DYNAMIC || call->arg_types[1] != T_DYNAMIC) return true;
    diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "the operator '%s' compares no two dynamic values", call->row->name);
    diag_hint(ds, d, "say what one of them is: tostring(), tolong() ...");
    return false;
}

#define EQUAL_ROW(NAME, SIG, BODY)                                                                                     \
    {.name = NAME, .sig = SIG, .body = BODY, .prepare = refuse_dynamics, .nulls = NULLS_SEEN, .page = "logical-operators"}
#define EQUALITY(NAME, BODY) EQUAL_ROW(NAME, "(a: bool, b: scalar) -> bool", BODY), EQUAL_ROW(NAME, "(a: notbool, b: scalar) -> bool", BODY)
#define ORDERING(NAME, BODY)                                                                                           \
    {.name = NAME, .sig = "(a: bool, b: numberorbool) -> bool", .body = BODY, .page = "numerical-operators"},          \
    {.name = NAME, .sig = "(a: number, b: numberorbool) -> bool", .body = BODY},                                       \
    {.name = NAME, .sig = "(a: timespan, b: timespan) -> bool", .body = BODY},                                         \
    {.name = NAME, .sig = "(a: datetime, b: datetime) -> bool", .body = BODY},                                         \
    {.name = NAME, .sig = "(a: dynamic, b: dynamic) -> bool", .body = BODY, .prepare = refuse_dynamics},               \
    {.name = NAME, .sig = "(a: dynamic, b: number) -> bool", .body = BODY},                                            \
    {.name = NAME, .sig = "(a: number, b: dynamic) -> bool", .body = BODY}

const fn_row fn_rows_compare[] = {
    EQUALITY("==", equal),
    EQUALITY("!=", not_equal),
    ORDERING("<", less),
    ORDERING("<=", less_or_equal),
    ORDERING(">", greater),
    ORDERING(">=", greater_or_equal),
    {0}};
