/* where: keeps the rows whose predicate is true. Most never run: the plan pushes them into the scans. */
#include "interp/ops/where.h"

#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/pass.h"
#include "interp/plan/exprs.h"

static plan_node *where_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"hint.*", "any"}};
    bind_params(b, node->kid[0], rules, 1);
    const schema *old = bind_rows(b, &in->cols);
    expr *predicate = bind_predicate(b, node->kid[1]);
    bind_rows(b, old);
    where_info *info = ARENA_NEW(b->mem, where_info);
    info->predicate = predicate;
    return node_over(b, &op_where, node->at, in, info);
}

static void where_need(plan_node *n)
{
    pass_need(n);
    expr_columns(((where_info *)n->info)->predicate, &n->in[0]->need);
}

typedef struct state {
    arena *batch;
    uint16_t kept[BATCH_ROWS];
} state;

static bool where_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    *out = s;
    return exec_open(x, n->in[0]);
}

static step where_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    const where_info *info = n->info;
    if (info->predicate->kind == EX_CONST && (info->predicate->value.null || !info->predicate->value.b)) {
        return STEP_END;
    }
    step next = exec_next(x, n->in[0], out);
    if (next != STEP_ROWS) {
        return next;
    }
    arena_reset(s->batch);
    out->sel = eval_filter(x, info->predicate, out, out->sel, s->batch, s->kept);
    return STEP_ROWS;
}

static void where_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->batch);
}

static void where_describe(buf *out, const plan_node *n)
{
    expr_text(out, ((const where_info *)n->info)->predicate, &n->cols);
}

static void where_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    each(&((where_info *)n->info)->predicate, arg);
}

const op_class op_where = {.name = "where", .code = OP_WHERE, .bind = where_bind, .need = where_need, .open = where_open,
                           .next = where_next, .close = where_close, .describe = where_describe, .visit = where_visit};
