/* Filters go down as far as they mean the same, each part of an `and` on its own:
 *
 *   where x == 1 over extend x = a + b       =>  extend over where a + b == 1
 *   where over union                         =>  a copy in each leg
 *   where over sort, as                      =>  below it
 *   where over summarize by, distinct        =>  below, when it reads only the by-columns
 *   where over scan                          =>  into the scan
 *
 * Never through take, top, count, or functions that look at other rows; never a filter that is another each time. */
#include "interp/ops/operators.h"
#include "interp/ops/scan.h"
#include "interp/ops/shared/projection.h"
#include "interp/ops/summarize.h"
#include "interp/ops/union.h"
#include "interp/ops/where.h"
#include "interp/plan/exprs.h"
#include "interp/plan/plan.h"

#define PUSHED_MAX_NODES 300 /* a filter that would grow beyond this stays where it is */

static plan_node *put(plan *p, plan_node *over, expr *e);

typedef struct columns {
    const named_expr *cols;
    uint32_t n;
    bool ok;
} columns;

static expr *from_columns(const expr *of, void *arg)
{
    columns *c = arg;
    if (of->column >= c->n) {
        c->ok = false;
        return (expr *)of;
    }
    expr *e = c->cols[of->column].value;
    if (expr_any(e, expr_is_volatile) || (e->late && !e->row_bound)) { /* a late value would be a new constant of a prepared call */
        c->ok = false;
    }
    return e;
}

/* e with every column replaced by what the column is made of; NULL when that cannot be done. */
static expr *through(plan *p, const expr *e, const named_expr *cols, uint32_t n)
{
    columns c = {cols, n, true};
    expr *made = expr_replace(p->mem, e, from_columns, &c);
    return c.ok && expr_size(made, PUSHED_MAX_NODES + 1) <= PUSHED_MAX_NODES ? made : NULL;
}

static bool push_below_columns(plan *p, plan_node *n, const expr *e, const named_expr *cols, uint32_t n_cols)
{
    expr *below = through(p, e, cols, n_cols);
    if (below) {
        n->in[0] = put(p, n->in[0], below);
    }
    return below != NULL;
}

typedef struct leg {
    plan *p;
    const plan_node *node;
    const union_info *info;
    uint32_t at;
} leg;

/* A column that the leg lacks is null there, "" for a string. */
static expr *of_leg(const expr *of, void *arg)
{
    leg *l = arg;
    expr *e = ARENA_NEW(l->p->mem, expr);
    *e = *of;
    int32_t from = l->info->from[l->at][of->column];
    if (from >= 0) {
        e->column = (uint32_t)from;
        return e;
    }
    e->kind = EX_CONST;
    e->row_bound = false;
    e->value = datum_null(e->type);
    if ((int32_t)of->column == l->info->source_column) {
        e->value = (datum){.type = T_STRING, .s = l->info->source[l->at]};
    }
    return e;
}

static void push_into_legs(plan *p, plan_node *n, const expr *e)
{
    for (uint32_t i = 0; i < n->n_in; i++) {
        leg l = {p, n, n->info, i};
        n->in[i] = put(p, n->in[i], expr_replace(p->mem, e, of_leg, &l));
    }
}

/* Makes n give only rows where e is true, without an operator above it. False: it cannot. */
static bool push(plan *p, plan_node *n, expr *e)
{
    if (n->op == &op_scan) {
        scan_info *info = n->info;
        info->filter = expr_and(p->mem, info->filter, e);
        return true;
    }
    if (n->op == &op_where) {
        where_info *info = n->info;
        if (!push(p, n->in[0], e)) {
            info->predicate = expr_and(p->mem, info->predicate, e);
        }
        return true;
    }
    if (n->op == &op_sort || n->op == &op_as) {
        n->in[0] = put(p, n->in[0], e);
        return true;
    }
    if (n->op == &op_union) {
        push_into_legs(p, n, e);
        return true;
    }
    if (is_projection(n) || n->op == &op_distinct) {
        const projection *cols = n->info;
        return push_below_columns(p, n, e, cols->cols, cols->n);
    }
    if (n->op == &op_summarize) {
        const summarize_info *info = n->info;
        return info->n_by && push_below_columns(p, n, e, info->by, info->n_by);
    }
    return false;
}

static plan_node *put(plan *p, plan_node *over, expr *e)
{
    if (push(p, over, e)) {
        return over;
    }
    where_info *info = ARENA_NEW(p->mem, where_info);
    info->predicate = e;
    plan_node *n = plan_node_over(p, &op_where, over, info);
    n->at = e->at;
    return n;
}

static bool may_move(const expr *e) { return e->kind != EX_CONST && !expr_any(e, expr_is_volatile); }

static plan_node *rule(plan *p, plan_node *n)
{
    if (n->op != &op_where) {
        return n;
    }
    where_info *info = n->info;
    expr *e = info->predicate, *left = NULL;
    uint32_t parts = e->kind == EX_AND ? e->n_args : 1;
    for (uint32_t i = 0; i < parts; i++) {
        expr *part = e->kind == EX_AND ? e->args[i] : e;
        if (!may_move(part) || !push(p, n->in[0], part)) {
            left = expr_and(p->mem, left, part);
        }
    }
    info->predicate = left;
    return left ? n : n->in[0];
}

void plan_push_filter(plan *p) { plan_rewrite(p, rule); }
