/* parts: what the traps look through. */
#ifndef INTERP_LINT_PARTS_H
#define INTERP_LINT_PARTS_H

#include "interp/kql_parts.h"
#include "interp/lint/lint.h"

/* A column where it is read: a name in the text whose meaning the binder found. */
typedef struct lint_column {
    uint32_t at; /* offset in the text */
    kql_type type;
    str name;
} lint_column;

struct lint {
    arena *mem;
    str text;
    const ast *tree;
    plan_node **roots; /* as bound, not rewritten */
    uint32_t n_roots;
    lint_column *columns; /* by place */
    uint32_t n_columns, cap_columns;
    lint_finding *found;
    uint32_t n_found, cap_found;
    const lint_row *row; /* at work */
};

/* Reports the row at work; the place may be given edits. */
lint_finding *lint_report(lint *l, span at, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* The same of another row of the file. */
lint_finding *lint_report_as(lint *l, const lint_row *row, span at, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void lint_mend(lint *l, lint_finding *f, span at, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Every node of the tree, parents first. `up` is the way from the root: up[0] is the node's parent, NULL at its end. */
typedef struct lint_up {
    const ast *node;
    const struct lint_up *up;
} lint_up;
void lint_walk(lint *l, void (*each)(lint *l, const ast *node, const lint_up *up));

/* Every node of every bound plan, parents first, subqueries in expressions too. */
typedef struct lint_above {
    const plan_node *node;
    const struct lint_above *up;
    uint32_t which; /* input of `node` that leads down here */
} lint_above;
void lint_plans(lint *l, void (*each)(lint *l, const plan_node *node, const lint_above *up));

const lint_column *lint_column_at(const lint *l, const ast *name); /* NULL: no column is read there */
bool lint_is_text(const ast *node);                                 /* a literal of text */
bool lint_is_call(const ast *node, const char *name, uint32_t args);
/* Does a `where` at n or below it keep rows with an empty value of that column away? Renamed columns are not followed. */
bool lint_is_guarded(const plan_node *n, str column);
bool lint_is_column(const lint *l, const ast *node);                /* a name that reads a column */

#endif
