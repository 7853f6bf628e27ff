/* amounts: counts that are not exact, that cannot be reached, and reading everything. Sources: dcount-aggregation-function.md,
 * search-operator.md, take-operator.md. */
#include "interp/lint/parts.h"
#include "interp/ops/shared/projection.h"
#include "interp/ops/sort.h"
#include "interp/ops/summarize.h"

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
        lint_report(l, node->name_at.len ? node->name_at : node->at, "this looks through every col of every row");
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

/* ---- thresholds that no data can reach */

static bool at_most(const plan_node *n, uint32_t col, int64_t *most);

/* Rows that come out of n, at most. */
static bool rows_at_most(const plan_node *n, int64_t *most)
{
    static const char *const fewer[] = {"where", "extend", "project", "sort", "distinct", "serialize", "project-away", "project-keep", "project-rename", "project-reorder"};
    if (n->op == &op_take || n->op == &op_top) {
        const expr *count = n->op == &op_take ? ((const take_info *)n->info)->count : ((const top_info *)n->info)->count;
        *most = count->value.l;
        return count->kind == EX_CONST && !count->value.null;
    }
    for (size_t i = 0; i < sizeof fewer / sizeof *fewer; i++) {
        if (strcmp(n->op->name, fewer[i]) == 0)
            return rows_at_most(n->in[0], most);
    }
    return false;
}

static bool call_at_most(const expr *e, int64_t *most)
{
    static const struct {
        const char *name;
        int64_t most;
    } calls[] = {{"hourofday", 23}, {"dayofmonth", 31}, {"dayofyear", 366}, {"monthofyear", 12}, {"getmonth", 12}, {"week_of_year", 53}, {"weekofyear", 53}};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(e->call->row->name, calls[i].name) == 0) {
            *most = calls[i].most;
            return true;
        }
    }
    return false;
}

static bool expr_at_most(const expr *e, const plan_node *in, int64_t *most)
{
    switch (e->kind) {
    case EX_CONST: *most = e->type == T_LONG ? e->value.l : e->value.i; return (e->type == T_LONG || e->type == T_INT) && !e->value.null;
    case EX_COLUMN: return in && at_most(in, e->column, most);
    case EX_CAST: return e->n_args == 1 && expr_at_most(e->args[0], in, most);
    case EX_CALL: return call_at_most(e, most);
    default: return false;
    }
}

/* count() of n rows; dcount(x) by x. */
static bool agg_at_most(const plan_node *n, const bound_agg *a, int64_t *most)
{
    const summarize_info *info = n->info;
    const char *name = a->call->row->name;
    if (strcmp(name, "count") == 0 || strcmp(name, "countif") == 0)
        return rows_at_most(n->in[0], most);
    bool distinct = strcmp(name, "dcount") == 0 || strcmp(name, "count_distinct") == 0;
    for (uint32_t i = 0; distinct && i < info->n_by; i++) {
        const expr *by = info->by[i].value;
        if (by->kind == EX_COLUMN && a->args[0]->kind == EX_COLUMN && by->column == a->args[0]->column) {
            *most = 1;
            return true;
        }
    }
    return (strcmp(name, "max") == 0 || strcmp(name, "min") == 0) && a->n_args && expr_at_most(a->args[0], n->in[0], most);
}

static bool summary_at_most(const plan_node *n, uint32_t col, int64_t *most)
{
    const summarize_info *info = n->info;
    if (col < info->n_by)
        return expr_at_most(info->by[col].value, n->in[0], most);
    if (col - info->n_by >= info->n_finals)
        return false;
    const expr *e = info->finals[col - info->n_by].value;
    uint32_t at = e->kind == EX_COLUMN && e->column >= info->n_by ? e->column - info->n_by : info->n_aggs;
    for (uint32_t i = 0; i < info->n_aggs; i++) {
        if (info->aggs[i].call->n_extra)
            return false; /* results do not lie one an aggregate */
    }
    return at < info->n_aggs && agg_at_most(n, &info->aggs[at], most);
}

static bool at_most(const plan_node *n, uint32_t col, int64_t *most)
{
    static const char *const same[] = {"where", "sort", "take", "top"};
    if (n->op == &op_summarize)
        return summary_at_most(n, col, most);
    if (is_projection(n)) {
        const projection *p = n->info;
        return col < p->n && expr_at_most(p->cols[col].value, n->in[0], most);
    }
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        if (strcmp(n->op->name, same[i]) == 0)
            return at_most(n->in[0], col, most);
    }
    return false;
}

typedef struct threshold {
    lint *l;
    const plan_node *in;
} threshold;

static void check_threshold(const expr *e, const threshold *t)
{
    int64_t most, wanted;
    for (uint32_t i = 0; e->kind == EX_AND && i < e->n_args; i++)
        check_threshold(e->args[i], t);
    if (e->kind != EX_CALL || e->n_args != 2)
        return;
    const char *op = e->call->row->name;
    bool more = strcmp(op, ">") == 0, same = strcmp(op, ">=") == 0 || strcmp(op, "==") == 0;
    const expr *left = e->args[0];
    if ((!more && !same) || !expr_at_most(e->args[1], NULL, &wanted) || left->kind == EX_CONST || !expr_at_most(left, t->in, &most))
        return;
    if (more ? wanted >= most : wanted > most)
        lint_report(t->l, e->at, "this is never true: it cannot be more than %lld", (long long)most);
}

static void threshold_visited(expr **e, void *arg) { check_threshold(*e, arg); }

static void thresholds(lint *l, const plan_node *n, const lint_above *up)
{
    (void)up;
    threshold t = {l, n->n_in ? n->in[0] : NULL};
    if (strcmp(n->op->name, "where") == 0)
        n->op->visit((plan_node *)n, threshold_visited, &t);
}

static void look_thresholds(lint *l) { lint_plans(l, thresholds); }

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
    {"KL704", "unreachable-threshold", LINT_WARNING,
     "The value on the left can never be as large as is asked for, so that no row passes. The rule is silent whatever happens.",
     "look at the limit of take, the key of the summary, or the unit of the number", look_thresholds},
    {0},
};
