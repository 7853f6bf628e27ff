/* lint: the list of traps, and the way through tree and plans. */
#include "interp/lint/parts.h"
#include "interp/plan/exprs.h"

#include <stdlib.h>

#define FAMILIES(X) X(strings) X(regexes) X(joins) X(unions) X(nulls) X(times) X(logic) X(implied) X(unused) X(amounts) X(thresholds)
#define DECLARE(FAMILY) extern const lint_row lint_rows_##FAMILY[];
FAMILIES(DECLARE)
#undef DECLARE

const lint_row *const *lint_rows(void)
{
#define LISTED(FAMILY) lint_rows_##FAMILY,
    static const lint_row *const families[] = {FAMILIES(LISTED) NULL};
#undef LISTED
    return families;
}

/* ---- findings */

static lint_finding *add(lint *l, const lint_row *row, span at, const char *fmt, va_list ap)
{
    if (l->n_found == l->cap_found) {
        l->cap_found = l->cap_found ? l->cap_found * 2 : 16;
        lint_finding *more = ARENA_ARRAY(l->mem, lint_finding, l->cap_found);
        if (l->n_found)
            memcpy(more, l->found, l->n_found * sizeof *more);
        l->found = more;
    }
    lint_finding *f = &l->found[l->n_found++];
    *f = (lint_finding){.row = row, .at = at, .message = arena_vprintf(l->mem, fmt, ap)};
    return f;
}

lint_finding *lint_report(lint *l, span at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    lint_finding *f = add(l, l->row, at, fmt, ap);
    va_end(ap);
    return f;
}

lint_finding *lint_report_as(lint *l, const lint_row *row, span at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    lint_finding *f = add(l, row, at, fmt, ap);
    va_end(ap);
    return f;
}

void lint_mend(lint *l, lint_finding *f, span at, const char *fmt, ...)
{
    lint_edit *more = ARENA_ARRAY(l->mem, lint_edit, f->n_edits + 1);
    if (f->n_edits)
        memcpy(more, f->edits, f->n_edits * sizeof *more);
    va_list ap;
    va_start(ap, fmt);
    more[f->n_edits++] = (lint_edit){at, arena_vprintf(l->mem, fmt, ap)};
    va_end(ap);
    f->edits = more;
}

/* ---- the tree */

static void walk(lint *l, const ast *node, const lint_up *up, void (*each)(lint *, const ast *, const lint_up *))
{
    each(l, node, up);
    lint_up here = {node, up};
    for (uint32_t i = 0; i < node->n; i++)
        walk(l, node->kid[i], &here, each);
}

void lint_walk(lint *l, void (*each)(lint *l, const ast *node, const lint_up *up)) { walk(l, l->tree, NULL, each); }

bool lint_is_text(const ast *node) { return node->kind == AST_LITERAL && node->op == LIT_STRING; }
bool lint_is_call(const ast *node, const char *name, uint32_t args) { return node->kind == AST_CALL && node->n == args && str_is(node->text, name); }
bool lint_is_column(const lint *l, const ast *node) { return node->kind == AST_NAME && lint_column_at(l, node); }

/* ---- the plans */

typedef struct descent {
    lint *l;
    void (*each)(lint *, const plan_node *, const lint_above *);
    const lint_above *up;
    const plan_node *node;
} descent;

static void descend(lint *l, const plan_node *n, const lint_above *up, void (*each)(lint *, const plan_node *, const lint_above *));

static void into_expr(const expr *e, descent *d)
{
    if (e->plan)
        descend(d->l, e->plan, NULL, d->each);
    for (uint32_t i = 0; i < e->n_args; i++)
        into_expr(e->args[i], d);
}

static void into_visited(expr **e, void *arg) { into_expr(*e, arg); }

