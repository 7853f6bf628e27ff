#include "interp/ops/shared/pass.h"

void pass_need(plan_node *n)
{
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (colset_has(&n->need, i)) {
            colset_add(&n->in[0]->need, i);
        }
    }
}

step pass_next(exec *x, const plan_node *n, void *state, batch *out)
{
    (void)state;
    return exec_next(x, n->in[0], out);
}
