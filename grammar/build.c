/* build: nodes of the syntax tree, with their height and place. */
#include "grammar/build.h"

#include <stdarg.h>

void parse_error(parse *p, const char *code, span at, const char *fmt, ...)
{
    if (p->stopped) return;
    p->stopped = true;
    va_list ap;
    va_start(ap, fmt);
    str message = arena_vprintf(p->mem, fmt, ap);
    va_end(ap);
    diag_error(p->ds, ST_COMPILE, code, at, STR_FMT, STR_ARG(message));
}

nodes *list_new(parse *p, ast *first)
{
    nodes *list = ARENA_NEW(p->mem, nodes);
    return first ? list_add(p, list, first) : list;
}

nodes *list_add(parse *p, nodes *list, ast *item)
{
    if (list->n == list->cap) {
        uint32_t cap = list->cap ? list->cap * 2 : 4;
        ast **kids = ARENA_ARRAY(p->mem, ast *, cap);
        if (list->n) memcpy(kids, list->p, sizeof(ast *) * list->n);
        list->p = kids;
        list->cap = cap;
    }
    list->p[list->n++] = item;
    return list;
}

nodes *list_join(parse *p, nodes *list, nodes *more)
{
    for (uint32_t i = 0; more && i < more->n; i++) list_add(p, list, more->p[i]);
    return list;
}

/* The one place where depth is counted. Past the limit the parse stops; the tree so far is never shown to anyone. */
static ast *adopt(parse *p, ast *node, nodes *kids)
{
    uint32_t depth = 0;
    node->kid = kids->p;
    node->n = kids->n;
    for (uint32_t i = 0; i < kids->n; i++)
        if (kids->p[i]->depth > depth) depth = kids->p[i]->depth;
    if (++depth > AST_MAX_DEPTH) {
        span at = {node->at.start, 1};
        parse_error(p, "KS245", at, "the expression is nested deeper than %d levels", AST_MAX_DEPTH);
        depth = AST_MAX_DEPTH;
    }
    node->depth = (uint16_t)depth;
    return node;
}

ast *build(parse *p, ast_kind kind, span at)
{
    ast *node = ARENA_NEW(p->mem, ast);
    node->kind = (uint16_t)kind;
    node->at = at;
    node->depth = 1;
    return node;
}

ast *build_none(parse *p, span near)
{
    return build(p, AST_NONE, (span){near.start, 0});
}

ast *build_text(parse *p, ast_kind kind, span at, token t)
{
    ast *node = build(p, kind, at);
    node->text = t.text;
    node->name_at = t.at;
    node->flags = t.flags;
    return node;
}

ast *build_list(parse *p, ast_kind kind, span at, nodes *kids)
{
    ast *node = build(p, kind, at);
    return kids ? adopt(p, node, kids) : node;
}

ast *build_n(parse *p, ast_kind kind, span at, int n, ...)
{
    nodes *kids = list_new(p, NULL);
    va_list ap;
    va_start(ap, n);
    for (int i = 0; i < n; i++) list_add(p, kids, va_arg(ap, ast *));
    va_end(ap);
    return build_list(p, kind, at, kids);
}

ast *build_binary(parse *p, ast_kind kind, uint16_t op, span op_at, ast *left, ast *right)
{
    ast *node = build_n(p, kind, span_join(left->at, right->at), 2, left, right);
    node->op = op;
    node->name_at = op_at;
    return node;
}

ast *build_in(parse *p, token op, span at, ast *left, nodes *items)
{
    ast *node = build_list(p, AST_IN, at, list_join(p, list_new(p, left), items));
    node->op = op.op;
    node->name_at = op.at;
    return node;
}

ast *build_literal(parse *p, token t)
{
    ast *node = build_text(p, AST_LITERAL, t.at, t);
    node->op = t.op;
    return node;
}

ast *build_signed(parse *p, token sign, token number)
{
    if (sign.at.start + sign.at.len != number.at.start)
        parse_error(p, "KS006", sign.at, "a value is missing: no blank may stand between the sign and the number here");
    number.at = span_join(sign.at, number.at);
    number.text = str_sub(p->text, number.at.start, number.at.len);
    return build_literal(p, number);
}

ast *build_raw(parse *p, ast_literal kind, span at, span inside)
{
    ast *node = build(p, AST_LITERAL, at);
    node->op = (uint16_t)kind;
    node->text = str_sub(p->text, inside.start, inside.len);
    return node;
}

