/* expr: from an expression's syntax to its meaning. */
#include "interp/bind/aggregates.h"
#include "interp/bind/steps.h"
#include "interp/ops/shared/syntax.h"

#define DEPTH_MAX 2000 /* nested expressions, lets and calls together; the parser refuses deeper text before */

static expr *bind_one(binder *b, const ast *node);

expr *bind_expr(binder *b, const ast *node)
{
    if (b->depth > DEPTH_MAX) {
        diag_error(b->ds, ST_COMPILE, "KS245", node->at, "this is nested too deeply");
        bind_stop(b);
        return bind_failed(b, node->at);
    }
    if (!bind_expr_is_affordable(b, node)) return bind_failed(b, node->at);
    b->depth++;
    expr *e = bind_one(b, node);
    b->depth--;
    return e;
}

const schema *bind_rows(binder *b, const schema *row)
{
    const schema *former = b->row;
    b->row = row;
    return former;
}

/* ---- names */

/* A column beside the aggregates of summarize, not inside one. */
static bool report_bare_column(binder *b, const ast *node)
{
    if (!b->aggs || b->row || !b->aggs->row || schema_find(b->aggs->row, node->text) < 0) return false;
    diag *d = diag_error(b->ds, ST_COMPILE, "KS236", node->at, "the column '" STR_FMT "' stands in no aggregate", STR_ARG(node->text));
    diag_hint(b->ds, d, "wrap it: take_any(" STR_FMT "), or group by it", STR_ARG(node->text));
    return true;
}

static void report_name(binder *b, const ast *node)
{
    if (report_bare_column(b, node) || bind_is_refused(b)) return;
    if (name_is_known(node->text) && !b->right_row) {
        diag_error(b->ds, ST_COMPILE, "KS117", node->at, "'" STR_FMT "' is a function: give it arguments, or ()", STR_ARG(node->text));
        return;
    }
    uint32_t n = b->row ? b->row->n : 0;
    str *names = ARENA_ARRAY(b->mem, str, n + 1);
    for (uint32_t i = 0; i < n; i++) names[i] = b->row->cols[i].name;
    str near = diag_nearest(node->text, names, n);
    diag *d = diag_error(b->ds, ST_COMPILE, "KS142", node->at, "no column or variable is named '" STR_FMT "'", STR_ARG(node->text));
    if (near.n) diag_hint(b->ds, d, "did you mean " STR_FMT "?", STR_ARG(near));
    binder_missed(b, node->text);
}

/* A function without arguments to give may stand as a name. */
static expr *bind_bare_call(binder *b, const ast *node)
{
    ast call = *node;
    call.kind = AST_CALL;
    call.n = 0;
    return bind_ast_call(b, &call);
}

static bool reads_column(const expr *e)
{
    if (e->kind == EX_COLUMN) return true;
    for (uint32_t i = 0; e->row_bound && i < e->n_args; i++)
        if (reads_column(e->args[i])) return true;
    return false;
}

static expr *bind_name(binder *b, const ast *node)
{
    int at = b->row ? schema_find(b->row, node->text) : -1;
    if (at >= 0) return bind_column(b, (uint32_t)at, node->at);
    expr *declared = bind_step_bare(b, node);
    if (declared) return declared;
    scope *s = scope_find(b->scope, node->text);
    if (s && s->kind == NAME_SCALAR && s->tables != b->tables && reads_column(s->value)) {
        diag_error(b->ds, ST_COMPILE, NULL, node->at, "'" STR_FMT "' is a value of another row: a table cannot be made anew for each", STR_ARG(node->text));
        return bind_failed(b, node->at);
    }
    if (s && s->kind == NAME_SCALAR) return s->value;
    if (s && s->kind == NAME_FUNCTION && !scope_function_is_tabular(b, s)) {
        if (scope_function_needs_nothing(s)) return bind_bare_call(b, node);
        diag_error(b->ds, ST_COMPILE, "KS117", node->at, "'" STR_FMT "' is a function: give it arguments, or ()", STR_ARG(node->text));
        return bind_failed(b, node->at);
    }
    expr *open = s ? NULL : bind_open_name(b, node);
    if (open) return open;
    if (s || catalog_find(b->cat, node->text)) {
        diag_error(b->ds, ST_COMPILE, "KS108", node->at, "'" STR_FMT "' is a table; a value is wanted here", STR_ARG(node->text));
        return bind_failed(b, node->at);
    }
    report_name(b, node);
    return bind_failed(b, node->at);
}

