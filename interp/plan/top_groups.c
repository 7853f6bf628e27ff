/* top over summarize, by what one aggregate gives: summarize need not give groups that cannot be among the first ones, nor make
 * their other aggregates. */
#include "interp/ops/sort.h"
#include "interp/ops/summarize.h"
#include "interp/plan/plan.h"

/* The aggregate whose (first) result is the inner column; n_aggs: none. */
static uint32_t aggregate_of(const summarize_info *s, uint32_t result)
{
    uint32_t at = s->n_by;
    for (uint32_t i = 0; i < s->n_aggs; i++) {
        if (at == result) {
            return i;
        }
        at += 1 + s->aggs[i].call->n_extra;
    }
    return s->n_aggs;
}

static plan_node *rule(plan *p, plan_node *n)
{
    (void)p;
    if (n->op != &op_top || n->in[0]->op != &op_summarize) {
        return n;
    }
    const top_info *top = n->info;
    summarize_info *s = n->in[0]->info;
    const expr *key = top->keys.exprs[0];
    if (s->n_by == 0 || key->kind != EX_COLUMN || key->column < s->n_by) {
        return n;
    }
    const expr *final = s->finals[key->column - s->n_by].value;
    if (final->kind != EX_COLUMN || final->column < s->n_by) {
        return n;
    }
    s->top_agg = aggregate_of(s, final->column);
    s->top = s->top_agg < s->n_aggs ? top : NULL;
    return n;
}

void plan_top_groups(plan *p) { plan_rewrite(p, rule); }
