/* base_table: tables of the catalog as a query sees them: what restrict leaves of them, in the time scope that set gave, as far as it had
 * arrived. */
#include "interp/bind/parts.h"
#include "interp/bind/settings.h"
#include "interp/kql.h"

#include "interp/ops/scan.h"
#include "interp/ops/where.h"

/* ---- restrict */

/* The last word of database('x').T and of T alone. */
static str last_name(const ast *node)
{
    if (node->kind == AST_DOT_CALL) return last_name(node->kid[1]);
    return node->text;
}

static bool holds(const struct scope *chain, const struct scope *s)
{
    while (chain && chain != s) chain = chain->outer;
    return chain != NULL;
}

bool bind_is_visible(const binder *b, const struct scope *s, str name)
{
    const settings *set = b->settings;
    if (!set || !set->restricted || !holds(b->scope, set->restricted_at)) return true;
    if (s && !holds(set->restricted_at, s)) return true;
    for (uint32_t k = 0; k < set->restricted->n; k++) {
        const ast *allowed = set->restricted->kid[k];
        if (allowed->kind != AST_PARAMS && bind_pattern_matches(last_name(allowed), name)) return true;
    }
    return false;
}

/* ---- the time scope */

static expr *bound(binder *b, expr *time, const char *op, int64_t ticks, span at)
{
    expr **args = ARENA_ARRAY(b->mem, expr *, 2);
    args[0] = time;
    args[1] = bind_constant(b, (datum){.type = T_DATETIME, .l = ticks}, at);
    return bind_function(b, str_of(op), at, 2, args);
}

static plan_node *within(binder *b, plan_node *in, expr *predicate, span at)
{
    where_info *info = ARENA_NEW(b->mem, where_info);
    info->predicate = predicate;
    plan_node *n = bind_node(b, &op_where, at, 1, &in, info);
    if (n) n->cols = in->cols;
    return n;
}

static plan_node *in_time_scope(binder *b, plan_node *rows, span at)
{
    const settings *set = b->settings;
    int col = set && set->time_column.n ? schema_find(&rows->cols, set->time_column) : -1;
    if (col < 0 || rows->cols.cols[col].type != T_DATETIME) return rows;
    const schema *former = bind_rows(b, &rows->cols);
    if (set->has_from) rows = within(b, rows, bound(b, bind_column(b, (uint32_t)col, at), ">=", set->from, at), at);
    if (rows && set->has_to) rows = within(b, rows, bound(b, bind_column(b, (uint32_t)col, at), "<=", set->to, at), at);
    bind_rows(b, former);
    return rows;
}

static plan_node *in_arrival_scope(binder *b, plan_node *rows, span at)
{
    const char *from;
    const schema *former = bind_rows(b, &rows->cols);
    expr *when = b->arrival ? bind_arrival(b, at, &from) : NULL;
    if (when && b->arrival->to < INT64_MAX) rows = within(b, rows, bound(b, when, "<=", b->arrival->to, at), at);
    if (when && rows && b->arrival->from > INT64_MIN) rows = within(b, rows, bound(b, bind_arrival(b, at, &from), ">=", b->arrival->from, at), at);
    bind_rows(b, former);
    return rows;
}

plan_node *bind_base_table(binder *b, str name, span at)
{
    table *t = bind_is_visible(b, NULL, name) ? catalog_find(b->cat, name) : NULL;
    plan_node *rows = t ? scan_bind(b, t, at) : NULL;
    if (rows && b->bind_only && !table_has_data(t)) rows->open_columns = table_is_open(name); /* nobody lists all of its columns */
    if (rows) rows = in_time_scope(b, rows, at);
    return rows ? in_arrival_scope(b, rows, at) : NULL;
}

/* ---- wildcards */

static void add(binder *b, matching_table **list, uint32_t *n, str name, plan_node *rows)
{
    matching_table *more = ARENA_ARRAY(b->mem, matching_table, *n + 1);
    if (*n) memcpy(more, *list, *n * sizeof *more);
    more[(*n)++] = (matching_table){name, rows};
    *list = more;
}

static bool is_view(const struct scope *s) { return s->kind == NAME_FUNCTION && (s->syntax->flags & ASTF_VIEW); }

static void add_views(binder *b, str pattern, span at, matching_table **list, uint32_t *n)
{
    for (struct scope *s = b->scope; s; s = s->outer) {
        if (!is_view(s) || scope_find(b->scope, s->name) != s) continue;
        if (!bind_pattern_matches(pattern, s->name) || !bind_is_visible(b, s, s->name)) continue;
        ast call = {.kind = AST_CALL, .text = s->name, .at = at};
        expr *value = NULL;
        plan_node *rows = NULL;
        if (scope_call(b, s, &call, NULL, &value, &rows) && rows) add(b, list, n, s->name, rows);
    }
}

uint32_t bind_matching_tables(binder *b, str pattern, span at, matching_table **out)
{
    str *names;
    uint32_t n_names = catalog_names(b->cat, b->mem, &names), n = 0;
    *out = NULL;
    for (int data = 1; data >= 0 && n == 0; data--) {
        for (uint32_t i = 0; i < n_names; i++) {
            if (!bind_pattern_matches(pattern, names[i])) continue;
            table *t = catalog_find(b->cat, names[i]);
            plan_node *rows = t && table_has_data(t) == data ? bind_base_table(b, names[i], at) : NULL;
            if (rows) add(b, out, &n, names[i], rows);
        }
        if (data) add_views(b, pattern, at, out, &n);
    }
    return n;
}
