/* sort | take N => top N, also with projections between the two (they give row for row). */
#include "interp/ops/shared/projection.h"
#include "interp/ops/sort.h"
#include "interp/plan/exprs.h"
#include "interp/plan/plan.h"

static bool looks_at_other_rows(const expr *e) { return e->kind == EX_CALL && e->call->row->serialized; }

static bool row_for_row(const plan_node *n)
{
    if (!is_projection(n)) {
        return false;
    }
    const projection *cols = n->info;
    for (uint32_t i = 0; i < cols->n; i++) {
        if (expr_any(cols->cols[i].value, looks_at_other_rows)) {
            return false;
        }
    }
    return true;
}

static plan_node *rule(plan *p, plan_node *n)
{
    if (n->op != &op_take) {
        return n;
    }
    plan_node **at = &n->in[0];
    while (row_for_row(*at)) {
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
