/* array_basic: the length of arrays, their parts, and new ones from old. What is no array gives null. */
#include "interp/scalar/args.h"

static const dyn *array_of(datum d)
{
    return !d.null && d.type == T_DYNAMIC && d.dy->kind == DYN_ARRAY ? d.dy : NULL;
}

KERNEL_1_STMT(array_length, dy, l, if (x && x->kind == DYN_ARRAY) *r = x->n; else KERNEL_NULL)

static void array_concat(fn_ctx *cx, const datum *args, datum *out)
{
    uint32_t n = 0, at = 0;
    for (uint32_t k = 0; k < cx->call->n_args; k++) {
        if (!array_of(args[k])) return;
        n += args[k].dy->n;
    }
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, n + 1);
    for (uint32_t k = 0; k < cx->call->n_args; k++)
        for (uint32_t i = 0; i < args[k].dy->n; i++) items[at++] = args[k].dy->item[i];
    fn_out_dyn(out, dyn_array(cx->mem, items, n));
}

static void pack_array(fn_ctx *cx, const datum *args, datum *out)
{
    uint32_t n = cx->call->n_args;
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, n + 1);
    for (uint32_t k = 0; k < n; k++) items[k] = dyn_from_datum(cx->mem, args[k]);
    fn_out_dyn(out, dyn_array(cx->mem, items, n));
}

/* An index from the end made one from the start. */
static int64_t from_start(int64_t i, uint32_t n)
{
    return i < 0 ? i + n : i;
}

static void array_slice(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *a = array_of(args[0]);
    if (!a) return;
    int64_t from = from_start(arg_long(args[1]), a->n), to = from_start(arg_long(args[2]), a->n);
    if (from < 0) from = 0;
    if (to >= a->n) to = (int64_t)a->n - 1;
    fn_out_dyn(out, dyn_array(cx->mem, from <= to ? a->item + from : NULL, from <= to ? (uint32_t)(to - from + 1) : 0));
}

static void array_reverse(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *a = array_of(args[0]);
    if (!a) return;
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, a->n + 1);
    for (uint32_t i = 0; i < a->n; i++) items[i] = a->item[a->n - 1 - i];
    fn_out_dyn(out, dyn_array(cx->mem, items, a->n));
}

/* ---- moving along: by > 0 moves to the left */

static void rotate(fn_ctx *cx, const datum *args, datum *out, int sign)
{
    const dyn *a = array_of(args[0]);
    if (!a) return;
    int64_t n = a->n, by = n ? sign * (arg_long(args[1]) % n) : 0;
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, n + 1);
    for (int64_t i = 0; i < n; i++) items[i] = a->item[(i + by + n) % n];
    fn_out_dyn(out, dyn_array(cx->mem, items, a->n));
}

static void array_rotate_left(fn_ctx *cx, const datum *args, datum *out)
{
    rotate(cx, args, out, 1);
}
static void array_rotate_right(fn_ctx *cx, const datum *args, datum *out)
{
    rotate(cx, args, out, -1);
}

/* "null or an empty string depending on the type of elements" */
static const dyn *filler(fn_ctx *cx, const dyn *a, const datum *args)
{
    if (cx->call->n_args > 2) return dyn_from_datum(cx->mem, args[2]);
    for (uint32_t i = 0; i < a->n; i++)
        if (a->item[i]->kind != DYN_STRING) return dyn_null();
    return dyn_string(cx->mem, STR(""));
}

static void shift(fn_ctx *cx, const datum *args, datum *out, int sign)
{
    const dyn *a = array_of(args[0]);
    if (!a || args[1].null) return;
    int64_t by = arg_long(args[1]), n = a->n;
    by = by > n ? n : by < -n ? -n : by;
    by *= sign;
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, n + 1), *fill = filler(cx, a, args);
    for (int64_t i = 0; i < n; i++) items[i] = i + by >= 0 && i + by < n ? a->item[i + by] : fill;
    fn_out_dyn(out, dyn_array(cx->mem, items, a->n));
}

static void array_shift_left(fn_ctx *cx, const datum *args, datum *out)
{
    shift(cx, args, out, 1);
}
static void array_shift_right(fn_ctx *cx, const datum *args, datum *out)
{
    shift(cx, args, out, -1);
}

/* ---- cutting */

static int64_t bound(const dyn *d, uint32_t n, int64_t least)
{
    int64_t i = d->kind == DYN_LONG ? from_start(d->l, n) : 0;
    return i < least ? least : i > n ? n : i;
}

