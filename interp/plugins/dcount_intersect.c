/* dcount_intersect: how many values the first 1, 2, ... sketches of a row have in common. Source: dcount-intersect-plugin.md
 * Sketches that hold their hashes are compared hash by hash; of those that only estimate, the engine's way of intersecting is not known. */
#include "interp/exec.h"

#include "interp/agg/hll_value.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/plugins/plugin.h"

#include <stdlib.h>

#define SETS_MAX 16

typedef struct intersect_info {
    uint32_t *sets, n;
} intersect_info;

static const op_class op_dcount_intersect;

static plan_node *intersect_bind(binder *b, const plugin_call *c)
{
    intersect_info *info = ARENA_NEW(b->mem, intersect_info);
    if (!plugin_arg_count(b, c, 2, SETS_MAX)) {
        return NULL;
    }
    info->sets = plugin_columns(b, c, 0, &info->n);
    if (!info->sets) {
        return NULL;
    }
    for (uint32_t i = 0; i < info->n; i++) {
        kql_type t = c->in->cols.cols[info->sets[i]].type;
        if (t != T_DYNAMIC && t != T_UNKNOWN) {
            diag_error(b->ds, ST_COMPILE, "KS107", c->args->kid[i]->at, "a sketch of hll() is wanted here, and this is %s", type_name(t));
            return NULL;
        }
    }
    plan_node *n = node_over(b, &op_dcount_intersect, c->op->at, c->in, info);
    if (n) {
        n->cols = (schema){0};
        schema_copy(b, &n->cols, &c->in->cols);
        for (uint32_t i = 0; i < info->n; i++) {
            schema_add(b->mem, &n->cols, bind_unique_name(b, &n->cols, arena_printf(b->mem, "s%u", i)), T_LONG);
        }
    }
    return n;
}

typedef struct state {
    arena *batch;
    const vec **cols;
} state;

static bool intersect_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    s->cols = ARENA_ARRAY(x->mem, const vec *, n->cols.n + 1);
    *out = s;
    return exec_open(x, n->in[0]);
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* The hashes of a sketch, sorted; false: it holds none of them any more, or is no sketch. */
static bool hashes_of(const dyn *v, arena *mem, uint64_t **out, uint32_t *n)
{
    hll h;
    if (!v || !hll_from_dyn(v, mem, &h) || h.counters) {
        return false;
    }
    *out = ARENA_ARRAY(mem, uint64_t, h.slots + 1u);
    *n = 0;
    for (uint32_t i = 0; i < h.slots; i++) {
        if (h.few[i]) {
            (*out)[(*n)++] = h.few[i];
        }
    }
    if (h.zero) {
        (*out)[(*n)++] = 0;
    }
    qsort(*out, *n, sizeof **out, by_hash);
    return true;
}

static uint32_t keep_common(uint64_t *a, uint32_t n_a, const uint64_t *b, uint32_t n_b)
{
    uint32_t kept = 0, k = 0;
    for (uint32_t i = 0; i < n_a; i++) {
        while (k < n_b && b[k] < a[i]) {
            k++;
        }
        if (k < n_b && b[k] == a[i]) {
            a[kept++] = a[i];
        }
    }
    return kept;
}

static bool count_row(const intersect_info *info, const batch *in, uint32_t row, arena *mem, vec **out)
{
    uint64_t *common = NULL, *next;
    uint32_t n = 0, n_next;
    for (uint32_t i = 0; i < info->n; i++) {
        const vec *v = in->cols[info->sets[i]];
        if (!hashes_of(v->dy[vec_ix(v, row)], mem, &next, &n_next)) {
            return false;
        }
        n = i ? keep_common(common, n, next, n_next) : n_next;
        common = i ? common : next;
        out[i]->l[row] = n;
    }
    return true;
}

static step intersect_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    const intersect_info *info = n->info;
    vec *made[SETS_MAX];
    batch in;
    step got = exec_next(x, n->in[0], &in);
    if (got != STEP_ROWS) {
        return got;
    }
    arena_reset(s->batch);
    for (uint32_t i = 0; i < n->in[0]->cols.n; i++) {
        s->cols[i] = in.cols[i];
    }
    for (uint32_t i = 0; i < info->n; i++) {
        s->cols[n->in[0]->cols.n + i] = made[i] = vec_new(s->batch, T_LONG);
    }
    for (uint32_t k = 0; k < in.sel.n; k++) {
        if (!count_row(info, &in, sel_row(in.sel, k), s->batch, made)) {
            return exec_fail(x, ST_UNSUPPORTED, n->at, "dcount_intersect of sketches that only estimate is not supported");
        }
    }
    *out = (batch){.n_rows = in.n_rows, .sel = in.sel, .n_cols = n->cols.n, .cols = s->cols};
    return STEP_ROWS;
}

static void intersect_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->batch);
}

static const op_class op_dcount_intersect = {.name = "dcount_intersect", .code = -1, .open = intersect_open, .next = intersect_next,
                                             .close = intersect_close};

const plugin plugin_dcount_intersect = {
    .name = "dcount_intersect", .bind = intersect_bind, .sig = "(hll_1: dynamic, hll_2: dynamic, [hll: dynamic...])",
    .help = "How many values the sketches of hll() have in common: the first, the first two, ...",
    .example = "range x from 1 to 9 step 1 | summarize a = hll(x), b = hll(x * 2) | evaluate dcount_intersect(a, b) | project s0, s1", .gives = "9, 4",
    .page = "dcount-intersect-plugin"};
