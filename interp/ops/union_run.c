/* Legs run one after the other; each is opened when its turn comes and closed when it is done. Nothing is copied. */
#include "interp/ops/union_run.h"

typedef struct state {
    uint32_t leg;
    bool open;
    const vec **cols;
    const vec **nulls;  /* by output column, made on first use */
    const vec *source;
} state;

bool union_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    s->cols = ARENA_ARRAY(x->mem, const vec *, n->cols.n + 1);
    s->nulls = ARENA_ARRAY(x->mem, const vec *, n->cols.n + 1);
    *out = s;
    return true;
}

static bool open_leg(exec *x, const plan_node *n, state *s)
{
    const union_info *info = n->info;
    s->open = true;
    s->source = vec_const(x->mem, (datum){.type = T_STRING, .s = info->source[s->leg]});
    return exec_open(x, n->in[s->leg]);
}

static void map(exec *x, const plan_node *n, state *s, const batch *in, batch *out)
{
    const union_info *info = n->info;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        int32_t from = info->from[s->leg][i];
        if (from >= 0) {
            s->cols[i] = in->cols[from];
        } else if ((int32_t)i == info->source_column) {
            s->cols[i] = s->source;
        } else {
            s->nulls[i] = s->nulls[i] ? s->nulls[i] : vec_const(x->mem, datum_null(n->cols.cols[i].type));
            s->cols[i] = s->nulls[i];
        }
    }
    *out = (batch){.n_rows = in->n_rows, .sel = in->sel, .n_cols = n->cols.n, .cols = s->cols};
}

step union_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    while (s->leg < n->n_in) {
        if (!s->open && !open_leg(x, n, s)) {
            return STEP_ERROR;
        }
        batch in;
        step got = exec_next(x, n->in[s->leg], &in);
        if (got == STEP_ROWS) {
            map(x, n, s, &in, out);
            return got;
        }
        if (got == STEP_ERROR) {
            return got;
        }
        exec_close(x, n->in[s->leg++]);
        s->open = false;
    }
    return STEP_END;
}

void union_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    (void)st;
}
