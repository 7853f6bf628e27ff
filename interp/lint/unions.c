/* unions: legs that lack what is asked for later, and subqueries with columns to spare. Source: union-operator.md, inoperator.md. */
#include "interp/lint/parts.h"
#include "interp/ops/sort.h"
#include "interp/ops/union.h"

/* What reads columns by name above a union: sort, top, where, summarize. */
typedef struct reading {
    lint *l;
    const plan_node *reader, *onion;
    uint32_t column;
    bool reads;
} reading;

static bool reads_column(const expr *e, uint32_t at_column)
{
    if (e->kind == EX_COLUMN)
        return e->column == at_column;
    for (uint32_t i = 0; i < e->n_args; i++) {
        if (reads_column(e->args[i], at_column))
            return true;
    }
    return false;
}

static void read_visited(expr **e, void *arg)
{
    reading *r = arg;
    r->reads = r->reads || reads_column(*e, r->column);
}

static bool is_reader(const plan_node *n)
{
    static const char *const names[] = {"sort", "top", "where", "summarize", "join"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(n->op->name, names[i]) == 0)
            return true;
    }
    return false;
}

static const char *consequence(const plan_node *reader, str name, const lint *l)
{
    if (strcmp(reader->op->name, "where") == 0)
        return arena_printf(l->mem, "`where` compares nothing with its " STR_FMT, STR_ARG(name)).p;
    if (strcmp(reader->op->name, "summarize") == 0)
        return "its rows fall into the group of nothing";
    return "its rows come last in `desc` and first in `asc`, whatever they are";
}

static void check_leg(lint *l, const plan_node *onion, uint32_t leg, const plan_node *reader, uint32_t at_column)
{
    const union_info *info = onion->info;
    const plan_node *in = onion->in[leg];
    str name = onion->cols.cols[at_column].name;
    if (info->from[leg][at_column] >= 0 || (int32_t)at_column == info->source_column || in->open_columns)
        return;
    lint_report(l, in->at, "this leg has no " STR_FMT ", by which `%s` goes later: %s", STR_ARG(name), reader->op->name, consequence(reader, name, l));
}

/* Upwards as long as the columns stay the union's own. */
static void legs(lint *l, const plan_node *n, const lint_above *up)
{
    if (n->op != &op_union)
        return;
    for (const lint_above *a = up; a; a = a->up) {
        const plan_node *reader = a->node;
        if (is_reader(reader) && reader->op->visit && a->which == 0) {
            for (uint32_t c = 0; c < n->cols.n; c++) {
                int at = schema_find(&reader->in[0]->cols, n->cols.cols[c].name);
                reading r = {l, reader, n, at < 0 ? 0 : (uint32_t)at, false};
                if (at < 0)
                    continue;
                reader->op->visit((plan_node *)reader, read_visited, &r);
                for (uint32_t leg = 0; r.reads && leg < n->n_in; leg++)
                    check_leg(l, n, leg, reader, c);
            }
        }
        if (strcmp(reader->op->name, "where") != 0 && strcmp(reader->op->name, "sort") != 0 && strcmp(reader->op->name, "extend") != 0)
            return;
    }
}

static void look_legs(lint *l) { lint_plans(l, legs); }

/* ---- in (T) with several columns */

static void wide(const expr *e, void *arg)
{
    lint *l = arg;
    if (e->kind == EX_TABLE && e->plan->cols.n > 1)
        lint_report(l, e->at, "only " STR_FMT " of this table's %u columns is looked at, the first one", STR_ARG(e->plan->cols.cols[0].name), e->plan->cols.n);
    for (uint32_t i = 0; i < e->n_args; i++)
        wide(e->args[i], arg);
}

static void wide_visited(expr **e, void *arg) { wide(*e, arg); }

static void tables(lint *l, const plan_node *n, const lint_above *up)
{
    (void)up;
    if (n->op->visit)
        n->op->visit((plan_node *)n, wide_visited, l);
}

static void look_tables(lint *l) { lint_plans(l, tables); }

const lint_row lint_rows_unions[] = {
    {"KL211", "leg-lacks-column", LINT_WARNING,
     "A leg of the union does not have a column that is sorted, filtered or grouped by later, so that it is null in all of its rows. They end up at one end, or drop out, together.",
     "give the leg the column: extend TimeGenerated = Timestamp, say", look_legs},
    {"KL212", "wide-in", LINT_WARNING,
     "`in (T)` and `has_any (T)` look at the first column of a table and pass the others over. Which column is the first changes with the query before it.",
     "end the subquery with the one column: | project Account", look_tables},
    {0},
};
