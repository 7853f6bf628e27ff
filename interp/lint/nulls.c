/* nulls: comparisons that keep rows without a value. Source: null-values.md. */
#include "interp/lint/parts.h"

/* ---- != and !in */

static void keeps(lint *l, const ast *node, const lint_up *up)
{
    (void)up;
    bool binary = node->kind == AST_BINARY && node->op == SC_NE, list = node->kind == AST_IN && node->op == SC_NOT_IN;
    const lint_column *c = (binary || list) && node->n > 1 ? lint_column_at(l, node->kid[0]) : NULL;
    if (!c || c->type == T_STRING || c->type == T_DYNAMIC || node->kid[1]->kind != AST_LITERAL)
        return;
    lint_finding *f = lint_report(l, node->name_at, "%s keeps the rows in which " STR_FMT " is null", ast_scalar_text((ast_scalar)node->op), STR_ARG(c->name));
    lint_mend(l, f, (span){node->at.start + node->at.len, 0}, " and isnotnull(" STR_FMT ")", STR_ARG(node->kid[0]->text));
}

static void look_not_equal(lint *l) { lint_walk(l, keeps); }

/* ---- two columns, both of them empty */

typedef struct pair_search {
    lint *l;
    const plan_node *where, *last; /* of the filters that follow one another */
} pair_search;

static void check_pairs(const expr *e, const pair_search *p)
{
    for (uint32_t i = 0; e->kind == EX_AND && i < e->n_args; i++)
        check_pairs(e->args[i], p);
    bool equal = e->kind == EX_CALL && e->n_args == 2 && (strcmp(e->call->row->name, "==") == 0 || strcmp(e->call->row->name, "=~") == 0);
    if (!equal || e->args[0]->kind != EX_COLUMN || e->args[1]->kind != EX_COLUMN || e->args[0]->type != T_STRING || e->args[1]->type != T_STRING)
        return;
    const schema *cols = &p->where->in[0]->cols;
    str a = cols->cols[e->args[0]->column].name, b = cols->cols[e->args[1]->column].name;
    if (lint_is_guarded(p->last, a) || lint_is_guarded(p->last, b))
        return;
    lint_finding *f = lint_report(p->l, e->at, "rows in which both " STR_FMT " and " STR_FMT " are empty pass", STR_ARG(a), STR_ARG(b));
    lint_mend(p->l, f, (span){e->at.start + e->at.len, 0}, " and isnotempty(" STR_FMT ")", STR_ARG(a));
}

static void pair_visited(expr **e, void *arg) { check_pairs(*e, arg); }

static void pairs(lint *l, const plan_node *n, const lint_above *up)
{
    pair_search p = {l, n, n};
    if (strcmp(n->op->name, "where") != 0)
        return;
    for (; up && strcmp(up->node->op->name, "where") == 0; up = up->up)
        p.last = up->node;
    n->op->visit((plan_node *)n, pair_visited, &p);
}

static void look_pairs(lint *l) { lint_plans(l, pairs); }

const lint_row lint_rows_nulls[] = {
    {"KL301", "not-equal-null", LINT_INFO,
     "A value that is not there differs from every value, and so != and !in let its rows pass. That is often forgotten, and rarely shows in the events at hand.",
     "add `and isnotnull(...)` if those rows are not wanted", look_not_equal},
    {"KL302", "empty-equals-empty", LINT_INFO,
     "Text that is not there is empty, and empty text is equal to empty text: two columns compare as equal where neither says anything.",
     "add `and isnotempty(...)` of one of them", look_pairs},
    {0},
};
