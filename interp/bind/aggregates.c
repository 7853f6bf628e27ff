/* aggregates: summarize's list. Each aggregate call becomes one bound_agg; what is written around it becomes an expression over its results. */
#include "interp/bind/aggregates.h"

/* ---- one call */

static agg_call *make_call(binder *b, const overload *o, const agg_args *a, span at)
{
    agg_call *c = ARENA_NEW(b->mem, agg_call);
    kql_type *types = ARENA_ARRAY(b->mem, kql_type, a->n + 1);
    const datum **constants = ARENA_ARRAY(b->mem, const datum *, a->n + 1);
    for (uint32_t k = 0; k < a->n; k++) {
        types[k] = a->args[k]->type;
        if (a->args[k]->kind == EX_CONST) constants[k] = &a->args[k]->value;
    }
    const agg_row *row = o->row;
    *c = (agg_call){.row = row, .n_args = a->n, .arg_types = types, .constants = constants, .at = at};
    c->result = overload_result(o, row->result_type, a->n, a->args);
    return c;
}

/* Results beyond the first: an extreme gives its other arguments, percentiles one a percentile, take_any one a column. */
static void add_extra(binder *b, agg_call *c, const ast *node, const agg_args *a)
{
    if (agg_is_extreme(node->text) || agg_is_any(node->text)) {
        c->n_extra = a->n ? a->n - 1 : 0;
    } else if (agg_is_percentile(node->text)) {
        uint32_t first = agg_is_weighted(node->text) ? 2 : 1;
        c->n_extra = a->n > first ? a->n - first - 1 : 0;
    }
    kql_type *types = ARENA_ARRAY(b->mem, kql_type, c->n_extra + 1);
    for (uint32_t j = 0; j < c->n_extra; j++) types[j] = agg_is_percentile(node->text) ? c->result : a->args[j + 1]->type;
    c->extra_types = types;
}

static void name_results(binder *b, bound_agg *g, const ast *node, const agg_args *a)
{
    g->names = ARENA_ARRAY(b->mem, str, 1 + g->call->n_extra);
    for (uint32_t j = 0; j <= g->call->n_extra; j++) {
        if (agg_is_percentile(node->text)) {
            g->names[j] = agg_percentile_name(b, node, a, j);
        } else if ((agg_is_extreme(node->text) || agg_is_any(node->text)) && j < a->n) {
            g->names[j] = a->names[j];
        } else {
            g->names[j] = name_of(b, node, NULL);
        }
    }
}

static void list_add(agg_list *l, bound_agg g)
{
    bound_agg *bigger = ARENA_ARRAY(l->b->mem, bound_agg, l->n + 1);
    if (l->n) memcpy(bigger, l->items, l->n * sizeof *bigger);
    bigger[l->n++] = g;
    l->items = bigger;
}

/* The call's position in the list, or -1 after an error. */
static int bind_aggregate(agg_list *l, const ast *node)
{
    binder *b = l->b;
    agg_args a = {0};
    overload o;
    const schema *hidden = bind_rows(b, l->row);
    b->aggs = NULL; /* an aggregate in an aggregate is an error */
    agg_bind_args(l, node, &a);
    b->aggs = l;
    bind_rows(b, hidden);
    if (agg_is_percentile(node->text) && a.n) /* int gives long, decimal real */
        a.args[0] = bind_cast(b, a.args[0], a.args[0]->type == T_INT ? T_LONG : a.args[0]->type == T_DECIMAL ? T_REAL : a.args[0]->type);
    agg_args checked = a;
    bool repeats = agg_is_extreme(node->text) || agg_is_any(node->text);
    if (repeats && a.n > 2) checked.n = 2; /* the signature's repeated part takes anything */
    if (!overload_aggregate(b, node->text, bind_place(node), checked.n, checked.args, &o)) return -1;
    bool known = true;
    for (uint32_t k = 0; k < a.n; k++) known &= a.args[k]->type != T_UNKNOWN;
    if (!known && !b->bind_only) return -1; /* else it may be a column of an open row */
    bound_agg g = {.call = make_call(b, &o, &a, node->at), .n_args = a.n, .args = a.args};
    const agg_row *row = o.row;
    add_extra(b, g.call, node, &a);
    name_results(b, &g, node, &a);
    uint32_t said = b->ds->n;
    if (row->prepare && known && !b->trial && !row->prepare(g.call, b->mem, b->ds) && !bind_only_unsupported(b, said)) return -1;
    list_add(l, g);
    return (int)l->n - 1;
}

/* The position of the j-th aggregate's first result among the inner columns: by-columns, then all results. */
static uint32_t result_position(const agg_list *l, uint32_t j)
{
    uint32_t at = l->n_by;
    for (uint32_t i = 0; i < j; i++) at += 1 + l->items[i].call->n_extra;
    return at;
}

