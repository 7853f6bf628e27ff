/* logic: predicates that decide nothing, and those that never agree. */
#include "base/utf8.h"
#include "interp/lint/conditions.h"

#include <strings.h>

/* ---- always true, always false */

static bool is_within(span at, span outer) { return at.start >= outer.start && at.start + at.len <= outer.start + outer.len; }

static bool has_name(const ast *node, span at)
{
    if (node->kind == AST_NAME && is_within(node->at, at))
        return true;
    for (uint32_t i = 0; i < node->n; i++) {
        if (has_name(node->kid[i], at))
            return true;
    }
    return false;
}

/* x == x, x < x. */
static void same_column(lint *l, const expr *e)
{
    static const char *const comparisons[] = {"==", "=~", ">=", "<=", "!=", "!~", "<", ">"}; /* the first four hold */
    if (e->kind != EX_CALL || e->n_args != 2 || e->args[0]->kind != EX_COLUMN || e->args[1]->kind != EX_COLUMN || e->args[0]->column != e->args[1]->column)
        return;
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
        if (strcmp(e->call->row->name, comparisons[i]) == 0)
            lint_report(l, e->at, "this compares a column with itself: it is %s", i < 4 ? "true where there is a value" : "never true");
    }
}

typedef struct filter {
    lint *l;
    const plan_node *where;
} filter;

/* Made of a `let`: a switch that readers set. Or the star of `search *`, which is a trap of its own. */
static bool is_meant(const filter *f, const expr *e)
{
    bool star = e->at.len == 1 && f->l->text.p[e->at.start] == '*';
    return star || !is_within(e->at, f->where->at) || has_name(f->l->tree, e->at);
}

static void constant(const filter *f, const expr *e)
{
    same_column(f->l, e);
    if (e->kind == EX_CONST && e->type == T_BOOL && !is_meant(f, e)) {
        bool literal = e->at.len <= 7 && e->literal; /* `where true`, while a rule is being written */
        lint_report(f->l, e->at, literal ? "this is written to be %s" : "this is always %s", !e->value.null && e->value.b ? "true" : "false");
    }
    if (e->kind == EX_AND || e->kind == EX_OR) {
        for (uint32_t i = 0; i < e->n_args; i++)
            constant(f, e->args[i]);
    }
}

static void constant_visited(expr **e, void *arg) { constant(arg, *e); }

/* A column that nobody lists (bag_unpack, AzureDiagnostics) is bound without a value. */
static bool has_open_columns(const plan_node *n)
{
    for (uint32_t i = 0; i < n->n_in; i++) {
        if (has_open_columns(n->in[i]))
            return true;
    }
    return n->open_columns;
}

static void constants(lint *l, const plan_node *n, const lint_above *up)
{
    (void)up;
    if (strcmp(n->op->name, "where") == 0 && !has_open_columns(n))
        n->op->visit((plan_node *)n, constant_visited, &(filter){l, n});
}

static void look_constants(lint *l) { lint_plans(l, constants); }

/* ---- never met together */

static bool values_meet(const lint_condition *a, const lint_condition *b)
{
    bool folded = a->op == SC_EQ_TILDE || a->op == SC_IN_TILDE || b->op == SC_EQ_TILDE || b->op == SC_IN_TILDE;
    for (uint32_t i = 0; i < a->n; i++) {
        for (uint32_t k = 0; k < b->n; k++) {
            str x = a->values[i]->text, y = b->values[k]->text;
            if (x.n == y.n && (folded ? strncasecmp(x.p, y.p, x.n) : memcmp(x.p, y.p, x.n)) == 0)
                return true;
            if (folded && !(utf8_is_ascii(x) && utf8_is_ascii(y)))
                return true; /* whose cases are not told apart here */
        }
    }
    return false;
}

/* The whole numbers that a comparison lets pass; false: it is none. */
static bool range_of(const lint_condition *c, int64_t *from, int64_t *to)
{
    if (lint_is_text(c->values[0]) || c->n != 1)
        return false;
    int64_t v = 0;
    for (uint32_t i = 0; i < c->values[0]->text.n; i++)
        v = v * 10 + (c->values[0]->text.p[i] - '0');
    *from = INT64_MIN;
    *to = INT64_MAX;
    switch (c->op) {
    case SC_EQ: *from = *to = v; return true;
    case SC_LT:
    case SC_LE: *to = v; return true;
    case SC_GT:
    case SC_GE: *from = v; return true;
    default: return false;
    }
}

static bool is_open(const lint_condition *c) { return c->op == SC_LT || c->op == SC_GT; }

static bool contradict(const lint_condition *a, const lint_condition *b)
{
    int64_t a_from, a_to, b_from, b_to;
    if (!str_eq(a->column, b->column) || lint_is_text(a->values[0]) != lint_is_text(b->values[0]))
        return false;
    if (lint_is_equality(a->op) && lint_is_equality(b->op))
        return !values_meet(a, b);
    if (!range_of(a, &a_from, &a_to) || !range_of(b, &b_from, &b_to))
        return false;
    bool touch = a_from == b_to || b_from == a_to;
    return a_from > b_to || b_from > a_to || (touch && (is_open(a) || is_open(b)));
}

static void compare_all(lint *l, const lint_condition *all, uint32_t n)
{
    for (uint32_t b = 1; b < n; b++) {
        for (uint32_t a = 0; a < b; a++) {
            if (!contradict(&all[a], &all[b]))
                continue;
            span at = all[a].node->at;
            lint_report(l, all[b].node->at, "no row passes this and `" STR_FMT "`", (int)at.len, l->text.p + at.start);
            break;
        }
    }
}

static void look_contradictions(lint *l) { lint_conditions(l, compare_all); }

const lint_row lint_rows_logic[] = {
    {"KL501", "constant-predicate", LINT_WARNING,
     "The condition is the same for every row, so that it keeps all of them or none. Something else was meant, or a test was left in.",
     "take it out, or compare with a column", look_constants},
    {"KL503", "contradiction", LINT_WARNING,
     "Two conditions that are joined by `and`, or stand in filters that follow one another, can never be met by one value. No row passes, whatever happens.",
     "join them by `or` if either will do, or take one out", look_contradictions},
    {0},
};
