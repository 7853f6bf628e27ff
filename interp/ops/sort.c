/* sort: holds every row, then hands them out in order. Stable. Source: sort-operator.md */
#include "interp/ops/sort.h"

#include "interp/ops/shared/pass.h"
#include "interp/ops/shared/sorted.h"

static plan_node *sort_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"hint.strategy", "splitBlock|multipleBlocks"}, {"hint.*", "any"}};
    bind_params(b, node->kid[0], rules, 2);
    sort_info *info = ARENA_NEW(b->mem, sort_info);
    return bind_sort_keys(b, node, 1, &in->cols, &info->keys) ? node_ordered(b, &op_sort, node->at, in, info) : NULL;
}

static void sort_need(plan_node *n)
{
    pass_need(n);
    sort_keys_need(&((sort_info *)n->info)->keys, &n->in[0]->need);
}

typedef struct state {
    arena *mem, *batch;
    sorted rows;
    uint32_t *at; /* row numbers in order, once all rows are in */
    uint32_t next;
} state;

static bool sort_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->batch = arena_new();
    sorted_init(&s->rows, s->mem, n, &((const sort_info *)n->info)->keys);
    *out = s;
    return exec_open(x, n->in[0]);
}

static bool take_all(exec *x, const plan_node *n, state *s)
{
    batch in;
    step got;
    while ((got = exec_next(x, n->in[0], &in)) == STEP_ROWS) {
        arena_reset(s->batch);
        rows_add(&s->rows.store, sorted_cols(&s->rows, x, &in, s->batch), in.sel);
        if (!exec_memory_ok(x, s->mem, n)) {
            return false;
        }
    }
    exec_close(x, n->in[0]);
    return got == STEP_END;
}

static step sort_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    if (!s->at) {
        if (!take_all(x, n, s)) {
            return STEP_ERROR;
        }
        s->at = order_rows(&s->rows.order, s->mem);
    }
    uint32_t left = s->rows.store.n - s->next, take = left < BATCH_ROWS ? left : BATCH_ROWS;
    if (take == 0) {
        return STEP_END;
    }
    arena_reset(s->batch);
    sorted_give(&s->rows, s->at + s->next, take, s->batch, out);
    s->next += take;
    return STEP_ROWS;
}

static void sort_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->mem);
    arena_drop(((state *)st)->batch);
}

static void sort_describe(buf *out, const plan_node *n)
{
    sort_keys_describe(out, &((const sort_info *)n->info)->keys, &n->in[0]->cols);
}

static void sort_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    sort_keys *k = &((sort_info *)n->info)->keys;
    for (uint32_t i = 0; i < k->n; i++) {
        each(&k->exprs[i], arg);
    }
}

const op_class op_sort = {.name = "sort", .code = OP_SORT, .bind = sort_bind, .need = sort_need, .open = sort_open,
                          .next = sort_next, .close = sort_close, .describe = sort_describe, .visit = sort_visit};
