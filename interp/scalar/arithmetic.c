/* arithmetic: + - * / % on numbers, times and dynamic values. Long arithmetic wraps; % is never negative; what leaves the calendar is null.
 * Source: numerical-operators.md, datetime-timespan-arithmetic.md. */
#include "interp/kernel.h"

#include "base/time_text.h"
#include "interp/convert.h"
#include "interp/refusals.h"

#include <math.h>

#define WRAP(op) ((int64_t)((uint64_t)x op (uint64_t)y))

static int64_t modulo(int64_t x, int64_t y)
{
    if (y == -1) return 0; /* INT64_MIN % -1 traps */
    int64_t r = x % y;
    return r < 0 ? (int64_t)((uint64_t)r + (y < 0 ? 0 - (uint64_t)y : (uint64_t)y)) : r;
}

static double real_modulo(double x, double y)
{
    double r = fmod(x, y);
    return r < 0 ? r + fabs(y) : r;
}

static int64_t divide(int64_t x, int64_t y) { return y == -1 ? (int64_t)(0 - (uint64_t)x) : x / y; }

KERNEL_2(add_long, l, l, l, WRAP(+))
KERNEL_2(sub_long, l, l, l, WRAP(-))
KERNEL_2(mul_long, l, l, l, WRAP(*))
KERNEL_2(add_real, r, r, r, x + y)
KERNEL_2(sub_real, r, r, r, x - y)
KERNEL_2(mul_real, r, r, r, x *y)
KERNEL_2(div_real, r, r, r, x / y)
KERNEL_2(mod_real, r, r, r, real_modulo(x, y))
KERNEL_2_STMT(div_long, l, l, l, if (y) *r = divide(x, y); else KERNEL_NULL)
KERNEL_2_STMT(mod_long, l, l, l, if (y) *r = modulo(x, y); else KERNEL_NULL)
KERNEL_2_STMT(add_decimal, dec, dec, dec, if (!decimal_add(x, y, r)) KERNEL_NULL)
KERNEL_2_STMT(sub_decimal, dec, dec, dec, if (!decimal_sub(x, y, r)) KERNEL_NULL)
KERNEL_2_STMT(mul_decimal, dec, dec, dec, if (!decimal_mul(x, y, r)) KERNEL_NULL)
KERNEL_2_STMT(div_decimal, dec, dec, dec, if (!decimal_div(x, y, r)) KERNEL_NULL)
KERNEL_2_STMT(mod_decimal, dec, dec, dec, if (!decimal_mod(x, y, r)) KERNEL_NULL)

/* The binder has made all numbers of one call the same: long, real or decimal. */
#define BY_TYPE(NAME, LONG, REAL, DECIMAL)                                                                             \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                           \
    {                                                                                                                  \
        (out->type == T_LONG ? LONG : out->type == T_REAL ? REAL : DECIMAL)(cx, args, rows, out);                      \
    }
BY_TYPE(add_number, add_long, add_real, add_decimal)
BY_TYPE(sub_number, sub_long, sub_real, sub_decimal)
BY_TYPE(mul_number, mul_long, mul_real, mul_decimal)
BY_TYPE(div_number, div_long, div_real, div_decimal)
BY_TYPE(mod_number, mod_long, mod_real, mod_decimal)

/* ---- times */

static bool in_calendar(int64_t t) { return t >= 0 && t <= DATETIME_MAX_TICKS; }

KERNEL_2_STMT(add_datetime, l, l, l, if (__builtin_add_overflow(x, y, r) || !in_calendar(*r)) { *r = 0; KERNEL_NULL; })
KERNEL_2_STMT(sub_datetime, l, l, l, if (__builtin_sub_overflow(x, y, r) || !in_calendar(*r)) { *r = 0; KERNEL_NULL; })

/* Whether it wraps, as of long values, nobody has shown. */
static void too_long(const fn_ctx *cx) { refuse_row(cx->ds, cx->call->at, "a timespan of more than 10675199 days"); }

KERNEL_2_STMT(add_timespan, l, l, l, if (__builtin_add_overflow(x, y, r)) too_long(cx))
KERNEL_2_STMT(sub_timespan, l, l, l, if (__builtin_sub_overflow(x, y, r)) too_long(cx))
KERNEL_2(ratio, l, l, r, (double)x / (double)y)

static double as_real(datum d)
{
    switch (d.type) {
    case T_INT: return d.i;
    case T_REAL: return d.r;
    case T_DECIMAL: return decimal_to_double(d.dec);
    default: return (double)d.l;
    }
}

