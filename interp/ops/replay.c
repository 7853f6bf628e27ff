/* replay (internal): reads a shared plan. The first reader that is asked runs it and keeps its rows; all hand out the same rows. */
#include "interp/ops/replay.h"

#include "interp/exec.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/part.h"
#include "interp/ops/shared/rows.h"

shared_plan *share_plan(binder *b, plan_node *root)
{
    shared_plan *s = ARENA_NEW(b->mem, shared_plan);
    *s = (shared_plan){.id = b->n_shared, .root = root, .of_part = part_is_read(root)};
    if ((b->n_shared & (b->n_shared - 1)) == 0) { /* 0, 1, 2, 4, 8: the list is full */
        shared_plan **more = ARENA_ARRAY(b->mem, shared_plan *, b->n_shared ? 2 * b->n_shared : 1);
        if (b->n_shared) {
            memcpy(more, b->shared, b->n_shared * sizeof *more);
        }
        b->shared = more;
    }
    return b->shared[b->n_shared++] = s;
}

plan_node *replay_bind(binder *b, shared_plan *source, span at)
{
    replay_info *info = ARENA_NEW(b->mem, replay_info);
    info->source = source;
    plan_node *n = bind_node(b, &op_replay, at, 0, NULL, info);
    if (n) {
        n->cols = source->root->cols;
        n->serialized = source->root->serialized;
        n->open_columns = source->root->open_columns;
    }
    return n;
}

static void replay_need(plan_node *n)
{
    colset *need = &((const replay_info *)n->info)->source->need;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (colset_has(&n->need, i)) {
            colset_add(need, i);
        }
    }
}

typedef struct shared_rows {
    bool done, failed;
    bool of_part; /* made for one part of an operator above */
    arena *mem;   /* of the store, and of what makes it */
    rows store;
} shared_rows;

shared_rows *shared_rows_new(arena *mem, uint32_t n) { return ARENA_ARRAY(mem, shared_rows, n + 1); }

typedef struct state {
    arena *batch;
    uint32_t block;
} state;

static bool replay_open(exec *x, const plan_node *n, void **out)
{
    (void)n;
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    *out = s;
    return true;
}

static void drop_arena(void *a) { arena_drop(a); }

static bool run(exec *x, const shared_plan *p, shared_rows *r)
{
    if (!r->mem) {
        r->mem = arena_new();
        arena_on_drop(x->run ? x->run : x->mem, drop_arena, r->mem);
    }
    arena *mem = x->mem;
    rows_init(&r->store, r->mem, &p->root->cols, &p->root->need);
    x->mem = r->mem; /* it outlives what asked for it */
    batch in;
    step got = exec_open(x, p->root) ? STEP_ROWS : STEP_ERROR;
    while (got == STEP_ROWS && (got = exec_next(x, p->root, &in)) == STEP_ROWS) {
        rows_add(&r->store, in.cols, in.sel);
        got = exec_memory_ok(x, r->mem, p->root) ? got : STEP_ERROR;
    }
    exec_close(x, p->root);
    x->mem = mem;
    r->of_part = p->of_part;
    return got == STEP_END;
}

void shared_rows_forget(exec *x, uint32_t id)
{
    shared_rows *r = &x->shared[id];
    if (r->done && r->of_part) {
        r->done = false;
        arena_reset(r->mem);
    }
}

static step replay_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    const shared_plan *p = ((const replay_info *)n->info)->source;
    shared_rows *r = &x->shared[p->id];
    if (!r->done) {
        r->done = true;
        r->failed = !run(x, p, r);
    }
    if (r->failed) {
        return STEP_ERROR;
    }
    arena_reset(s->batch);
    return rows_block(&r->store, s->block++, s->batch, out) ? STEP_ROWS : STEP_END;
}

static void replay_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->batch);
}

static void replay_describe(buf *out, const plan_node *n) { buf_printf(out, "of plan %u", ((const replay_info *)n->info)->source->id + 1); }

const op_class op_replay = {.name = "replay", .code = -1, .need = replay_need, .open = replay_open, .next = replay_next,
                            .close = replay_close, .describe = replay_describe};
