/* has_any, has_all: whole terms, any or all of a list, in any case. Source: has-any-operator.md, has-all-operator.md.
 */
#include "interp/kernel.h"
#include "interp/scalar/item_list.h"
#include "interp/scalar/needle_set.h"

static needle_set make_needles(arena *mem, const item_list *l, bool once)
{
    str *texts = ARENA_ARRAY(mem, str, l->n + 1);
    for (uint32_t k = 0; k < l->n; k++) texts[k] = datum_text(mem, l->items[k]);
    return needle_set_make(mem, texts, l->n, once);
}

static bool prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)ds;
    item_list l = {.mem = mem};
    if (!item_list_constants(&l, call)) return true;
    needle_set *set = ARENA_NEW(mem, needle_set);
    *set = make_needles(mem, &l, false);
    call->prepared = set;
    return true;
}

static void has_list(fn_ctx *cx, const vec *const *args, sel rows, vec *out, bool all)
{
    enum { AHEAD = 8 };
    const needle_set *set = cx->call->prepared;
    const vec *v = args[0];
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        needle_set own;
        if (v->type == T_STRING && !v->constant && k + AHEAD < rows.n) { /* texts lie apart: the memory is slower than the search */
            str later = v->s[sel_row(rows, k + AHEAD)];
            __builtin_prefetch(later.p);
            if (later.n > 64) __builtin_prefetch(later.p + 64);
        }
        if (vec_is_null(v, row)) continue;
        if (!cx->call->prepared) {
            item_list l = {.mem = cx->mem};
            for (uint32_t a = 1; a < cx->call->n_args; a++) item_list_add(&l, vec_get(args[a], row));
            own = make_needles(cx->mem, &l, true);
            set = &own;
        }
        str hay = v->type == T_STRING ? v->s[vec_ix(v, row)] : dyn_text(cx->mem, v->dy[vec_ix(v, row)]);
        out->b[row] = all ? needle_set_all(set, hay) : needle_set_any(set, hay);
    }
}

static void has_any(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    has_list(cx, args, rows, out, false);
}
static void has_all(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    has_list(cx, args, rows, out, true);
}

const fn_row fn_rows_has_any[] = {{.name = "has_any",
                                   .sig = "(source: string|dynamic, terms: scalar...) -> bool",
                                   .body = has_any,
                                   .prepare = prepare,
                                   .nulls = NULLS_SEEN,
                                   .page = "has-any-operator"},
                                  {.name = "has_all",
                                   .sig = "(source: string|dynamic, terms: scalar...) -> bool",
                                   .body = has_all,
                                   .prepare = prepare,
                                   .nulls = NULLS_SEEN,
                                   .page = "has-all-operator"},
                                  {0}};