static void descend(lint *l, const plan_node *n, const lint_above *up, void (*each)(lint *, const plan_node *, const lint_above *))
{
    each(l, n, up);
    descent d = {l, each, up, n};
    if (n->op->visit)
        n->op->visit((plan_node *)n, into_visited, &d);
    for (uint32_t i = 0; i < n->n_in; i++) {
        lint_above here = {n, up, i};
        descend(l, n->in[i], &here, each);
    }
}

void lint_plans(lint *l, void (*each)(lint *l, const plan_node *node, const lint_above *up))
{
    for (uint32_t i = 0; i < l->n_roots; i++)
        descend(l, l->roots[i], NULL, each);
}

/* ---- columns */

typedef struct gathering {
    lint *l;
    const schema *cols;
} gathering;

static void gather_expr(const expr *e, const gathering *g)
{
    if (e->kind == EX_COLUMN && e->column < g->cols->n) {
        lint *l = g->l;
        if (l->n_columns == l->cap_columns) {
            l->cap_columns = l->cap_columns ? l->cap_columns * 2 : 64;
            lint_column *more = ARENA_ARRAY(l->mem, lint_column, l->cap_columns);
            if (l->n_columns)
                memcpy(more, l->columns, l->n_columns * sizeof *more);
            l->columns = more;
        }
        l->columns[l->n_columns++] = (lint_column){e->at.start, g->cols->cols[e->column].type, g->cols->cols[e->column].name};
    }
    for (uint32_t i = 0; i < e->n_args; i++)
        gather_expr(e->args[i], g);
}

static void gather_visited(expr **e, void *arg) { gather_expr(*e, arg); }

static void gather(lint *l, const plan_node *n, const lint_above *up)
{
    (void)up;
    if (!n->op->visit || !n->n_in)
        return;
    gathering g = {l, &n->in[0]->cols};
    n->op->visit((plan_node *)n, gather_visited, &g);
}

static int by_place(const void *a, const void *b)
{
    const lint_column *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

const lint_column *lint_column_at(const lint *l, const ast *name)
{
    lint_column key = {.at = name->at.start};
    const lint_column *c = l->n_columns ? bsearch(&key, l->columns, l->n_columns, sizeof key, by_place) : NULL;
    return c && name->kind == AST_NAME && str_eq(c->name, name->text) ? c : NULL;
}

/* ---- all of it */

static int by_text(const void *a, const void *b)
{
    const lint_finding *x = a, *y = b;
    if (x->at.start != y->at.start)
        return x->at.start < y->at.start ? -1 : 1;
    return strcmp(x->row->code, y->row->code);
}

static bool same_finding(const lint_finding *a, const lint_finding *b)
{
    return a->row == b->row && a->at.start == b->at.start && a->at.len == b->at.len && str_eq(a->message, b->message);
}

/* A let that is used twice is bound twice: what is wrong in it is said once. */
static uint32_t once(lint_finding *f, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool seen = false;
        for (uint32_t k = kept; k-- > 0 && f[k].at.start == f[i].at.start;)
            seen = seen || same_finding(&f[k], &f[i]);
        if (!seen)
            f[kept++] = f[i];
    }
    return kept;
}

lint_findings kql_query_lint(kql_query *q)
{
    lint l = {.mem = q->mem, .text = q->text, .tree = q->tree, .roots = q->plan.roots, .n_roots = q->plan.n_roots};
    if (!q->tree || kql_query_status(q) != ST_OK || !q->engine->opt.bind_only)
        return (lint_findings){0};
    plan_prune(&q->plan); /* which columns are read */
    lint_plans(&l, gather);
    if (l.n_columns)
        qsort(l.columns, l.n_columns, sizeof *l.columns, by_place);
    for (const lint_row *const *family = lint_rows(); *family; family++) {
        for (l.row = *family; l.row->code; l.row++) {
            if (l.row->look)
                l.row->look(&l);
        }
    }
    if (l.n_found)
        qsort(l.found, l.n_found, sizeof *l.found, by_text);
    return (lint_findings){l.found, once(l.found, l.n_found)};
}
