/* Every row has a node of a tree that grows by a level at a time:
 *
 *   root           level 0: state          level 1: source
 *    |- KANSAS      |- KANSAS               |- KANSAS, Law     (stays)
 *    |- TEXAS       |- rest of the root     |- KANSAS, rest    what did not stay; made only where a level at or below it has `others`
 *    |- UTAH                                |- rest of the root
 *
 * A level groups the rows of nodes that stayed by (node, key), ranks the groups of each node, and gives its rows new nodes. Rows of a rest
 * keep theirs; where a level has others, a rest's aggregate is over all of its rows. The result's rows are the leaves: first those that
 * stayed, then the rests, those of the last level first. */
#include "interp/ops/top_nested.h"

#include "interp/ops/shared/agg_states.h"
#include "interp/ops/shared/groups.h"

#include <stdlib.h>

#define GONE UINT32_MAX

typedef struct tree_node {
    uint32_t parent;
    uint32_t level;
    uint32_t rest;  /* 0: it stayed; else 1 + its number among the rests */
    datum key;
    datum *value;   /* stayed: one; rest: one a level */
} tree_node;

typedef struct state {
    arena *mem, *batch;
    rows store;
    tree_node *nodes;
    uint32_t n, cap, n_rests;
    uint32_t *node;  /* by row */
    uint32_t *group; /* by row: at this level; only of rows whose node stayed */
    uint32_t *leaves;
    uint32_t n_leaves, given;
    bool full;
} state;

bool top_nested_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->batch = arena_new();
    rows_init(&s->store, s->mem, &n->in[0]->cols, &n->in[0]->need);
    *out = s;
    return exec_open(x, n->in[0]);
}

static uint32_t add_node(state *s, tree_node node)
{
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 64;
        tree_node *more = ARENA_ARRAY(s->mem, tree_node, s->cap);
        if (s->n) {
            memcpy(more, s->nodes, s->n * sizeof *more);
        }
        s->nodes = more;
    }
    s->nodes[s->n] = node;
    return s->n++;
}

/* The rows of a block that stayed, or those of rests. */
static sel rows_of(const state *s, uint32_t block, uint32_t n, bool rests, uint16_t *room)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t node = s->node[block * BATCH_ROWS + k];
        if (node != GONE && (s->nodes[node].rest > 0) == rests) {
            room[kept++] = (uint16_t)k;
        }
    }
    return (sel){room, kept};
}

/* One pass over the rows of a level: their aggregates by group, of rows that stayed (by node and key) or of rests (by rest). */
static agg_states *aggregate(exec *x, state *s, const nested_level *l, groups *g, uint32_t *n_groups)
{
    agg_states *aggs = ARENA_ARRAY(s->mem, agg_states, l->n_aggs + 1);
    uint32_t group[BATCH_ROWS];
    uint16_t room[BATCH_ROWS];
    batch in;
    for (uint32_t i = 0; i < l->n_aggs; i++) {
        agg_states_init(&aggs[i], x, s->mem, l->aggs[i].call);
    }
    for (uint32_t block = 0; arena_reset(s->batch), rows_block(&s->store, block, s->batch, &in); block++) {
        uint32_t *node = s->node + (size_t)block * BATCH_ROWS;
        sel which = rows_of(s, block, in.n_rows, g == NULL, room);
        if (g) {
            vec *of = vec_new(s->batch, T_LONG);
            for (uint32_t k = 0; k < in.n_rows; k++) {
                of->l[k] = node[k];
            }
            const vec *keys[] = {of, eval(x, l->key, &in, which, s->batch)};
            groups_add(g, keys, which, group);
            *n_groups = groups_count(g);
        }
        for (uint32_t k = 0; k < which.n; k++) {
            if (g) {
                s->group[block * BATCH_ROWS + which.idx[k]] = group[k];
            } else {
                group[k] = s->nodes[node[which.idx[k]]].rest - 1;
            }
        }
        for (uint32_t i = 0; i < l->n_aggs; i++) {
            agg_states_room(&aggs[i], *n_groups);
            agg_states_add(&aggs[i], x, &l->aggs[i], &in, which, group, s->batch);
        }
    }
    for (uint32_t i = 0; i < l->n_aggs; i++) {
        agg_states_room(&aggs[i], *n_groups);
    }
    return aggs;
}

