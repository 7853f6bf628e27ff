/* logic: predicates that decide nothing. */
#include "interp/lint/parts.h"

#include <strings.h>

/* ---- always true, always false */

static void constant(lint *l, const expr *e)
{
    if (e->kind == EX_CONST && e->type == T_BOOL) {
        bool literal = e->at.len <= 7 && e->literal; /* `where true`, while a rule is being written */
        lint_report(l, e->at, literal ? "this is written to be %s" : "this is always %s", !e->value.null && e->value.b ? "true" : "false");
    }
    if (e->kind == EX_AND || e->kind == EX_OR) {
        for (uint32_t i = 0; i < e->n_args; i++)
            constant(l, e->args[i]);
    }
}

static void constant_visited(expr **e, void *arg) { constant(arg, *e); }

static void constants(lint *l, const plan_node *n, const lint_above *up)
{
    (void)up;
    if (strcmp(n->op->name, "where") == 0)
        n->op->visit((plan_node *)n, constant_visited, l);
}

static void look_constants(lint *l) { lint_plans(l, constants); }

/* ---- implied by another
 *
 * A condition is a column, an operator, and the texts it looks for; all it says is that the column relates to one of them (or, has_all, to
 * each). A implies B when every value that satisfies A satisfies B. */

typedef struct condition {
    const ast *node;
    str column;
    ast_scalar op;
    const ast *const *texts;
    uint32_t n;
} condition;

static bool read_condition(const ast *node, condition *c)
{
    bool is = node->kind == AST_BINARY || node->kind == AST_IN;
    if (!is || node->n < 2 || node->kid[0]->kind != AST_NAME)
        return false;
    for (uint32_t i = 1; i < node->n; i++) {
        if (!lint_is_text(node->kid[i]))
            return false;
    }
    *c = (condition){node, node->kid[0]->text, (ast_scalar)node->op, (const ast *const *)node->kid + 1, node->n - 1};
    return true;
}

static bool contains_text(str s, str part)
{
    for (uint32_t i = 0; part.n <= s.n && i <= s.n - part.n; i++) {
        if (strncasecmp(s.p + i, part.p, part.n) == 0)
            return true;
    }
    return false;
}

static bool same_text(str a, str b) { return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0; }

/* Does a text satisfy B? Only where that can be told without the engine's notion of terms. */
static bool satisfies(str s, const condition *b)
{
    for (uint32_t i = 0; i < b->n; i++) {
        str t = b->texts[i]->text;
        switch (b->op) {
        case SC_EQ:
        case SC_IN:
            if (str_eq(s, t)) return true;
            break;
        case SC_EQ_TILDE:
        case SC_IN_TILDE:
            if (same_text(s, t)) return true;
            break;
        case SC_CONTAINS:
            if (contains_text(s, t)) return true;
            break;
        case SC_STARTSWITH:
            if (t.n <= s.n && strncasecmp(s.p, t.p, t.n) == 0) return true;
            break;
        case SC_ENDSWITH:
            if (t.n <= s.n && strncasecmp(s.p + s.n - t.n, t.p, t.n) == 0) return true;
            break;
        default: return false;
        }
    }
    return false;
}

/* One of B's needles is this one. */
static bool names_needle(const condition *b, str needle)
{
    for (uint32_t i = 0; i < b->n; i++) {
        if (same_text(b->texts[i]->text, needle))
            return true;
    }
    return false;
}

static bool is_equality(ast_scalar op) { return op == SC_EQ || op == SC_IN || op == SC_EQ_TILDE || op == SC_IN_TILDE; }

static bool implies_each(const condition *a, const condition *b)
{
    bool folded = a->op == SC_EQ_TILDE || a->op == SC_IN_TILDE;
    if (folded && (b->op == SC_EQ || b->op == SC_IN))
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        if (!satisfies(a->texts[i]->text, b))
            return false;
    }
    return true;
}

static bool implies(const condition *a, const condition *b)
{
    if (!str_eq(a->column, b->column))
        return false;
    if (is_equality(a->op))
        return implies_each(a, b);
    bool b_has = b->op == SC_HAS || b->op == SC_HAS_ANY;
    str first = a->texts[0]->text;
    switch (a->op) {
    case SC_HAS: return (b_has && names_needle(b, first)) || (b->op == SC_CONTAINS && contains_text(first, b->texts[0]->text));
    case SC_HAS_ALL:
        for (uint32_t i = 0; i < a->n; i++) {
            if (b_has && names_needle(b, a->texts[i]->text))
                return true;
        }
        return false;
    case SC_HAS_ANY:
        for (uint32_t i = 0; i < a->n; i++) {
            if (b->op != SC_HAS_ANY || !names_needle(b, a->texts[i]->text))
                return false;
        }
        return true;
    case SC_CONTAINS: return b->op == SC_CONTAINS && contains_text(first, b->texts[0]->text);
    case SC_STARTSWITH: return (b->op == SC_STARTSWITH && satisfies(first, b)) || (b->op == SC_CONTAINS && contains_text(first, b->texts[0]->text));
    case SC_ENDSWITH: return (b->op == SC_ENDSWITH && satisfies(first, b)) || (b->op == SC_CONTAINS && contains_text(first, b->texts[0]->text));
    default: return false;
    }
}

#define CONDITIONS 128

static void conjuncts(const ast *node, condition *out, uint32_t *n)
{
    if (node->kind == AST_BINARY && node->op == SC_AND) {
        conjuncts(node->kid[0], out, n);
        conjuncts(node->kid[1], out, n);
    } else if (*n < CONDITIONS && read_condition(node, &out[*n])) {
        ++*n;
    }
}

static void compare_all(lint *l, const condition *all, uint32_t n)
{
    for (uint32_t b = 0; b < n; b++) {
        for (uint32_t a = 0; a < n; a++) {
            bool both = implies(&all[b], &all[a]);
            if (a == b || !implies(&all[a], &all[b]) || (both && a > b))
                continue; /* of two that say the same the second is too much */
            span at = all[a].node->at;
            lint_report(l, all[b].node->at, "this is true whenever `" STR_FMT "` is", (int)at.len, l->text.p + at.start);
            break;
        }
    }
}

/* Filters that follow one another are one. */
static void implied(lint *l, const ast *node, const lint_up *up)
{
    (void)up;
    if (node->kind != AST_PIPE)
        return;
    condition all[CONDITIONS];
    uint32_t n = 0;
    for (uint32_t i = 1; i <= node->n; i++) {
        const ast *op = i < node->n ? node->kid[i] : NULL;
        if (op && op->kind == AST_OP && op->op == OP_WHERE) {
            conjuncts(op->kid[1], all, &n);
            continue;
        }
        compare_all(l, all, n);
        n = 0;
    }
}

static void look_implied(lint *l) { lint_walk(l, implied); }

const lint_row lint_rows_logic[] = {
    {"KL501", "constant-predicate", LINT_WARNING,
     "The condition is the same for every row, so that it keeps all of them or none. Something else was meant, or a test was left in.",
     "take it out, or compare with a column", look_constants},
    {"KL502", "implied-predicate", LINT_INFO,
     "Another condition on the same column is stronger: every row that passes that one passes this one, too. It costs time, and readers think that it does something.",
     "take it out, or say what it was meant to add", look_implied},
    {0},
};
