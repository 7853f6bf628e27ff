/* token_look: questions about the raw tokens ahead, answered without moving. Internal to the token filter. */
#ifndef GRAMMAR_TOKEN_LOOK_H
#define GRAMMAR_TOKEN_LOOK_H

#include "grammar/token.h"

#include "kql.tab.h"

/* All take the position of a raw token; the list ends in kind 0, and looking past it sees kind 0 again.
 * Those that return a count return 0 for "it is not one". */
const token *look_at(const token_list *list, uint32_t i);
bool look_word(const token *t);                              /* a name or a keyword */
uint32_t look_name(const token_list *list, uint32_t i);      /* tokens of a name: x, ['x'], {x} */
uint32_t look_declared(const token_list *list, uint32_t i);  /* the same, with words that may only be declared */
uint32_t look_bracketed(const token_list *list, uint32_t i); /* ['x'] */
uint32_t look_braced(const token_list *list, uint32_t i);    /* {x} */
uint32_t look_wildcard(const token_list *list, uint32_t i);  /* a*b, *, *x* */
uint32_t look_parameter(const token_list *list, uint32_t i,
                        uint16_t op);                   /* tokens of a parameter name that = follows */
bool look_parameter_word(const token *t);               /* a word that a parameter may have as its value */
bool look_chart(const token *t);                        /* what may stand behind render */
bool look_property(const token *t, int op);             /* may stand before = in the `with (...)` of op */
bool look_tuple(const token_list *list, uint32_t i);    /* (a, b) = */
bool look_function(const token_list *list, uint32_t i); /* (a:long ... or () or (* at a let */
bool look_operator(const token_list *list,
                   uint32_t i); /* a tabular operator rather than a name, at the head of a query */
bool look_statement(const token_list *list, uint32_t i); /* let, set, declare, alias, restrict */

#endif
