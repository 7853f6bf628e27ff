/* sort | take N => top N, also with projections between the two (they give row for row). */
#include "interp/ops/shared/projection.h"
#include "interp/ops/sort.h"
#include "interp/plan/plan.h"

static plan_node *rule(plan *p, plan_node *n)
{
    if (n->op != &op_take) {
        return n;
    }
    plan_node **at = &n->in[0];
    while (is_projection(*at)) {
        at = &(*at)->in[0];
    }
    if ((*at)->op != &op_sort) {
        return n;
    }
    top_info *info = ARENA_NEW(p->mem, top_info);
    info->keys = ((const sort_info *)(*at)->info)->keys;
    info->count = ((const take_info *)n->info)->count;
    plan_node *top = plan_node_over(p, &op_top, (*at)->in[0], info);
    top->serialized = true;
    top->at = span_join((*at)->at, n->at);
    *at = top;
    return n->in[0];
}

void plan_top_n(plan *p) { plan_rewrite(p, rule); }