/* $left.x and $right.x inside join's on: columns of the two sides, the right ones behind the left. */
static expr *bind_side(binder *b, const ast *node)
{
    bool left = str_is(node->kid[0]->text, "$left");
    const schema *s = left ? b->row : b->right_row;
    int at = s ? schema_find(s, node->text) : -1;
    if (at < 0) {
        const schema *former = bind_rows(b, s);
        report_name(b, node);
        bind_rows(b, former);
        return bind_failed(b, node->at);
    }
    expr *e = ARENA_NEW(b->mem, expr);
    *e = (expr){.kind = EX_COLUMN, .type = s->cols[at].type, .at = node->at, .row_bound = true};
    e->column = (uint32_t)at + (left ? 0 : b->row->n);
    return e;
}

/* ---- inside dynamic values */

static expr *text_constant(binder *b, str s, span at) { return bind_constant(b, (datum){.type = T_STRING, .s = s}, at); }

static expr *bind_path(binder *b, const ast *node)
{
    const ast *of = node->kid[0];
    if (of->kind == AST_NAME && (str_is(of->text, "$left") || str_is(of->text, "$right"))) return bind_side(b, node);
    expr *of_step = bind_step_value(b, node);
    if (of_step) return of_step;
    expr *part = tuple_part(b, node);
    if (part) return part;
    expr *base = bind_expr(b, of);
    if (base->type == T_UNKNOWN) return base;
    if (base->type != T_DYNAMIC) {
        diag_error(b->ds, ST_COMPILE, "KS142", node->name_at, "'" STR_FMT "' is no part of a %s: only dynamic values have parts", STR_ARG(node->text),
                   type_name(base->type));
        return bind_failed(b, node->at);
    }
    expr **args = ARENA_ARRAY(b->mem, expr *, 2);
    args[0] = base;
    args[1] = text_constant(b, node->text, node->name_at);
    return bind_function(b, STR("path"), node->at, 2, args);
}

static expr *bind_index(binder *b, const ast *node)
{
    expr **args = ARENA_ARRAY(b->mem, expr *, 2);
    args[0] = bind_expr(b, node->kid[0]);
    args[1] = bind_expr(b, node->kid[1]);
    kql_type of = args[0]->type, by = args[1]->type;
    if (of == T_UNKNOWN || by == T_UNKNOWN) return bind_failed(b, node->at);
    if (of != T_DYNAMIC) {
        diag_error(b->ds, ST_COMPILE, "KS147", node->at, "[] reads parts of dynamic values, and this is %s", type_name(of));
        return bind_failed(b, node->at);
    }
    if (by != T_INT && by != T_LONG && by != T_STRING && by != T_DYNAMIC) {
        diag_error(b->ds, ST_COMPILE, "KS141", node->kid[1]->at, "a part is found by a whole number or a name, and this is %s", type_name(by));
        return bind_failed(b, node->at);
    }
    if (by == T_INT) args[1] = bind_cast(b, args[1], T_LONG);
    return bind_function(b, STR("index"), node->at, 2, args);
}

static expr *bind_literal(binder *b, const ast *node)
{
    expr *e = bind_constant(b, literal_value(b, node), node->at);
    e->literal = true;
    return e;
}

/* ---- operators */

static expr *bind_logic(binder *b, const ast *node)
{
    expr **args = ARENA_ARRAY(b->mem, expr *, 2);
    bool ok = true, unknown = false;
    for (int k = 0; k < 2; k++) {
        args[k] = bind_expr(b, node->kid[k]);
        unknown |= args[k]->type == T_UNKNOWN;
        ok &= args[k]->type == T_BOOL || args[k]->type == T_DYNAMIC || args[k]->type == T_UNKNOWN;
    }
    if (!ok && !unknown) {
        diag_error(b->ds, ST_COMPILE, "KS106", bind_place(node).word, "'%s' joins two bool values, and these are %s and %s", ast_scalar_text((ast_scalar)node->op),
                   type_name(args[0]->type), type_name(args[1]->type));
    }
    expr *e = ARENA_NEW(b->mem, expr);
    *e = (expr){.kind = node->op == SC_AND ? EX_AND : EX_OR, .type = T_BOOL, .at = node->at, .n_args = 2, .args = args};
    e->row_bound = args[0]->row_bound || args[1]->row_bound || unknown || !ok;
    for (int k = 0; k < 2; k++) args[k] = bind_cast(b, args[k], T_BOOL);
    return bind_fold(b, e);
}

