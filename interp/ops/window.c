/* window (internal): hands its input on with a column more for every window function called over it.
 *
 *   in:  a b        out:  a b #1 #2        #2's arguments may read #1
 *
 * Functions that look back run along the batches as they come. Those that look ahead (next) make the operator hold every row first. */
#include "interp/ops/window.h"

#include "interp/exec.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/rows.h"
#include "interp/plan/exprs.h"
#include "interp/window/window.h"

static uint32_t first_call(const plan_node *n) { return n->cols.n - ((const window_info *)n->info)->n; }

static void window_need(plan_node *n)
{
    const window_info *info = n->info;
    for (uint32_t i = 0; i < info->n; i++) {
        for (uint32_t k = 0; k < info->calls[i].call->n_args; k++) {
            expr_columns(info->calls[i].args[k], &n->need);
        }
    }
    for (uint32_t c = 0; c < first_call(n); c++) {
        if (colset_has(&n->need, c)) {
            colset_add(&n->in[0]->need, c);
        }
    }
}

typedef struct state {
    arena *batch, *stream;
    void **of; /* by call */
    rows held; /* ahead: every row, the arguments that are looked at are columns of it */
    bool full;
    uint32_t block;
} state;

static bool window_open(exec *x, const plan_node *n, void **out)
{
    const window_info *info = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    s->stream = arena_new();
    s->of = ARENA_ARRAY(x->mem, void *, info->n + 1);
    for (uint32_t i = 0; i < info->n; i++) {
        s->of[i] = arena_zero(s->stream, info->calls[i].call->row->window->state);
    }
    rows_init(&s->held, s->stream, &n->in[0]->cols, &n->in[0]->need);
    *out = s;
    return exec_open(x, n->in[0]);
}

static const vec *run_call(exec *x, const plan_node *n, state *s, uint32_t i, const batch *in)
{
    const window_call *w = &((const window_info *)n->info)->calls[i];
    const vec **args = ARENA_ARRAY(s->batch, const vec *, w->call->n_args + 1);
    for (uint32_t k = 0; k < w->call->n_args; k++) {
        args[k] = eval(x, w->args[k], in, in->sel, s->batch);
    }
    vec *out = vec_new(s->batch, w->call->result);
    vec_nulls(s->batch, out);
    window_cx cx = {.call = w->call, .mem = s->batch, .stream = s->stream};
    w->call->row->window->run(&cx, s->of[i], args, in->sel, out);
    if (out->type == T_STRING) {
        out->null = NULL;
    }
    if (cx.refused) {
        exec_fail(x, ST_UNSUPPORTED, w->call->at, "%s is not supported", cx.refused);
        return NULL;
    }
    return out;
}

static step next_behind(exec *x, const plan_node *n, state *s, batch *out)
{
    const window_info *info = n->info;
    batch in;
    step got = exec_next(x, n->in[0], &in);
    if (got != STEP_ROWS) {
        return got;
    }
    arena_reset(s->batch);
    uint32_t first = first_call(n);
    const vec **cols = ARENA_ARRAY(s->batch, const vec *, n->cols.n + 1);
    memcpy(cols, in.cols, first * sizeof *cols);
    *out = (batch){.n_rows = in.n_rows, .sel = in.sel, .n_cols = n->cols.n, .cols = cols};
    for (uint32_t i = 0; i < info->n; i++) {
        cols[first + i] = run_call(x, n, s, i, out);
        if (!cols[first + i]) {
            return STEP_ERROR;
        }
    }
    return exec_memory_ok(x, s->stream, n) ? STEP_ROWS : STEP_ERROR;
}

static bool hold_all(exec *x, const plan_node *n, state *s)
{
    batch in;
    step got;
    while ((got = exec_next(x, n->in[0], &in)) == STEP_ROWS) {
        rows_add(&s->held, in.cols, in.sel);
        if (!exec_memory_ok(x, s->stream, n)) {
            return false;
        }
    }
    exec_close(x, n->in[0]);
    s->full = true;
    return got == STEP_END;
}

/* The column's values `offset` rows on, for the rows of one block. */
static const vec *look_ahead(const state *s, const window_call *w, uint32_t block, uint32_t n)
{
    const window_shift *shift = w->call->prepared;
    uint32_t from = w->args[0]->column;
    vec *out = vec_new(s->batch, w->call->result);
    for (uint32_t k = 0; k < n; k++) {
        int64_t at = (int64_t)block * BATCH_ROWS + k + shift->offset;
        vec_set(s->batch, out, k, at < s->held.n ? rows_get(&s->held, (uint32_t)at, from) : shift->otherwise);
    }
    return out;
}

static step next_ahead(exec *x, const plan_node *n, state *s, batch *out)
{
    const window_info *info = n->info;
    if (!s->full && !hold_all(x, n, s)) {
        return STEP_ERROR;
    }
    arena_reset(s->batch);
    if (!rows_block(&s->held, s->block, s->batch, out)) {
        return STEP_END;
    }
    uint32_t first = first_call(n);
    const vec **cols = ARENA_ARRAY(s->batch, const vec *, n->cols.n + 1);
    memcpy(cols, out->cols, first * sizeof *cols);
    for (uint32_t i = 0; i < info->n; i++) {
        cols[first + i] = look_ahead(s, &info->calls[i], s->block, out->n_rows);
    }
    out->cols = cols;
    out->n_cols = n->cols.n;
    s->block++;
    return STEP_ROWS;
}

static step window_next(exec *x, const plan_node *n, void *st, batch *out)
{
    return ((const window_info *)n->info)->ahead ? next_ahead(x, n, st, out) : next_behind(x, n, st, out);
}

static void window_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->batch);
    arena_drop(((state *)st)->stream);
}

static void window_describe(buf *out, const plan_node *n)
{
    const window_info *info = n->info;
    for (uint32_t i = 0; i < info->n; i++) {
        const fn_call *call = info->calls[i].call;
        buf_printf(out, "%s#%u = %s(", i ? ", " : "", first_call(n) + i, call->row->name);
        for (uint32_t k = 0; k < call->n_args; k++) {
            buf_text(out, k ? ", " : "");
            expr_text(out, info->calls[i].args[k], &n->cols);
        }
        buf_char(out, ')');
    }
}

static void window_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    window_info *info = n->info;
    for (uint32_t i = 0; i < info->n; i++) {
        for (uint32_t k = 0; k < info->calls[i].call->n_args; k++) {
            each(&info->calls[i].args[k], arg);
        }
    }
}

const op_class op_window = {.name = "window", .code = -1, .need = window_need, .open = window_open, .next = window_next,
                            .close = window_close, .describe = window_describe, .visit = window_visit};
