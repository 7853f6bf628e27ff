/* coverage: the decisions of a query, each with questions that count how it was made: one for every way that leads to it (a function may be
 * called at several places). Steps of scan depend on the rows before, and functions that are not in the query's text are not its own: both
 * are left out. */
#include "interp/probe/probe_parts.h"

#define MOST_CALLS 8 /* one inside of the other */

static void walk(finder *f, const place *in, const ast *node);
static void predicate(finder *f, const place *in, const ast *p, str rows);
static void cases(finder *f, const place *in, const ast *node, str rows);

static void items(finder *f, const place *in, const ast *list, str rows)
{
    for (uint32_t i = 1; list->n > 2 && i < list->n; i++) {
        if (list->kid[i]->kind != AST_LITERAL)
            return;
        str left = probe_source(f, list->kid[0]), item = probe_source(f, list->kid[i]);
        const char *word = ast_scalar_text((ast_scalar)list->op);
        bool not = word[0] == '!';
        probe_ask(f, in, PROBE_ITEM, list->kid[i]->at, rows,
                  arena_printf(f->mem, "yes = countif(" STR_FMT " %s (" STR_FMT ")), no = 0", STR_ARG(left), not ? word + 1 : word, STR_ARG(item)));
    }
}

static bool is_condition(const ast *p)
{
    bool arithmetic = p->op == SC_ADD || p->op == SC_SUB || p->op == SC_MUL || p->op == SC_DIV || p->op == SC_MOD;
    return (p->kind == AST_BINARY && !arithmetic) || p->kind == AST_IN || p->kind == AST_BETWEEN;
}

/* A function of values, called for each row. */
static void called_on_rows(finder *f, const place *in, const ast *call, str rows)
{
    const ast *function = call->kind == AST_CALL ? probe_function(f, in, call->text) : NULL;
    const ast *last = function ? function->kid[1]->kid[function->kid[1]->n - 1] : NULL;
    if (!last || last->kind != AST_EXPRESSION || in->calls >= MOST_CALLS)
        return;
    place p = *in;
    p.calls++;
    rows = probe_called_on(f, rows, function, call);
    if (is_condition(last->kid[0]))
        predicate(f, &p, last->kid[0], rows);
    cases(f, &p, last->kid[0], rows);
}

static void predicate(finder *f, const place *in, const ast *p, str rows)
{
    if (p->kind == AST_BINARY && (p->op == SC_AND || p->op == SC_OR)) {
        predicate(f, in, p->kid[0], rows);
        predicate(f, in, p->kid[1], rows);
        return;
    }
    if (p->kind == AST_CALL && p->n == 1 && str_is(p->text, "not")) {
        predicate(f, in, p->kid[0], rows);
        return;
    }
    str t = probe_source(f, p);
    probe_ask(f, in, PROBE_PREDICATE, p->at, rows, arena_printf(f->mem, "yes = countif(" STR_FMT "\n), no = countif(not(" STR_FMT "\n))", STR_ARG(t), STR_ARG(t)));
    if (p->kind == AST_IN)
        items(f, in, p, rows);
    cases(f, in, p, rows);
}

/* Each arm is taken where its condition is the first that holds. */
static void arms(finder *f, const place *in, const ast *call, str rows)
{
    str so_far = STR("true");
    for (uint32_t i = 0; i + 1 < call->n; i += 2) {
        str c = probe_source(f, call->kid[i]);
        probe_ask(f, in, PROBE_ARM, call->kid[i + 1]->at, rows, arena_printf(f->mem, "yes = countif(" STR_FMT " and (" STR_FMT "\n)), no = 0", STR_ARG(so_far), STR_ARG(c)));
        so_far = arena_printf(f->mem, STR_FMT " and not(coalesce((" STR_FMT "\n), false))", STR_ARG(so_far), STR_ARG(c));
    }
    probe_ask(f, in, PROBE_ARM, call->kid[call->n - 1]->at, rows, arena_printf(f->mem, "yes = countif(" STR_FMT "), no = 0", STR_ARG(so_far)));
}

/* What an expression over rows decides: the arms of case and iff, and what the functions that it calls decide. */
static void cases(finder *f, const place *in, const ast *node, str rows)
{
    bool is = node->kind == AST_CALL && node->n >= 3 && node->n % 2 == 1 && (str_is(node->text, "case") || str_is(node->text, "iff") || str_is(node->text, "iif"));
    if (is)
        arms(f, in, node, rows);
    called_on_rows(f, in, node, rows);
    if (node->kind == AST_PIPE)
        return;
    for (uint32_t i = 0; i < node->n; i++)
        cases(f, in, node->kid[i], rows);
}

