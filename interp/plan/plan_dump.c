/* `-d p`: the plan as a tree; a row an operator, its inputs below it. */
#include "interp/ops/replay.h"
#include "interp/plan/plan.h"

static void dump(buf *out, const plan_node *n, uint32_t depth)
{
    for (uint32_t i = 0; i < depth; i++) {
        buf_text(out, "  ");
    }
    buf_text(out, n->op->name);
    if (n->op->describe) {
        buf_char(out, ' ');
        n->op->describe(out, n);
    }
    buf_char(out, '\n');
    for (uint32_t i = 0; i < n->n_in; i++) {
        dump(out, n->in[i], depth + 1);
    }
}

void plan_dump(buf *out, const plan *p)
{
    for (uint32_t i = 0; i < p->n_roots; i++) {
        if (p->n_roots > 1) {
            buf_printf(out, "result %u:\n", i + 1);
        }
        dump(out, p->roots[i], 0);
    }
    for (uint32_t i = 0; i < p->n_late; i++) {
        buf_printf(out, "first, for an expression (%u):\n", i + 1);
        dump(out, p->late[i], 1);
    }
    for (uint32_t i = 0; i < p->n_shared; i++) {
        if (p->shared[i]->readers > 1) {
            buf_printf(out, "plan %u, run once for %u readers:\n", p->shared[i]->id + 1, p->shared[i]->readers);
            dump(out, p->shared[i]->root, 1);
        }
    }
}