ast *build_string(parse *p, nodes *parts, span at)
{
    ast *node = build(p, AST_LITERAL, at);
    node->op = LIT_STRING;
    uint32_t n = 0;
    for (uint32_t i = 0; i < parts->n; i++) {
        bool hidden;
        parts->p[i]->text = string_value(p->mem, parts->p[i]->text, &hidden);
        node->flags |= hidden ? ASTF_HIDDEN : 0;
        n += parts->p[i]->text.n;
    }
    if (parts->n == 1) {
        node->text = parts->p[0]->text;
        return node;
    }
    node->flags |= ASTF_JOINED;
    char *out = arena_alloc(p->mem, n);
    node->text = (str){out, n};
    for (uint32_t i = 0; i < parts->n; i++) {
        memcpy(out, parts->p[i]->text.p, parts->p[i]->text.n);
        out += parts->p[i]->text.n;
    }
    return node;
}

ast *build_index(parse *p, span at, ast *of, ast *key)
{
    ast *node = build_n(p, AST_INDEX, at, 2, of, key);
    node->name_at = key->at;
    return node;
}

ast *build_op_list(parse *p, ast_operator op, span word, span at, ast *params, nodes *kids)
{
    ast *first = params ? params : build_list(p, AST_PARAMS, (span){word.start + word.len, 0}, NULL);
    ast *node = build_list(p, AST_OP, at, list_join(p, list_new(p, first), kids));
    node->op = (uint16_t)op;
    node->name_at = word;
    return node;
}

ast *build_op(parse *p, ast_operator op, span word, span at, ast *params, int n, ...)
{
    nodes *kids = list_new(p, NULL);
    va_list ap;
    va_start(ap, n);
    for (int i = 0; i < n; i++) list_add(p, kids, va_arg(ap, ast *));
    va_end(ap);
    return build_op_list(p, op, word, at, params, kids);
}

/* Operators that make rows out of nothing and take none. */
static bool only_first(const ast *op)
{
    return op->kind == AST_OP && (op->op == OP_PRINT || op->op == OP_RANGE || op->op == OP_DATATABLE || op->op == OP_EXTERNALDATA);
}

static void refuse_behind_rows(parse *p, const ast *op)
{
    if (only_first(op))
        parse_error(p, "KS175", op->name_at, "%s takes no rows: it must be the first operator of a query",
                    ast_operator_word((ast_operator)op->op));
}

ast *build_pipe(parse *p, span at, nodes *stages)
{
    for (uint32_t i = 1; i < stages->n; i++) refuse_behind_rows(p, stages->p[i]);
    return build_list(p, AST_PIPE, at, stages);
}

static bool makes_rows(uint16_t op)
{
    return op == OP_PRINT || op == OP_RANGE || op == OP_DATATABLE || op == OP_EXTERNALDATA || op == OP_UNION ||
           op == OP_SEARCH || op == OP_FIND || op == OP_EVALUATE || op == OP_MACRO_EXPAND;
}

ast *build_source(parse *p, ast *pipeline)
{
    ast *first = pipeline->kind == AST_PIPE && !(pipeline->flags & ASTF_PAREN) ? pipeline->kid[0] : pipeline;
    if (first->kind == AST_OP && !makes_rows(first->op))
        parse_error(p, "KS174", first->name_at,
                    "%s needs a table before it: it cannot be the first operator of a query",
                    ast_operator_word((ast_operator)first->op));
    return pipeline;
}

ast *build_subquery(parse *p, ast *pipeline)
{
    bool piped = pipeline->kind == AST_PIPE && !(pipeline->flags & ASTF_PAREN);
    ast *first = piped ? pipeline->kid[0] : pipeline;
    if (first->kind != AST_OP || only_first(first)) return pipeline;
    nodes *stages = list_new(p, build_none(p, pipeline->at));
    if (piped)
        for (uint32_t i = 0; i < pipeline->n; i++) list_add(p, stages, pipeline->kid[i]);
    else
        list_add(p, stages, pipeline);
    return build_pipe(p, pipeline->at, stages);
}

ast *build_continuation(parse *p, ast *pipeline)
{
    bool piped = pipeline->kind == AST_PIPE && !(pipeline->flags & ASTF_PAREN);
    ast *first = piped ? pipeline->kid[0] : pipeline;
    if (first->kind != AST_OP) parse_error(p, "KS176", first->at, "a tabular operator is expected here");
    refuse_behind_rows(p, first);
    return build_subquery(p, pipeline);
}