/* Ticks from a real: null outside the range. */
static void out_ticks(datum *out, double v)
{
    if (!(v > -9.2233720368547e18 && v < 9.2233720368547e18)) return;
    int64_t t = (int64_t)v;
    if (out->type == T_DATETIME && !in_calendar(t)) return;
    fn_out_long(out, t);
}

static void mul_ticks(fn_ctx *cx, const datum *a, datum *out)
{
    (void)cx;
    int64_t t;
    if (a[0].type != T_REAL && a[1].type != T_REAL && a[0].type != T_DECIMAL && a[1].type != T_DECIMAL) {
        int64_t x = a[0].type == T_INT ? a[0].i : a[0].l, y = a[1].type == T_INT ? a[1].i : a[1].l;
        if (__builtin_mul_overflow(x, y, &t) || (out->type == T_DATETIME && !in_calendar(t))) return;
        fn_out_long(out, t);
        return;
    }
    out_ticks(out, as_real(a[0]) * as_real(a[1]));
}

static void div_ticks(fn_ctx *cx, const datum *a, datum *out)
{
    (void)cx;
    double by = as_real(a[1]);
    if (by != 0) out_ticks(out, as_real(a[0]) / by);
}

static void mod_ticks(fn_ctx *cx, const datum *a, datum *out)
{
    (void)cx;
    if (a[1].l != 0) fn_out_long(out, modulo(a[0].l, a[1].l));
}

/* ---- dynamic: the value inside counts */

static bool calculate(char op, datum a, datum b, datum *out)
{
    const vec *args[2];
    fn_ctx cx = {0};
    uint8_t null = 0;
    sel one = {NULL, 1};
    vec va = {.type = a.type, .constant = true, .data = &a.b}, vb = {.type = b.type, .constant = true, .data = &b.b};
    vec result = {.type = out->type, .null = &null, .data = &out->b};
    fn_body *numbers = op == '+' ? add_number : op == '-' ? sub_number : op == '*' ? mul_number : op == '/' ? div_number : mod_number;
    args[0] = &va;
    args[1] = &vb;
    numbers(&cx, args, one, &result);
    out->null = null;
    return !null;
}

/* Is the value inside cast to the other side's type first, or reckoned with as it is? Nobody has shown it; where the two differ (2.5 * 2,
 * "2" + 1, true + 1, 1 + 1h) the query ends by name. */
static bool two_readings(fn_ctx *cx, datum inside, datum other, kql_type want)
{
    if (inside.null || other.null) return false;
    bool fraction = inside.type == T_REAL && inside.r != trunc(inside.r) && want != T_DYNAMIC && type_is_integer(other.type);
    bool foreign = inside.type == T_STRING || inside.type == T_BOOL || (type_is_number(inside.type) && type_is_ticks(other.type));
    if (fraction || (type_is_ticks(inside.type) && type_is_number(other.type))) return true;
    if (!foreign) return false;
    return !convert_datum(cx->mem, inside, want == T_DYNAMIC ? T_REAL : other.type).null ||
           (other.type == T_DATETIME && !convert_datum(cx->mem, inside, T_TIMESPAN).null);
}

static void refuse_readings(const fn_ctx *cx)
{
    const char *name = cx->call->row->name;
    refuse_row(cx->ds, cx->call->at, "the operator '%s' on this dynamic value without toreal(), tolong(), totimespan() ... around it",
               name[0] == 'u' ? name + 1 : name);
}