static void array_split(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *a = array_of(args[0]), *at = array_of(args[1]);
    if (!a || (args[1].type == T_DYNAMIC && !at)) return;
    if (!at) {
        const dyn **one = ARENA_ARRAY(cx->mem, const dyn *, 1);
        one[0] = dyn_long(cx->mem, arg_long(args[1]));
        at = dyn_array(cx->mem, one, 1);
    }
    const dyn **parts = ARENA_ARRAY(cx->mem, const dyn *, at->n + 1u);
    int64_t from = 0;
    for (uint32_t i = 0; i <= at->n; i++) {
        int64_t to = i < at->n ? bound(at->item[i], a->n, from) : a->n;
        parts[i] = dyn_array(cx->mem, to > from ? a->item + from : NULL, (uint32_t)(to - from));
        from = to;
    }
    fn_out_dyn(out, dyn_array(cx->mem, parts, at->n + 1));
}

#define ROW(NAME, SIG)   .name = #NAME, .sig = SIG, .each = NAME
#define MOVE(NAME, ARGS) ROW(NAME, "(array: array, count: integer" ARGS ") -> dynamic")

const fn_row fn_rows_array_basic[] = {
    {.name = "array_length",
     .sig = "(array: array) -> long",
     .body = array_length,
     .help = "How many items the array has",
     .example = "print array_length(dynamic([1, 2, 3, 'four'])), array_length(dynamic({}))",
     .gives = "4, null",
     .page = "array-length-function"},
    {.name = "arraylength",
     .sig = "(array: array) -> long",
     .body = array_length,
     .hidden = true,
     .same_as = "array_length"},
    {ROW(array_concat, "(array: array, [rest: array...64]) -> dynamic"), .help = "The items of all arrays in one",
     .example = "print array_concat(dynamic([1, 2]), dynamic([3]))", .gives = "[1,2,3]",
     .page = "array-concat-function"},
    {ROW(pack_array, "(value: scalar, [rest: scalar...]) -> dynamic"), .nulls = NULLS_SEEN,
     .help = "The values as an array", .example = "print pack_array(1, 'two', 3s)", .gives = "[1,\"two\",\"00:00:03\"]",
     .page = "pack-array-function"},
    {ROW(array_slice, "(array: array, start: integer, end: integer) -> dynamic"),
     .help = "The items from start to end; negative ones count from the end",
     .example = "print array_slice(dynamic([1, 2, 3, 4, 5]), -3, -2), array_slice(dynamic([1, 2, 3]), 1, 9)",
     .gives = "[3,4], [2,3]", .page = "array-slice-function"},
    {ROW(array_reverse, "(value: array) -> dynamic"), .help = "The items in reverse order",
     .example = "print array_reverse(dynamic([1, 2, 3]))", .gives = "[3,2,1]", .page = "array-reverse-function"},
    {MOVE(array_rotate_left, ""), .help = "The items moved round to the left",
     .example = "print array_rotate_left(dynamic([1, 2, 3, 4, 5]), 2)", .gives = "[3,4,5,1,2]",
     .page = "array-rotate-left-function"},
    {MOVE(array_rotate_right, ""), .help = "The items moved round to the right",
     .example = "print array_rotate_right(dynamic([1, 2, 3, 4, 5]), 2)", .gives = "[4,5,1,2,3]",
     .page = "array-rotate-right-function"},
    {MOVE(array_shift_left, ", [default_value: scalar]"), .nulls = NULLS_SEEN,
     .help = "The items moved to the left; the default fills up",
     .example = "print array_shift_left(dynamic([1, 2, 3]), 2), array_shift_left(dynamic([1, 2, 3]), -1, 0)",
     .gives = "[3,null,null], [0,1,2]", .page = "array-shift-left-function"},
    {MOVE(array_shift_right, ", [default_value: scalar]"), .nulls = NULLS_SEEN,
     .help = "The items moved to the right; the default fills up",
     .example = "print array_shift_right(dynamic([1, 2, 3]), 2)", .gives = "[null,null,1]",
     .page = "array-shift-right-function"},
    {ROW(array_split, "(array: array, index: integer) -> dynamic"),
     .help = "The array cut into arrays at one index or several",
     .example = "print array_split(dynamic([1, 2, 3, 4, 5]), dynamic([1, 3]))", .gives = "[[1],[2,3],[4,5]]",
     .page = "array-split-function"},
    {ROW(array_split, "(array: array, indices: array) -> dynamic")},
    {0}};
