/* Holds all rows, and which rows each key has:
 *
 *   key of row     b a b b a        pick:  0 2 3 | 1 4        first:  0 3 5
 */
#include "interp/ops/partition.h"

#include "interp/ops/operators.h"
#include "interp/ops/shared/groups.h"

#define LEGACY_MAX 64

typedef struct state {
    arena *mem, *sub, *batch; /* of the rows; of one subquery; of what the source gives */
    groups keys;
    rows store;
    uint32_t *group;          /* by row; then pick */
    uint32_t cap;
    uint32_t *pick, *first;
    uint32_t at, given;       /* the partition at work; its rows given so far */
    bool full, open;
} state;

bool partition_open(exec *x, const plan_node *n, void **out)
{
    const partition_info *info = n->info;
    const schema *cols = &n->in[0]->cols;
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->sub = arena_new();
    s->batch = arena_new();
    groups_init(&s->keys, s->mem, &cols->cols[info->key].type, 1);
    rows_init(&s->store, s->mem, cols, &n->in[0]->need);
    *out = s;
    return exec_open(x, n->in[0]);
}

static uint32_t *room(state *s, uint32_t more)
{
    if (s->store.n + more > s->cap) {
        uint32_t cap = s->cap ? 2 * s->cap : 2 * BATCH_ROWS;
        uint32_t *bigger = ARENA_ARRAY(s->mem, uint32_t, cap);
        if (s->store.n) {
            memcpy(bigger, s->group, s->store.n * sizeof *bigger);
        }
        s->group = bigger;
        s->cap = cap;
    }
    return s->group + s->store.n;
}

/* What a null key means is told by no page: the legacy strategy compares with ==, and null == null is null. */
static bool check_keys(exec *x, const plan_node *n, const state *s, const vec *key, sel which)
{
    const partition_info *info = n->info;
    for (uint32_t k = 0; key->null && k < which.n; k++) {
        if (vec_is_null(key, sel_row(which, k))) {
            exec_fail(x, ST_UNSUPPORTED, n->at, "partition by a column with nulls is not supported: filter them out first");
            return false;
        }
    }
    if (info->legacy && groups_count(&s->keys) > LEGACY_MAX) {
        exec_fail(x, ST_LIMIT, n->at, "more than %d partitions: hint.strategy=native has no such limit", LEGACY_MAX);
        return false;
    }
    return exec_memory_ok(x, s->mem, n);
}

static void order_by_key(state *s)
{
    uint32_t n = groups_count(&s->keys), *next = ARENA_ARRAY(s->mem, uint32_t, n + 1);
    s->first = ARENA_ARRAY(s->mem, uint32_t, n + 1);
    s->pick = ARENA_ARRAY(s->mem, uint32_t, s->store.n + 1);
    for (uint32_t i = 0; i < s->store.n; i++) {
        s->first[s->group[i] + 1]++;
    }
    for (uint32_t i = 0; i < n; i++) {
        s->first[i + 1] += s->first[i];
        next[i] = s->first[i];
    }
    for (uint32_t i = 0; i < s->store.n; i++) {
        s->pick[next[s->group[i]]++] = i;
    }
}

static bool take_all(exec *x, const plan_node *n, state *s)
{
    const partition_info *info = n->info;
    batch in;
    step got;
    uint32_t group[BATCH_ROWS];
    while ((got = exec_next(x, n->in[0], &in)) == STEP_ROWS) {
        const vec *key = in.cols[info->key];
        uint32_t *to = info->rows_read ? room(s, in.sel.n) : group;
        groups_add(&s->keys, &key, in.sel, to);
        if (!check_keys(x, n, s, key, in.sel)) {
            return false;
        }
        if (info->rows_read) {
            rows_add(&s->store, in.cols, in.sel);
        }
    }
    exec_close(x, n->in[0]);
    if (info->rows_read) {
        order_by_key(s);
    }
    s->full = true;
    return got == STEP_END;
}

/* Operators of the subquery open anew for every partition: what they take from x->mem must go with it. */
static bool open_sub(exec *x, const plan_node *n, state *s)
{
    arena *mem = x->mem;
    arena_reset(s->sub);
    part_forget(x, &((const partition_info *)n->info)->slots);
    s->given = 0;
    x->mem = s->sub;
    s->open = exec_open(x, n->in[1]);
    x->mem = mem;
    return s->open;
}

step partition_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    if (!s->full && !take_all(x, n, s)) {
        return STEP_ERROR;
    }
    for (; s->at < groups_count(&s->keys); s->at++) {
        if (!s->open && !open_sub(x, n, s)) {
            return STEP_ERROR;
        }
        arena *mem = x->mem;
        x->mem = s->sub;
        step got = exec_next(x, n->in[1], out);
        x->mem = mem;
        if (got != STEP_END) {
            return got;
        }
        exec_close(x, n->in[1]);
        s->open = false;
    }
    return STEP_END;
}

void partition_close(exec *x, const plan_node *n, void *st)
{
    state *s = st;
    exec_close(x, n->in[1]); /* before the arena that its states live in */
    arena_drop(s->batch);
    arena_drop(s->sub);
    arena_drop(s->mem);
}

/* ---- what the subquery reads */

static void source_need(plan_node *n)
{
    const plan_node *of = ((const partition_info *)n->info)->node;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (colset_has(&n->need, i)) {
            colset_add(&of->in[0]->need, i);
        }
    }
}

static step source_next(exec *x, const plan_node *n, void *st, batch *out)
{
    (void)st;
    state *s = x->state[((const partition_info *)n->info)->node->id];
    uint32_t from = s->first[s->at] + s->given, left = s->first[s->at + 1] - from, take = left < BATCH_ROWS ? left : BATCH_ROWS;
    if (take == 0) {
        return STEP_END;
    }
    arena_reset(s->batch);
    const vec **cols = ARENA_ARRAY(s->batch, const vec *, n->cols.n + 1);
    for (uint32_t i = 0; i < n->cols.n; i++) {
        cols[i] = s->store.keep[i] ? rows_pick(&s->store, i, s->pick + from, take, s->batch) : NULL;
    }
    s->given += take;
    *out = (batch){.n_rows = take, .sel = {NULL, take}, .n_cols = n->cols.n, .cols = cols};
    return STEP_ROWS;
}

static void key_need(plan_node *n) { (void)n; }

static bool key_open(exec *x, const plan_node *n, void **out)
{
    (void)n;
    *out = ARENA_NEW(x->mem, bool); /* given? */
    return true;
}

static step key_next(exec *x, const plan_node *n, void *st, batch *out)
{
    bool *given = st;
    const state *s = x->state[((const partition_info *)n->info)->node->id];
    if (*given) {
        return STEP_END;
    }
    *given = true;
    const vec **cols = ARENA_ARRAY(s->sub, const vec *, 1);
    cols[0] = vec_const(s->sub, rows_get(&s->keys.keys, s->at, 0));
    *out = (batch){.n_rows = 1, .sel = {NULL, 1}, .n_cols = 1, .cols = cols};
    return STEP_ROWS;
}

const op_class op_partition_source = {.name = "partition's rows", .code = -1, .of_part = true, .need = source_need, .next = source_next};
const op_class op_partition_key = {.name = "partition's key", .code = -1, .of_part = true, .need = key_need, .open = key_open, .next = key_next};
