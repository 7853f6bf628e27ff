#include "interp/ops/shared/projection.h"

#include "interp/plan/exprs.h"

plan_node *projection_bind(binder *b, const op_class *op, span at, plan_node *in, named_expr *cols, uint32_t n)
{
    projection *p = ARENA_NEW(b->mem, projection);
    *p = (projection){cols, n};
    plan_node **ins = ARENA_ARRAY(b->mem, plan_node *, 1);
    ins[0] = in;
    plan_node *node = bind_node(b, op, at, 1, ins, p);
    if (node) {
        node->cols = schema_of(b->mem, cols, n);
        node->serialized = in->serialized;
    }
    return node;
}

plan_node *projection_of(binder *b, const op_class *op, span at, plan_node *in, const uint32_t *columns, uint32_t n)
{
    named_expr *cols = ARENA_ARRAY(b->mem, named_expr, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        cols[i] = (named_expr){.name = in->cols.cols[columns[i]].name, .value = bind_column(b, columns[i], at), .at = at};
    }
    return projection_bind(b, op, at, in, cols, n);
}

bool is_projection(const plan_node *n) { return n->op->next == projection_next; }

void projection_need(plan_node *n)
{
    const projection *p = n->info;
    for (uint32_t i = 0; i < p->n; i++) {
        if (colset_has(&n->need, i)) {
            expr_columns(p->cols[i].value, &n->in[0]->need);
        }
    }
}

typedef struct state {
    arena *batch;
    const vec **cols;
} state;

bool projection_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    s->cols = ARENA_ARRAY(x->mem, const vec *, n->cols.n + 1);
    *out = s;
    return exec_open(x, n->in[0]);
}

step projection_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    const projection *p = n->info;
    batch in;
    step next = exec_next(x, n->in[0], &in);
    if (next != STEP_ROWS) {
        return next;
    }
    arena_reset(s->batch);
    for (uint32_t i = 0; i < p->n; i++) {
        bool read = !n->need.bits || colset_has(&n->need, i);
        s->cols[i] = read ? eval(x, p->cols[i].value, &in, in.sel, s->batch) : NULL;
    }
    *out = (batch){.n_rows = in.n_rows, .sel = in.sel, .n_cols = p->n, .cols = s->cols};
    return STEP_ROWS;
}

void projection_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->batch);
}

/* Only what is new is worth a word: columns that are handed on under their name are counted. */
void projection_describe(buf *out, const plan_node *n)
{
    const projection *p = n->info;
    const schema *in = &n->in[0]->cols;
    uint32_t kept = 0, shown = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const expr *e = p->cols[i].value;
        if (e->kind == EX_COLUMN && str_eq(in->cols[e->column].name, p->cols[i].name)) {
            kept++;
            continue;
        }
        buf_printf(out, "%s" STR_FMT " = ", shown++ ? ", " : "", STR_ARG(p->cols[i].name));
        expr_text(out, e, in);
    }
    if (kept) {
        buf_printf(out, "%s%u column%s handed on", shown ? "; " : "", kept, kept == 1 ? "" : "s");
    }
}

void projection_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    projection *p = n->info;
    for (uint32_t i = 0; i < p->n; i++) {
        each(&p->cols[i].value, arg);
    }
}
