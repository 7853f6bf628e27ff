/* thresholds: what is asked of a number that no data can reach. How large and how small a column can be follows from how it was made. */
#include "interp/lint/parts.h"
#include "interp/ops/shared/projection.h"
#include "interp/ops/sort.h"
#include "interp/ops/summarize.h"

typedef struct reach {
    int64_t least, most;
} reach;

static const reach ANY = {INT64_MIN, INT64_MAX};

static reach of_column(const plan_node *n, uint32_t col);

static bool is_one_of(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return false;
}

/* Operators that pass the rows on as they are, or fewer of them. */
static bool passes_on(const plan_node *n)
{
    static const char *const names[] = {"where", "sort", "take", "top"};
    return is_one_of(n->op->name, names, sizeof names / sizeof *names);
}

/* Rows that come out of n, at most. */
static int64_t rows_at_most(const plan_node *n)
{
    static const char *const fewer[] = {"where", "extend", "project", "sort", "distinct", "serialize", "project-away", "project-keep", "project-rename", "project-reorder"};
    if (n->op == &op_take || n->op == &op_top) {
        const expr *count = n->op == &op_take ? ((const take_info *)n->info)->count : ((const top_info *)n->info)->count;
        return count->kind == EX_CONST && !count->value.null ? count->value.l : INT64_MAX;
    }
    return is_one_of(n->op->name, fewer, sizeof fewer / sizeof *fewer) ? rows_at_most(n->in[0]) : INT64_MAX;
}

/* ---- distinct values, as far as the filters below name them */

typedef struct value_search {
    uint32_t col;
    int64_t most;
} value_search;

static void count_named(const expr *e, value_search *s)
{
    for (uint32_t i = 0; e->kind == EX_AND && i < e->n_args; i++)
        count_named(e->args[i], s);
    if (e->kind != EX_CALL || e->n_args < 2 || (strcmp(e->call->row->name, "in") != 0 && strcmp(e->call->row->name, "==") != 0))
        return;
    const expr *left = e->args[0]->kind == EX_CAST ? e->args[0]->args[0] : e->args[0];
    bool fits = left->kind == EX_COLUMN && left->column == s->col;
    for (uint32_t i = 1; i < e->n_args; i++)
        fits = fits && e->args[i]->kind == EX_CONST && e->args[i]->type != T_DYNAMIC;
    if (fits && (int64_t)e->n_args - 1 < s->most)
        s->most = e->n_args - 1;
}

static void count_visited(expr **e, void *arg) { count_named(*e, arg); }

static int64_t values_at_most(const plan_node *n, uint32_t col)
{
    value_search s = {col, INT64_MAX};
    for (; n && passes_on(n); n = n->in[0]) {
        if (strcmp(n->op->name, "where") == 0)
            n->op->visit((plan_node *)n, count_visited, &s);
    }
    return s.most;
}

/* ---- expressions */

static reach of_call(const expr *e)
{
    static const struct {
        const char *name;
        reach r;
    } calls[] = {{"hourofday", {0, 23}}, {"dayofmonth", {1, 31}}, {"dayofyear", {1, 366}}, {"monthofyear", {1, 12}}, {"getmonth", {1, 12}},
                 {"week_of_year", {1, 53}}, {"strlen", {0, INT64_MAX}}, {"array_length", {0, INT64_MAX}}};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(e->call->row->name, calls[i].name) == 0)
            return calls[i].r;
    }
    return ANY;
}

static reach of_expr(const expr *e, const plan_node *in)
{
    bool whole = e->type == T_LONG || e->type == T_INT;
    switch (e->kind) {
    case EX_CONST: {
        int64_t v = e->type == T_LONG ? e->value.l : e->value.i;
        return whole && !e->value.null ? (reach){v, v} : ANY;
    }
    case EX_COLUMN: return in ? of_column(in, e->column) : ANY;
    case EX_CAST: return whole && e->n_args == 1 ? of_expr(e->args[0], in) : ANY;
    case EX_CALL: return of_call(e);
    default: return ANY;
    }
}

/* ---- aggregates: count() of n rows; dcount(x) by x */

static reach of_agg(const plan_node *n, const bound_agg *a)
{
    static const char *const counts[] = {"count", "countif", "dcount", "dcountif", "count_distinct", "count_distinctif"};
    const summarize_info *info = n->info;
    const char *name = a->call->row->name;
    if ((strcmp(name, "max") == 0 || strcmp(name, "min") == 0) && a->n_args)
        return of_expr(a->args[0], n->in[0]);
    if (!is_one_of(name, counts, sizeof counts / sizeof *counts))
        return ANY;
    reach r = {strcmp(name, "count") == 0 && info->n_by, rows_at_most(n->in[0])}; /* a group has a row */
    bool distinct = strstr(name, "dcount") || strstr(name, "distinct");
    if (!distinct || !a->n_args || a->args[0]->kind != EX_COLUMN)
        return r;
    int64_t named = values_at_most(n->in[0], a->args[0]->column);
    for (uint32_t i = 0; i < info->n_by; i++) {
        const expr *by = info->by[i].value;
        if (by->kind == EX_COLUMN && by->column == a->args[0]->column)
            named = 1;
    }
    r.most = named < r.most ? named : r.most;
    return r;
}