static expr *bind_operator(binder *b, const ast *node)
{
    if (node->op == SC_AND || node->op == SC_OR) return bind_logic(b, node);
    if (node->kind == AST_BINARY && node->kid[0]->kind == AST_STAR) return bind_any_column(b, node);
    expr **args = ARENA_ARRAY(b->mem, expr *, node->n);
    for (uint32_t k = 0; k < node->n; k++) args[k] = bind_expr(b, node->kid[k]);
    expr *e = bind_function_at(b, str_of(ast_scalar_text((ast_scalar)node->op)), bind_place(node), node->n, args);
    if (node->kind != AST_UNARY || e->kind != EX_CONST) return e;
    /* A constant keeps its type under a sign, a column or what stands in parentheses does not: -int(3) and -toint('3') are int, -i is long. */
    if (args[0]->type == T_INT && !(node->kid[0]->flags & ASTF_PAREN)) e = bind_cast(b, e, T_INT);
    e->literal = args[0]->literal; /* -1 is one */
    return e;
}

/* The right side of `in`: values, lists of values, or a table whose first column is the list. */
expr *bind_in(binder *b, const ast *node)
{
    expr **args = ARENA_ARRAY(b->mem, expr *, node->n);
    args[0] = bind_expr(b, node->kid[0]);
    if (node->n == 2 && bind_is_tabular(b, node->kid[1])) {
        plan_node *plan = bind_table(b, node->kid[1]);
        if (!plan) return bind_failed(b, node->at);
        if (plan->cols.n == 0) {
            diag_error(b->ds, ST_COMPILE, "KS113", node->kid[1]->at, "a table with one column is wanted here");
            return bind_failed(b, node->at);
        }
        expr *list = ARENA_NEW(b->mem, expr);
        *list = (expr){.kind = EX_TABLE, .type = T_DYNAMIC, .at = node->kid[1]->at, .plan = plan, .late = ++b->n_late};
        args[1] = list;
    } else {
        for (uint32_t k = 1; k < node->n; k++) args[k] = bind_expr(b, node->kid[k]);
    }
    return bind_function_at(b, str_of(ast_scalar_text((ast_scalar)node->op)), bind_place(node), node->n, args);
}

/* toscalar() is worked out once a query, also where a name that stands for it is unfolded again: `let y = () {toscalar(rand())}; print y, y`
 * gives one value twice (named-expressions.md). What it says is the same if its names are: the scope is the same one. */
typedef struct constant_table {
    struct constant_table *next;
    const ast *node;
    const struct scope *scope;
    expr *value;
} constant_table;

static expr *constant_known(binder *b, const ast *node)
{
    for (const constant_table *c = b->trial ? NULL : b->constants; c; c = c->next) {
        if (c->node == node && c->scope == b->scope) return c->value;
    }
    return NULL;
}

static expr *constant_keep(binder *b, const ast *node, expr *value)
{
    if (b->trial) return value;
    constant_table *c = ARENA_NEW(b->mem, constant_table);
    *c = (constant_table){b->constants, node, b->scope, value};
    b->constants = c;
    return value;
}

