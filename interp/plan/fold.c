/* where true => nothing. (where false stays: it ends its stream without reading.) */
#include "interp/ops/where.h"
#include "interp/plan/plan.h"

static plan_node *rule(plan *p, plan_node *n)
{
    (void)p;
    if (n->op != &op_where) {
        return n;
    }
    const expr *e = ((where_info *)n->info)->predicate;
    return e->kind == EX_CONST && !e->value.null && e->value.b ? n->in[0] : n;
}

void plan_fold(plan *p) { plan_rewrite(p, rule); }
