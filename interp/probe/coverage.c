/* coverage: the decisions of a query, each with a question that counts how it was made: the pipeline up to it, and a summary of it.
 * Decisions within functions and within subqueries of mv-apply depend on a call or a row, and are left out. */
#include "interp/probe/probe_parts.h"

typedef struct finder {
    arena *mem;
    str text;
    probe *items;
    uint32_t n, cap;
    const ast *statement; /* at work */
} finder;

static str cut(const finder *f, uint32_t from, uint32_t to)
{
    while (from < to && strchr(" \t\r\n", f->text.p[from]))
        from++;
    while (to > from && strchr(" \t\r\n", f->text.p[to - 1]))
        to--;
    return str_sub(f->text, from, to - from);
}

static str source(const finder *f, const ast *node) { return cut(f, node->at.start, node->at.start + node->at.len); }

/* What the statement may name: all that stands before it. */
static str before(const finder *f) { return str_sub(f->text, 0, f->statement->at.start); }

/* The pipeline in front of an operator, without its |. */
static str prefix(const finder *f, const ast *pipe, const ast *op)
{
    str p = cut(f, pipe->at.start, op->at.start);
    while (p.n && strchr("| \t\r\n", p.p[p.n - 1]))
        p.n--;
    if (pipe->flags & ASTF_PAREN && p.n && p.p[0] == '(')
        p = str_sub(p, 1, p.n - 1);
    return p;
}

static void add(finder *f, probe_kind kind, span at, str question)
{
    if (f->n == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 32;
        probe *more = ARENA_ARRAY(f->mem, probe, f->cap);
        if (f->n)
            memcpy(more, f->items, f->n * sizeof *more);
        f->items = more;
    }
    str b = before(f);
    f->items[f->n++] = (probe){kind, at, arena_printf(f->mem, STR_FMT "\n" STR_FMT, STR_ARG(b), STR_ARG(question))};
}

static void items(finder *f, const ast *in, str rows)
{
    for (uint32_t i = 1; in->n > 2 && i < in->n; i++) {
        if (in->kid[i]->kind != AST_LITERAL)
            return;
        str left = source(f, in->kid[0]), item = source(f, in->kid[i]);
        const char *word = ast_scalar_text((ast_scalar)in->op);
        bool not = word[0] == '!';
        add(f, PROBE_ITEM, in->kid[i]->at, arena_printf(f->mem, STR_FMT "\n| summarize yes = countif(" STR_FMT " %s (" STR_FMT "))", STR_ARG(rows), STR_ARG(left), not ? word + 1 : word, STR_ARG(item)));
    }
}

static void predicate(finder *f, const ast *p, str rows)
{
    if (p->kind == AST_BINARY && (p->op == SC_AND || p->op == SC_OR)) {
        predicate(f, p->kid[0], rows);
        predicate(f, p->kid[1], rows);
        return;
    }
    if (p->kind == AST_CALL && p->n == 1 && str_is(p->text, "not")) {
        predicate(f, p->kid[0], rows);
        return;
    }
    str t = source(f, p);
    add(f, PROBE_PREDICATE, p->at, arena_printf(f->mem, STR_FMT "\n| summarize yes = countif(" STR_FMT "\n), no = countif(not(" STR_FMT "\n))", STR_ARG(rows), STR_ARG(t), STR_ARG(t)));
    if (p->kind == AST_IN)
        items(f, p, rows);
}

/* Each arm is taken where its condition is the first that holds. */
static void arms(finder *f, const ast *call, str rows)
{
    str so_far = STR("true");
    for (uint32_t i = 0; i + 1 < call->n; i += 2) {
        str c = source(f, call->kid[i]);
        add(f, PROBE_ARM, call->kid[i + 1]->at, arena_printf(f->mem, STR_FMT "\n| summarize yes = countif(" STR_FMT " and (" STR_FMT "\n))", STR_ARG(rows), STR_ARG(so_far), STR_ARG(c)));
        so_far = arena_printf(f->mem, STR_FMT " and not(coalesce((" STR_FMT "\n), false))", STR_ARG(so_far), STR_ARG(c));
    }
    add(f, PROBE_ARM, call->kid[call->n - 1]->at, arena_printf(f->mem, STR_FMT "\n| summarize yes = countif(" STR_FMT ")", STR_ARG(rows), STR_ARG(so_far)));
}

static void cases(finder *f, const ast *node, str rows)
{
    bool is = node->kind == AST_CALL && node->n >= 3 && node->n % 2 == 1 && (str_is(node->text, "case") || str_is(node->text, "iff") || str_is(node->text, "iif"));
    if (is)
        arms(f, node, rows);
    if (node->kind == AST_PIPE)
        return;
    for (uint32_t i = 0; i < node->n; i++)
        cases(f, node->kid[i], rows);
}

static void count_rows(finder *f, probe_kind kind, span at, str rows)
{
    add(f, kind, at, arena_printf(f->mem, "union (" STR_FMT ")\n| summarize yes = count()", STR_ARG(rows)));
}

static void operator_of(finder *f, const ast *pipe, const ast *op)
{
    str rows = pipe ? prefix(f, pipe, op) : (str){0};
    switch (op->op) {
    case OP_WHERE: predicate(f, op->kid[1], rows); break;
    case OP_EXTEND:
    case OP_PROJECT:
        for (uint32_t i = 1; i < op->n; i++)
            cases(f, op->kid[i], rows);
        break;
    case OP_UNION:
        for (uint32_t i = 1; i < op->n; i++)
            count_rows(f, PROBE_LEG, op->kid[i]->at, source(f, op->kid[i]));
        break;
    case OP_JOIN:
    case OP_LOOKUP:
        add(f, PROBE_SIDE, op->name_at.len ? op->name_at : op->at, arena_printf(f->mem, STR_FMT "\n| summarize yes = count()", STR_ARG(rows)));
        count_rows(f, PROBE_SIDE, op->kid[1]->at, source(f, op->kid[1]));
        break;
    default: break;
    }
}

static void walk(finder *f, const ast *node)
{
    if (node->kind == AST_FUNCTION)
        return;
    if (node->kind == AST_OP && (node->op == OP_MV_APPLY || node->op == OP_PARTITION || node->op == OP_SCAN || node->op == OP_FACET || node->op == OP_FORK))
        return;
    if (node->kind == AST_PIPE) {
        if (node->kid[0]->kind == AST_OP)
            operator_of(f, NULL, node->kid[0]);
        for (uint32_t i = 1; i < node->n; i++)
            operator_of(f, node, node->kid[i]);
    }
    for (uint32_t i = 0; i < node->n; i++) {
        bool alone = node->kind != AST_PIPE && node->kid[i]->kind == AST_OP;
        if (alone)
            operator_of(f, NULL, node->kid[i]);
        walk(f, node->kid[i]);
    }
}

static int by_place(const void *a, const void *b)
{
    const probe *x = a, *y = b;
    return (x->at.start > y->at.start) - (x->at.start < y->at.start);
}

probe_list probes_of(arena *mem, str text, const ast *tree)
{
    finder f = {.mem = mem, .text = text};
    for (uint32_t i = 0; i < tree->n; i++) {
        f.statement = tree->kid[i];
        walk(&f, tree->kid[i]);
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
