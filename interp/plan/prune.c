/* Which columns somebody reads, from the results down to the scans: only those are made and decoded. */
#include "interp/ops/replay.h"
#include "interp/plan/plan.h"

static void need_all(colset *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        colset_add(c, i);
    }
}

static void start(plan *p, plan_node *n)
{
    n->need = colset_new(p->mem, n->cols.n);
    for (uint32_t i = 0; i < n->n_in; i++) {
        start(p, n->in[i]);
    }
}

static void spread(plan_node *n)
{
    if (n->op->need) {
        n->op->need(n);
    }
    for (uint32_t i = n->n_in; i-- > 0;) { /* the last first: partition's subquery reads rows of its first input */
        if (!n->op->need) {
            need_all(&n->in[i]->need);
        }
        spread(n->in[i]);
    }
}

void plan_prune(plan *p)
{
    for (uint32_t i = 0; i < p->n_shared; i++) {
        start(p, p->shared[i]->root);
        p->shared[i]->need = colset_new(p->mem, p->shared[i]->root->cols.n);
    }
    for (uint32_t i = 0; i < p->n_roots; i++) {
        start(p, p->roots[i]);
        need_all(&p->roots[i]->need);
        spread(p->roots[i]);
    }
    for (uint32_t i = 0; i < p->n_late; i++) {
        start(p, p->late[i]);
        if (p->late[i]->cols.n) {
            colset_add(&p->late[i]->need, 0); /* its first column is all that an expression sees */
        }
        spread(p->late[i]);
    }
    for (uint32_t i = p->n_shared; i-- > 0;) { /* what reads it came behind it, and has said what it needs */
        p->shared[i]->root->need = p->shared[i]->need;
        spread(p->shared[i]->root);
    }
}
