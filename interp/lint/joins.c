/* joins: which rows meet, and which are lost. Source: join-operator.md, join-innerunique.md. */
#include "interp/lint/parts.h"
#include "interp/ops/join.h"

static bool has_kind(const ast *join)
{
    for (uint32_t i = 0; i < join->kid[0]->n; i++) {
        if (str_is(join->kid[0]->kid[i]->text, "kind"))
            return true;
    }
    return false;
}

static void bare(lint *l, const ast *node, const lint_up *up)
{
    (void)up;
    if (node->kind != AST_OP || node->op != OP_JOIN || has_kind(node))
        return;
    lint_finding *f = lint_report(l, node->name_at, "a join without kind keeps one left row a key (innerunique)");
    lint_mend(l, f, (span){node->name_at.start + node->name_at.len, 0}, " kind=inner");
}

static void look_bare(lint *l) { lint_walk(l, bare); }

/* ---- keys that may be empty */

static bool guards(const expr *e, uint32_t col, const schema *cols);

/* isnotempty(x), x != "", x == "...", x in (...), and what else no empty value passes. */
static bool guards_call(const expr *e, uint32_t col, const schema *cols)
{
    static const char *const names[] = {"isnotempty", "isnotnull", "notempty", "notnull", "==", "=~", "in", "in~", "has", "has_any", "contains", "startswith", "endswith", "!=", "matches regex"};
    const char *name = e->call->row->name;
    bool reads = false;
    for (uint32_t i = 0; i < e->n_args; i++)
        reads = reads || (e->args[i]->kind == EX_COLUMN && str_eq(cols->cols[e->args[i]->column].name, cols->cols[col].name));
    for (size_t i = 0; reads && i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return false;
}

static bool guards(const expr *e, uint32_t col, const schema *cols)
{
    if (e->kind == EX_AND) {
        for (uint32_t i = 0; i < e->n_args; i++) {
            if (guards(e->args[i], col, cols))
                return true;
        }
    }
    return e->kind == EX_CALL && guards_call(e, col, cols);
}

typedef struct guard_search {
    const schema *cols;
    uint32_t column;
    bool found;
} guard_search;

static void guard_visited(expr **e, void *arg)
{
    guard_search *g = arg;
    g->found = g->found || guards(*e, g->column, g->cols);
}

/* Does a `where` below keep rows with an empty value of that name away? Renamed columns are not followed. */
static bool is_guarded(const plan_node *n, str name)
{
    for (; n; n = n->n_in == 1 ? n->in[0] : NULL) {
        int at = n->n_in ? schema_find(&n->in[0]->cols, name) : -1;
        if (strcmp(n->op->name, "where") != 0 || at < 0)
            continue;
        guard_search g = {&n->in[0]->cols, (uint32_t)at, false};
        n->op->visit((plan_node *)n, guard_visited, &g);
        if (g.found)
            return true;
    }
    return false;
}

static void keys(lint *l, const plan_node *n, const lint_above *up)
{
    (void)up;
    if (n->op != &op_join)
        return;
    const join_info *info = n->info;
    for (uint32_t k = 0; k < info->n_keys; k++) {
        const expr *left = info->left[k], *right = info->right[k];
        if (left->kind != EX_COLUMN || right->kind != EX_COLUMN || left->type != T_STRING || info->kind == JOIN_LEFTANTI || info->kind == JOIN_RIGHTANTI)
            continue;
        str a = n->in[0]->cols.cols[left->column].name, b = n->in[1]->cols.cols[right->column].name;
        if (!is_guarded(n->in[0], a) && !is_guarded(n->in[1], b))
            lint_report(l, left->at.len ? left->at : n->at, "rows whose " STR_FMT " is empty meet one another in this join", STR_ARG(a));
    }
}

static void look_keys(lint *l) { lint_plans(l, keys); }

const lint_row lint_rows_joins[] = {
    {"KL201", "bare-join", LINT_WARNING,
     "Without kind a join is innerunique: of all left rows with one key it keeps any one, and the others are gone before they meet anything. Events disappear without a word.",
     "say which join is meant: kind=inner, or kind=innerunique if that is wanted", look_bare},
    {"KL202", "empty-keys", LINT_INFO,
     "Empty text is equal to empty text: every left row without a value meets every right row without one. That makes rows that mean nothing, and many of them.",
     "filter both sides with isnotempty() first", look_keys},
    {0},
};
