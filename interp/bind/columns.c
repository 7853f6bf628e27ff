/* columns: from the lists of project, extend, print, distinct, summarize by to named expressions. Which name a column gets, and whether it
 * was said or inferred, is decided here; what then happens to names that meet is column_list's. */
#include "interp/bind/column_list.h"
#include "interp/bind/parts.h"

static bool replaces(columns_mode mode) { return mode == COLUMNS_EXTEND; }

/* The column of the row that an expression hands through unchanged, or -1. */
static int through(const binder *b, const ast *node, const expr *value)
{
    if (node->kind == AST_NAME && value->kind == EX_COLUMN && b->row) {
        int at = schema_find(b->row, node->text);
        return at >= 0 && (uint32_t)at == value->column ? at : -1;
    }
    return name_is_no_conversion(node, value) ? (int)value->args[0]->column : -1;
}

static void add_star(column_list *l)
{
    for (uint32_t i = 0; l->b->row && i < l->b->row->n; i++)
        column_add(l, (named_expr){l->b->row->cols[i].name, bind_column(l->b, i, (span){0, 0}), (span){0, 0}, false}, true);
}

/* The engine was seen to call `distinct -x` and `distinct x + 0` Column2, for no reason that is known, where Microsoft's binder says
 * Column1: such a column needs a name. */
static bool has_known_name(const ast *node, columns_mode mode)
{
    return mode != COLUMNS_DISTINCT || (node->kind != AST_UNARY && node->kind != AST_BINARY);
}

/* print names by position, whatever the expression is called. */
static void add_expression(column_list *l, const ast *node, columns_mode mode, uint32_t position)
{
    binder *b = l->b;
    expr *e = bind_expr(b, node);
    int at = through(b, node, e);
    if (at >= 0) {
        column_declare(l, (named_expr){b->row->cols[at].name, bind_column(b, (uint32_t)at, node->at), node->at, true}, false);
        return;
    }
    str name = mode == COLUMNS_PRINT ? arena_printf(b->mem, "print_%u", position) : name_of(b, node, e);
    if (name.n == 0 && !has_known_name(node, mode)) bind_unsupported(b, node->at, "distinct of an operator without a name (x = ...)");
    if (name.n == 0) name = column_made_up_name(b, mode == COLUMNS_EXTEND);
    column_add(l, (named_expr){name, e, node->at, false}, replaces(mode));
}

static void add_named(column_list *l, const ast *name, const ast *value, columns_mode mode)
{
    expr *e = bind_expr(l->b, value);
    bool is_column = e->kind == EX_COLUMN && value->kind == AST_NAME;
    column_declare(l, (named_expr){name->text, e, name->name_at.len ? name->name_at : name->at, true}, is_column || replaces(mode));
}

void column_tuple(column_list *l, const ast *call, ast *const *names, uint32_t n_names, columns_mode mode)
{
    binder *b = l->b;
    tuple t;
    if (!tuple_bind(b, call, &t)) {
        for (uint32_t k = 0; k < n_names; k++) column_declare(l, (named_expr){names[k]->text, bind_failed(b, call->at), names[k]->at, true}, true);
        return;
    }
    for (uint32_t k = 0; k < t.n; k++) {
        if (k < n_names) {
            column_declare(l, (named_expr){names[k]->text, t.values[k], names[k]->at, true}, replaces(mode) || n_names == 1);
        } else if (n_names == 0 || mode != COLUMNS_PRINT) {
            column_add(l, (named_expr){t.names[k], t.values[k], call->at, false}, false);
        }
    }
    if (n_names > t.n) diag_error(b->ds, ST_COMPILE, "KS150", names[t.n]->at, "there is no value for this name");
}

static void add_named_tuple(column_list *l, const ast *node, columns_mode mode)
{
    const ast *names = node->kid[0], *value = node->kid[1];
    if (tuple_is(l->b, value)) {
        column_tuple(l, value, names->kid, names->n, mode);
    } else if (names->n == 1) {
        add_named(l, names->kid[0], value, mode);
    } else {
        if (bind_expr(l->b, value)->type == T_UNKNOWN) { /* reported: the names are there all the same */
            for (uint32_t k = 0; k < names->n; k++)
                column_declare(l, (named_expr){names->kid[k]->text, bind_failed(l->b, value->at), names->kid[k]->at, true}, replaces(mode));
            return;
        }
        diag_error(l->b->ds, ST_COMPILE, "KS149", names->at, "the expression has one value, not several");
    }
}

static void add_item(column_list *l, ast *node, columns_mode mode, uint32_t position)
{
    if (node->kind == AST_NAMED && tuple_is(l->b, node->kid[0])) {
        column_tuple(l, node->kid[0], &node, 1, mode);
    } else if (node->kind == AST_NAMED) {
        add_named(l, node, node->kid[0], mode);
    } else if (node->kind == AST_NAMED_TUPLE) {
        add_named_tuple(l, node, mode);
    } else if (node->kind == AST_STAR) {
        add_star(l);
    } else if (tuple_is(l->b, node)) {
        column_tuple(l, node, NULL, 0, mode);
    } else {
        add_expression(l, node, mode, position);
    }
}

bool bind_columns(binder *b, ast *const *kids, uint32_t n_kids, columns_mode mode, named_expr **out, uint32_t *n)
{
    column_list l = {.b = b};
    if (mode == COLUMNS_EXTEND || mode == COLUMNS_SERIALIZE) column_list_row(&l);
    for (uint32_t k = 0; k < n_kids; k++) add_item(&l, kids[k], mode, k);
    uint32_t made = 0;
    for (uint32_t i = 0; i < l.n; i++) made += !l.items[i].row;
    *out = ARENA_ARRAY(b->mem, named_expr, made + 1);
    *n = 0;
    for (uint32_t i = 0; i < l.n; i++)
        if (!l.items[i].row) (*out)[(*n)++] = l.items[i].col;
    return true;
}

schema schema_of(arena *a, const named_expr *cols, uint32_t n)
{
    schema s = {ARENA_ARRAY(a, column, n + 1), n};
    for (uint32_t i = 0; i < n; i++) s.cols[i] = (column){cols[i].name, cols[i].value->type};
    return s;
}

void schema_add(arena *a, schema *s, str name, kql_type t)
{
    column *bigger = ARENA_ARRAY(a, column, s->n + 1);
    if (s->n) memcpy(bigger, s->cols, s->n * sizeof *bigger);
    bigger[s->n] = (column){name, t};
    s->cols = bigger;
    s->n++;
}

str bind_unique_name(binder *b, const schema *taken, str name)
{
    str candidate = name;
    for (uint32_t k = 1; schema_find(taken, candidate) >= 0; k++) candidate = arena_printf(b->mem, STR_FMT "%u", STR_ARG(name), k);
    return candidate;
}
