#include "interp/ops/shared/syntax.h"

ast *syntax_node(binder *b, ast_kind kind, span at, uint32_t n, ast *const *kids)
{
    ast *node = ARENA_NEW(b->mem, ast);
    *node = (ast){.kind = (uint16_t)kind, .at = at, .name_at = at, .n = n, .kid = ARENA_ARRAY(b->mem, ast *, n + 1)};
    for (uint32_t i = 0; kids && i < n; i++) {
        node->kid[i] = kids[i];
    }
    return node;
}

ast *syntax_name(binder *b, str name, span at)
{
    ast *node = syntax_node(b, AST_NAME, at, 0, NULL);
    node->text = name;
    return node;
}

ast *syntax_named(binder *b, str name, ast *value)
{
    ast *node = syntax_node(b, AST_NAMED, value->at, 1, &value);
    node->text = name;
    return node;
}

ast *syntax_call(binder *b, str name, span at, uint32_t n, ast *const *args)
{
    ast *node = syntax_node(b, AST_CALL, at, n, args);
    node->text = name;
    return node;
}

ast *syntax_op(binder *b, ast_operator op, span at, uint32_t n, ast *const *kids)
{
    ast *node = syntax_node(b, AST_OP, at, n + 1, NULL);
    node->op = (uint16_t)op;
    node->kid[0] = syntax_node(b, AST_PARAMS, at, 0, NULL);
    for (uint32_t i = 0; i < n; i++) {
        node->kid[i + 1] = kids[i];
    }
    return node;
}
