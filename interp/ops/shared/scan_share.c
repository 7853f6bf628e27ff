#include "interp/ops/shared/scan_share.h"

#include "interp/ops/scan.h"
#include "interp/ops/shared/rows.h"
#include "interp/ops/shared/scan_decide.h"

struct share_reader {
    struct scan_share *share;
    const plan_node *node;
    arena *mem;       /* of the queue */
    arena *batch;     /* of the batch that it has in hands */
    arena *scratch;   /* of its filter */
    rows queue;
    uint32_t block;   /* next of the queue to give */
    bool started, left, alone;
    scan *own;        /* of a reader that was let go */
    uint16_t kept[BATCH_ROWS];   /* rows of the batch in hands */
    uint16_t queued[BATCH_ROWS]; /* rows on their way into the queue */
};

struct scan_share {
    struct scan_share *next;
    const scan_group *group;
    scan *scan;
    bool ended, failed;
    share_reader *readers; /* group->n of them */
};

static void start_queue(share_reader *r)
{
    r->mem = arena_new();
    r->block = 0;
    rows_init(&r->queue, r->mem, &r->node->cols, &r->node->need);
}

static struct scan_share *share_of(exec *x, const scan_group *g)
{
    for (struct scan_share *s = x->shares; s; s = s->next) {
        if (s->group == g) {
            return s;
        }
    }
    struct scan_share *s = ARENA_NEW(x->mem, struct scan_share);
    s->group = g;
    s->scan = scan_open(x->cat, g->table, &g->read, x->ds);
    if (s->scan) {
        scan_decide_by(x, s->scan, g->readers, g->n);
    }
    s->readers = ARENA_ARRAY(x->mem, share_reader, g->n);
    for (uint32_t i = 0; i < g->n; i++) {
        s->readers[i] = (share_reader){.share = s, .node = g->readers[i], .batch = arena_new(), .scratch = arena_new()};
        start_queue(&s->readers[i]);
    }
    s->next = x->shares;
    x->shares = s;
    return s;
}

share_reader *share_join(exec *x, const plan_node *node)
{
    const scan_info *info = node->info;
    struct scan_share *s = share_of(x, info->group);
    for (uint32_t i = 0; s->scan && i < info->group->n; i++) {
        if (s->readers[i].node == node) {
            return &s->readers[i];
        }
    }
    return NULL;
}

static sel filter(exec *x, share_reader *r, const batch *in, uint16_t *kept)
{
    const scan_info *info = r->node->info;
    arena_reset(r->scratch);
    return !info->filter ? in->sel : eval_filter(x, info->filter, in, in->sel, r->scratch, kept);
}

static void keep_for(exec *x, share_reader *r, const batch *in)
{
    if (r->left || r->alone) {
        return;
    }
    sel queued = filter(x, r, in, r->queued);
    if (queued.n) {
        rows_add(&r->queue, in->cols, queued);
    }
    if (!r->started && arena_bytes(r->mem) > SHARE_QUEUE_BYTES) {
        r->alone = true;
        arena_drop(r->mem);
        r->mem = NULL;
    }
}

static step next_alone(exec *x, share_reader *r, batch *out)
{
    if (!r->own) {
        colset read = colset_new(x->mem, r->node->cols.n);
        scan_read_columns(r->node, &read);
        r->own = scan_open(x->cat, r->share->group->table, &read, x->ds);
    }
    step got = r->own ? scan_next(r->own, out) : STEP_ERROR;
    if (got == STEP_ROWS) {
        out->sel = filter(x, r, out, r->kept);
    }
    return got;
}

/* From the queue; a queue that was emptied starts anew, so that a reader that keeps up holds next to nothing. */
static bool next_queued(share_reader *r, batch *out)
{
    arena_reset(r->batch);
    if (rows_block(&r->queue, r->block, r->batch, out)) {
        r->queue.blocks[r->block++].sealed = true;
        return true;
    }
    if (r->queue.n) {
        arena_drop(r->mem);
        start_queue(r);
    }
    return false;
}

step share_next(exec *x, share_reader *r, batch *out)
{
    struct scan_share *s = r->share;
    r->started = true;
    if (r->alone) {
        return next_alone(x, r, out);
    }
    if (next_queued(r, out)) {
        return STEP_ROWS;
    }
    step got = s->ended ? STEP_END : s->failed ? STEP_ERROR : scan_next(s->scan, out);
    s->ended = got == STEP_END;
    s->failed = got == STEP_ERROR;
    if (got != STEP_ROWS) {
        return got;
    }
    for (uint32_t i = 0; i < s->group->n; i++) {
        if (&s->readers[i] != r) {
            keep_for(x, &s->readers[i], out);
            if (s->readers[i].mem && !exec_memory_ok(x, s->readers[i].mem, r->node)) {
                return STEP_ERROR;
            }
        }
    }
    out->sel = filter(x, r, out, r->kept);
    return STEP_ROWS;
}

static void drop_reader(share_reader *r)
{
    r->left = true;
    arena_drop(r->mem);
    arena_drop(r->batch);
    arena_drop(r->scratch);
    r->mem = r->batch = r->scratch = NULL;
    if (r->own) {
        scan_close(r->own);
        r->own = NULL;
    }
}

static void end_pass(struct scan_share *s)
{
    if (s->scan) {
        scan_close(s->scan);
    }
    s->scan = NULL;
    s->ended = true;
}

void share_leave(share_reader *r)
{
    struct scan_share *s = r->share;
    if (!r->left) {
        drop_reader(r);
    }
    for (uint32_t i = 0; i < s->group->n; i++) {
        if (!s->readers[i].left) {
            return;
        }
    }
    end_pass(s);
}

void shares_drop(exec *x)
{
    for (struct scan_share *s = x->shares; s; s = s->next) {
        for (uint32_t i = 0; i < s->group->n; i++) {
            if (!s->readers[i].left) {
                drop_reader(&s->readers[i]);
            }
        }
        end_pass(s);
    }
    x->shares = NULL;
}
