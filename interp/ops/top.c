/* top: sort | take without holding all rows. Candidates gather in a store; when it is four times as long as asked for it is cut, the last of
 * those kept behind the others, and from then on only rows before that one enter; and of a batch no more than could be among those asked for. Of equal rows the first ones stay. Source: top-operator.md */
#include "interp/ops/scan.h"
#include "interp/ops/sort.h"

#include "interp/ops/shared/pass.h"
#include "interp/ops/shared/sorted.h"
#include "interp/plan/exprs.h"

static plan_node *top_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"hint.*", "any"}};
    bind_params(b, node->kid[0], rules, 1);
    top_info *info = ARENA_NEW(b->mem, top_info);
    info->count = bind_row_count(b, node->kid[1]);
    return bind_sort_keys(b, node, 2, &in->cols, &info->keys) ? node_ordered(b, &op_top, node->at, in, info) : NULL;
}

static void top_need(plan_node *n)
{
    pass_need(n);
    sort_keys_need(&((top_info *)n->info)->keys, &n->in[0]->need);
}

typedef struct state {
    arena *mem, *batch, *keep; /* keep: the store's */
    sorted rows;
    int64_t count;
    uint64_t bound; /* a prefix of the first key: what is behind it cannot be among the rows asked for */
    scan_decider early;
    bool cut;      /* the last of the store's first `count` rows is the bound */
    uint32_t *at;
    uint32_t next, n;
} state;

/* As many rows as are asked for, whichever they are, bound the others. */
static void see_some(void *ctx, const batch *in)
{
    state *s = ctx;
    uint64_t prefix[BATCH_ROWS];
    if (s->count > 0 && in->n_rows >= s->count) {
        order_prefixes(s->rows.order.keys[0], in->cols[s->early.column], in->sel, prefix);
        s->bound = order_nth(prefix, in->n_rows, (uint32_t)s->count - 1);
    }
}

static uint32_t within_bound(void *ctx, const batch *in, arena *mem, uint16_t *out)
{
    const state *s = ctx;
    uint64_t prefix[BATCH_ROWS];
    uint32_t n = 0;
    (void)mem;
    order_prefixes(s->rows.order.keys[0], in->cols[s->early.column], in->sel, prefix);
    for (uint32_t i = 0; i < in->n_rows; i++) {
        out[n] = (uint16_t)i;
        n += prefix[i] <= s->bound;
    }
    return n;
}

/* A scan of a table in memory need not make rows of what lies behind the bound. */
static bool offer_bound(exec *x, const plan_node *n, state *s)
{
    const expr *first = s->rows.keys->exprs[0];
    if (first->kind == EX_COLUMN && n->in[0]->op == &op_scan) {
        s->early = (scan_decider){.column = first->column, .keep = within_bound, .preview = see_some, .ctx = s};
        scan_offer(x, n->in[0], &s->early);
    }
    return true;
}

static bool top_open(exec *x, const plan_node *n, void **out)
{
    const top_info *info = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->batch = arena_new();
    s->keep = arena_new();
    datum count = eval_scalar(x, info->count, s->mem);
    s->count = count.null || count.l < 0 ? 0 : count.l;
    sorted_init(&s->rows, s->mem, n, &info->keys);
    sorted_restart(&s->rows, s->keep);
    s->bound = ~0ULL;
    *out = s;
    return exec_open(x, n->in[0]) && offer_bound(x, n, s);
}

/* Does this row of the batch stand before the last of those kept? An equal one came later, so it does not. */
static bool is_before(const state *s, const vec *const *cols, uint32_t row)
{
    const order *o = &s->rows.order;
    for (uint32_t i = 0; i < o->n_keys; i++) {
        order_key k = o->keys[i];
        datum last = rows_get(&s->rows.store, (uint32_t)s->count - 1, k.column);
        const expr *e = s->rows.keys->exprs[i];
        const vec *v = e->kind == EX_COLUMN ? cols[e->column] : cols[s->rows.n_in + i];
        int c = order_cmp_values(k, vec_get(v, row), last);
        if (c) {
            return c < 0;
        }
    }
    return false;
}

