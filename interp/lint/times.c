/* times: filters on when events happened. Source: best-practices.md, scheduled-rules-overview.md. */
#include "interp/lint/parts.h"
#include "interp/plan/exprs.h"

static bool is_time(str name) { return str_is(name, "TimeGenerated") || str_is(name, "Timestamp"); }

typedef struct times {
    const schema *cols;
    bool main, other; /* compared: TimeGenerated or Timestamp; another datetime */
    span other_at;
    str other_name;
} times;

static void find_times(const expr *e, times *t)
{
    bool compares = e->kind == EX_CALL && (strchr("<>=", e->call->row->name[0]) || strstr(e->call->row->name, "between"));
    for (uint32_t i = 0; i < e->n_args; i++) {
        const expr *a = e->args[i];
        if (compares && a->kind == EX_COLUMN && a->type == T_DATETIME && a->column < t->cols->n) {
            str name = t->cols->cols[a->column].name;
            if (is_time(name)) {
                t->main = true;
            } else {
                t->other = true;
                t->other_at = a->at;
                t->other_name = name;
            }
        }
        find_times(a, t);
    }
}

static void visit_times(expr **e, void *arg) { find_times(*e, arg); }

static times times_of(const plan_node *where)
{
    times t = {.cols = &where->in[0]->cols};
    where->op->visit((plan_node *)where, visit_times, &t);
    return t;
}

static bool is_op(const plan_node *n, const char *name) { return strcmp(n->op->name, name) == 0; }

/* Past it rows are others than they were: a filter behind it cannot be moved in front by the reader at a glance. */
static bool breaks(const plan_node *n)
{
    static const char *const names[] = {"join", "lookup", "summarize", "distinct", "make-series", "top", "take", "partition", "scan-steps", "mv-apply"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (is_op(n, names[i]))
            return true;
    }
    return false;
}

static bool has_time(const schema *cols)
{
    for (uint32_t i = 0; i < cols->n; i++) {
        if (cols->cols[i].type == T_DATETIME && is_time(cols->cols[i].name))
            return true;
    }
    return false;
}

static const lint_row *row_of(const char *code);

/* From a table upwards: is there a filter on its time, and does it stand before the work begins? */
static void check_scan(lint *l, const plan_node *n, const lint_above *up)
{
    if (!is_op(n, "scan") || !has_time(&n->cols))
        return;
    bool broken = false, filtered = false;
    for (const lint_above *a = up; a && !filtered; a = a->up) {
        if (is_op(a->node, "where")) {
            times t = times_of(a->node);
            if (t.main && broken)
                lint_report_as(l, row_of("KL402"), a->node->at, "this filter on time stands behind a join or a summary");
            else if (t.other && !t.main && !broken)
                lint_report_as(l, row_of("KL403"), t.other_at, STR_FMT " is not the time by which the table is kept", STR_ARG(t.other_name));
            filtered = t.main || t.other;
        }
        broken = broken || breaks(a->node);
    }
    if (!filtered)
        lint_report_as(l, row_of("KL401"), n->at, "nothing says how far back to look");
}

static void look(lint *l) { lint_plans(l, check_scan); }

const lint_row lint_rows_times[] = {
    {"KL401", "no-time-filter", LINT_INFO,
     "Without a filter on TimeGenerated or Timestamp the query reads as far back as it is let. A scheduled rule gets one from its period; a hunting query does not.",
     "add | where TimeGenerated > ago(1d) as the first step", look},
    {"KL402", "late-time-filter", LINT_INFO,
     "The time is filtered after a join or a summary, which has then worked through all events of the past. Events outside of the time may also have made its result.",
     "filter by time as the first step of each table", NULL},
    {"KL403", "other-time", LINT_INFO,
     "Tables are kept and found by TimeGenerated (or Timestamp). A filter on another time reads everything, and events that came in late fall out of the window of a rule.",
     "filter by TimeGenerated first, and by the other time in addition", NULL},
    {0},
};

static const lint_row *row_of(const char *code)
{
    for (const lint_row *r = lint_rows_times; r->code; r++) {
        if (strcmp(r->code, code) == 0)
            return r;
    }
    return NULL;
}
