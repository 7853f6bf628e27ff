/* elementwise: two series, or a series and a number, item by item. What is no number, and what only one of them has, gives null. */
#include "interp/series/numbers.h"

#include <math.h>

typedef enum operation { ADD, SUBTRACT, MULTIPLY, DIVIDE, POW, LESS, LESS_EQUALS, GREATER, GREATER_EQUALS, EQUALS, NOT_EQUALS } operation;

/* A number stands for a series of it as long as the other. */
static bool read(fn_ctx *cx, const datum *d, uint32_t n, numbers *s)
{
    if (d->type == T_DYNAMIC) return numbers_ask(cx, d->dy, true, s);
    *s = (numbers){ARENA_ARRAY(cx->mem, double, n + 1), ARENA_ARRAY(cx->mem, bool, n + 1), n, d->type != T_REAL && d->type != T_DECIMAL};
    for (uint32_t i = 0; i < n; i++) s->v[i] = number_argument(d);
    return true;
}

static double calculate(operation op, double x, double y)
{
    switch (op) {
    case ADD: return x + y;
    case SUBTRACT: return x - y;
    case MULTIPLY: return x * y;
    case DIVIDE: return x / y;
    default: return pow(x, y);
    }
}

static bool holds(operation op, double x, double y)
{
    switch (op) {
    case LESS: return x < y;
    case LESS_EQUALS: return x <= y;
    case GREATER: return x > y;
    case GREATER_EQUALS: return x >= y;
    case EQUALS: return x == y;
    default: return x != y;
    }
}

static void combine(fn_ctx *cx, operation op, const datum *args, datum *out)
{
    arena *mem = cx->mem;
    uint32_t na = args[0].type == T_DYNAMIC && args[0].dy->kind == DYN_ARRAY ? args[0].dy->n : 0;
    uint32_t nb = args[1].type == T_DYNAMIC && args[1].dy->kind == DYN_ARRAY ? args[1].dy->n : 0, n = na > nb ? na : nb;
    numbers a, b;
    if (!read(cx, &args[0], n, &a) || !read(cx, &args[1], n, &b)) return;
    bool whole = a.whole && b.whole && op <= MULTIPLY;
    const dyn **items = ARENA_ARRAY(mem, const dyn *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        if (i >= a.n || i >= b.n || a.missing[i] || b.missing[i]) {
            items[i] = dyn_null();
        } else if (op >= LESS) {
            items[i] = dyn_bool(holds(op, a.v[i], b.v[i]));
        } else {
            double v = calculate(op, a.v[i], b.v[i]);
            items[i] = whole && v > -9e15 && v < 9e15 ? dyn_long(mem, (int64_t)v) : dyn_real(mem, v);
        }
    }
    fn_out_dyn(out, dyn_array(mem, items, n));
}

#define PAIR(NAME, OP) \
    static void NAME(fn_ctx *cx, const datum *args, datum *out) { combine(cx, OP, args, out); }
PAIR(series_add, ADD)
PAIR(series_subtract, SUBTRACT)
PAIR(series_multiply, MULTIPLY)
PAIR(series_divide, DIVIDE)
PAIR(series_pow, POW)
PAIR(series_less, LESS)
PAIR(series_less_equals, LESS_EQUALS)
PAIR(series_greater, GREATER)
PAIR(series_greater_equals, GREATER_EQUALS)
PAIR(series_equals, EQUALS)
PAIR(series_not_equals, NOT_EQUALS)

#define ROWS(NAME, HELP, EXAMPLE, GIVES, PAGE)                                                                         \
    {.name = #NAME, .sig = "(series1: array, series2: array) -> dynamic", .each = NAME, .help = HELP, .example = EXAMPLE, .gives = GIVES, .page = PAGE}, \
    {.name = #NAME, .sig = "(series1: array, series2: number) -> dynamic", .each = NAME},                              \
    {.name = #NAME, .sig = "(series1: number, series2: array) -> dynamic", .each = NAME}
#define TWO(NAME) "print " #NAME "(dynamic([1,2,4]), dynamic([4,2,1]))"

const fn_row fn_rows_series_elementwise[] = {
    ROWS(series_add, "The sums, item by item", TWO(series_add), "[5,4,5]", "series-add-function"),
    ROWS(series_subtract, "The differences, item by item", TWO(series_subtract), "[-3,0,3]", "series-subtract-function"),
    ROWS(series_multiply, "The products, item by item", TWO(series_multiply), "[4,4,4]", "series-multiply-function"),
    ROWS(series_divide, "The quotients, item by item, as reals", TWO(series_divide), "[0.25,1.0,4.0]", "series-divide-function"),
    ROWS(series_pow, "The first to the power of the second, item by item", "print series_pow(dynamic([1,2,3,4]), dynamic([2,4,3,1]))",
         "[1.0,16.0,27.0,4.0]", "series-pow-function"),
    ROWS(series_less, "Where the first is less", TWO(series_less), "[true,false,false]", "series-less-function"),
    ROWS(series_less_equals, "Where the first is less or equal", TWO(series_less_equals), "[true,true,false]", "series-less-equals-function"),
    ROWS(series_greater, "Where the first is greater", TWO(series_greater), "[false,false,true]", "series-greater-function"),
    ROWS(series_greater_equals, "Where the first is greater or equal", TWO(series_greater_equals), "[false,true,true]",
         "series-greater-equals-function"),
    ROWS(series_equals, "Where both are equal", TWO(series_equals), "[false,true,false]", "series-equals-function"),
    ROWS(series_not_equals, "Where they differ", TWO(series_not_equals), "[true,false,true]", "series-not-equals-function"),
    {0}};
