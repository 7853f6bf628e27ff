#include "interp/scalar/item_list.h"

static void push(item_list *l, datum d)
{
    if (l->n == l->cap) {
        uint32_t cap = l->cap ? l->cap * 2 : 16;
        datum *bigger = arena_alloc(l->mem, sizeof(datum) * cap);
        if (l->n) memcpy(bigger, l->items, l->n * sizeof(datum));
        l->items = bigger;
        l->cap = cap;
    }
    l->items[l->n++] = d;
}

static void add_dynamic(item_list *l, const dyn *v)
{
    if (!v || v->kind == DYN_NULL) {
        l->nulls++;
    } else if (v->kind == DYN_ARRAY) {
        for (uint32_t i = 0; i < v->n; i++) add_dynamic(l, v->item[i]); /* depth is limited to DYN_MAX_DEPTH */
    } else {
        push(l, dyn_to_datum(v));
    }
}

void item_list_add(item_list *l, datum d)
{
    if (d.null && d.type != T_STRING) {
        l->nulls++;
    } else if (d.type == T_DYNAMIC) {
        add_dynamic(l, d.dy);
    } else {
        push(l, d);
    }
}

bool item_list_constants(item_list *l, const fn_call *call)
{
    for (uint32_t k = 1; k < call->n_args; k++) {
        if (!call->constants[k]) return false;
        item_list_add(l, *call->constants[k]);
    }
    return true;
}