static reach of_summary(const plan_node *n, uint32_t col)
{
    const summarize_info *info = n->info;
    if (col < info->n_by)
        return of_expr(info->by[col].value, n->in[0]);
    if (col - info->n_by >= info->n_finals)
        return ANY;
    const expr *e = info->finals[col - info->n_by].value;
    uint32_t at = e->kind == EX_COLUMN && e->column >= info->n_by ? e->column - info->n_by : info->n_aggs;
    for (uint32_t i = 0; i < info->n_aggs; i++) {
        if (info->aggs[i].call->n_extra)
            return ANY; /* results do not lie one an aggregate */
    }
    return at < info->n_aggs ? of_agg(n, &info->aggs[at]) : ANY;
}

static reach of_column(const plan_node *n, uint32_t col)
{
    if (n->op == &op_summarize)
        return of_summary(n, col);
    if (is_projection(n)) {
        const projection *p = n->info;
        return col < p->n ? of_expr(p->cols[col].value, n->in[0]) : ANY;
    }
    return passes_on(n) ? of_column(n->in[0], col) : ANY;
}

/* ---- what is asked */

typedef struct threshold {
    lint *l;
    const plan_node *in;
    const lint_row *always; /* KL705 */
} threshold;

/* A count, as the summary gave it. */
static bool never_null(const expr *e, const plan_node *in)
{
    while (in && e->kind == EX_COLUMN && passes_on(in))
        in = in->in[0];
    if (!in || e->kind != EX_COLUMN || in->op != &op_summarize)
        return false;
    reach r = of_column(in, e->column);
    const summarize_info *info = in->info;
    return e->column >= info->n_by && r.least >= 0 && r.most == INT64_MAX;
}

/* Which values a comparison with `wanted` lets pass. */
static reach asked(const char *op, int64_t wanted)
{
    bool more = strcmp(op, ">") == 0, less = strcmp(op, "<") == 0, same = strcmp(op, "==") == 0;
    reach r = ANY;
    if (more || same || strcmp(op, ">=") == 0)
        r.least = wanted + (more && wanted < INT64_MAX);
    if (less || same || strcmp(op, "<=") == 0)
        r.most = wanted - (less && wanted > INT64_MIN);
    return r;
}

static void check_threshold(const expr *e, const threshold *t)
{
    for (uint32_t i = 0; e->kind == EX_AND && i < e->n_args; i++)
        check_threshold(e->args[i], t);
    if (e->kind != EX_CALL || e->n_args != 2 || e->args[0]->kind == EX_CONST)
        return;
    reach wanted = of_expr(e->args[1], NULL), can = of_expr(e->args[0], t->in);
    if (wanted.least != wanted.most)
        return;
    reach r = asked(e->call->row->name, wanted.least);
    if (r.least > can.most)
        lint_report(t->l, e->at, "this is never true: it cannot be more than %lld", (long long)can.most);
    else if (r.most < can.least)
        lint_report(t->l, e->at, "this is never true: it cannot be less than %lld", (long long)can.least);
    else if (t->always && never_null(e->args[0], t->in) && r.least <= can.least && r.most >= can.most)
        lint_report_as(t->l, t->always, e->at, "this is always true: it is %lld at least", (long long)can.least);
}

static void threshold_visited(expr **e, void *arg) { check_threshold(*e, arg); }

static void thresholds(lint *l, const plan_node *n, const lint_above *up)
{
    (void)up;
    threshold t = {l, n->n_in ? n->in[0] : NULL, l->row + 1};
    if (strcmp(n->op->name, "where") == 0)
        n->op->visit((plan_node *)n, threshold_visited, &t);
}

static void look_thresholds(lint *l) { lint_plans(l, thresholds); }

const lint_row lint_rows_thresholds[] = {
    {"KL704", "unreachable-threshold", LINT_WARNING,
     "The value on the left can never be as large, or as small, as is asked for, so that no row passes. The rule is silent whatever happens.",
     "look at the limit of take, the key of the summary, or the unit of the number", look_thresholds},
    {"KL705", "threshold-always-met", LINT_INFO,
     "The value on the left is always as large as is asked for, so that every row passes. A group of a summary has one row at least.",
     "take it out, or ask for more", NULL},
    {0},
};
