/* guards: filters that no empty value passes. */
#include "interp/lint/parts.h"

typedef struct guard_search {
    const schema *cols;
    str name;
    bool found;
} guard_search;

static bool reads(const expr *e, const guard_search *g)
{
    if (e->kind == EX_CAST)
        e = e->args[0];
    return e->kind == EX_COLUMN && e->column < g->cols->n && str_eq(g->cols->cols[e->column].name, g->name);
}

static bool is_empty(const expr *e) { return e->kind == EX_CONST && (e->value.null || (e->type == T_STRING && e->value.s.n == 0)); }

/* isnotempty(x), x != "", x == "...", x in (...), and what else no empty value passes. */
static bool guards_call(const expr *e, const guard_search *g)
{
    static const char *const tests[] = {"isnotempty", "isnotnull", "notempty", "notnull"};
    static const char *const finds[] = {"==", "=~", "in", "in~", "has", "has_any", "has_all", "has_cs", "contains", "contains_cs", "startswith", "startswith_cs", "endswith", "endswith_cs", "matches regex"};
    const char *name = e->call->row->name;
    if (!e->n_args || !reads(e->args[0], g))
        return false;
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        if (strcmp(name, tests[i]) == 0)
            return true;
    }
    bool texts = e->n_args > 1, empty = false;
    for (uint32_t i = 1; i < e->n_args; i++) {
        texts = texts && e->args[i]->kind == EX_CONST;
        empty = empty || is_empty(e->args[i]);
    }
    if (strcmp(name, "!=") == 0)
        return empty;
    for (size_t i = 0; texts && !empty && i < sizeof finds / sizeof *finds; i++) {
        if (strcmp(name, finds[i]) == 0)
            return true;
    }
    return false;
}

static bool guards(const expr *e, const guard_search *g)
{
    for (uint32_t i = 0; e->kind == EX_AND && i < e->n_args; i++) {
        if (guards(e->args[i], g))
            return true;
    }
    return e->kind == EX_CALL && guards_call(e, g);
}

static void guard_visited(expr **e, void *arg)
{
    guard_search *g = arg;
    g->found = g->found || guards(*e, g);
}

bool lint_is_guarded(const plan_node *n, str name)
{
    for (; n; n = n->n_in == 1 ? n->in[0] : NULL) {
        if (strcmp(n->op->name, "where") != 0)
            continue;
        guard_search g = {&n->in[0]->cols, name, false};
        n->op->visit((plan_node *)n, guard_visited, &g);
        if (g.found)
            return true;
    }
    return false;
}
