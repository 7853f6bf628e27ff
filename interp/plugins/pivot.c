/* pivot: the values of a column become columns, an aggregate fills their cells. Source: pivot-plugin.md
 *
 *   EventType  State          EventType  AL  AK        summarize Cell = aggregate by (the other columns), State
 *   Wind       AL             Wind       2   0         then one row a group, one column a value, both in the order they appear;
 *   Hail       AK       =>    Hail       0   1         a cell without rows holds the aggregate of no rows
 *   Wind       AL
 *
 * The values are known when the input was read, so all of it happens while the query is bound (early.h). */
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/plugins/early.h"
#include "interp/plugins/group_rows.h"
#include "interp/plugins/plugin.h"

#define CELLS_MAX 50000000u

typedef struct pivoting {
    binder *b;
    const plugin_call *c;
    uint32_t pivot;      /* the input's column */
    const ast *aggregate; /* NULL: count() */
    uint32_t *by, n_by;
} pivoting;

/* ---- arguments */

static bool names_column(const ast *aggregate, str name)
{
    for (uint32_t i = 0; aggregate && aggregate->kind == AST_CALL && i < aggregate->n; i++) {
        if (aggregate->kid[i]->kind == AST_NAME && str_eq(aggregate->kid[i]->text, name)) {
            return true;
        }
    }
    return false;
}

/* All columns but the pivoted and the aggregated. */
static void other_columns(pivoting *p)
{
    const schema *in = &p->c->in->cols;
    p->by = ARENA_ARRAY(p->b->mem, uint32_t, in->n + 1);
    for (uint32_t i = 0; i < in->n; i++) {
        if (i != p->pivot && !names_column(p->aggregate, in->cols[i].name)) {
            p->by[p->n_by++] = i;
        }
    }
}

/* The page lists what may stand there; expressions around aggregates the analyzer lets pass. */
static bool check_aggregate(pivoting *p)
{
    static const char *const names[] = {"min", "max", "take_any", "any", "sum", "dcount", "avg", "stdev", "variance", "make_list", "make_bag",
                                        "make_set", "count"};
    const ast *a = p->aggregate;
    if (a->kind == AST_NAME) {
        diag_error(p->b->ds, ST_COMPILE, "KS236", a->at, "'" STR_FMT "' is no aggregate", STR_ARG(a->text));
        return false;
    }
    for (size_t i = 0; a->kind == AST_CALL && i < sizeof names / sizeof *names; i++) {
        if (str_is(a->text, names[i])) {
            return true;
        }
    }
    if (!p->b->bind_only) {
        bind_unsupported(p->b, a->at, "this in pivot, which takes min, max, take_any, sum, dcount, avg, stdev, variance, make_list, make_bag, "
                                      "make_set and count alone,");
    }
    return p->b->bind_only;
}

static bool bind_arguments(pivoting *p)
{
    const plugin_call *c = p->c;
    if (!plugin_arg_count(p->b, c, 1, 64)) {
        return false;
    }
    int pivot = plugin_column(p->b, c, 0);
    if (pivot < 0) {
        return false;
    }
    p->pivot = (uint32_t)pivot;
    if (c->in->cols.cols[pivot].type == T_DYNAMIC) {
        diag_error(p->b->ds, ST_COMPILE, "KS116", c->args->kid[0]->at, "a dynamic column cannot be pivoted");
        return false;
    }
    p->aggregate = c->args->n > 1 ? c->args->kid[1] : NULL;
    if (p->aggregate && !check_aggregate(p)) {
        return false;
    }
    if (c->args->n > 2) {
        p->by = plugin_columns(p->b, c, 2, &p->n_by);
        return p->by != NULL;
    }
    other_columns(p);
    return true;
}

/* ---- the summarize below */

static ast *new_ast(binder *b, ast_kind kind, span at, uint32_t n)
{
    ast *a = ARENA_NEW(b->mem, ast);
    a->kind = (uint16_t)kind;
    a->at = a->name_at = at;
    a->n = n;
    a->kid = ARENA_ARRAY(b->mem, ast *, n + 1);
    return a;
}