static expr *result_column(const agg_list *l, uint32_t j, uint32_t extra, span at)
{
    expr *e = ARENA_NEW(l->b->mem, expr);
    const agg_call *c = l->items[j].call;
    *e = (expr){.kind = EX_COLUMN, .type = extra ? c->extra_types[extra - 1] : c->result, .at = at, .row_bound = true};
    e->column = result_position(l, j) + extra;
    return e;
}

expr *aggregate_value(agg_list *l, const ast *node)
{
    int j = bind_aggregate(l, node);
    return j < 0 ? bind_failed(l->b, node->at) : result_column(l, (uint32_t)j, 0, node->at);
}

/* ---- the list */

static bool is_aggregate_call(binder *b, const ast *node)
{
    if (node->kind != AST_CALL || !name_is_aggregate(node->text)) return false;
    scope *s = scope_find(b->scope, node->text);
    if (s && s->kind == NAME_FUNCTION) return false;
    return !fn_next_overload(node->text, NULL) || b->aggs;
}

static span name_place(const ast *named) { return named->name_at.len ? named->name_at : named->at; }

/* A call that stands alone: all its results become columns; `names` are the user's for the first of them. */
static void add_call(agg_list *l, column_list *out, const ast *call, ast *const *names, uint32_t n_names)
{
    int j = bind_aggregate(l, call);
    if (j < 0) {
        for (uint32_t k = 0; k < n_names; k++)
            column_declare(out, (named_expr){names[k]->text, bind_failed(l->b, names[k]->at), name_place(names[k]), true}, false);
        return;
    }
    const bound_agg *g = &l->items[j];
    bool several = agg_is_extreme(call->text) || agg_is_percentile(call->text) || str_is(call->text, "take_any");
    for (uint32_t k = 0; k <= g->call->n_extra; k++) {
        expr *e = result_column(l, (uint32_t)j, k, call->at);
        if (k < n_names) {
            column_declare(out, (named_expr){names[k]->text, e, name_place(names[k]), true}, several && n_names == 1);
        } else {
            column_add(out, (named_expr){g->names[k], e, call->at, false}, false);
        }
    }
    if (n_names > g->call->n_extra + 1)
        diag_error(l->b->ds, ST_COMPILE, "KS150", names[g->call->n_extra + 1]->at, "there is no value for this name");
}

static void add_item(agg_list *l, column_list *out, ast *node)
{
    binder *b = l->b;
    const ast *value = node->kind == AST_NAMED ? node->kid[0] : node->kind == AST_NAMED_TUPLE ? node->kid[1] : node;
    if (is_aggregate_call(b, value)) {
        if (node->kind == AST_NAMED) {
            add_call(l, out, value, &node, 1);
        } else if (node->kind == AST_NAMED_TUPLE) {
            add_call(l, out, value, node->kid[0]->kid, node->kid[0]->n);
        } else {
            add_call(l, out, value, NULL, 0);
        }
        return;
    }
    if (tuple_is(b, value)) {
        ast *const *names = node->kind == AST_NAMED ? &node : node->kind == AST_NAMED_TUPLE ? node->kid[0]->kid : NULL;
        column_tuple(out, value, names, names == &node ? 1 : names ? node->kid[0]->n : 0, COLUMNS_PROJECT);
        return;
    }
    expr *e = bind_expr(b, value);
    if (node->kind == AST_NAMED) {
        column_declare(out, (named_expr){node->text, e, name_place(node), true}, false);
    } else {
        column_add(out, (named_expr){name_of(b, value, e), e, node->at, false}, false);
    }
}

bool bind_aggregates(binder *b, ast *const *kids, uint32_t n_kids, const named_expr *by, uint32_t n_by, bound_agg **aggs, uint32_t *n_aggs,
                     named_expr **finals, uint32_t *n_finals)
{
    agg_list l = {.b = b, .row = b->row, .by = by, .n_by = n_by};
    agg_list *outer = b->aggs;
    column_list out = {.b = b};
    b->aggs = &l;
    for (uint32_t i = 0; i < n_by; i++) {
        if (by[i].named) {
            column_declare(&out, by[i], false);
        } else {
            column_add(&out, by[i], false);
        }
    }
    bind_rows(b, NULL); /* columns may stand inside aggregates only */
    for (uint32_t k = 0; k < n_kids; k++) add_item(&l, &out, kids[k]);
    bind_rows(b, l.row);
    b->aggs = outer;
    *aggs = l.items;
    *n_aggs = l.n;
    *n_finals = out.n > n_by ? out.n - n_by : 0;
    *finals = ARENA_ARRAY(b->mem, named_expr, *n_finals + 1);
    for (uint32_t i = 0; i < *n_finals; i++) (*finals)[i] = out.items[n_by + i].col;
    return true;
}
