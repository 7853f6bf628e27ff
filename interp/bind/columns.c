/* columns: lists of columns being made: names said by the user, names inferred, names made up; one place for all operators. */
#include "interp/bind/parts.h"

static int find(const column_list *l, str name)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (str_eq(l->items[i].name, name)) return (int)i;
    return -1;
}

static void append(column_list *l, named_expr c)
{
    if (l->n == l->cap) {
        uint32_t cap = l->cap ? l->cap * 2 : 16;
        named_expr *bigger = ARENA_ARRAY(l->b->mem, named_expr, cap);
        if (l->n) memcpy(bigger, l->items, l->n * sizeof *bigger);
        l->items = bigger;
        l->cap = cap;
    }
    l->items[l->n++] = c;
}

void column_declare(column_list *l, named_expr c, bool replace)
{
    int at = find(l, c.name);
    if (at >= 0 && l->items[at].named && !replace) {
        diag_error(l->b->ds, ST_COMPILE, "KS171", c.at, "a column named '" STR_FMT "' is there already", STR_ARG(c.name));
        return;
    }
    c.named = true;
    if (at >= 0) {
        l->items[at] = c;
    } else {
        append(l, c);
    }
}

void column_add(column_list *l, named_expr c, bool replace)
{
    int at = find(l, c.name);
    if (at >= 0 && replace && !l->items[at].named) {
        l->items[at] = c;
        return;
    }
    for (uint32_t k = 1; at >= 0; k++) {
        str numbered = arena_printf(l->b->mem, STR_FMT "%u", STR_ARG(c.name), k);
        if (find(l, numbered) >= 0) continue;
        c.name = numbered;
        break;
    }
    append(l, c);
}

/* Column1, Column2 ...: one count for a list, and names of the row are passed over when they stay visible. */
static str made_up_name(column_list *l, columns_mode mode)
{
    for (;;) {
        str name = arena_printf(l->b->mem, "Column%u", ++l->n_default);
        bool taken = mode == COLUMNS_EXTEND && l->b->row && schema_find(l->b->row, name) >= 0;
        if (!taken) return name;
    }
}

/* The column that an expression hands through unchanged, or -1. */
static int through(const ast *node, const expr *value)
{
    if (value->kind == EX_COLUMN && node->kind != AST_NAMED) {
        bool named = node->kind == AST_NAME || node->kind == AST_PATH;
        return named || node->kind == AST_CALL ? (int)value->column : -1;
    }
    return name_is_no_conversion(node, value) ? (int)value->args[0]->column : -1;
}

static void add_star(column_list *l)
{
    for (uint32_t i = 0; l->b->row && i < l->b->row->n; i++)
        column_add(l, (named_expr){l->b->row->cols[i].name, bind_column(l->b, i, (span){0, 0}), (span){0, 0}, false}, true);
}

/* A call with several results: the user's names for the first of them, its own for the rest. */
static void add_results(column_list *l, const ast *call, ast *const *names, uint32_t n_names, columns_mode mode)
{
    tuple t;
    bool replace = mode == COLUMNS_EXTEND;
    if (!tuple_bind(l->b, call, &t)) {
        for (uint32_t k = 0; k < n_names; k++) column_declare(l, (named_expr){names[k]->text, bind_failed(l->b, call->at), call->at, true}, replace);
        return;
    }
    for (uint32_t k = 0; k < t.n; k++) {
        if (k < n_names) {
            column_declare(l, (named_expr){names[k]->text, t.values[k], names[k]->at, true}, replace);
        } else if (mode == COLUMNS_PRINT && n_names) {
            return; /* print x = f(): only the first */
        } else {
            column_add(l, (named_expr){t.names[k], t.values[k], call->at, false}, replace);
        }
    }
    if (n_names > t.n) diag_error(l->b->ds, ST_COMPILE, "KS150", names[t.n]->at, "there is no value for this name");
}

static void add_expression(column_list *l, const ast *node, columns_mode mode, uint32_t position)
{
    binder *b = l->b;
    if (tuple_is(b, node)) {
        add_results(l, node, NULL, 0, mode);
        return;
    }
    expr *e = bind_expr(b, node);
    if (mode == COLUMNS_PRINT) {
        column_add(l, (named_expr){arena_printf(b->mem, "print_%u", position), e, node->at, false}, false);
        return;
    }
    int at = through(node, e);
    if (at >= 0) {
        column_declare(l, (named_expr){b->row->cols[at].name, bind_column(b, (uint32_t)at, node->at), node->at, true}, mode == COLUMNS_EXTEND);
        return;
    }
    str name = name_of(b, node, e);
    if (name.n == 0) name = made_up_name(l, mode);
    column_add(l, (named_expr){name, e, node->at, false}, mode == COLUMNS_EXTEND || mode == COLUMNS_SERIALIZE);
}

static void add_tuple(column_list *l, const ast *node, columns_mode mode)
{
    const ast *names = node->kid[0], *value = node->kid[1];
    if (tuple_is(l->b, value)) {
        add_results(l, value, names->kid, names->n, mode);
    } else if (names->n == 1) {
        column_declare(l, (named_expr){names->kid[0]->text, bind_expr(l->b, value), node->at, true}, mode == COLUMNS_EXTEND);
    } else {
        diag_error(l->b->ds, ST_COMPILE, "KS149", names->at, "the expression has one value, not several");
    }
}

static void add_named(column_list *l, ast *node, columns_mode mode)
{
    if (tuple_is(l->b, node->kid[0])) {
        add_results(l, node->kid[0], &node, 1, mode);
        return;
    }
    expr *e = bind_expr(l->b, node->kid[0]);
    bool replace = mode == COLUMNS_EXTEND || mode == COLUMNS_SERIALIZE;
    int at = find(l, node->text);
    bool own = at >= 0 && l->items[at].named; /* named before in this very list: twice is an error, in extend too */
    column_declare(l, (named_expr){node->text, e, node->at, true}, replace && !own);
}

bool bind_columns(binder *b, ast *const *kids, uint32_t n_kids, columns_mode mode, named_expr **out, uint32_t *n)
{
    column_list l = {.b = b};
    for (uint32_t k = 0; k < n_kids; k++) {
        ast *node = kids[k];
        switch (node->kind) {
        case AST_NAMED: add_named(&l, node, mode); break;
        case AST_NAMED_TUPLE: add_tuple(&l, node, mode); break;
        case AST_STAR: add_star(&l); break;
        default: add_expression(&l, node, mode, k); break;
        }
    }
    *out = l.items;
    *n = l.n;
    return true;
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
