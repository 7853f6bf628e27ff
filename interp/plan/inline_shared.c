/* A shared plan with one reader that runs once need not keep its rows: the reader becomes the plan. */
#include "interp/ops/operators.h"
#include "interp/ops/replay.h"
#include "interp/ops/shared/part.h"
#include "interp/plan/plan.h"

static void count(const plan_node *n, uint32_t times)
{
    if (n->op == &op_replay) {
        ((const replay_info *)n->info)->source->readers += times;
    }
    for (uint32_t i = 0; i < n->n_in; i++) {
        count(n->in[i], n->op->repeats && i > 0 ? 2 : times);
    }
}

static plan_node *rule(plan *p, plan_node *n)
{
    (void)p;
    if (n->op != &op_replay) {
        return n;
    }
    shared_plan *source = ((const replay_info *)n->info)->source;
    return source->readers == 1 ? source->root : n;
}

void plan_inline_shared(plan *p)
{
    for (uint32_t i = 0; i < p->n_shared; i++) {
        p->shared[i]->readers = 0;
    }
    for (uint32_t i = 0; i < p->n_roots; i++) {
        count(p->roots[i], 1);
    }
    for (uint32_t i = 0; i < p->n_late; i++) {
        count(p->late[i], part_is_read(p->late[i]) ? 2 : 1);
    }
    for (uint32_t i = p->n_shared; i-- > 0;) { /* one that nobody reads reads nothing */
        if (p->shared[i]->readers) {
            count(p->shared[i]->root, 1);
        }
    }
    plan_rewrite(p, rule);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < p->n_shared; i++) {
        if (p->shared[i]->readers > 1) {
            p->shared[kept++] = p->shared[i];
        }
    }
    p->n_shared = kept;
}