static expr *bind_toscalar(binder *b, const ast *node)
{
    expr *known = constant_known(b, node);
    if (known) return known;
    const schema *former = bind_rows(b, NULL);
    bool tabular = bind_is_tabular(b, node->kid[0]);
    expr *value = tabular ? NULL : bind_expr(b, node->kid[0]);
    plan_node *plan = tabular ? bind_table(b, node->kid[0]) : NULL;
    if (value && value->row_bound && value->type != T_UNKNOWN) { /* rand() and its like: once */
        ast *print = syntax_op(b, OP_PRINT, node->at, 1, node->kid);
        plan = bind_table(b, print);
        value = NULL;
    }
    bind_rows(b, former);
    if (value) return value;
    if (!plan) return bind_failed(b, node->at);
    if (plan->cols.n == 0) {
        diag_error(b->ds, ST_COMPILE, "KS190", node->at, "the table has no columns");
        return bind_failed(b, node->at);
    }
    expr *e = ARENA_NEW(b->mem, expr);
    *e = (expr){.kind = EX_SCALAR_TABLE, .type = plan->cols.cols[0].type, .at = node->at, .plan = plan, .late = ++b->n_late};
    return constant_keep(b, node, e);
}

static expr *unsupported(binder *b, const ast *node, const char *what)
{
    bind_unsupported(b, node->at, what);
    return bind_failed(b, node->at);
}

static expr *not_a_value(binder *b, const ast *node)
{
    if (node->kind == AST_STAR) {
        diag_error(b->ds, ST_COMPILE, "KS191", node->at, "* cannot stand here");
    } else if (node->kind == AST_WILDCARD) {
        diag_error(b->ds, ST_COMPILE, "KS268", node->at, "a name pattern cannot stand here");
    } else {
        diag_error(b->ds, ST_COMPILE, "KS108", node->at, "a value is wanted here");
    }
    return bind_failed(b, node->at);
}

static expr *bind_one(binder *b, const ast *node)
{
    switch (node->kind) {
    case AST_NAME: return bind_name(b, node);
    case AST_LITERAL: return bind_literal(b, node);
    case AST_UNARY:
    case AST_BINARY:
    case AST_BETWEEN: return bind_operator(b, node);
    case AST_IN: return bind_in(b, node);
    case AST_CALL: return bind_ast_call(b, node);
    case AST_PATH: return bind_path(b, node);
    case AST_INDEX: return bind_index(b, node);
    case AST_TYPEOF: return bind_typeof(b, node);
    case AST_TOSCALAR: return bind_toscalar(b, node);
    case AST_NAMED:
    case AST_ORDERED: return bind_expr(b, node->kid[0]);
    case AST_DOT_CALL: return unsupported(b, node, "a name of another database or cluster");
    case AST_TOTABLE: diag_error(b->ds, ST_COMPILE, "KS108", node->at, "totable() gives a table; a value is wanted here"); return bind_failed(b, node->at);
    default: return not_a_value(b, node);
    }
}

/* ---- expressions that must be something */

expr *bind_predicate(binder *b, const ast *node)
{
    expr *e = bind_expr(b, node);
    if (e->type == T_BOOL || e->type == T_UNKNOWN) return e;
    diag *d = diag_error(b->ds, ST_COMPILE, "KS141", node->at, "a condition must be bool, and this is %s", type_name(e->type));
    if (e->type == T_DYNAMIC) diag_hint(b->ds, d, "convert it first: tobool()");
    return bind_failed(b, node->at);
}

expr *bind_typed(binder *b, const ast *node, kql_type want)
{
    expr *e = bind_expr(b, node);
    if (e->type == want || e->type == T_UNKNOWN) return e;
    if (type_is_wider(want, e->type) || (type_is_integer(want) && type_is_integer(e->type))) return bind_cast(b, e, want);
    diag_error(b->ds, ST_COMPILE, "KS107", node->at, "%s is wanted here, and this is %s", type_name(want), type_name(e->type));
    return bind_failed(b, node->at);
}

bool bind_const(binder *b, const ast *node, kql_type want, datum *out)
{
    expr *e = bind_typed(b, node, want);
    if (e->type == T_UNKNOWN) return false;
    if (e->kind != EX_CONST) {
        diag_error(b->ds, ST_COMPILE, "KS129", node->at, "a constant is wanted here");
        return false;
    }
    *out = e->value;
    return true;
}

kql_type bind_type(binder *b, const ast *type)
{
    kql_type t;
    if (type_find(type->text, &t)) return t;
    diag_error(b->ds, ST_COMPILE, "KS160", type->at, "no type is named '" STR_FMT "'", STR_ARG(type->text));
    return T_UNKNOWN;
}