/* What `by` says of each group. */
static datum *values_of(exec *x, state *s, const nested_level *l, agg_states *aggs, uint32_t n)
{
    datum *out = ARENA_ARRAY(s->mem, datum, n + 1);
    for (uint32_t from = 0, take; from < n; from += take) {
        arena_reset(s->batch);
        take = n - from < BATCH_ROWS ? n - from : BATCH_ROWS;
        uint32_t n_cols = 0;
        for (uint32_t i = 0; i < l->n_aggs; i++) {
            n_cols += 1 + l->aggs[i].call->n_extra;
        }
        const vec **inner = ARENA_ARRAY(s->batch, const vec *, n_cols + 1);
        for (uint32_t i = 0, at = 0; i < l->n_aggs; at += 1 + l->aggs[i++].call->n_extra) {
            agg_states_results(&aggs[i], NULL, from, take, s->batch, inner + at);
        }
        batch all = {.n_rows = take, .sel = {NULL, take}, .n_cols = n_cols, .cols = inner};
        const vec *v = eval(x, l->final[0].value, &all, all.sel, s->batch);
        for (uint32_t k = 0; k < take; k++) {
            out[from + k] = datum_copy(s->mem, vec_get(v, k));
        }
    }
    return out;
}

typedef struct ranked {
    uint32_t group, node;
    const datum *value;
    order_key order;
} ranked;

static int by_rank(const void *p, const void *q)
{
    const ranked *a = p, *b = q;
    if (a->node != b->node) {
        return a->node < b->node ? -1 : 1;
    }
    int c = order_cmp_values(a->order, *a->value, *b->value);
    return c ? c : (a->group > b->group) - (a->group < b->group);
}

/* Gives every group its node: one of its own, the rest of its parent, or none. */
static uint32_t *place(state *s, const top_nested_info *info, uint32_t level, const groups *g, const datum *value, int64_t most)
{
    uint32_t n = groups_count(g), *node = ARENA_ARRAY(s->mem, uint32_t, n + 1), rest = GONE;
    ranked *all = ARENA_ARRAY(s->mem, ranked, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        all[i] = (ranked){i, (uint32_t)rows_get(&g->keys, i, 0).l, &value[i], info->levels[level].order};
    }
    if (n) {
        qsort(all, n, sizeof *all, by_rank);
    }
    int64_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t group = all[i].group, parent = all[i].node;
        if (i == 0 || all[i - 1].node != parent) {
            at = 0;
            rest = GONE;
        }
        if (at++ < most) {
            datum *own = ARENA_NEW(s->mem, datum);
            *own = value[group];
            node[group] = add_node(s, (tree_node){parent, level, 0, rows_get(&g->keys, group, 1), own});
            continue;
        }
        if (rest == GONE && info->levels[level].rest) {
            rest = add_node(s, (tree_node){parent, level, ++s->n_rests, {0}, ARENA_ARRAY(s->mem, datum, info->n)});
        }
        node[group] = rest;
    }
    return node;
}

static void run_level(exec *x, state *s, const top_nested_info *info, uint32_t level)
{
    const nested_level *l = &info->levels[level];
    groups *g = ARENA_NEW(s->mem, groups);
    kql_type types[] = {T_LONG, l->key->type};
    uint32_t n_groups = 0;
    groups_init(g, s->mem, types, 2);
    agg_states *aggs = aggregate(x, s, l, g, &n_groups);
    datum *value = values_of(x, s, l, aggs, n_groups), count = l->count ? eval_scalar(x, l->count, s->mem) : datum_null(T_LONG);
    uint32_t *node = place(s, info, level, g, value, count.null ? INT64_MAX : count.l);
    for (uint32_t i = 0; i < s->store.n; i++) {
        if (s->node[i] != GONE && !s->nodes[s->node[i]].rest) {
            s->node[i] = node[s->group[i]];
        }
    }
    if (!l->has_others || s->n_rests == 0) {
        return;
    }
    n_groups = s->n_rests;
    aggs = aggregate(x, s, l, NULL, &n_groups);
    value = values_of(x, s, l, aggs, n_groups);
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->nodes[i].rest) {
            s->nodes[i].value[level] = value[s->nodes[i].rest - 1];
        }
    }
}

