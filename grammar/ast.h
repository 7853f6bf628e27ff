/* ast: the syntax tree. What was written, with its place; no types, no columns, no data.
 *
 * One node shape serves the whole language, so that a walker (depth check, dump, lint, coverage) is one loop:
 * a kind, an operator code, a text, and children. ast.def says for each kind what text, op and children mean;
 * operators.def says the same for the tabular operators. Nodes live in the arena given to kql_parse. */
#ifndef GRAMMAR_AST_H
#define GRAMMAR_AST_H

#include "base/arena.h"
#include "base/diag.h"

typedef enum ast_kind {
#define AST(kind, layout) AST_##kind,
#include "grammar/ast.def"
#undef AST
    AST_KIND_COUNT
} ast_kind;

/* Tabular operators and sources: ast.op of an AST_OP node. */
typedef enum ast_operator {
#define OPERATOR(id, word, layout) OP_##id,
#include "grammar/operators.def"
#undef OPERATOR
    OP_COUNT_
} ast_operator;

/* Scalar operators: ast.op of AST_UNARY, AST_BINARY, AST_BETWEEN, AST_IN. The text is the name it has in the registry. */
typedef enum ast_scalar {
#define SCALAR(id, text) SC_##id,
#include "grammar/scalars.def"
#undef SCALAR
    SC_COUNT_
} ast_scalar;

/* ast.op of AST_LITERAL. */
typedef enum ast_literal {
    LIT_BOOL,     /* text "true"/"false" as written, or the inside of bool(...) */
    LIT_INT,      /* inside of int(...) */
    LIT_LONG,     /* 12, 0x1F, inside of long(...) */
    LIT_REAL,     /* 1.5, 5., 1e3, inside of real(...)/double(...) */
    LIT_DECIMAL,  /* inside of decimal(...) */
    LIT_STRING,   /* text: decoded, adjacent literals joined, UTF-8 */
    LIT_DATETIME, /* inside of datetime(...)/date(...) */
    LIT_TIMESPAN, /* 1d, 15min, inside of timespan(...)/time(...) */
    LIT_GUID,     /* inside of guid(...) */
    LIT_DYNAMIC,  /* inside of dynamic(...), raw text between the parentheses, blanks trimmed; it is well-formed, but strings may
                   * be of any KQL form ('a', @"b", adjacent) and values may be datetime(...), dynamic(...) and the like */
} ast_literal;

enum ast_flag {
    ASTF_QUOTED = 1,     /* AST_NAME written ['x'] or ["x"] */
    ASTF_HIDDEN = 2,     /* LIT_STRING written h"..." */
    ASTF_ASC = 4,        /* AST_ORDERED */
    ASTF_DESC = 8,
    ASTF_NULLS_FIRST = 16,
    ASTF_NULLS_LAST = 32,
    ASTF_GRANNY = 64,    /* AST_ORDERED of project-reorder: granny-asc / granny-desc */
    ASTF_VIEW = 128,     /* AST_FUNCTION written `view () {...}` */
    ASTF_PAREN = 256,    /* the expression stood in parentheses; `at` includes them */
    ASTF_OPTIONAL = 512, /* AST_STEP written `optional` */
    ASTF_JOINED = 1024,  /* LIT_STRING written as several in a row */
};

/* ast.op of AST_STEP: what `output=` said. */
typedef enum ast_step_output { STEP_OUTPUT_UNSAID, STEP_OUTPUT_ALL, STEP_OUTPUT_LAST, STEP_OUTPUT_NONE } ast_step_output;

typedef struct ast {
    uint16_t kind;  /* ast_kind */
    uint16_t op;    /* ast_operator, ast_scalar, ast_literal, or 0 */
    uint16_t flags; /* ast_flag */
    uint16_t depth; /* height of the tree below; kql_parse refuses more than AST_MAX_DEPTH */
    span at;        /* all of it, children included */
    span name_at;   /* the name or operator word alone, where there is one */
    str text;
    uint32_t n;
    struct ast **kid; /* never NULL entries; an absent optional part is AST_NONE */
} ast;

#define AST_MAX_DEPTH 1000

/* Parses one query text (any number of statements). Returns an AST_QUERY, or NULL when diags holds errors.
 * The text may hold anything; NUL and invalid UTF-8 are reported, never crash. Errors: KS... codes where Microsoft has one. */
ast *kql_parse(str text, arena *mem, diags *ds);

const char *ast_kind_name(ast_kind k);
const char *ast_operator_word(ast_operator op); /* "project-away" */
const char *ast_scalar_text(ast_scalar sc);     /* "has_any" */

void ast_dump(buf *out, const ast *node);   /* the tree as indented text: `-d s` */
void ast_dump_tokens(buf *out, str text);   /* the tokens, one a line with place: `-d t` */

#endif
