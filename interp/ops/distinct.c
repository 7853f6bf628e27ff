/* distinct: the first row of each combination, as it comes. Source: distinct-operator.md */
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/groups.h"
#include "interp/ops/shared/projection.h"
#include "interp/plan/exprs.h"

static plan_node *distinct_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"hint.strategy", "auto|broadcast|centralized|shuffle"}, {"hint.num_partitions", "long"}, {"hint.*", "any"}};
    bind_params(b, node->kid[0], rules, 3);
    bind_shuffle_keys(b, node->kid[0], in);
    named_expr *cols;
    uint32_t n;
    const schema *old = bind_rows(b, &in->cols);
    bool ok = bind_columns(b, node->kid + 1, node->n - 1, COLUMNS_DISTINCT, &cols, &n);
    bind_rows(b, old);
    for (uint32_t i = 0; ok && i < n; i++) {
        ok = check_not_dynamic(b, cols[i].value) && ok;
    }
    plan_node *out = ok ? projection_bind(b, &op_distinct, node->at, in, cols, n) : NULL;
    if (out) {
        out->serialized = false;
    }
    return out;
}

static void distinct_need(plan_node *n)
{
    const projection *p = n->info;
    for (uint32_t i = 0; i < p->n; i++) {
        expr_columns(p->cols[i].value, &n->in[0]->need);
    }
}

typedef struct state {
    arena *mem, *batch;
    groups groups;
    const vec **cols;
    uint32_t group[BATCH_ROWS];
    uint16_t fresh[BATCH_ROWS];
} state;

static bool distinct_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->batch = arena_new();
    s->cols = ARENA_ARRAY(s->mem, const vec *, n->cols.n + 1);
    kql_type *types = ARENA_ARRAY(s->mem, kql_type, n->cols.n + 1);
    for (uint32_t i = 0; i < n->cols.n; i++) {
        types[i] = n->cols.cols[i].type;
    }
    groups_init(&s->groups, s->mem, types, n->cols.n);
    *out = s;
    return exec_open(x, n->in[0]);
}

static step distinct_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    const projection *p = n->info;
    batch in;
    step got = exec_next(x, n->in[0], &in);
    if (got != STEP_ROWS) {
        return got;
    }
    arena_reset(s->batch);
    for (uint32_t i = 0; i < p->n; i++) {
        s->cols[i] = eval(x, p->cols[i].value, &in, in.sel, s->batch);
    }
    uint32_t seen = groups_count(&s->groups), fresh = 0;
    groups_add(&s->groups, s->cols, in.sel, s->group);
    for (uint32_t k = 0; k < in.sel.n; k++) {
        if (s->group[k] == seen) { /* group numbers are given in order: this row made it */
            seen++;
            s->fresh[fresh++] = (uint16_t)sel_row(in.sel, k);
        }
    }
    *out = (batch){.n_rows = in.n_rows, .sel = {s->fresh, fresh}, .n_cols = p->n, .cols = s->cols};
    return exec_memory_ok(x, s->mem, n) ? STEP_ROWS : STEP_ERROR;
}

static void distinct_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->mem);
    arena_drop(((state *)st)->batch);
}

const op_class op_distinct = {.name = "distinct", .code = OP_DISTINCT, .bind = distinct_bind, .need = distinct_need,
                              .open = distinct_open, .next = distinct_next, .close = distinct_close,
                              .describe = projection_describe, .visit = projection_visit};
