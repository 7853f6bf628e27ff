/* feed (internal): gives the rows of a stage that ran before to an operator. */
#include "interp/lineage/parts.h"

typedef struct feed_info {
    const lineage_stage *of;
    feed_how how;
} feed_info;

typedef struct state {
    arena *batch;
    uint32_t block, next; /* FEED_SINGLY: the next row of the block */
    uint32_t given;       /* rows */
    uint16_t one;
} state;

static bool feed_open(exec *x, const plan_node *n, void **out)
{
    (void)n;
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    *out = s;
    return true;
}

/* The batch with a column more: the numbers of its rows. */
static void add_number(state *s, uint32_t columns, batch *out)
{
    const vec **cols = ARENA_ARRAY(s->batch, const vec *, columns + 1);
    if (columns)
        memcpy(cols, out->cols, columns * sizeof *cols);
    vec *number = vec_new(s->batch, T_LONG);
    for (uint32_t i = 0; i < out->n_rows; i++)
        number->l[i] = s->given + i;
    cols[columns] = number;
    out->cols = cols;
    out->n_cols = columns + 1;
}

static step feed_next(exec *x, const plan_node *n, void *st, batch *out)
{
    (void)x;
    state *s = st;
    const feed_info *info = n->info;
    arena_reset(s->batch);
    if (!rows_block(&info->of->store, s->block, s->batch, out))
        return STEP_END;
    if (info->how == FEED_SINGLY) {
        s->one = (uint16_t)s->next++;
        if (s->next >= out->n_rows) {
            s->next = 0;
            s->block++;
        }
        out->sel = (sel){&s->one, 1};
        s->given++;
        return STEP_ROWS;
    }
    if (info->how == FEED_NUMBER)
        add_number(s, info->of->node->cols.n, out);
    s->given += out->n_rows;
    s->block++;
    return STEP_ROWS;
}

static void feed_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->batch);
}

static const op_class op_feed = {.name = "rows", .code = -1, .open = feed_open, .next = feed_next, .close = feed_close};

static schema one_more(arena *mem, schema cols)
{
    schema more = {ARENA_ARRAY(mem, column, cols.n + 1), cols.n + 1};
    if (cols.n)
        memcpy(more.cols, cols.cols, cols.n * sizeof *more.cols);
    more.cols[cols.n] = (column){STR("$row"), T_LONG};
    return more;
}

static colset with_last(arena *mem, colset need, uint32_t n)
{
    colset more = colset_new(mem, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        if (!need.bits || colset_has(&need, i))
            colset_add(&more, i);
    }
    colset_add(&more, n);
    return more;
}

static void widen(tracer *t, plan_node *n)
{
    n->need = with_last(t->mem, n->need, n->cols.n);
    n->cols = one_more(t->mem, n->cols);
}

static plan_node *feed_of(tracer *t, const lineage_stage *of, feed_how how)
{
    feed_info *info = ARENA_NEW(t->mem, feed_info);
    *info = (feed_info){of, how};
    plan_node *n = ARENA_NEW(t->mem, plan_node);
    *n = (plan_node){.op = &op_feed, .id = t->n_slots++, .at = of->node->at, .cols = of->node->cols, .info = info, .serialized = of->node->serialized,
                     .need = of->node->need};
    if (how == FEED_NUMBER)
        widen(t, n);
    return n;
}

plan_node *feed_node(tracer *t, const lineage_stage *s, feed_how how)
{
    plan_node *n = ARENA_NEW(t->mem, plan_node);
    *n = *s->node;
    n->in = ARENA_ARRAY(t->mem, plan_node *, n->n_in + 1);
    for (uint32_t i = 0; i < n->n_in; i++)
        n->in[i] = i < s->n_in ? feed_of(t, s->in[i], how) : s->node->in[i];
    if (how == FEED_NUMBER)
        widen(t, n);
    return n;
}

uint32_t feed_at(const tracer *t, const plan_node *copy) { return ((const state *)t->x->state[copy->in[0]->id])->given - 1; }

/* Feeds need slots of their own behind those of the query's nodes. */
static void make_slots(tracer *t)
{
    exec *x = t->x;
    if (t->n_slots <= x->n_state)
        return;
    void **more = ARENA_ARRAY(t->mem, void *, t->n_slots + 1);
    if (x->n_state)
        memcpy(more, x->state, x->n_state * sizeof *more);
    x->state = more;
    x->n_state = t->n_slots;
}

bool feed_run(tracer *t, const plan_node *copy, bool (*each)(tracer *t, const batch *b, void *arg), void *arg)
{
    make_slots(t);
    batch b;
    step got = exec_open(t->x, copy) ? STEP_ROWS : STEP_ERROR;
    while (got == STEP_ROWS && (got = exec_next(t->x, copy, &b)) == STEP_ROWS) {
        if (!each(t, &b, arg) || !exec_memory_ok(t->x, t->mem, copy))
            got = STEP_ERROR;
    }
    exec_close(t->x, copy);
    return got == STEP_END && diags_status(t->x->ds) == ST_OK;
}