static ast *name_ast(binder *b, str name, span at)
{
    ast *a = new_ast(b, AST_NAME, at, 0);
    a->text = name;
    return a;
}

/* by: the columns to group by, the pivoted one behind them; without `grouped` none. */
static plan_node *summarize(const pivoting *p, plan_node *in, bool grouped)
{
    binder *b = p->b;
    span at = p->c->args->at;
    const schema *cols = &p->c->in->cols;
    ast *count = new_ast(b, AST_CALL, at, 0), *cell = new_ast(b, AST_NAMED, at, 1), *list = new_ast(b, AST_LIST, at, 1);
    ast *by = new_ast(b, AST_LIST, at, grouped ? p->n_by + 1 : 0), *op = new_ast(b, AST_OP, at, 3);
    count->text = STR("count");
    cell->text = STR(" cell"); /* no column of a query is called so */
    cell->kid[0] = p->aggregate ? (ast *)(uintptr_t)p->aggregate : count;
    list->kid[0] = cell;
    for (uint32_t i = 0; i < by->n; i++) {
        by->kid[i] = name_ast(b, cols->cols[i < p->n_by ? p->by[i] : p->pivot].name, at);
    }
    op->op = OP_SUMMARIZE;
    op->kid[0] = new_ast(b, AST_PARAMS, at, 0);
    op->kid[1] = list;
    op->kid[2] = by;
    const schema *former = bind_rows(b, &in->cols);
    plan_node *n = op_summarize.bind(b, op, in);
    bind_rows(b, former);
    return n;
}

/* ---- from rows to cells */

typedef struct table_made {
    const rows *from;     /* by-columns, the pivoted value, the cell */
    groups keys;          /* the by-columns: a row of the result each */
    rows values;          /* the pivoted values: a column each */
    uint32_t *row;        /* of `from`, by group and value; ROWS_NONE: no rows */
    datum empty;          /* the aggregate of no rows */
} table_made;

static bool check_value(const pivoting *p, datum value)
{
    if (value.null || (value.type == T_STRING && value.s.n == 0)) {
        bind_unsupported(p->b, p->c->args->at, "pivot over a column with null or empty values");
        return false;
    }
    return true;
}

static bool make_cells(const pivoting *p, table_made *t, const rows *from)
{
    groups values;
    t->from = from;
    uint32_t *columns = ARENA_ARRAY(p->b->mem, uint32_t, p->n_by + 1);
    for (uint32_t i = 0; i <= p->n_by; i++) {
        columns[i] = i;
    }
    uint32_t *row = group_rows(from, columns, p->n_by, p->b->mem, &t->keys);
    uint32_t *value = group_rows(from, columns + p->n_by, 1, p->b->mem, &values);
    t->values = values.keys;
    uint64_t cells = (uint64_t)(groups_count(&t->keys) + 1) * (values.keys.n + 1);
    if (cells > CELLS_MAX || values.keys.n > 10000) {
        diag_error(p->b->ds, ST_LIMIT, NULL, p->c->args->at, "the pivoted table would have %u columns and %u rows", values.keys.n, groups_count(&t->keys));
        return false;
    }
    t->row = ARENA_ARRAY(p->b->mem, uint32_t, cells);
    memset(t->row, 0xff, cells * sizeof *t->row);
    for (uint32_t i = 0; i < from->n; i++) {
        if (!check_value(p, rows_get(from, i, p->n_by))) {
            return false;
        }
        t->row[(size_t)row[i] * values.keys.n + value[i]] = i;
    }
    return true;
}

static str column_name(const pivoting *p, const table_made *t, uint32_t value) { return datum_text(p->b->mem, rows_get(&t->values, value, 0)); }

/* The result's columns: by-columns first, then the values (or those that a schema asks for). value[i] is the one that column i shows,
 * ROWS_NONE a value that no row has; by-columns are those below n_by of `keys`. */