static void count_rows(finder *f, const place *in, probe_kind kind, span at, str rows)
{
    place alone = *in;
    alone.head = alone.tail = (str){0};
    probe_ask(f, &alone, kind, at, arena_printf(f->mem, "union (" STR_FMT ")", STR_ARG(rows)), STR("yes = count(), no = 0"));
}

static void invoked(finder *f, const place *in, const ast *call, str rows)
{
    const ast *function = call->kind == AST_CALL ? probe_function(f, in, call->text) : NULL;
    if (!function || in->calls >= MOST_CALLS || in->head.n)
        return;
    place p = probe_called(f, in, function, call, rows);
    walk(f, &p, function->kid[1]->kid[function->kid[1]->n - 1]);
}

/* The subqueries of an operator; false: it has none. */
static bool subqueries(finder *f, const place *in, const ast *op, str rows)
{
    place p = *in;
    switch (op->op) {
    case OP_SCAN: return true;
    case OP_MV_APPLY:
        p = probe_within(f, in, rows, op, op->kid[4]);
        walk(f, &p, op->kid[4]);
        return true;
    case OP_PARTITION:
        if (op->kid[2]->kind == AST_PIPE) {
            p = probe_within(f, in, rows, op, op->kid[2]);
            walk(f, &p, op->kid[2]);
        }
        return true;
    case OP_FORK:
    case OP_FACET:
        p = probe_behind(f, in, rows);
        for (uint32_t i = 1; i < op->n; i++)
            walk(f, &p, op->kid[i]->kind == AST_NAMED ? op->kid[i]->kid[0] : op->kid[i]);
        return true;
    default: return false;
    }
}

static void operator_of(finder *f, const place *in, const ast *pipe, const ast *op)
{
    str rows = pipe ? probe_prefix(f, pipe, op) : (str){0};
    switch (op->op) {
    case OP_WHERE: predicate(f, in, op->kid[1], rows); break;
    case OP_EXTEND:
    case OP_PROJECT:
        for (uint32_t i = 1; i < op->n; i++)
            cases(f, in, op->kid[i], rows);
        break;
    case OP_UNION:
        for (uint32_t i = 1; i < op->n; i++)
            count_rows(f, in, PROBE_LEG, op->kid[i]->at, probe_source(f, op->kid[i]));
        break;
    case OP_JOIN:
    case OP_LOOKUP:
        probe_ask(f, in, PROBE_SIDE, op->name_at.len ? op->name_at : op->at, rows, STR("yes = count(), no = 0"));
        count_rows(f, in, PROBE_SIDE, op->kid[1]->at, probe_source(f, op->kid[1]));
        break;
    case OP_INVOKE: invoked(f, in, op->kid[1], rows); break;
    default: break;
    }
    if (subqueries(f, in, op, rows))
        return;
    for (uint32_t i = 0; i < op->n; i++)
        walk(f, in, op->kid[i]);
}

/* A function of tables, called: what it decides, with the arguments of this call. */
static void called(finder *f, const place *in, const ast *call)
{
    const ast *function = probe_function(f, in, call->text);
    if (!function || in->calls >= MOST_CALLS || in->head.n)
        return;
    place p = probe_called(f, in, function, call, (str){0});
    walk(f, &p, function->kid[1]->kid[function->kid[1]->n - 1]);
}

static void walk(finder *f, const place *in, const ast *node)
{
    if (node->kind == AST_OP) {
        operator_of(f, in, NULL, node);
        return;
    }
    if (node->kind == AST_CALL)
        called(f, in, node);
    if (node->kind == AST_FUNCTION) { /* known by now; asked where it is called */
        place p = *in;
        p.reached = false;
        walk(f, &p, node->kid[1]);
        return;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        if (node->kind == AST_PIPE && node->kid[i]->kind == AST_OP)
            operator_of(f, in, i ? node : NULL, node->kid[i]);
        else
            walk(f, in, node->kid[i]);
    }
}

static int by_place(const probe *x, const probe *y) { return (x->at.start > y->at.start) - (x->at.start < y->at.start); }

probe_list probes_of(arena *mem, str text, const ast *tree)
{
    finder f = {.mem = mem, .text = text, .tree = tree};
    for (uint32_t i = 0; i < tree->n; i++) {
        place in = {.lets = str_sub(text, 0, tree->kid[i]->at.start), .statement = i, .reached = true};
        walk(&f, &in, tree->kid[i]);
    }
    for (uint32_t i = 1; i < f.n; i++) { /* few: a stable sort by place */
        probe p = f.items[i];
        uint32_t at = i;
        for (; at && by_place(&f.items[at - 1], &p) > 0; at--)
            f.items[at] = f.items[at - 1];
        f.items[at] = p;
    }
    return (probe_list){f.items, f.n};
}
