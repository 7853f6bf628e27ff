/* print: one row of values. */
#include "interp/exec.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/projection.h"
#include "interp/plan/exprs.h"

static plan_node *print_bind(binder *b, const ast *node, plan_node *in)
{
    (void)in;
    projection *p = ARENA_NEW(b->mem, projection);
    const schema *old = bind_rows(b, NULL);
    bool ok = bind_columns(b, node->kid + 1, node->n - 1, COLUMNS_PRINT, &p->cols, &p->n);
    bind_rows(b, old);
    plan_node *out = ok ? bind_node(b, &op_print, node->at, 0, NULL, p) : NULL;
    for (uint32_t i = 0; out && i < p->n; i++) {
        schema_add(b->mem, &out->cols, p->cols[i].name, p->cols[i].value->type);
    }
    return out;
}

static void print_need(plan_node *n) { (void)n; }

typedef struct state {
    bool given;
} state;

static bool print_open(exec *x, const plan_node *n, void **out)
{
    (void)n;
    *out = ARENA_NEW(x->mem, state);
    return true;
}

static step print_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    const projection *p = n->info;
    if (s->given) {
        return STEP_END;
    }
    s->given = true;
    const vec **cols = ARENA_ARRAY(x->mem, const vec *, p->n + 1);
    batch one = {.n_rows = 1, .sel = {NULL, 1}};
    for (uint32_t i = 0; i < p->n; i++) {
        cols[i] = eval(x, p->cols[i].value, &one, one.sel, x->mem);
    }
    *out = (batch){.n_rows = 1, .sel = {NULL, 1}, .n_cols = p->n, .cols = cols};
    return STEP_ROWS;
}

static void print_describe(buf *out, const plan_node *n)
{
    const projection *p = n->info;
    for (uint32_t i = 0; i < p->n; i++) {
        buf_printf(out, "%s" STR_FMT " = ", i ? ", " : "", STR_ARG(p->cols[i].name));
        expr_text(out, p->cols[i].value, NULL);
    }
}

const op_class op_print = {.name = "print", .code = OP_PRINT, .bind = print_bind, .need = print_need, .open = print_open,
                           .next = print_next, .describe = print_describe, .visit = projection_visit};