typedef struct shape {
    schema cols;
    bool *is_key;
    uint32_t *at; /* the key's or the value's number */
} shape;

static void add_column(const pivoting *p, shape *s, str name, kql_type t, bool is_key, uint32_t at)
{
    s->is_key[s->cols.n] = is_key;
    s->at[s->cols.n] = at;
    schema_add(p->b->mem, &s->cols, name, t);
}

static bool shape_by_data(const pivoting *p, const table_made *t, shape *s)
{
    for (uint32_t i = 0; i < p->n_by; i++) {
        add_column(p, s, p->c->in->cols.cols[p->by[i]].name, t->from->types[i], true, i);
    }
    for (uint32_t v = 0; v < t->values.n; v++) {
        str name = column_name(p, t, v);
        if (schema_find(&s->cols, name) >= 0) {
            diag_error(p->b->ds, ST_DATA, NULL, p->c->args->at, "pivot would make a second column '" STR_FMT "'", STR_ARG(name));
            return false;
        }
        add_column(p, s, name, t->empty.type, false, v);
    }
    return true;
}

static uint32_t find_value(const pivoting *p, const table_made *t, str name)
{
    for (uint32_t v = 0; v < t->values.n; v++) {
        if (str_eq(column_name(p, t, v), name)) {
            return v;
        }
    }
    return ROWS_NONE;
}

static int find_key(const pivoting *p, str name)
{
    for (uint32_t i = 0; i < p->n_by; i++) {
        if (str_eq(p->c->in->cols.cols[p->by[i]].name, name)) {
            return (int)i;
        }
    }
    return -1;
}

static bool declared(const ast *list, str name)
{
    for (uint32_t k = 0; k < list->n; k++) {
        if (list->kid[k]->kind != AST_STAR && str_eq(list->kid[k]->text, name)) {
            return true;
        }
    }
    return false;
}

static bool shape_by_schema(const pivoting *p, const table_made *t, shape *s)
{
    const ast *list = p->c->schema;
    bool star = list->n && list->kid[0]->kind == AST_STAR;
    for (uint32_t i = 0; i < p->n_by; i++) {
        str name = p->c->in->cols.cols[p->by[i]].name;
        if (star && !declared(list, name)) {
            add_column(p, s, name, t->from->types[i], true, i);
        } else if (!declared(list, name)) {
            bind_unsupported(p->b, list->at, "an output schema without a column that pivot groups by");
            return false;
        }
    }
    for (uint32_t k = 0; k < list->n; k++) {
        const ast *col = list->kid[k];
        if (col->kind == AST_STAR) {
            continue;
        }
        int key = find_key(p, col->text);
        kql_type want = bind_type(p->b, col->kid[0]), is = key >= 0 ? t->from->types[key] : t->empty.type;
        if (want != is) {
            diag_error(p->b->ds, ST_DATA, NULL, col->at, "the output schema says %s, and the column '" STR_FMT "' is %s", type_name(want),
                       STR_ARG(col->text), type_name(is));
            return false;
        }
        uint32_t at = key >= 0 ? (uint32_t)key : find_value(p, t, col->text);
        if (at == ROWS_NONE && groups_count(&t->keys) > 0) { /* "an error is raised if the run-time schema doesn't match" */
            bind_unsupported(p->b, col->at, "an output schema with a column that the data does not give");
            return false;
        }
        add_column(p, s, col->text, want, key >= 0, at);
    }
    return true;
}

static datum cell(const table_made *t, const shape *s, uint32_t group, uint32_t at)
{
    if (s->is_key[at]) {
        return rows_get(&t->keys.keys, group, s->at[at]);
    }
    uint32_t row = s->at[at] == ROWS_NONE ? ROWS_NONE : t->row[(size_t)group * t->values.n + s->at[at]];
    return row == ROWS_NONE ? t->empty : rows_get(t->from, row, t->from->n_cols - 1);
}

