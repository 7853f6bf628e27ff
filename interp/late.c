#include "interp/late.h"

#include "interp/ops/shared/part.h"

static arena *lasting(const exec *x) { return x->run ? x->run : x->mem; }

/* A new item in an array that doubles; the old copies stay in the arena. */
static const dyn **list_room(arena *mem, const dyn **list, uint32_t n, uint32_t *cap)
{
    if (n < *cap) {
        return list;
    }
    *cap = *cap ? 2 * *cap : 64;
    const dyn **more = ARENA_ARRAY(mem, const dyn *, *cap);
    if (n) {
        memcpy(more, list, n * sizeof *more);
    }
    return more;
}

/* The first column of all rows; of a list column, as `in` takes it, the values as they are. */
static datum table_list(exec *x, const plan_node *plan)
{
    arena *mem = lasting(x);
    const dyn **list = NULL;
    uint32_t n = 0, cap = 0;
    batch b;
    while (exec_next(x, plan, &b) == STEP_ROWS) {
        const vec *v = b.cols[0];
        for (uint32_t k = 0; k < b.sel.n; k++) {
            list = list_room(mem, list, n, &cap);
            list[n++] = dyn_copy(mem, dyn_from_datum(mem, vec_get(v, sel_row(b.sel, k))));
        }
        if (!exec_memory_ok(x, mem, plan)) {
            break;
        }
    }
    return (datum){.type = T_DYNAMIC, .dy = dyn_array(mem, list, n)};
}

static datum first_cell(exec *x, const plan_node *plan, kql_type type)
{
    batch b;
    if (exec_next(x, plan, &b) != STEP_ROWS || plan->cols.n == 0) {
        return datum_null(type);
    }
    return datum_copy(lasting(x), vec_get(b.cols[0], sel_row(b.sel, 0)));
}

datum late_value(exec *x, const expr *e)
{
    if (!x->late || e->late == 0 || e->late > x->n_late) {
        return datum_null(e->type);
    }
    late *slot = &x->late[e->late - 1];
    if (!slot->ready) {
        slot->ready = true;
        slot->whole = !part_is_read(e->plan);
        slot->value = datum_null(e->type);
        if (exec_open(x, e->plan)) {
            slot->value = e->kind == EX_TABLE ? table_list(x, e->plan) : first_cell(x, e->plan, e->type);
        }
        exec_close(x, e->plan);
    }
    return slot->value;
}

const fn_call *late_call(exec *x, const expr *e)
{
    if (!x->late || e->late > x->n_late) {
        return e->call;
    }
    late *slot = &x->late[e->late - 1];
    if (slot->ready) {
        return slot->call;
    }
    arena *mem = lasting(x);
    fn_call *call = ARENA_NEW(mem, fn_call);
    *call = *e->call;
    const datum **constants = ARENA_ARRAY(mem, const datum *, e->n_args + 1);
    slot->whole = true;
    for (uint32_t i = 0; i < e->n_args; i++) {
        constants[i] = e->call->constants ? e->call->constants[i] : NULL;
        if (e->args[i]->late && !e->args[i]->row_bound) {
            datum *d = ARENA_NEW(mem, datum);
            *d = eval_scalar(x, e->args[i], mem);
            constants[i] = d;
            slot->whole = slot->whole && x->late[e->args[i]->late - 1].whole;
        }
    }
    call->constants = constants;
    call->prepared = NULL;
    if (call->row->prepare) {
        call->row->prepare(call, mem, x->ds);
    }
    slot->call = call;
    slot->ready = true;
    return call;
}
