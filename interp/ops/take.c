/* take (limit): the first rows that come, in the order they come. */
#include "interp/ops/sort.h"

#include "interp/ops/shared/pass.h"
#include "interp/plan/exprs.h"

static plan_node *take_bind(binder *b, const ast *node, plan_node *in)
{
    take_info *info = ARENA_NEW(b->mem, take_info);
    info->count = bind_row_count(b, node->kid[1]);
    return node_over(b, &op_take, node->at, in, info);
}

typedef struct state {
    int64_t left;
} state;

static bool take_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    datum count = eval_scalar(x, ((const take_info *)n->info)->count, x->mem);
    s->left = count.null ? 0 : count.l;
    *out = s;
    return exec_open(x, n->in[0]);
}

static step take_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    if (s->left <= 0) {
        exec_close(x, n->in[0]);
        return STEP_END;
    }
    step got = exec_next(x, n->in[0], out);
    if (got == STEP_ROWS) {
        out->sel.n = out->sel.n > s->left ? (uint32_t)s->left : out->sel.n;
        s->left -= out->sel.n;
    }
    return got;
}

static void take_describe(buf *out, const plan_node *n) { expr_text(out, ((const take_info *)n->info)->count, NULL); }

static void take_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg) { each(&((take_info *)n->info)->count, arg); }

const op_class op_take = {.name = "take", .code = OP_TAKE, .bind = take_bind, .need = pass_need, .open = take_open,
                          .next = take_next, .describe = take_describe, .visit = take_visit};