static void dynamic_op(fn_ctx *cx, char op, const datum *args, datum *out)
{
    datum a = args[0].type == T_DYNAMIC ? dyn_to_datum(args[0].dy) : args[0], b = args[1].type == T_DYNAMIC ? dyn_to_datum(args[1].dy) : args[1];
    kql_type want = out->type;
    if ((args[0].type == T_DYNAMIC && two_readings(cx, a, b, want)) || (args[1].type == T_DYNAMIC && two_readings(cx, b, a, want)))
        refuse_readings(cx);
    bool ticks = type_is_ticks(a.type) || type_is_ticks(b.type);
    if (ticks && type_is_ticks(a.type) && type_is_ticks(b.type) && (op == '+' || op == '-')) {
        int64_t t;
        if (op == '+' ? __builtin_add_overflow(a.l, b.l, &t) : __builtin_sub_overflow(a.l, b.l, &t)) return;
        bool date = (a.type == T_DATETIME) != (b.type == T_DATETIME);
        datum r = {.type = date ? T_DATETIME : T_TIMESPAN, .l = t};
        if (r.type != want && type_is_ticks(want)) { /* the analyzer's type holds no such result */
            refuse_readings(cx);
            return;
        }
        if (date && !in_calendar(t)) return;
        *out = convert_datum(cx->mem, r, want);
        return;
    }
    if (ticks || a.null || b.null) return;
    if (a.type == T_STRING || b.type == T_STRING || a.type == T_BOOL || b.type == T_BOOL) return; /* text is no number here */
    kql_type t = a.type == T_DECIMAL || b.type == T_DECIMAL ? T_DECIMAL : a.type == T_REAL || b.type == T_REAL ? T_REAL : T_LONG;
    datum r = {.type = t, .null = true};
    a = convert_datum(cx->mem, a, t);
    b = convert_datum(cx->mem, b, t);
    if (!a.null && !b.null && calculate(op, a, b, &r)) *out = convert_datum(cx->mem, r, want);
}

static void dynamic_add(fn_ctx *cx, const datum *args, datum *out) { dynamic_op(cx, '+', args, out); }
static void dynamic_sub(fn_ctx *cx, const datum *args, datum *out) { dynamic_op(cx, '-', args, out); }
static void dynamic_mul(fn_ctx *cx, const datum *args, datum *out) { dynamic_op(cx, '*', args, out); }
static void dynamic_div(fn_ctx *cx, const datum *args, datum *out) { dynamic_op(cx, '/', args, out); }
static void dynamic_mod(fn_ctx *cx, const datum *args, datum *out) { dynamic_op(cx, '%', args, out); }

/* Measured of the product, and of comparisons: the engine refuses two dynamic values, though the analyzer lets them pass. It knows no
 * rule of one operator alone. */
static bool refuse_dynamics(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "the operator '%s' joins no two dynamic values", call->row->name);
    diag_hint(ds, d, "say what one of them is: toreal(), tolong(), todatetime() ...");
    return false;
}

/* The page of arithmetic with times lists what there is, and says that two datetimes cannot be added; the analyzer lets these pass
 * all the same, and nobody has shown what the engine gives for them. */
static bool refuse_times(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    const char *sign = call->row->name[0] == 'u' ? call->row->name + 1 : call->row->name;
    diag *d = call->n_args > 1
                  ? diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "the operator '%s' is not supported for %s and %s", sign,
                               type_name(call->arg_types[0]), type_name(call->arg_types[1]))
                  : diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "the sign '%s' is not supported before %s", sign,
                               type_name(call->arg_types[0]));
    diag_hint(ds, d, "the difference of two datetimes is a timespan, and timespans can be added, scaled and divided");
    return false;
}

static bool refuse_datetime(fn_call *call, arena *mem, diags *ds)
{
    return call->arg_types[0] != T_DATETIME || refuse_times(call, mem, ds);
}

static bool refuse_two_datetimes(fn_call *call, arena *mem, diags *ds)
{
    return call->arg_types[0] != call->arg_types[1] || refuse_times(call, mem, ds);
}

/* ---- signs */

KERNEL_1(neg_long, l, l, (int64_t)(0 - (uint64_t)x))
KERNEL_1(neg_real, r, r, -x)
KERNEL_1(neg_decimal, dec, dec, decimal_neg(x))
KERNEL_1(neg_int, i, l, -(int64_t)x)

static void negate(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    (args[0]->type == T_INT ? neg_int : out->type == T_REAL ? neg_real : out->type == T_DECIMAL ? neg_decimal : neg_long)(cx, args, rows, out);
}

static void negate_dynamic(fn_ctx *cx, const datum *args, datum *out)
{
    datum both[2] = {{.type = T_LONG, .l = 0}, args[0]};
    dynamic_op(cx, '-', both, out);
}

static void same(fn_ctx *cx, const datum *args, datum *out) { *out = convert_datum(cx->mem, args[0], out->type); }