static void find_leaves(state *s, uint32_t levels)
{
    s->leaves = ARENA_ARRAY(s->mem, uint32_t, s->n + 1);
    for (uint32_t i = 1; i < s->n; i++) {
        if (!s->nodes[i].rest && s->nodes[i].level + 1 == levels) {
            s->leaves[s->n_leaves++] = i;
        }
    }
    for (uint32_t level = levels; level-- > 0;) {
        for (uint32_t i = 1; i < s->n; i++) {
            if (s->nodes[i].rest && s->nodes[i].level == level) {
                s->leaves[s->n_leaves++] = i;
            }
        }
    }
}

static bool make(exec *x, const plan_node *n, state *s)
{
    const top_nested_info *info = n->info;
    batch in;
    step got;
    while ((got = exec_next(x, n->in[0], &in)) == STEP_ROWS) {
        rows_add(&s->store, in.cols, in.sel);
        if (!exec_memory_ok(x, s->mem, n)) {
            return false;
        }
    }
    exec_close(x, n->in[0]);
    s->full = true;
    s->node = ARENA_ARRAY(s->mem, uint32_t, s->store.n + 1);
    s->group = ARENA_ARRAY(s->mem, uint32_t, s->store.n + 1);
    add_node(s, (tree_node){0});
    for (uint32_t level = 0; level < info->n && got == STEP_END; level++) {
        run_level(x, s, info, level);
        got = exec_memory_ok(x, s->mem, n) ? got : STEP_ERROR;
    }
    find_leaves(s, info->n);
    return got == STEP_END;
}

/* The cells of one level in a leaf's row. */
static void cells(const state *s, const top_nested_info *info, uint32_t leaf, uint32_t level, datum *key, datum *value)
{
    const nested_level *l = &info->levels[level];
    const tree_node *t = &s->nodes[leaf];
    while (t->level > level) {
        t = &s->nodes[t->parent];
    }
    if (!t->rest) {
        *key = t->key;
        *value = t->value[0];
    } else if (l->has_others) {
        *key = l->others;
        *value = t->value[level];
    }
}

static void give(const plan_node *n, state *s, uint32_t take, batch *out)
{
    const top_nested_info *info = n->info;
    const vec **cols = ARENA_ARRAY(s->batch, const vec *, n->cols.n + 1);
    for (uint32_t level = 0; level < info->n; level++) {
        vec *keys = vec_new(s->batch, n->cols.cols[2 * level].type), *values = vec_new(s->batch, n->cols.cols[2 * level + 1].type);
        for (uint32_t k = 0; k < take; k++) {
            datum key = datum_null(keys->type), value = datum_null(values->type);
            cells(s, info, s->leaves[s->given + k], level, &key, &value);
            vec_set(s->batch, keys, k, key);
            vec_set(s->batch, values, k, value);
        }
        cols[2 * level] = keys;
        cols[2 * level + 1] = values;
    }
    s->given += take;
    *out = (batch){.n_rows = take, .sel = {NULL, take}, .n_cols = n->cols.n, .cols = cols};
}

step top_nested_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    if (!s->full && !make(x, n, s)) {
        return STEP_ERROR;
    }
    uint32_t left = s->n_leaves - s->given, take = left < BATCH_ROWS ? left : BATCH_ROWS;
    if (take == 0) {
        return STEP_END;
    }
    arena_reset(s->batch);
    give(n, s, take, out);
    return STEP_ROWS;
}

void top_nested_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->mem);
    arena_drop(((state *)st)->batch);
}
