/* any_column: `* has "x"`: true when some column of the row fits. Text operators look at a column's text, == and =~ at columns that can be
 * compared. Source: where-operator.md, search-operator.md. */
#include "interp/bind/parts.h"

/* "Some column does not" and "no column does" are both readings of `* !has`, and no page says which: refused. */
static bool is_positive(ast_scalar op) { return ast_scalar_text(op)[0] != '!'; }

static bool is_order(ast_scalar op) { return ast_scalar_text(op)[0] == '<' || ast_scalar_text(op)[0] == '>'; }

/* One column's part; NULL when the operator says nothing about such a column. */
static expr *one_column(binder *b, const ast *node, uint32_t at, expr *value)
{
    expr **args = ARENA_ARRAY(b->mem, expr *, 2);
    args[0] = bind_column(b, at, node->kid[0]->at);
    args[1] = value;
    bool text = node->op != SC_EQ;
    if (text && args[0]->type != T_STRING && args[0]->type != T_DYNAMIC) args[0] = bind_cast(b, args[0], T_STRING);
    if (!text && value->type != args[0]->type && !(type_is_number(value->type) && type_is_number(args[0]->type))) {
        if (args[0]->type != T_DYNAMIC && value->type != T_STRING) return NULL;
    }
    return bind_function_at(b, str_of(ast_scalar_text((ast_scalar)node->op)), bind_place(node), 2, args);
}

expr *bind_any_column(binder *b, const ast *node)
{
    ast_scalar op = (ast_scalar)node->op;
    expr *value = bind_expr(b, node->kid[1]);
    if (value->type == T_UNKNOWN) return value;
    if (!is_positive(op) || is_order(op)) {
        diag_error(b->ds, ST_UNSUPPORTED, NULL, node->at, "* with %s is not supported", ast_scalar_text(op));
        return bind_failed(b, node->at);
    }
    uint32_t n = b->row ? b->row->n : 0;
    expr *any = ARENA_NEW(b->mem, expr);
    *any = (expr){.kind = EX_OR, .type = T_BOOL, .at = node->at, .args = ARENA_ARRAY(b->mem, expr *, n + 1), .row_bound = true};
    for (uint32_t c = 0; c < n; c++) {
        expr *e = one_column(b, node, c, value);
        if (e && e->type == T_UNKNOWN) return e;
        if (e) any->args[any->n_args++] = e;
    }
    return any->n_args ? any : bind_constant(b, (datum){.type = T_BOOL, .null = false, .b = false}, node->at);
}
