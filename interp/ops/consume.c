/* consume: runs what is before it and gives nothing, not even columns. Source: consume-operator.md; no columns: Microsoft's binder. */
#include "interp/exec.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"

static plan_node *consume_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"decodeblocks", "bool"}};
    if (!bind_params(b, node->kid[0], rules, 1)) {
        return NULL;
    }
    plan_node *out = node_over(b, &op_consume, node->at, in, NULL);
    if (out) {
        out->cols = (schema){0};
        out->serialized = out->open_columns = false;
    }
    return out;
}

static void consume_need(plan_node *n) { (void)n; /* rows, and none of their columns */ }

static step consume_next(exec *x, const plan_node *n, void *state, batch *out)
{
    (void)state;
    step got;
    while ((got = exec_next(x, n->in[0], out)) == STEP_ROWS)
        ;
    return got;
}

const op_class op_consume = {.name = "consume", .code = OP_CONSUME, .bind = consume_bind, .need = consume_need, .next = consume_next};
