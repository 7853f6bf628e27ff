/* unused: what is made and never read. */
#include "interp/lint/parts.h"

/* ---- let */

typedef struct use_search {
    str name;
    const ast *own;
    bool used;
} use_search;

static void find_use(const ast *node, use_search *s)
{
    bool names = node->kind == AST_NAME || node->kind == AST_CALL || node->kind == AST_WILDCARD || node->kind == AST_PATH || node->kind == AST_INDEX;
    if (node == s->own || s->used)
        return;
    if (names && (str_eq(node->text, s->name) || node->kind == AST_WILDCARD)) {
        s->used = true;
        return;
    }
    for (uint32_t i = 0; i < node->n; i++)
        find_use(node->kid[i], s);
}

static bool is_last_of(const ast *outer, const ast *let) { return outer->n && outer->kid[outer->n - 1] == let; }

static void lets(lint *l, const ast *node, const lint_up *up)
{
    if (node->kind != AST_LET || !up || is_last_of(up->node, node))
        return;
    use_search s = {node->text, node, false};
    bool behind = false;
    for (uint32_t i = 0; i < up->node->n && !s.used; i++) {
        if (behind)
            find_use(up->node->kid[i], &s);
        behind = behind || up->node->kid[i] == node;
    }
    if (!s.used)
        lint_report(l, node->name_at.len ? node->name_at : node->at, STR_FMT " is never used", STR_ARG(node->text));
}

static void look_lets(lint *l) { lint_walk(l, lets); }

/* ---- columns */

typedef struct column_search {
    span at;    /* of the operator */
    str name;
    bool found, read;
} column_search;

static void search_plans(const plan_node *n, column_search *s)
{
    int c = n->at.start == s->at.start && strcmp(n->op->name, "extend") == 0 ? schema_find(&n->cols, s->name) : -1;
    if (c >= 0) {
        s->found = true;
        s->read = s->read || !n->need.bits || colset_has(&n->need, (uint32_t)c);
    }
    for (uint32_t i = 0; i < n->n_in; i++)
        search_plans(n->in[i], s);
}

/* A let is bound anew for each use: a column is unused when none of them reads it. */
static void columns(lint *l, const ast *node, const lint_up *up)
{
    (void)up;
    if (node->kind != AST_OP || node->op != OP_EXTEND)
        return;
    for (uint32_t i = 1; i < node->n; i++) {
        const ast *made = node->kid[i];
        column_search s = {.at = node->at, .name = made->text};
        if (made->kind != AST_NAMED)
            continue;
        for (uint32_t r = 0; r < l->n_roots; r++)
            search_plans(l->roots[r], &s);
        if (s.found && !s.read)
            lint_report(l, made->name_at.len ? made->name_at : made->at, STR_FMT " is made and never read", STR_ARG(made->text));
    }
}

static void look_columns(lint *l) { lint_walk(l, columns); }

const lint_row lint_rows_unused[] = {
    {"KL601", "unused-let", LINT_INFO,
     "Nothing refers to this name. It may be left over, or the query uses another name than it was meant to.",
     "take it out, or use it", look_lets},
    {"KL602", "unused-column", LINT_INFO,
     "The column is made, and no later step and no result reads it. A project further down has probably forgotten it.",
     "project it, or take it out", look_columns},
    {0},
};
