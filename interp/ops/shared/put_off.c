#include "interp/ops/shared/put_off.h"

void put_off_init(put_off *p, arena *mem, const agg_call *call) { *p = (put_off){.mem = mem, .on = call->n_args == 1}; }

static void room(put_off *p, uint32_t more)
{
    if (p->n + more <= p->cap) {
        return;
    }
    uint32_t cap = p->cap ? 4 * p->cap : 16 * BATCH_ROWS;
    uint16_t *code = arena_alloc(p->mem, cap * sizeof *code);
    uint32_t *group = arena_alloc(p->mem, cap * sizeof *group);
    if (p->n) {
        memcpy(code, p->code, p->n * sizeof *code);
        memcpy(group, p->group, p->n * sizeof *group);
    }
    p->code = code;
    p->group = group;
    p->cap = cap;
}

bool put_off_add(put_off *p, const vec *arg, sel which, const uint32_t *group)
{
    if (!arg->codes || arg->constant || (p->n && arg->codes != p->codes) || p->n + which.n > PUT_OFF_MOST) {
        return false;
    }
    p->codes = arg->codes;
    p->type = arg->type;
    room(p, which.n);
    memcpy(p->group + p->n, group, which.n * sizeof *group);
    for (uint32_t k = 0; k < which.n; k++) {
        p->code[p->n + k] = arg->code[sel_row(which, k)];
    }
    p->n += which.n;
    return true;
}

/* The values of n codes. */
static vec *values_of(const put_off *p, const uint16_t *code, uint32_t n, arena *mem)
{
    vec *v = vec_new(mem, p->type);
    uint8_t *null = p->type == T_STRING ? NULL : vec_nulls(mem, v);
    size_t size = type_size(p->type);
    for (uint32_t i = 0; i < n; i++) {
        memcpy((char *)v->data + i * size, (const char *)p->codes->values + code[i] * size, size);
        if (null) {
            null[i] = code[i] == 0;
        }
    }
    v->codes = p->codes;
    v->code = code;
    return v;
}

void put_off_catch_up(put_off *p, agg_states *states, const uint32_t *to, arena *mem)
{
    agg_ctx *cx = &states->cx;
    uint16_t *code = arena_alloc(mem, BATCH_ROWS * sizeof *code);
    uint32_t *group = arena_alloc(mem, BATCH_ROWS * sizeof *group);
    for (uint32_t at = 0; at < p->n;) {
        uint32_t n = 0;
        for (; at < p->n && n < BATCH_ROWS; at++) {
            uint32_t number = to ? to[p->group[at]] : p->group[at] + 1;
            code[n] = p->code[at];
            group[n] = number - 1;
            n += number != 0;
        }
        const vec *arg = values_of(p, code, n, mem);
        cx->call->row->update(cx, states->states, group, &arg, (sel){NULL, n});
    }
    p->n = 0;
    p->on = false;
}
