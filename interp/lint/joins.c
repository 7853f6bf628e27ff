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

/* Left rows that meet none are gone anyway: those without a key can go before. */
static bool drops_lone_left(join_kind kind)
{
    return kind == JOIN_INNER || kind == JOIN_INNERUNIQUE || kind == JOIN_RIGHTOUTER || kind == JOIN_LEFTSEMI || kind == JOIN_RIGHTSEMI;
}

static bool starts_with(str text, uint32_t at, const char *word)
{
    uint32_t n = (uint32_t)strlen(word);
    return at <= text.n && text.n - at >= n && memcmp(text.p + at, word, n) == 0;
}

static void keys(lint *l, const plan_node *n, const lint_above *up)
{
    (void)up;
    if (n->op != &op_join)
        return;
    const join_info *info = n->info;
    for (uint32_t k = 0; k < info->n_keys; k++) {
        const expr *left = info->left[k], *right = info->right[k];
        if (left->kind != EX_COLUMN || right->kind != EX_COLUMN || info->kind == JOIN_LEFTANTI || info->kind == JOIN_RIGHTANTI)
            continue;
        str a = n->in[0]->cols.cols[left->column].name, b = n->in[1]->cols.cols[right->column].name;
        if (lint_is_guarded(n->in[0], a) || lint_is_guarded(n->in[1], b))
            continue;
        const char *none = left->type == T_STRING ? "empty" : "null";
        lint_finding *f = lint_report(l, left->at.len ? left->at : n->at, "rows whose " STR_FMT " is %s meet one another in this join", STR_ARG(a), none);
        if (drops_lone_left(info->kind) && starts_with(l->text, n->at.start, "join"))
            lint_mend(l, f, (span){n->at.start, 0}, "where isnot%s(" STR_FMT ") | ", none, STR_ARG(a));
    }
}

static void look_keys(lint *l) { lint_plans(l, keys); }

const lint_row lint_rows_joins[] = {
    {"KL201", "bare-join", LINT_WARNING,
     "Without kind a join is innerunique: of all left rows with one key it keeps any one, and the others are gone before they meet anything. Events disappear without a word.",
     "say which join is meant: kind=inner, or kind=innerunique if that is wanted", look_bare},
    {"KL202", "empty-keys", LINT_INFO,
     "In a join nothing is equal to nothing: every left row without a value meets every right row without one. That makes rows that mean nothing, and many of them.",
     "filter one side with isnotempty() or isnotnull() first", look_keys},
    {0},
};
