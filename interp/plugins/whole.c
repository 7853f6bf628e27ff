#include "interp/plugins/whole.h"

#include "interp/ops/shared/exprs_bind.h"

plan_node *whole_node(binder *b, const op_class *op, const plugin_call *c, whole *info)
{
    plan_node *n = node_over(b, op, c->op->at, c->in, info);
    if (n) {
        n->cols = (schema){0};
        n->open_columns = false;
        n->serialized = true;
    }
    return n;
}

void whole_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    whole *info = n->info;
    for (uint32_t i = 0; i < info->n_exprs; i++) {
        each(&info->exprs[i], arg);
    }
}

/* ---- writing */

static void new_columns(whole_out *o)
{
    arena_reset(o->batch);
    for (uint32_t i = 0; i < o->made.n_cols; i++) {
        o->cols[i] = vec_new(o->batch, o->made.types[i]);
    }
}

static void blank(whole_out *o)
{
    for (uint32_t i = 0; i < o->made.n_cols; i++) {
        vec_set(o->batch, o->cols[i], o->n, datum_null(o->made.types[i]));
    }
}

static void flush(whole_out *o)
{
    if (o->n) {
        rows_add(&o->made, (const vec *const *)o->cols, (sel){NULL, o->n});
    }
    o->n = 0;
    new_columns(o);
}

void whole_put(whole_out *o, uint32_t col, datum d) { vec_set(o->batch, o->cols[col], o->n, d); }

void whole_row(whole_out *o)
{
    if (++o->n == BATCH_ROWS) {
        flush(o);
    }
    blank(o);
}

/* ---- running */

typedef struct state {
    arena *mem, *batch;
    rows in;
    whole_out out;
    bool done;
    uint32_t block;
} state;

bool whole_open(exec *x, const plan_node *n, void **out)
{
    const whole *info = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->batch = arena_new();
    s->out.batch = arena_new();
    s->out.cols = ARENA_ARRAY(s->mem, vec *, n->cols.n + 1);
    const schema *in = &n->in[0]->cols;
    kql_type *types = ARENA_ARRAY(s->mem, kql_type, in->n + info->n_exprs + 1);
    for (uint32_t i = 0; i < in->n; i++) {
        types[i] = in->cols[i].type;
    }
    for (uint32_t i = 0; i < info->n_exprs; i++) {
        types[in->n + i] = info->exprs[i]->type;
    }
    rows_init_types(&s->in, s->mem, types, in->n + info->n_exprs);
    rows_init(&s->out.made, s->mem, &n->cols, NULL);
    *out = s;
    return exec_open(x, n->in[0]);
}

static bool read_input(exec *x, const plan_node *n, state *s)
{
    const whole *info = n->info;
    uint32_t n_in = n->in[0]->cols.n;
    const vec **cols = ARENA_ARRAY(s->mem, const vec *, n_in + info->n_exprs + 1);
    batch in;
    step got;
    while ((got = exec_next(x, n->in[0], &in)) == STEP_ROWS) {
        arena_reset(s->batch);
        for (uint32_t i = 0; i < n_in; i++) {
            cols[i] = in.cols[i];
        }
        for (uint32_t i = 0; i < info->n_exprs; i++) {
            cols[n_in + i] = eval(x, info->exprs[i], &in, in.sel, s->batch);
        }
        rows_add(&s->in, cols, in.sel);
        if (!exec_memory_ok(x, s->mem, n)) {
            return false;
        }
    }
    return got == STEP_END;
}

step whole_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    if (!s->done) {
        new_columns(&s->out);
        blank(&s->out);
        if (!read_input(x, n, s) || !((const whole *)n->info)->run(x, n, &s->in, &s->out)) {
            return STEP_ERROR;
        }
        flush(&s->out);
        s->done = true;
    }
    arena_reset(s->batch);
    return rows_block(&s->out.made, s->block++, s->batch, out) ? STEP_ROWS : STEP_END;
}

void whole_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    state *s = st;
    arena_drop(s->out.batch);
    arena_drop(s->batch);
    arena_drop(s->mem);
}
