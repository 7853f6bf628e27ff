/* build: how kql.y makes nodes. Every node is made here, so that height and spans are kept in one place. */
#ifndef GRAMMAR_BUILD_H
#define GRAMMAR_BUILD_H

#include "grammar/token.h"

/* A growing list of nodes, or of tokens in string_parts. */
typedef struct nodes {
    ast **p;
    uint32_t n, cap;
} nodes;

typedef struct parse {
    arena *mem;
    diags *ds;
    str text;
    token_list tokens;
    uint32_t next; /* the next token to hand out */
    bool stopped;  /* an error was reported that ends the parse */
    ast *root;
} parse;

ast *build(parse *p, ast_kind kind, span at);
ast *build_none(parse *p, span near);                           /* AST_NONE, empty, at the start of `near` */
ast *build_text(parse *p, ast_kind kind, span at, token t);     /* text, name_at and flags of t */
ast *build_n(parse *p, ast_kind kind, span at, int n, ...);     /* n kids */
ast *build_list(parse *p, ast_kind kind, span at, nodes *kids); /* kids may be NULL: none */
ast *build_binary(parse *p, ast_kind kind, uint16_t op, span op_at, ast *left, ast *right);
ast *build_in(parse *p, token op, span at, ast *left, nodes *items);
ast *build_literal(parse *p, token t);
ast *build_signed(parse *p, token sign, token number);
ast *build_raw(parse *p, ast_literal kind, span at, span inside); /* dynamic(...): the text inside, blanks trimmed */
ast *build_string(parse *p, nodes *parts, span at);
ast *build_index(parse *p, span at, ast *of, ast *key);

/* A tabular operator; its kids are params (AST_PARAMS or NULL for none), then those given. */
ast *build_op(parse *p, ast_operator op, span word, span at, ast *params, int n, ...);
ast *build_op_list(parse *p, ast_operator op, span word, span at, ast *params, nodes *kids);

/* What stands at the head of a query: refuses an operator that needs a table before it (KS174). */
ast *build_source(parse *p, ast *pipeline);
/* What stands in the parentheses of mv-apply and its like: always an AST_PIPE whose first kid is AST_NONE, unless it
 * has a source. */
ast *build_subquery(parse *p, ast *pipeline);
/* The same where a source may not stand at all (KS176). */
ast *build_continuation(parse *p, ast *pipeline);
ast *build_pipe(parse *p, span at, nodes *stages);

ast *build_body(parse *p, span at, nodes *statements, ast *last); /* last may be AST_NONE */
ast *build_wildcard(parse *p, token t);                           /* AST_STAR for a lone * */
ast *build_cast(parse *p, ast *type_of);                          /* the AST_TYPE inside typeof(t) */
ast *build_series_in(parse *p, span word, span at, ast *params, ast *items, ast *on, ast *range, nodes *by);
ast *build_step(parse *p, span at, ast *head, ast *condition, nodes *assigns);
uint16_t step_output_code(parse *p, token word);
ast *join_params(parse *p, ast *params, ast *more); /* more may be NULL */

nodes *list_new(parse *p, ast *first); /* first may be NULL: an empty list */
nodes *list_add(parse *p, nodes *list, ast *item);
nodes *list_join(parse *p, nodes *list, nodes *more);

void check_unoptimized(parse *p, const ast *params); /* what toscalar and totable take: kind=nooptimization */
void check_find(parse *p, const ast *params, const ast *scope, const ast *condition); /* find without `where` */
void parse_error(parse *p, const char *code, span at, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
