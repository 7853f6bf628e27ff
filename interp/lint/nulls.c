/* nulls: comparisons that keep rows without a value. Source: null-values.md. */
#include "interp/lint/parts.h"

static void keeps(lint *l, const ast *node, const lint_up *up)
{
    (void)up;
    bool binary = node->kind == AST_BINARY && node->op == SC_NE, list = node->kind == AST_IN && node->op == SC_NOT_IN;
    const lint_column *c = (binary || list) && node->n > 1 ? lint_column_at(l, node->kid[0]) : NULL;
    if (!c || c->type == T_STRING || c->type == T_DYNAMIC || node->kid[1]->kind != AST_LITERAL)
        return;
    lint_report(l, node->name_at, "%s keeps the rows in which " STR_FMT " is null", ast_scalar_text((ast_scalar)node->op), STR_ARG(c->name));
}

static void look(lint *l) { lint_walk(l, keeps); }

const lint_row lint_rows_nulls[] = {
    {"KL301", "not-equal-null", LINT_INFO,
     "A value that is not there is not equal to 4688, and so != and !in let its rows pass. That is often forgotten, and never shows in the events at hand.",
     "add `and isnotnull(...)` if those rows are not wanted", look},
    {0},
};