#define NUMBERS(NAME, BODY) {.name = NAME, .sig = "(a: number, b: number) -> widest", .body = BODY, .page = "numerical-operators"}
#define DYNAMICS(NAME, EACH) {.name = NAME, .sig = "(a: dynamic, b: dynamic) -> dynamic", .each = EACH, .prepare = refuse_dynamics}
#define DYNAMIC(NAME, EACH, OTHERS)                                                                                    \
    {.name = NAME, .sig = "(a: dynamic, b: int) -> long", .each = EACH},                                               \
    {.name = NAME, .sig = "(a: int, b: dynamic) -> long", .each = EACH},                                               \
    {.name = NAME, .sig = "(a: dynamic, b: " OTHERS ") -> T1", .each = EACH},                                          \
    {.name = NAME, .sig = "(a: " OTHERS ", b: dynamic) -> T0", .each = EACH}
#define TICKS(NAME, SIG, BODY) {.name = NAME, .sig = SIG, .body = BODY, .page = "datetime-timespan-arithmetic"}
#define TICKS_EACH(NAME, SIG, EACH) {.name = NAME, .sig = SIG, .each = EACH, .page = "datetime-timespan-arithmetic"}
#define REFUSED(NAME, SIG) {.name = NAME, .sig = SIG, .each = same, .prepare = refuse_times}
#define SUMMABLE "int|long|real|decimal|timespan|datetime"

const fn_row fn_rows_arithmetic[] = {
    NUMBERS("+", add_number),
    TICKS("+", "(a: timespan, b: timespan) -> timespan", add_timespan),
    {.name = "+", .sig = "(a: datetime|timespan, b: datetime|timespan) -> datetime", .body = add_datetime,
     .prepare = refuse_two_datetimes, .page = "datetime-timespan-arithmetic"},
    DYNAMICS("+", dynamic_add),
    DYNAMIC("+", dynamic_add, SUMMABLE),
    NUMBERS("-", sub_number),
    TICKS("-", "(a: timespan, b: timespan) -> timespan", sub_timespan),
    TICKS("-", "(a: datetime, b: datetime) -> timespan", sub_long),
    TICKS("-", "(a: datetime, b: timespan) -> datetime", sub_datetime),
    REFUSED("-", "(a: timespan, b: datetime) -> datetime"),
    TICKS_EACH("-", "(a: datetime, b: dynamic) -> timespan", dynamic_sub),
    TICKS_EACH("-", "(a: dynamic, b: datetime) -> timespan", dynamic_sub),
    DYNAMICS("-", dynamic_sub),
    DYNAMIC("-", dynamic_sub, "int|long|real|decimal|timespan"),
    NUMBERS("*", mul_number),
    REFUSED("*", "(a: timespan, b: timespan) -> timespan"),
    TICKS_EACH("*", "(a: timespan, b: number) -> timespan", mul_ticks),
    TICKS_EACH("*", "(a: number, b: timespan) -> timespan", mul_ticks),
    REFUSED("*", "(a: datetime, b: number) -> datetime"),
    REFUSED("*", "(a: number, b: datetime) -> datetime"),
    DYNAMICS("*", dynamic_mul),
    DYNAMIC("*", dynamic_mul, "int|long|real|decimal"),
    NUMBERS("/", div_number),
    TICKS("/", "(a: timespan, b: timespan) -> real", ratio),
    REFUSED("/", "(a: datetime, b: datetime) -> real"),
    TICKS("/", "(a: datetime, b: timespan) -> real", ratio),
    TICKS_EACH("/", "(a: timespan, b: number) -> timespan", div_ticks),
    REFUSED("/", "(a: datetime, b: number) -> datetime"),
    DYNAMICS("/", dynamic_div),
    DYNAMIC("/", dynamic_div, "int|long|real|decimal"),
    NUMBERS("%", mod_number),
    TICKS_EACH("%", "(a: timespan, b: timespan) -> timespan", mod_ticks),
    REFUSED("%", "(a: timespan, b: number) -> timespan"),
    REFUSED("%", "(a: datetime, b: datetime) -> timespan"),
    TICKS_EACH("%", "(a: datetime, b: timespan) -> timespan", mod_ticks),
    REFUSED("%", "(a: datetime, b: number) -> datetime"),
    DYNAMICS("%", dynamic_mod),
    DYNAMIC("%", dynamic_mod, "int|long|real|decimal"),
    {.name = "u-", .sig = "(a: summable) -> T0promoted", .body = negate, .prepare = refuse_datetime},
    {.name = "u-", .sig = "(a: dynamic) -> dynamic", .each = negate_dynamic},
    {.name = "u+", .sig = "(a: summable) -> T0promoted", .each = same},
    {.name = "u+", .sig = "(a: dynamic) -> dynamic", .each = same},
    {0}};
