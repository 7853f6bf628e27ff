/* conditions: what a chain of filters asks of the columns of a row. */
#ifndef INTERP_LINT_CONDITIONS_H
#define INTERP_LINT_CONDITIONS_H

#include "interp/lint/parts.h"

/* A column, an operator, and the texts or numbers it compares with: `EventID in (4624, 4625)`, `CommandLine has "x"`. All it says is that the
 * column relates to one of them (or, has_all, to each). */
typedef struct lint_condition {
    const ast *node;
    str column;
    ast_scalar op;
    const ast *const *values; /* literals: all texts, or all numbers without sign and point */
    uint32_t n;
} lint_condition;

/* Of each chain of `where`s that follow one another: the conditions that have to be met together. */
void lint_conditions(lint *l, void (*each)(lint *l, const lint_condition *all, uint32_t n));

static inline bool lint_is_equality(ast_scalar op) { return op == SC_EQ || op == SC_IN || op == SC_EQ_TILDE || op == SC_IN_TILDE; }

#endif
