/* plan: rewrites of the bound tree before it runs. A pass is one file with one idea; plan.c lists them in order.
 * What a pass changes are plan nodes and their info; expressions may be shared, so a pass copies the ones it changes. */
#ifndef INTERP_PLAN_PLAN_H
#define INTERP_PLAN_PLAN_H

#include "interp/op.h"

#define PLAN_MAX_DEPTH 2000 /* operators one above the other; keeps the recursion of passes and of running within the stack */

typedef struct plan {
    arena *mem;
    diags *ds;
    plan_node **roots; /* a plan a result */
    uint32_t n_roots;
    plan_node **late;  /* plans inside expressions: toscalar(), `in (T)` */
    uint32_t n_late, cap_late;
    struct shared_plan **shared; /* plans that several read (ops/replay.h); one reads only those before it */
    uint32_t n_shared;
    uint32_t n_nodes;  /* ids given so far */
} plan;

/* False: an error was reported (the plan is too deep). */
bool plan_make(plan *p);
bool plan_as_written(plan *p); /* every operator where the query has it; only what nobody reads is left out */
void plan_dump(buf *out, const plan *p);

/* Passes. */
void plan_inline_shared(plan *p);
void plan_fold(plan *p);
void plan_push_filter(plan *p);
void plan_top_n(plan *p);
void plan_top_groups(plan *p);
void plan_prune(plan *p);
void plan_share_scan(plan *p);

/* For passes: every tree of the plan, each node replaced by what `rule` makes of it, inputs first. */
void plan_rewrite(plan *p, plan_node *(*rule)(plan *p, plan_node *n));
plan_node *plan_node_over(plan *p, const op_class *op, plan_node *in, void *info); /* columns, place and order of `in` */

#endif