static void cut(state *s)
{
    uint32_t keep = (uint32_t)s->count;
    uint32_t *at = order_first(&s->rows.order, keep, s->batch);
    arena *old = s->keep;
    sorted former = s->rows;
    s->keep = arena_new();
    sorted_restart(&s->rows, s->keep);
    uint32_t total = s->rows.n_in + s->rows.keys->n;
    const vec **cols = ARENA_ARRAY(s->batch, const vec *, total + 1);
    for (uint32_t done = 0; done < keep;) {
        uint32_t n = keep - done < BATCH_ROWS ? keep - done : BATCH_ROWS;
        for (uint32_t i = 0; i < total; i++) {
            cols[i] = s->rows.keep[i] ? rows_pick(&former.store, i, at + done, n, s->batch) : NULL;
        }
        rows_add(&s->rows.store, cols, (sel){NULL, n});
        done += n;
    }
    arena_drop(old);
    order_key k = s->rows.order.keys[0];
    uint64_t bound = order_prefix(k, rows_get(&s->rows.store, keep - 1, k.column));
    s->bound = bound < s->bound ? bound : s->bound;
    s->cut = true;
}

/* Of the n rows in which[] drops those that `count` others of them come before for sure. */
static uint32_t best_of_batch(uint16_t *which, const uint64_t *prefix, uint32_t n, uint32_t count)
{
    uint64_t copy[BATCH_ROWS], most;
    uint32_t kept = 0;
    if (n <= count) {
        return n;
    }
    memcpy(copy, prefix, n * sizeof *copy);
    most = order_nth(copy, n, count - 1);
    for (uint32_t k = 0; k < n; k++) {
        which[kept] = which[k];
        kept += prefix[k] <= most;
    }
    return kept;
}

static uint32_t candidates(state *s, const vec *const *cols, sel in, uint16_t *which)
{
    uint64_t prefix[BATCH_ROWS];
    order_key k = s->rows.order.keys[0];
    const expr *e = s->rows.keys->exprs[0];
    uint32_t n = 0;
    order_prefixes(k, e->kind == EX_COLUMN ? cols[e->column] : cols[s->rows.n_in], in, prefix);
    for (uint32_t i = 0; i < in.n; i++) {
        uint32_t row = sel_row(in, i);
        if (prefix[i] < s->bound || (prefix[i] == s->bound && (!s->cut || is_before(s, cols, row)))) {
            prefix[n] = prefix[i];
            which[n++] = (uint16_t)row;
        }
    }
    return s->count < BATCH_ROWS ? best_of_batch(which, prefix, n, (uint32_t)s->count) : n;
}

static void add(exec *x, state *s, const batch *in)
{
    uint16_t which[BATCH_ROWS];
    arena_reset(s->batch);
    const vec *const *cols = sorted_cols(&s->rows, x, in, s->batch);
    uint32_t n = candidates(s, cols, in->sel, which);
    rows_add(&s->rows.store, cols, (sel){which, n});
    if (s->rows.store.n >= BATCH_ROWS && s->rows.store.n / 4 >= s->count) {
        cut(s);
    }
}

static bool take_all(exec *x, const plan_node *n, state *s)
{
    batch in;
    step got = STEP_END;
    while (s->count > 0 && (got = exec_next(x, n->in[0], &in)) == STEP_ROWS) {
        add(x, s, &in);
        if (!exec_memory_ok(x, s->keep, n)) {
            return false;
        }
    }
    exec_close(x, n->in[0]);
    return got == STEP_END;
}

static step top_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    if (!s->at) {
        if (!take_all(x, n, s)) {
            return STEP_ERROR;
        }
        s->at = order_rows(&s->rows.order, s->mem);
        s->n = s->rows.store.n < s->count ? s->rows.store.n : (uint32_t)s->count;
    }
    uint32_t take = s->n - s->next < BATCH_ROWS ? s->n - s->next : BATCH_ROWS;
    if (take == 0) {
        return STEP_END;
    }
    arena_reset(s->batch);
    sorted_give(&s->rows, s->at + s->next, take, s->batch, out);
    s->next += take;
    return STEP_ROWS;
}

static void top_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    state *s = st;
    arena_drop(s->keep);
    arena_drop(s->batch);
    arena_drop(s->mem);
}

static void top_describe(buf *out, const plan_node *n)
{
    const top_info *info = n->info;
    expr_text(out, info->count, NULL);
    buf_char(out, ' ');
    sort_keys_describe(out, &info->keys, &n->in[0]->cols);
}

static void top_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    top_info *info = n->info;
    each(&info->count, arg);
    for (uint32_t i = 0; i < info->keys.n; i++) {
        each(&info->keys.exprs[i], arg);
    }
}

const op_class op_top = {.name = "top", .code = OP_TOP, .bind = top_bind, .need = top_need, .open = top_open,
                         .next = top_next, .close = top_close, .describe = top_describe, .visit = top_visit};
