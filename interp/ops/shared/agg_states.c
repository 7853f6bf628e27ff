#include "interp/ops/shared/agg_states.h"

void agg_states_init(agg_states *a, exec *x, arena *mem, const agg_call *call)
{
    *a = (agg_states){.cx = {.call = call, .mem = mem, .now = x->now, .warn = &x->warn, .ds = x->ds}};
}

void agg_states_room(agg_states *a, uint32_t groups)
{
    if (groups <= a->cap) {
        return;
    }
    size_t size = a->cx.call->row->size;
    uint32_t cap = a->cap ? a->cap : 16;
    while (cap < groups) {
        cap *= 2;
    }
    char *more = arena_zero(a->cx.mem, size * cap + 1);
    if (a->cap) {
        memcpy(more, a->states, size * a->cap);
    }
    a->states = more;
    a->cap = cap;
}

void agg_states_add(agg_states *a, exec *x, const bound_agg *agg, const batch *in, sel which, const uint32_t *group, arena *mem)
{
    const vec **args = ARENA_ARRAY(mem, const vec *, agg->n_args + 1);
    for (uint32_t j = 0; j < agg->n_args; j++) {
        args[j] = eval(x, agg->args[j], in, which, mem);
    }
    agg->call->row->update(&a->cx, a->states, group, args, which);
}

void agg_states_results(agg_states *a, const uint32_t *pick, uint32_t first, uint32_t take, arena *mem, const vec **out)
{
    const agg_call *call = a->cx.call;
    if (call->row->is_long) {
        vec *made = vec_new(mem, T_LONG);
        const int64_t *states = (const int64_t *)(const void *)a->states;
        for (uint32_t k = 0; k < take; k++) {
            made->l[k] = states[pick ? pick[k] : first + k];
        }
        out[0] = made;
        return;
    }
    datum *d = ARENA_ARRAY(mem, datum, call->n_extra + 1);
    vec **made = ARENA_ARRAY(mem, vec *, call->n_extra + 1);
    for (uint32_t j = 0; j <= call->n_extra; j++) {
        out[j] = made[j] = vec_new(mem, j ? call->extra_types[j - 1] : call->result);
    }
    for (uint32_t k = 0; k < take; k++) {
        for (uint32_t j = 0; j <= call->n_extra; j++) {
            d[j] = datum_null(made[j]->type);
        }
        call->row->result(&a->cx, a->states + (size_t)(pick ? pick[k] : first + k) * call->row->size, d);
        if (!d[0].null && d[0].type == T_LONG) {
            made[0]->l[k] = d[0].l; /* most are counts and sums */
        } else {
            vec_set(mem, made[0], k, d[0]);
        }
        for (uint32_t j = 1; j <= call->n_extra; j++) {
            vec_set(mem, made[j], k, d[j]);
        }
    }
}
