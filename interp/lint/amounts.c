/* amounts: counts that are not exact, rows that are any rows, and reading everything. Sources: dcount-aggregation-function.md,
 * search-operator.md, take-operator.md. */
#include "interp/lint/parts.h"
#include "interp/ops/sort.h"

/* ---- dcount */

static void dcounts(lint *l, const ast *node, const lint_up *up)
{
    (void)up;
    if (lint_is_call(node, "dcount", 1) || lint_is_call(node, "dcountif", 2))
        lint_report(l, node->at, STR_FMT "() estimates", STR_ARG(node->text));
}

static void look_dcounts(lint *l) { lint_walk(l, dcounts); }

/* ---- search * */

static void searches(lint *l, const ast *node, const lint_up *up)
{
    (void)up;
    if (node->kind == AST_OP && node->op == OP_SEARCH && node->kid[1]->n == 0)
        lint_report(l, node->name_at.len ? node->name_at : node->at, "this looks through every column of every row");
}

static void look_searches(lint *l) { lint_walk(l, searches); }

/* ---- take without an order */

static void takes(lint *l, const plan_node *n, const lint_above *up)
{
    (void)up;
    if (n->op == &op_take && n->n_in && !n->in[0]->serialized)
        lint_report(l, n->at, "which rows these are is not said");
}

static void look_takes(lint *l) { lint_plans(l, takes); }

const lint_row lint_rows_amounts[] = {
    {"KL701", "dcount-estimates", LINT_INFO,
     "dcount() is an estimate, off by a percent or two when there are many values. Compared with == or next to a threshold it may say one thing today and another tomorrow.",
     "where the number has to be exact, use count_distinct()", look_dcounts},
    {"KL702", "search-everything", LINT_INFO,
     "search without tables reads every column of everything, and a rule may not have it. It also finds what merely mentions the text.",
     "name the tables: search in (SecurityEvent, Syslog) ..., or filter one table with where", look_searches},
    {"KL703", "take-any", LINT_INFO,
     "take gives any rows: other ones tomorrow, and other ones with more data. What is found is left to chance.",
     "use top N by ..., or sort before it", look_takes},
    {0},
};
