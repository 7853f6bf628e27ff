/* token: what the scanner hands to the parser. Internal to grammar/.
 *
 *     text --kql_scan--> raw tokens --tokens_shape--> tokens that kql.y can read with one token of look-ahead
 *
 * KQL's keywords are names in most places, `kind=inner` may open an operator or an expression, and `(` may open five
 * different things. Those questions need more look-ahead than a bison grammar has, so they are answered between the
 * two, on the whole token array (token_shape.c); the grammar itself stays free of them. */
#ifndef GRAMMAR_TOKEN_H
#define GRAMMAR_TOKEN_H

#include "grammar/ast.h"

/* How a keyword may serve as a name; see keywords.def. */
enum name_use { NEVER, PATH, DECLARED, NAME };

typedef struct token {
    int kind;       /* a token number of kql.y */
    uint16_t word;  /* row of keywords.def plus one; 0 when it is none */
    uint16_t op;    /* the keyword's operator, an ast_scalar for punctuation, an ast_literal for literals */
    uint16_t flags; /* ast_flag */
    bool gap;       /* blanks or a comment stand before it */
    span at;
    str text; /* the source text; of a name, the name itself; of a typed literal, what is inside the parentheses */
} token;

typedef struct token_list {
    token *items; /* the last one has kind 0, the end of the text */
    uint32_t n, cap;
} token_list;

/* Scans all of the text. Lexical errors go to ds; the list is complete (without what was bad) even then. */
token_list kql_scan(str text, arena *mem, diags *ds);

/* Settles what each token is by what stands around it, in place: names, wildcards, parameters, operator words, kinds of
 * `(`. */
void tokens_shape(token_list *list, arena *mem, diags *ds);

void token_push(token_list *list, arena *mem, token t);
const char *token_kind_name(int kind); /* bison's name for it */

/* The row number plus one in keywords.def of this text, or 0. */
uint16_t keyword_find(str text);
int keyword_token(uint16_t word);
uint16_t keyword_operator(uint16_t word);
enum name_use keyword_use(uint16_t word);

/* The value of one string literal token (quotes, prefix and all); sets *hidden for h"...". */
str string_value(arena *mem, str literal, bool *hidden);

#endif
