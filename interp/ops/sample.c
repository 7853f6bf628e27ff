/* sample: so many rows, each with the same chance, in the order they come (a reservoir: row i replaces one of the N kept with chance N/i).
 * sample-distinct: so many different values of a column; the first ones that come, which is as good as any. Sources: sample-operator.md,
 * sample-distinct-operator.md */
#include "interp/exec.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/pass.h"
#include "interp/ops/shared/rows.h"
#include "interp/ops/shared/syntax.h"
#include "interp/plan/exprs.h"

#include <stdlib.h>
#include <sys/random.h>

typedef struct sample_info {
    expr *count;
} sample_info;

static plan_node *sample_bind(binder *b, const ast *node, plan_node *in)
{
    sample_info *info = ARENA_NEW(b->mem, sample_info);
    info->count = bind_row_count(b, node->kid[1]);
    plan_node *out = node_over(b, &op_sample, node->at, in, info);
    if (out) {
        out->serialized = false;
    }
    return out;
}

typedef struct state {
    arena *mem, *batch;
    rows store;      /* rows that were kept for a while */
    uint32_t *kept;  /* their numbers in the store */
    int64_t want;
    uint32_t n, cap; /* of kept */
    uint64_t seen, random;
    uint32_t given;
    bool full;
} state;

static bool sample_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->batch = arena_new();
    datum count = eval_scalar(x, ((const sample_info *)n->info)->count, x->mem);
    s->want = count.null ? 0 : count.l;
    rows_init(&s->store, s->mem, &n->cols, &n->need);
    if (getrandom(&s->random, sizeof s->random, 0) != (ssize_t)sizeof s->random) {
        s->random = (uint64_t)(uintptr_t)s;
    }
    *out = s;
    return exec_open(x, n->in[0]);
}

/* splitmix64, brought below `limit`; what that favours is far below one in 2^32 */
static uint64_t below(state *s, uint64_t limit)
{
    uint64_t z = s->random += 0x9e3779b97f4a7c15ULL;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
    return (z ^ z >> 31) % limit;
}

static void keep_more(state *s, uint32_t number)
{
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 64;
        uint32_t *more = ARENA_ARRAY(s->mem, uint32_t, s->cap);
        if (s->n) {
            memcpy(more, s->kept, s->n * sizeof *more);
        }
        s->kept = more;
    }
    s->kept[s->n++] = number;
}

static void look_at(state *s, const batch *in)
{
    uint16_t chosen[BATCH_ROWS];
    uint32_t n = 0;
    for (uint32_t k = 0; k < in->sel.n; k++) {
        s->seen++;
        uint32_t number = s->store.n + n;
        if (s->n < s->want) {
            keep_more(s, number);
        } else {
            uint64_t at = below(s, s->seen);
            if (at >= (uint64_t)s->want) {
                continue;
            }
            s->kept[at] = number;
        }
        chosen[n++] = (uint16_t)sel_row(in->sel, k);
    }
    rows_add(&s->store, in->cols, (sel){chosen, n});
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static bool take_all(exec *x, const plan_node *n, state *s)
{
    batch in;
    step got = STEP_END;
    while (s->want > 0 && (got = exec_next(x, n->in[0], &in)) == STEP_ROWS) {
        look_at(s, &in);
        if (!exec_memory_ok(x, s->mem, n)) {
            return false;
        }
    }
    exec_close(x, n->in[0]);
    if (s->n) {
        qsort(s->kept, s->n, sizeof *s->kept, by_number);
    }
    s->full = true;
    return got == STEP_END;
}

static step sample_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    if (!s->full && !take_all(x, n, s)) {
        return STEP_ERROR;
    }
    uint32_t left = s->n - s->given, take = left < BATCH_ROWS ? left : BATCH_ROWS;
    if (take == 0) {
        return STEP_END;
    }
    arena_reset(s->batch);
    const vec **cols = ARENA_ARRAY(s->batch, const vec *, n->cols.n + 1);
    for (uint32_t i = 0; i < n->cols.n; i++) {
        cols[i] = s->store.keep[i] ? rows_pick(&s->store, i, s->kept + s->given, take, s->batch) : NULL;
    }
    s->given += take;
    *out = (batch){.n_rows = take, .sel = {NULL, take}, .n_cols = n->cols.n, .cols = cols};
    return STEP_ROWS;
}

static void sample_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->mem);
    arena_drop(((state *)st)->batch);
}

static void sample_describe(buf *out, const plan_node *n) { expr_text(out, ((const sample_info *)n->info)->count, NULL); }

static void sample_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg) { each(&((sample_info *)n->info)->count, arg); }

static plan_node *sample_distinct_bind(binder *b, const ast *node, plan_node *in)
{
    if (!check_is_column(b, node->kid[2])) {
        return NULL;
    }
    ast *distinct = syntax_op(b, OP_DISTINCT, node->at, 1, &node->kid[2]);
    ast *take = syntax_op(b, OP_TAKE, node->at, 1, &node->kid[1]);
    plan_node *out = op_distinct.bind(b, distinct, in);
    return out ? op_take.bind(b, take, out) : NULL;
}

const op_class op_sample = {.name = "sample", .code = OP_SAMPLE, .bind = sample_bind, .need = pass_need, .open = sample_open,
                            .next = sample_next, .close = sample_close, .describe = sample_describe, .visit = sample_visit};
const op_class op_sample_distinct = {.name = "sample-distinct", .code = OP_SAMPLE_DISTINCT, .bind = sample_distinct_bind};
