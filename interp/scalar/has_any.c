/* has_any, has_all: whole terms, any or all of a list, in any case. Source: has-any-operator.md, has-all-operator.md. */
#include "interp/kernel.h"
#include "interp/scalar/item_list.h"
#include "interp/scalar/needle.h"

typedef struct needle_list {
    needle *items;
    uint32_t n;
} needle_list;

static needle_list make_needles(arena *mem, const item_list *l)
{
    needle_list list = {ARENA_ARRAY(mem, needle, l->n + 1), l->n};
    for (uint32_t k = 0; k < l->n; k++) list.items[k] = needle_make(datum_text(mem, l->items[k]), true);
    return list;
}

static bool prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)ds;
    item_list l = {.mem = mem};
    if (!item_list_constants(&l, call)) return true;
    needle_list *list = ARENA_NEW(mem, needle_list);
    *list = make_needles(mem, &l);
    call->prepared = list;
    return true;
}

static bool test(const needle_list *list, str hay, bool all)
{
    for (uint32_t k = 0; k < list->n; k++)
        if (needle_has(&list->items[k], hay) != all) return !all;
    return all;
}

static void has_list(fn_ctx *cx, const vec *const *args, sel rows, vec *out, bool all)
{
    const needle_list *list = cx->call->prepared;
    const vec *v = args[0];
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        needle_list own;
        if (vec_is_null(v, row)) continue;
        if (!cx->call->prepared) {
            item_list l = {.mem = cx->mem};
            for (uint32_t a = 1; a < cx->call->n_args; a++) item_list_add(&l, vec_get(args[a], row));
            own = make_needles(cx->mem, &l);
            list = &own;
        }
        str hay = v->type == T_STRING ? v->s[vec_ix(v, row)] : dyn_text(cx->mem, v->dy[vec_ix(v, row)]);
        out->b[row] = test(list, hay, all);
    }
}

static void has_any(fn_ctx *cx, const vec *const *args, sel rows, vec *out) { has_list(cx, args, rows, out, false); }
static void has_all(fn_ctx *cx, const vec *const *args, sel rows, vec *out) { has_list(cx, args, rows, out, true); }

const fn_row fn_rows_has_any[] = {
    {.name = "has_any", .sig = "(source: string|dynamic, terms: scalar...) -> bool", .body = has_any, .prepare = prepare, .nulls = NULLS_SEEN, .page = "has-any-operator"},
    {.name = "has_all", .sig = "(source: string|dynamic, terms: scalar...) -> bool", .body = has_all, .prepare = prepare, .nulls = NULLS_SEEN, .page = "has-all-operator"},
    {0}};