static const rows *make_rows(const pivoting *p, const table_made *t, const shape *s)
{
    arena *mem = p->b->mem;
    rows *out = ARENA_NEW(mem, rows);
    rows_init(out, mem, &s->cols, NULL);
    uint32_t total = groups_count(&t->keys);
    const vec **cols = ARENA_ARRAY(mem, const vec *, s->cols.n + 1);
    for (uint32_t done = 0; done < total; done += BATCH_ROWS) {
        uint32_t n = total - done < BATCH_ROWS ? total - done : BATCH_ROWS;
        arena *block = arena_new();
        for (uint32_t c = 0; c < s->cols.n; c++) {
            vec *v = vec_new(block, s->cols.cols[c].type);
            for (uint32_t k = 0; k < n; k++) {
                vec_set(block, v, k, cell(t, s, done + k, c));
            }
            cols[c] = v;
        }
        rows_add(out, cols, (sel){NULL, n});
        arena_drop(block);
    }
    return out;
}

/* ---- binding */

static plan_node *empty_source(const pivoting *p, const schema *cols)
{
    rows *none = ARENA_NEW(p->b->mem, rows);
    rows_init(none, p->b->mem, cols, NULL);
    return early_source(p->b, p->c->op->at, none, cols);
}

/* The columns that are known without the data; no rows. */
static plan_node *bind_open(const pivoting *p)
{
    binder *b = p->b;
    const ast *list = p->c->schema;
    schema cols = {0};
    bool keys = !list || (list->n && list->kid[0]->kind == AST_STAR);
    for (uint32_t i = 0; keys && i < p->n_by; i++) {
        const column *c = &p->c->in->cols.cols[p->by[i]];
        if (!list || !declared(list, c->name)) {
            schema_add(b->mem, &cols, c->name, c->type);
        }
    }
    for (uint32_t k = 0; list && k < list->n; k++) {
        if (list->kid[k]->kind != AST_STAR) {
            schema_add(b->mem, &cols, list->kid[k]->text, bind_type(b, list->kid[k]->kid[0]));
        }
    }
    plan_node *n = empty_source(p, &cols);
    if (n) {
        n->open_columns = !list;
    }
    return n;
}

static bool find_empty(const pivoting *p, table_made *t)
{
    plan_node *source = empty_source(p, &p->c->in->cols);
    plan_node *n = source ? summarize(p, source, false) : NULL;
    const rows *r = n ? early_rows(p->b, n) : NULL;
    if (!r || r->n != 1) {
        return false;
    }
    t->empty = rows_get(r, 0, 0);
    return true;
}

static plan_node *pivot_bind(binder *b, const plugin_call *c)
{
    pivoting p = {.b = b, .c = c};
    table_made t = {0};
    if (!bind_arguments(&p)) {
        return NULL;
    }
    if (b->bind_only || b->trial) {
        return p.aggregate && !summarize(&p, c->in, false) ? NULL : bind_open(&p);
    }
    if (!find_empty(&p, &t)) {
        return NULL;
    }
    plan_node *n = summarize(&p, c->in, true);
    const rows *from = n ? early_rows(b, n) : NULL;
    if (!from || !make_cells(&p, &t, from)) {
        return NULL;
    }
    uint32_t most = p.n_by + t.values.n + (c->schema ? c->schema->n : 0) + 1;
    shape s = {.is_key = ARENA_ARRAY(b->mem, bool, most), .at = ARENA_ARRAY(b->mem, uint32_t, most)};
    if (!(c->schema ? shape_by_schema(&p, &t, &s) : shape_by_data(&p, &t, &s))) {
        return NULL;
    }
    return early_source(b, c->op->at, make_rows(&p, &t, &s), &s.cols);
}

const plugin plugin_pivot = {
    .name = "pivot", .bind = pivot_bind, .takes_schema = true, .sig = "(pivotColumn, [aggregateFunction], [columnName...])",
    .help = "Makes a column of each value of a column; an aggregate, count() unless said, fills the cells",
    .example = "datatable(k: string, v: long)['a', 1, 'b', 2, 'a', 3] | evaluate pivot(k, sum(v))", .gives = "4, 2", .page = "pivot-plugin"};
