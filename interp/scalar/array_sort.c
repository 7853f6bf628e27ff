/* array_sort: array_sort_asc and _desc. The first array is sorted, stably; the others follow its items. One array gives
 * an array, several give an array of them: array_sort_asc(a, b)[1] is the sorted b. */
#include "interp/scalar/args.h"

#include <stdlib.h>

typedef struct entry {
    const dyn *v;
    uint32_t from;
} entry;

/* Numbers and times, strings, guids, all others; in both directions (the pages). Nulls are no class: they go to one
 * end. */
static int class_of(const dyn *v)
{
    switch ((dyn_kind)v->kind) {
    case DYN_LONG:
    case DYN_REAL:
    case DYN_DECIMAL:
    case DYN_DATETIME:
    case DYN_TIMESPAN:
        return 0;
    case DYN_STRING:
        return 1;
    case DYN_GUID:
        return 2;
    default:
        return 3;
    }
}

static int compare(const entry *a, const entry *b, int sign, bool nulls_last)
{
    bool na = a->v->kind == DYN_NULL, nb = b->v->kind == DYN_NULL;
    int c;
    if (na || nb)
        c = nulls_last ? na - nb : nb - na;
    else if (class_of(a->v) != class_of(b->v))
        c = class_of(a->v) - class_of(b->v);
    else
        c = sign * dyn_cmp(a->v, b->v);
    return c ? c : (a->from > b->from) - (a->from < b->from);
}

static int asc_last(const void *a, const void *b)
{
    return compare(a, b, 1, true);
}
static int asc_first(const void *a, const void *b)
{
    return compare(a, b, 1, false);
}
static int desc_last(const void *a, const void *b)
{
    return compare(a, b, -1, true);
}
static int desc_first(const void *a, const void *b)
{
    return compare(a, b, -1, false);
}

static const dyn *in_order(arena *mem, const entry *order, const dyn *a, uint32_t n)
{
    if (a->kind != DYN_ARRAY || a->n != n)
        return dyn_null(); /* "null is returned for every array that differs in length" */
    const dyn **items = ARENA_ARRAY(mem, const dyn *, n + 1);
    for (uint32_t i = 0; i < n; i++) items[i] = a->item[order[i].from];
    return dyn_array(mem, items, n);
}

static void sort(fn_ctx *cx, const datum *args, datum *out, bool desc)
{
    uint32_t n_args = cx->call->n_args;
    bool flag = cx->call->arg_types[n_args - 1] == T_BOOL,
         nulls_last = !flag || args[n_args - 1].null || args[n_args - 1].b;
    if (flag) n_args--;
    if (n_args == 0 || args[0].null || args[0].dy->kind != DYN_ARRAY) return;
    uint32_t n = args[0].dy->n;
    entry *order = ARENA_ARRAY(cx->mem, entry, n + 1);
    for (uint32_t i = 0; i < n; i++) order[i] = (entry){args[0].dy->item[i], i};
    qsort(order, n, sizeof *order, desc ? nulls_last ? desc_last : desc_first : nulls_last ? asc_last : asc_first);
    const dyn **sorted = ARENA_ARRAY(cx->mem, const dyn *, n_args);
    for (uint32_t k = 0; k < n_args; k++)
        sorted[k] = args[k].null ? dyn_null() : in_order(cx->mem, order, args[k].dy, n);
    fn_out_dyn(out, n_args == 1 ? sorted[0] : dyn_array(cx->mem, sorted, n_args));
}

static void array_sort_asc(fn_ctx *cx, const datum *args, datum *out)
{
    sort(cx, args, out, false);
}
static void array_sort_desc(fn_ctx *cx, const datum *args, datum *out)
{
    sort(cx, args, out, true);
}

/* Arrays, then perhaps nulls_last. */
static bool prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    for (uint32_t k = 0; k < call->n_args; k++) {
        bool last = k > 0 && k + 1 == call->n_args;
        if (call->arg_types[k] == T_DYNAMIC || (last && call->arg_types[k] == T_BOOL)) continue;
        diag_error(ds, ST_COMPILE, NULL, call->at, "%s() takes arrays, and true or false at the end", call->row->name);
        return false;
    }
    return true;
}

#define ROW(NAME)                                                                                                      \
    .name = #NAME, .sig = "(array: array, [rest: scalar...65]) -> dynamic", .each = NAME, .prepare = prepare,            \
    .nulls = NULLS_SEEN

const fn_row fn_rows_array_sort[] = {
    {ROW(array_sort_asc), .tuple = "sorted...",
     .help = "The array in ascending order, nulls last; further arrays follow the first",
     .example = "print x = array_sort_asc(dynamic([null, 'blue', 'yellow', 'green'])), y = "
                "array_sort_asc(dynamic([null, 'b', 'a']), false)",
     .gives = "[\"blue\",\"green\",\"yellow\",null], [null,\"a\",\"b\"]", .page = "array-sort-asc-function"},
    {ROW(array_sort_desc), .tuple = "sorted...",
     .help = "The array in descending order, nulls last; further arrays follow the first",
     .example = "print x = array_sort_desc(dynamic([1, 3, 4, 5, 2]))", .gives = "[5,4,3,2,1]",
     .page = "array-sort-desc-function"},
    {0}};
