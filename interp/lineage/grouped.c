/* grouped: operators that make one row of many. Which rows fall together is asked of the engine's own grouping, over the keys. */
#include "interp/lineage/parts.h"

#include "interp/ops/shared/groups.h"
#include "interp/ops/shared/projection.h"
#include "interp/ops/summarize.h"

static bool keep(tracer *t, const batch *b, void *arg)
{
    (void)t;
    stage_keep(arg, b);
    return true;
}

typedef struct grouping {
    groups groups;
    expr *const *keys;
    uint32_t n_keys;
    uint32_t *of; /* by input row */
} grouping;

static void begin(tracer *t, grouping *g, const lineage_stage *in)
{
    kql_type *types = ARENA_ARRAY(t->mem, kql_type, g->n_keys + 1);
    for (uint32_t i = 0; i < g->n_keys; i++)
        types[i] = g->keys[i]->type;
    groups_init(&g->groups, t->mem, types, g->n_keys);
    g->of = ARENA_ARRAY(t->mem, uint32_t, in->store.n + 1);
}

/* The group of every row of the input. */
static void group_rows(tracer *t, grouping *g, const lineage_stage *in)
{
    arena *mem = arena_new();
    const vec **keys = ARENA_ARRAY(t->mem, const vec *, g->n_keys + 1);
    batch b;
    uint32_t done = 0;
    for (uint32_t block = 0; rows_block(&in->store, block, mem, &b); block++) {
        for (uint32_t i = 0; i < g->n_keys; i++)
            keys[i] = eval(t->x, g->keys[i], &b, b.sel, mem);
        groups_add(&g->groups, keys, b.sel, g->of + done);
        done += b.sel.n;
        arena_reset(mem);
    }
    arena_drop(mem);
}

/* By group, the row of the output: its first columns are the keys. False: one of them is nobody's, or two are one's. */
static bool group_outputs(tracer *t, grouping *g, const lineage_stage *s, uint32_t *row_of)
{
    arena *mem = arena_new();
    batch b;
    uint32_t done = 0, n = groups_count(&g->groups), *of = ARENA_ARRAY(mem, uint32_t, BATCH_ROWS);
    bool ok = s->store.n == n;
    for (uint32_t i = 0; i < n; i++)
        row_of[i] = ROWS_NONE;
    for (uint32_t block = 0; ok && rows_block(&s->store, block, t->mem, &b); block++) {
        groups_find(&g->groups, b.cols, b.sel, of);
        for (uint32_t k = 0; ok && k < b.sel.n; k++) {
            ok = of[k] != ROWS_NONE && row_of[of[k]] == ROWS_NONE;
            if (ok)
                row_of[of[k]] = done + k;
        }
        done += b.sel.n;
    }
    arena_drop(mem);
    return ok;
}

/* row[i]: the output row that input row i went into; ROWS_NONE: none. */
static void gather_parents(tracer *t, lineage_stage *s, const uint32_t *row, uint32_t n)
{
    lineage_ref *items = ARENA_ARRAY(t->mem, lineage_ref, n + 1);
    uint32_t *at = ARENA_ARRAY(t->mem, uint32_t, s->store.n + 1), sum = 0;
    s->parents = ARENA_ARRAY(t->mem, lineage_refs, s->store.n + 1);
    for (uint32_t i = 0; i < n; i++) {
        if (row[i] != ROWS_NONE)
            s->parents[row[i]].n++;
    }
    for (uint32_t r = 0; r < s->store.n; r++) {
        at[r] = sum;
        s->parents[r].items = items + sum;
        sum += s->parents[r].n;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (row[i] != ROWS_NONE)
            items[at[row[i]]++] = (lineage_ref){0, i};
    }
}

static bool group_by(tracer *t, lineage_stage *s, expr *const *keys, uint32_t n_keys)
{
    const lineage_stage *in = s->in[0];
    grouping g = {.keys = keys, .n_keys = n_keys};
    begin(t, &g, in);
    group_rows(t, &g, in);
    uint32_t *row_of = ARENA_ARRAY(t->mem, uint32_t, groups_count(&g.groups) + 1);
    if (!group_outputs(t, &g, s, row_of))
        return stage_mismatch(t, s);
    for (uint32_t i = 0; i < in->store.n; i++)
        g.of[i] = row_of[g.of[i]];
    gather_parents(t, s, g.of, in->store.n);
    return true;
}

static bool run(tracer *t, lineage_stage *s)
{
    return feed_run(t, feed_node(t, s, FEED_ALL), keep, s);
}

bool method_count(tracer *t, lineage_stage *s)
{
    uint32_t n = s->in[0]->store.n;
    if (!run(t, s))
        return false;
    if (s->store.n != 1)
        return stage_mismatch(t, s);
    gather_parents(t, s, ARENA_ARRAY(t->mem, uint32_t, n + 1), n);
    return true;
}

bool method_grouped(tracer *t, lineage_stage *s)
{
    const summarize_info *info = s->node->info;
    if (!info->n_by)
        return method_count(t, s);
    expr **keys = ARENA_ARRAY(t->mem, expr *, info->n_by + 1);
    for (uint32_t i = 0; i < info->n_by; i++)
        keys[i] = info->by[i].value;
    return run(t, s) && group_by(t, s, keys, info->n_by);
}

bool method_distinct(tracer *t, lineage_stage *s)
{
    const projection *p = s->node->info;
    expr **keys = ARENA_ARRAY(t->mem, expr *, p->n + 1);
    for (uint32_t i = 0; i < p->n; i++)
        keys[i] = p->cols[i].value;
    return run(t, s) && group_by(t, s, keys, p->n);
}
