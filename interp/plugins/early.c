/* early: see the header. A subquery of mv-apply and the like has rows only while the operator around it runs: refused. */
#include "interp/plugins/early.h"

#include "interp/late.h"
#include "interp/ops/operators.h"
#include "interp/ops/replay.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/scan_share.h"
#include "interp/plan/plan.h"

#define EARLY_MEMORY ((size_t)16 << 30)

static const op_class op_held;

/* The operators on the way down to a node. */
typedef struct above {
    const plan_node *node;
    const struct above *up;
} above;

/* A source that gives the parts of an operator shares what is known with that operator. */
static bool is_fed_below(const plan_node *source, const above *up)
{
    while (up && up->node->info != source->info) {
        up = up->up;
    }
    return up != NULL;
}

/* Nothing in it is fed by an operator around it. */
static bool stands_alone(const plan_node *n, const above *up)
{
    above here = {n, up};
    if (n->op == &op_replay) {
        const shared_plan *source = ((const replay_info *)n->info)->source;
        return !source->of_part || stands_alone(source->root, up);
    }
    if (n->n_in == 0 && n->op->code < 0 && n->op != &op_scan && n->op != &op_held && !(n->op->of_part && is_fed_below(n, up))) {
        return false;
    }
    for (uint32_t i = 0; i < n->n_in; i++) {
        if (!stands_alone(n->in[i], &here)) {
            return false;
        }
    }
    return true;
}

static bool collect(exec *x, const plan_node *root, rows *out)
{
    batch b;
    step got = exec_open(x, root) ? STEP_ROWS : STEP_ERROR;
    while (got == STEP_ROWS && (got = exec_next(x, root, &b)) == STEP_ROWS) {
        rows_add(out, b.cols, b.sel);
        if (!exec_memory_ok(x, out->mem, root)) {
            got = STEP_ERROR;
        }
    }
    exec_close(x, root);
    return got == STEP_END;
}

static bool run(binder *b, plan *p, rows *out)
{
    arena *mem = arena_new();
    exec x = {.mem = mem, .run = mem, .ds = b->ds, .cat = b->cat, .now = b->now, .n_late = b->n_late, .n_state = p->n_nodes,
              .memory_limit = EARLY_MEMORY, .geoip = b->geoip, .agents = b->agents};
    x.state = ARENA_ARRAY(mem, void *, p->n_nodes + 1);
    x.late = ARENA_ARRAY(mem, late, b->n_late + 1);
    x.shared = shared_rows_new(mem, b->n_shared);
    uint32_t before = b->ds->n;
    bool ok = collect(&x, p->roots[0], out) && (b->ds->n == before || diags_status(b->ds) == ST_OK);
    shares_drop(&x);
    warnings_report(&x.warn, b->ds);
    arena_drop(mem);
    return ok;
}

rows *early_rows(binder *b, plan_node *in)
{
    if (!stands_alone(in, NULL)) {
        bind_unsupported(b, in->at, "a plugin whose columns its data decides, inside another operator's subquery,");
        return NULL;
    }
    if (diags_status(b->ds) != ST_OK) { /* a query that will not run reads nothing */
        return NULL;
    }
    plan p = {.mem = b->mem, .ds = b->ds, .roots = ARENA_ARRAY(b->mem, plan_node *, 1), .n_roots = 1, .n_nodes = b->n_nodes};
    p.roots[0] = in;
    p.shared = ARENA_ARRAY(b->mem, shared_plan *, b->n_shared + 1); /* a list of its own: passes shorten it */
    p.n_shared = b->n_shared;
    for (uint32_t i = 0; i < b->n_shared; i++) {
        p.shared[i] = b->shared[i];
        p.shared[i]->readers = 2; /* the query may read it too: it must not become part of this plan */
    }
    bool made = plan_make(&p);
    for (uint32_t i = 0; i < b->n_shared; i++) {
        b->shared[i]->readers = 0;
    }
    if (!made) {
        return NULL;
    }
    b->n_nodes = p.n_nodes;
    rows *r = ARENA_NEW(b->mem, rows);
    rows_init(r, b->mem, &in->cols, NULL);
    return run(b, &p, r) ? r : NULL;
}

/* ---- the rows as a source */

typedef struct state {
    arena *mem;
    uint32_t block;
} state;

static bool held_open(exec *x, const plan_node *n, void **out)
{
    (void)n;
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    *out = s;
    return true;
}

static step held_next(exec *x, const plan_node *n, void *st, batch *out)
{
    (void)x;
    state *s = st;
    arena_reset(s->mem);
    return rows_block(n->info, s->block++, s->mem, out) ? STEP_ROWS : STEP_END;
}

static void held_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->mem);
}

static void held_need(plan_node *n) { (void)n; }

static void held_describe(buf *out, const plan_node *n) { buf_printf(out, "%u rows, read before", ((const rows *)n->info)->n); }

static const op_class op_held = {.name = "held", .code = -1, .need = held_need, .open = held_open, .next = held_next, .close = held_close,
                                 .describe = held_describe};

plan_node *early_source(binder *b, span at, const rows *r, const schema *cols)
{
    plan_node *n = bind_node(b, &op_held, at, 0, NULL, (void *)(uintptr_t)r);
    if (n) {
        n->cols = *cols;
        n->serialized = true;
    }
    return n;
}
