/* syntax: small trees, for operators that are short for a pipeline of others. */
#ifndef INTERP_OPS_SHARED_SYNTAX_H
#define INTERP_OPS_SHARED_SYNTAX_H

#include "interp/bind/binder.h"

ast *syntax_node(binder *b, ast_kind kind, span at, uint32_t n, ast *const *kids);
ast *syntax_name(binder *b, str name, span at);
ast *syntax_named(binder *b, str name, ast *value);
ast *syntax_call(binder *b, str name, span at, uint32_t n, ast *const *args);
/* kid[0], the parameters, is added; kids become kid[1..]. */
ast *syntax_op(binder *b, ast_operator op, span at, uint32_t n, ast *const *kids);

#endif
