#include "interp/plan/plan.h"

#include "interp/ops/operators.h"
#include "interp/ops/replay.h"
#include "interp/plan/late_plans.h"

/* The passes, in order. */
static void (*const passes[])(plan *p) = {
    plan_inline_shared, /* a shared plan that only one reads is part of what reads it */
    plan_fold,        /* filters that are always true go */
    plan_push_filter, /* filters go down, into the scans */
    plan_top_n,       /* sort | take becomes top */
    plan_top_groups,  /* summarize learns which groups a top above it can take */
    plan_prune,       /* columns that nobody reads are not made, not decoded */
    plan_share_scan,  /* a table that several read is read once */
};

/* Stops looking at `limit`: the walk itself must not be what overflows. */
static uint32_t depth_of(const plan_node *n, uint32_t limit)
{
    uint32_t most = n->op == &op_replay ? ((const replay_info *)n->info)->source->depth : 0;
    for (uint32_t i = 0; i < n->n_in && most < limit; i++) {
        uint32_t depth = limit ? depth_of(n->in[i], limit - 1) : 0;
        most = depth > most ? depth : most;
    }
    return most + 1;
}

static bool check_depth(plan *p, const plan_node *root)
{
    if (depth_of(root, PLAN_MAX_DEPTH) <= PLAN_MAX_DEPTH) {
        return true;
    }
    diag_error(p->ds, ST_LIMIT, NULL, root->at, "more than %d operators stand one above the other", PLAN_MAX_DEPTH);
    return false;
}

static bool prepare(plan *p)
{
    for (uint32_t i = 0; i < p->n_shared; i++) {
        p->shared[i]->depth = depth_of(p->shared[i]->root, PLAN_MAX_DEPTH);
        if (!check_depth(p, p->shared[i]->root)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < p->n_roots; i++) {
        if (!check_depth(p, p->roots[i])) {
            return false;
        }
    }
    plan_find_late(p);
    for (uint32_t i = 0; i < p->n_late; i++) {
        if (!check_depth(p, p->late[i])) {
            return false;
        }
    }
    return true;
}

bool plan_as_written(plan *p)
{
    if (!prepare(p)) {
        return false;
    }
    plan_prune(p);
    return true;
}

bool plan_make(plan *p)
{
    if (!prepare(p)) {
        return false;
    }
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++) {
        passes[i](p);
    }
    return true;
}

static plan_node *rewrite(plan *p, plan_node *n, plan_node *(*rule)(plan *, plan_node *))
{
    for (uint32_t i = 0; i < n->n_in; i++) {
        n->in[i] = rewrite(p, n->in[i], rule);
    }
    return rule(p, n);
}

/* The top of a late plan is named by expressions, so it stays the node it is: a copy of what replaced it. */
static void rewrite_late(plan *p, plan_node *top, plan_node *(*rule)(plan *, plan_node *))
{
    plan_node *made = rewrite(p, top, rule);
    if (made != top) {
        *top = *made;
    }
}

void plan_rewrite(plan *p, plan_node *(*rule)(plan *p, plan_node *n))
{
    for (uint32_t i = 0; i < p->n_shared; i++) { /* first: a rule may put one where it is read */
        p->shared[i]->root = rewrite(p, p->shared[i]->root, rule);
    }
    for (uint32_t i = 0; i < p->n_roots; i++) {
        p->roots[i] = rewrite(p, p->roots[i], rule);
    }
    for (uint32_t i = 0; i < p->n_late; i++) {
        rewrite_late(p, p->late[i], rule);
    }
}

plan_node *plan_node_over(plan *p, const op_class *op, plan_node *in, void *info)
{
    plan_node *n = ARENA_NEW(p->mem, plan_node);
    *n = (plan_node){.op = op, .id = p->n_nodes++, .at = in->at, .cols = in->cols, .n_in = 1, .info = info,
                     .serialized = in->serialized, .open_columns = in->open_columns};
    n->in = ARENA_ARRAY(p->mem, plan_node *, 1);
    n->in[0] = in;
    return n;
}
