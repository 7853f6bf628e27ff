/* array_search: finding, choosing and adding up items. */
#include "interp/scalar/args.h"

static const dyn *array_of(datum d)
{
    return !d.null && d.type == T_DYNAMIC && d.dy->kind == DYN_ARRAY ? d.dy : NULL;
}

static int64_t optional(fn_ctx *cx, const datum *args, uint32_t k, int64_t otherwise)
{
    return k < cx->call->n_args && !args[k].null ? arg_long(args[k]) : otherwise;
}

static void array_index_of(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *a = array_of(args[0]), *value = dyn_from_datum(cx->mem, args[1]);
    if (!a) return;
    int64_t start = optional(cx, args, 2, 0), length = optional(cx, args, 3, -1), nth = optional(cx, args, 4, 1),
            end = a->n;
    if (nth < 1 || length < -1) return;
    if (start < 0) start += a->n;
    if (start < 0) start = 0;
    if (length >= 0 && start < end && length < end - start) end = start + length;
    int64_t found = -1;
    for (int64_t i = start; i < end && nth > 0; i++)
        if (dyn_cmp(a->item[i], value) == 0 && --nth == 0) found = i;
    fn_out_long(out, found);
}

static void set_has_element(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *a = array_of(args[0]), *value = dyn_from_datum(cx->mem, args[1]);
    if (!a) return;
    bool found = false;
    for (uint32_t i = 0; i < a->n && !found; i++) found = dyn_cmp(a->item[i], value) == 0;
    fn_out_bool(out, found);
}

/* 1 true, 0 false, -1 neither a bool nor a number */
static int truth(const dyn *v)
{
    datum d = v->kind == DYN_STRING ? datum_null(T_BOOL) : convert_datum(NULL, dyn_to_datum(v), T_BOOL);
    return d.null ? -1 : d.b;
}

/* Item i of an array, null beyond its end; a scalar is the same at every i. */
static const dyn *item_at(arena *mem, datum d, uint32_t i)
{
    const dyn *a = array_of(d);
    if (!a) return dyn_from_datum(mem, d);
    return i < a->n ? a->item[i] : dyn_null();
}

static void array_iff(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *cond = array_of(args[0]);
    if (!cond) return;
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, cond->n + 1);
    for (uint32_t i = 0; i < cond->n; i++) {
        int t = truth(cond->item[i]);
        items[i] = t < 0 ? dyn_null() : item_at(cx->mem, args[t ? 1 : 2], i);
    }
    fn_out_dyn(out, dyn_array(cx->mem, items, cond->n));
}

static void array_sum(fn_ctx *cx, const datum *args, datum *out)
{
    (void)cx;
    const dyn *a = array_of(args[0]);
    double sum = 0;
    for (uint32_t i = 0; a && i < a->n; i++) {
        if (a->item[i]->kind == DYN_LONG) {
            sum += (double)a->item[i]->l;
            continue;
        }
        datum d = dyn_to_datum(a->item[i]);
        if (d.null || !type_is_number(d.type)) return;
        sum += arg_real(d);
    }
    if (a) fn_out_real(out, sum);
}

static void zip(fn_ctx *cx, const datum *args, datum *out)
{
    uint32_t n = 0, width = cx->call->n_args;
    for (uint32_t k = 0; k < width; k++) {
        if (!array_of(args[k])) return;
        if (args[k].dy->n > n) n = args[k].dy->n;
    }
    const dyn **rows = ARENA_ARRAY(cx->mem, const dyn *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, width);
        for (uint32_t k = 0; k < width; k++) items[k] = item_at(cx->mem, args[k], i);
        rows[i] = dyn_array(cx->mem, items, width);
    }
    fn_out_dyn(out, dyn_array(cx->mem, rows, n));
}

#define INDEX_OF                                                                                                       \
    "(array: array, value: scalar, [start: integer], [length: integer], [occurrence: const integer]) -> long"

const fn_row fn_rows_array_search[] = {
    {.name = "array_index_of",
     .sig = INDEX_OF,
     .each = array_index_of,
     .help = "Where in the array the value is, from 0; -1: nowhere",
     .example = "print array_index_of(dynamic(['this', 'is', 'an', 'example', 'an']), 'an'), "
                "array_index_of(dynamic(['a', 'b', 'a']), 'a', 1, -1, 1)",
     .gives = "2, 2",
     .page = "array-index-of-function"},
    {.name = "set_has_element",
     .sig = "(set: array, value: scalar) -> bool",
     .each = set_has_element,
     .help = "True when the value is an item of the array",
     .example = "print set_has_element(dynamic(['this', 'is']), 'is'), set_has_element(dynamic([1]), 2)",
     .gives = "true, false",
     .page = "set-has-element-function"},
    {.name = "array_iff",
     .sig = "(condition_array: array, when_true: scalar, when_false: scalar) -> dynamic",
     .each = array_iff,
     .nulls = NULLS_SEEN,
     .help = "Item by item one array or value or the other",
     .example = "print array_iff(dynamic([true, 0, 'x']), dynamic([1, 2, 3]), 'no')",
     .gives = "[1,\"no\",null]",
     .page = "array-iff-function"},
    {.name = "array_iif",
     .sig = "(condition_array: array, when_true: scalar, when_false: scalar) -> dynamic",
     .each = array_iff,
     .nulls = NULLS_SEEN,
     .hidden = true,
     .same_as = "array_iff"},
    {.name = "array_sum",
     .sig = "(array: array) -> real",
     .each = array_sum,
     .help = "The sum of the items; null when one is no number",
     .example = "print array_sum(dynamic([1, 2.5])), array_sum(dynamic([1, 'x']))",
     .gives = "3.5, null",
     .page = "array-sum-function"},
    {.name = "zip",
     .sig = "(array: array, array: array, [rest: array...16]) -> dynamic",
     .each = zip,
     .help = "An array of the first items, one of the second and so on",
     .example = "print zip(dynamic([1, 3, 5]), dynamic([2, 4]))",
     .gives = "[[1,2],[3,4],[5,null]]",
     .page = "zip-function"},
    {0}};
