/* set_ops: arrays as sets. Results keep the order of first appearance; what is no array gives null. */
#include "interp/agg/value_set.h"
#include "interp/scalar/args.h"

static bool all_arrays(fn_ctx *cx, const datum *args)
{
    for (uint32_t k = 0; k < cx->call->n_args; k++)
        if (args[k].dy->kind != DYN_ARRAY) return false;
    return true;
}

static datum item(const dyn *v)
{
    return (datum){.type = T_DYNAMIC, .dy = v};
}

static bool holds(const value_set *s, const dyn *v)
{
    return value_set_find(s, item(v), dyn_hash(v)) != UINT32_MAX;
}

static void add_all(arena *mem, value_set *s, const dyn *a)
{
    for (uint32_t i = 0; i < a->n; i++) value_set_add(s, mem, item(a->item[i]), dyn_hash(a->item[i]));
}

static void out_set(fn_ctx *cx, const value_set *s, datum *out)
{
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, s->n + 1);
    for (uint32_t i = 0; i < s->n; i++) items[i] = s->items[i].dy;
    fn_out_dyn(out, dyn_array(cx->mem, items, s->n));
}

static void set_union(fn_ctx *cx, const datum *args, datum *out)
{
    value_set s = {0};
    if (!all_arrays(cx, args)) return;
    for (uint32_t k = 0; k < cx->call->n_args; k++) add_all(cx->mem, &s, args[k].dy);
    out_set(cx, &s, out);
}

/* The items of the first array that are in all others (in: true) or in none of them. */
static void sift(fn_ctx *cx, const datum *args, datum *out, bool in)
{
    value_set *others = ARENA_ARRAY(cx->mem, value_set, cx->call->n_args), kept = {0};
    if (!all_arrays(cx, args)) return;
    for (uint32_t k = 1; k < cx->call->n_args; k++) add_all(cx->mem, &others[k], args[k].dy);
    for (uint32_t i = 0; i < args[0].dy->n; i++) {
        const dyn *v = args[0].dy->item[i];
        bool keep = true;
        for (uint32_t k = 1; k < cx->call->n_args && keep; k++) keep = holds(&others[k], v) == in;
        if (keep) value_set_add(&kept, cx->mem, item(v), dyn_hash(v));
    }
    out_set(cx, &kept, out);
}

static void set_intersect(fn_ctx *cx, const datum *args, datum *out)
{
    sift(cx, args, out, true);
}
static void set_difference(fn_ctx *cx, const datum *args, datum *out)
{
    sift(cx, args, out, false);
}

/* How many distinct items two arrays have in common, and each. */
static uint32_t common(arena *mem, const dyn *x, const dyn *y, value_set *a, value_set *b)
{
    uint32_t n = 0;
    add_all(mem, a, x);
    add_all(mem, b, y);
    for (uint32_t i = 0; i < a->n; i++) n += holds(b, a->items[i].dy);
    return n;
}

static void set_equals(fn_ctx *cx, const datum *args, datum *out)
{
    value_set a = {0}, b = {0};
    if (all_arrays(cx, args)) fn_out_bool(out, common(cx->mem, args[0].dy, args[1].dy, &a, &b) == a.n && a.n == b.n);
}

static void jaccard_index(fn_ctx *cx, const datum *args, datum *out)
{
    value_set a = {0}, b = {0};
    if (!all_arrays(cx, args)) return;
    double both = common(cx->mem, args[0].dy, args[1].dy, &a, &b);
    fn_out_real(out, both / ((double)a.n + b.n - both)); /* of two empty sets 0/0, which is NaN */
}

#define ROW(NAME, SIG) .name = #NAME, .sig = SIG, .each = NAME
#define MANY           "(set: array, set: array, [rest: array...64]) -> dynamic"

const fn_row fn_rows_set_ops[] = {
    {ROW(set_union, MANY), .help = "The different items of all arrays",
     .example = "print set_union(dynamic([1, 2, 1, 4]), dynamic([1, 2]), dynamic([8]))", .gives = "[1,2,4,8]",
     .page = "set-union-function"},
    {ROW(set_intersect, MANY), .help = "The different items that all arrays have",
     .example =
         "print set_intersect(dynamic([1, 2, 3]), dynamic([3, 1, 5])), set_intersect(dynamic([1]), dynamic([4]))",
     .gives = "[1,3], []", .page = "set-intersect-function"},
    {ROW(set_difference, MANY), .help = "The different items of the first array that are in no other",
     .example = "print set_difference(dynamic([1, 2, 1, 4]), dynamic([1, 2]))", .gives = "[4]",
     .page = "set-difference-function"},
    {ROW(set_equals, "(set1: array, set2: array) -> bool"),
     .help = "True when both arrays have the same different items",
     .example = "print set_equals(dynamic([1, 2, 2]), dynamic([2, 1]))", .gives = "true"},
    {ROW(jaccard_index, "(set1: array, set2: array) -> real"),
     .help = "How alike two sets are: the common items over all items",
     .example = "print jaccard_index(dynamic([1, 2, 3]), dynamic([1, 2, 3, 4]))", .gives = "0.75",
     .page = "jaccard-index-function"},
    {0}};
