#include "interp/ops/shared/sorted.h"

void sorted_restart(sorted *s, arena *mem)
{
    rows_init_types(&s->store, mem, s->types, s->n_in + s->keys->n);
    s->store.keep = s->keep;
}

void sorted_init(sorted *s, arena *mem, const plan_node *n, const sort_keys *keys)
{
    const schema *in = &n->in[0]->cols;
    uint32_t total = in->n + keys->n;
    *s = (sorted){.keys = keys, .n_in = in->n};
    s->cols = ARENA_ARRAY(mem, const vec *, total + 1);
    s->types = ARENA_ARRAY(mem, kql_type, total + 1);
    s->keep = ARENA_ARRAY(mem, bool, total + 1);
    order_key *by = ARENA_ARRAY(mem, order_key, keys->n + 1);
    for (uint32_t i = 0; i < in->n; i++) {
        s->types[i] = in->cols[i].type;
        s->keep[i] = !n->need.bits || colset_has(&n->need, i);
    }
    for (uint32_t i = 0; i < keys->n; i++) {
        const expr *e = keys->exprs[i];
        by[i] = keys->order[i];
        by[i].column = e->kind == EX_COLUMN ? e->column : in->n + i;
        s->types[in->n + i] = e->type;
        s->keep[by[i].column] = true;
    }
    sorted_restart(s, mem);
    s->order = (struct order){&s->store, by, keys->n};
}

const vec *const *sorted_cols(sorted *s, exec *x, const batch *in, arena *mem)
{
    for (uint32_t i = 0; i < s->n_in; i++) {
        s->cols[i] = in->cols[i];
    }
    for (uint32_t i = 0; i < s->keys->n; i++) {
        const expr *e = s->keys->exprs[i];
        s->cols[s->n_in + i] = e->kind == EX_COLUMN ? NULL : eval(x, e, in, in->sel, mem);
    }
    return s->cols;
}

void sorted_give(const sorted *s, const uint32_t *pick, uint32_t n, arena *mem, batch *out)
{
    const vec **cols = ARENA_ARRAY(mem, const vec *, s->n_in + 1);
    for (uint32_t i = 0; i < s->n_in; i++) {
        cols[i] = s->keep[i] ? rows_pick(&s->store, i, pick, n, mem) : NULL;
    }
    *out = (batch){.n_rows = n, .sel = {NULL, n}, .n_cols = s->n_in, .cols = cols};
}
