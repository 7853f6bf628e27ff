/* methods: how an operator's rows are told apart, one way for each kind of operator. */
#include "interp/lineage/parts.h"

#include "interp/ops/operators.h"
#include "interp/ops/scan.h"

void stage_keep(lineage_stage *s, const batch *b) { rows_add(&s->store, b->cols, b->sel); }

bool stage_mismatch(tracer *t, const lineage_stage *s)
{
    diag_error(t->x->ds, ST_UNSUPPORTED, NULL, s->node->at, "the rows of this %s cannot be told apart", s->node->op->name);
    return false;
}

void parent_add(tracer *t, parent_list *l, uint32_t in, uint32_t row)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? 2 * l->cap : 2;
        lineage_ref *more = ARENA_ARRAY(t->mem, lineage_ref, l->cap);
        if (l->n)
            memcpy(more, l->items, l->n * sizeof *more);
        l->items = more;
    }
    l->items[l->n++] = (lineage_ref){in, row};
}

bool parents_single(tracer *t, lineage_stage *s, const parent_list *l)
{
    if (l->n != s->store.n)
        return stage_mismatch(t, s);
    s->parents = ARENA_ARRAY(t->mem, lineage_refs, l->n + 1);
    for (uint32_t i = 0; i < l->n; i++)
        s->parents[i] = (lineage_refs){&l->items[i], 1};
    return true;
}

typedef struct keeping {
    lineage_stage *stage;
    const plan_node *copy;
    parent_list parents;
} keeping;

static bool keep(tracer *t, const batch *b, void *arg)
{
    (void)t;
    stage_keep(((keeping *)arg)->stage, b);
    return true;
}

/* A source that no event is behind: datatable, print, range. */
static bool constant(tracer *t, lineage_stage *s)
{
    keeping k = {.stage = s};
    return feed_run(t, s->node, keep, &k);
}

static lineage_table *table_of(tracer *t, table *of, uint32_t n)
{
    lineage_table **at = &t->out->tables;
    while (*at && (*at)->table != of)
        at = &(*at)->next;
    if (!*at) {
        *at = ARENA_NEW(t->mem, lineage_table);
        **at = (lineage_table){NULL, of, t->out->n_events, n};
        t->out->n_events += n;
    }
    return *at;
}

static bool scanned(tracer *t, lineage_stage *s)
{
    keeping k = {.stage = s};
    if (!feed_run(t, s->node, keep, &k))
        return false;
    const lineage_table *of = table_of(t, ((const scan_info *)s->node->info)->table, s->store.n);
    s->table = of;
    return of->n == s->store.n || stage_mismatch(t, s);
}

/* Row k is made of row k. */
static bool one_to_one(tracer *t, lineage_stage *s)
{
    keeping k = {.stage = s};
    if (!feed_run(t, feed_node(t, s, FEED_ALL), keep, &k))
        return false;
    for (uint32_t i = 0; i < s->in[0]->store.n; i++)
        parent_add(t, &k.parents, 0, i);
    return parents_single(t, s, &k.parents);
}

/* The legs' rows, one leg after the other. */
static bool legs(tracer *t, lineage_stage *s)
{
    keeping k = {.stage = s};
    if (!feed_run(t, feed_node(t, s, FEED_ALL), keep, &k))
        return false;
    for (uint32_t i = 0; i < s->n_in; i++) {
        for (uint32_t row = 0; row < s->in[i]->store.n; row++)
            parent_add(t, &k.parents, i, row);
    }
    return parents_single(t, s, &k.parents);
}

static bool keep_numbered(tracer *t, const batch *b, void *arg)
{
    keeping *k = arg;
    const vec *number = b->cols[k->stage->node->cols.n];
    stage_keep(k->stage, b);
    for (uint32_t i = 0; i < b->sel.n; i++)
        parent_add(t, &k->parents, 0, (uint32_t)vec_get(number, sel_row(b->sel, i)).l);
    return true;
}

/* Rows are handed on as they are, some of them, in whatever order: their number goes with them. */
static bool handed_on(tracer *t, lineage_stage *s)
{
    keeping k = {.stage = s};
    return feed_run(t, feed_node(t, s, FEED_NUMBER), keep_numbered, &k) && parents_single(t, s, &k.parents);
}

static bool keep_of_row(tracer *t, const batch *b, void *arg)
{
    keeping *k = arg;
    stage_keep(k->stage, b);
    for (uint32_t i = 0; i < b->sel.n; i++)
        parent_add(t, &k->parents, 0, feed_at(t, k->copy));
    return true;
}

/* Each row makes rows of its own, none or several, before the next one is asked for. */
static bool row_by_row(tracer *t, lineage_stage *s)
{
    keeping k = {.stage = s, .copy = feed_node(t, s, FEED_SINGLY)};
    return feed_run(t, k.copy, keep_of_row, &k) && parents_single(t, s, &k.parents);
}

static const struct {
    const op_class *op;
    method *how;
} methods[] = {
    {&op_scan, scanned},
    {&op_datatable, constant}, {&op_print, constant}, {&op_range, constant}, {&op_externaldata, constant},
    {&op_extend, one_to_one}, {&op_project, one_to_one}, {&op_project_away, one_to_one}, {&op_project_keep, one_to_one},
    {&op_project_rename, one_to_one}, {&op_project_reorder, one_to_one}, {&op_project_by_names, one_to_one}, {&op_serialize, one_to_one},
    {&op_parse, one_to_one}, {&op_parse_kv, one_to_one},
    {&op_where, handed_on}, {&op_sort, handed_on}, {&op_top, handed_on}, {&op_take, handed_on}, {&op_as, handed_on},
    {&op_assert_schema, handed_on}, {&op_render, handed_on},
    {&op_parse_where, row_by_row}, {&op_mv_expand, row_by_row}, {&op_mv_apply, row_by_row},
    {&op_union, legs},
    {&op_summarize, method_grouped}, {&op_distinct, method_distinct}, {&op_count, method_count},
    {&op_join, method_join}, {&op_lookup, method_join},
};

method *method_find(const op_class *op)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (methods[i].op == op)
            return methods[i].how;
    }
    return NULL;
}
