/* count: the number of rows, in one row. */
#include "interp/exec.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"

static plan_node *count_bind(binder *b, const ast *node, plan_node *in)
{
    plan_node *out = node_over(b, &op_count, node->at, in, NULL);
    if (out) {
        out->cols = (schema){0};
        schema_add(b->mem, &out->cols, node->text.n ? node->text : STR("Count"), T_LONG);
        out->serialized = out->open_columns = false;
    }
    return out;
}

static void count_need(plan_node *n) { (void)n; /* rows, and none of their columns */ }

typedef struct state {
    bool given;
} state;

static bool count_open(exec *x, const plan_node *n, void **out)
{
    *out = ARENA_NEW(x->mem, state);
    return exec_open(x, n->in[0]);
}

static step count_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    if (s->given) {
        return STEP_END;
    }
    s->given = true;
    int64_t total = 0;
    batch in;
    step got;
    while ((got = exec_next(x, n->in[0], &in)) == STEP_ROWS) {
        total += in.sel.n;
    }
    if (got == STEP_ERROR) {
        return got;
    }
    const vec **cols = ARENA_ARRAY(x->mem, const vec *, 1);
    cols[0] = vec_const(x->mem, (datum){.type = T_LONG, .l = total});
    *out = (batch){.n_rows = 1, .sel = {NULL, 1}, .n_cols = 1, .cols = cols};
    return STEP_ROWS;
}

const op_class op_count = {.name = "count", .code = OP_COUNT, .bind = count_bind, .need = count_need, .open = count_open,
                           .next = count_next};
