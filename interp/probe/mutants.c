/* mutants: small changes that a good test notices. In the order of the text; each is one edit. */
#include "interp/probe/probe_parts.h"

typedef struct maker {
    arena *mem;
    str text;
    mutant *items;
    uint32_t n, cap;
} maker;

static void add(maker *m, span at, str text, const char *what, const char *kill)
{
    if (m->n == m->cap) {
        m->cap = m->cap ? m->cap * 2 : 64;
        mutant *more = ARENA_ARRAY(m->mem, mutant, m->cap);
        if (m->n)
            memcpy(more, m->items, m->n * sizeof *more);
        m->items = more;
    }
    m->items[m->n++] = (mutant){at, text, what, kill};
}

static str source(const maker *m, span at) { return str_sub(m->text, at.start, at.len); }

/* ---- operators: each for its neighbours */

static const struct {
    ast_scalar op;
    const char *to, *what, *kill;
} swaps[] = {
    {SC_EQ, "!=", "!= for ==", "an event with another value there"},
    {SC_NE, "==", "== for !=", "an event with that value"},
    {SC_EQ_TILDE, "==", "== for =~", "an event with the same value in other letters, upper or lower"},
    {SC_EQ_TILDE, "!~", "!~ for =~", "an event with another value there"},
    {SC_NE_TILDE, "=~", "=~ for !~", "an event with that value"},
    {SC_GT, ">=", ">= for >", "an event with exactly that value"},
    {SC_GT, "<", "< for >", "an event on the other side of the value"},
    {SC_GE, ">", "> for >=", "an event with exactly that value"},
    {SC_LT, "<=", "<= for <", "an event with exactly that value"},
    {SC_LE, "<", "< for <=", "an event with exactly that value"},
    {SC_HAS, "contains", "contains for has", "an event that has it inside of a longer word"},
    {SC_HAS, "!has", "!has for has", "an event without it"},
    {SC_HAS, "has_cs", "has_cs for has", "an event that has it in other letters, upper or lower"},
    {SC_CONTAINS, "has", "has for contains", "an event that has it inside of a longer word"},
    {SC_CONTAINS, "!contains", "!contains for contains", "an event without it"},
    {SC_STARTSWITH, "contains", "contains for startswith", "an event that has it further on"},
    {SC_ENDSWITH, "contains", "contains for endswith", "an event that has it further in front"},
    {SC_IN, "!in", "!in for in", "an event that is not in the list"},
    {SC_NOT_IN, "in", "in for !in", "an event that is in the list"},
    {SC_IN_TILDE, "in", "in for in~", "an event that is in the list in other letters, upper or lower"},
    {SC_IN_TILDE, "!in~", "!in~ for in~", "an event that is not in the list"},
    {SC_HAS_ANY, "has_all", "has_all for has_any", "an event that has one of them and not the others"},
    {SC_HAS_ALL, "has_any", "has_any for has_all", "an event that has one of them and not the others"},
};

/* A text with a letter in it: others are the same in upper and lower case. */
static bool has_cases(const ast *node)
{
    for (uint32_t i = 0; node->kind == AST_LITERAL && node->op == LIT_STRING && i < node->text.n; i++) {
        char c = (char)(node->text.p[i] | 32);
        if (c >= 'a' && c <= 'z')
            return true;
    }
    return false;
}

static void swap_operator(maker *m, const ast *node)
{
    for (size_t i = 0; node->name_at.len && i < sizeof swaps / sizeof *swaps; i++) {
        if (swaps[i].op == (ast_scalar)node->op)
            add(m, node->name_at, str_of(swaps[i].to), swaps[i].what, swaps[i].kill);
    }
    if (node->name_at.len && node->op == SC_EQ && has_cases(node->kid[1]))
        add(m, node->name_at, STR("=~"), "=~ for ==", "an event with the same value in other letters, upper or lower");
}

/* ---- conditions */

static bool is_atom(const ast *p) { return !(p->kind == AST_BINARY && (p->op == SC_AND || p->op == SC_OR)); }

static void condition(maker *m, const ast *p, bool alone)
{
    if (!is_atom(p)) {
        bool and = p->op == SC_AND;
        if (p->name_at.len)
            add(m, p->name_at, and ? STR("or") : STR("and"), and ? "or for and" : "and for or", "an event for which only one of the two holds");
        condition(m, p->kid[0], false);
        condition(m, p->kid[1], false);
        return;
    }
    add(m, p->at, STR("true"), "the condition dropped", "an event for which it does not hold, and everything else does");
    if (!alone || p->kind != AST_BINARY)
        add(m, p->at, arena_printf(m->mem, "not(" STR_FMT ")", STR_ARG(source(m, p->at))), "the condition turned round", "an event for which it holds, and everything else does");
}

/* One item less. */
static void items(maker *m, const ast *in)
{
    for (uint32_t i = 1; in->n > 2 && i < in->n; i++) {
        if (in->kid[i]->kind != AST_LITERAL)
            return;
        uint32_t from = i == 1 ? in->kid[1]->at.start : in->kid[i - 1]->at.start + in->kid[i - 1]->at.len;
        uint32_t to = i == 1 ? in->kid[2]->at.start : in->kid[i]->at.start + in->kid[i]->at.len;
        add(m, (span){from, to - from}, (str){0}, "an item less in the list", "an event that matches this item and no other");
    }
}

/* ---- times: half as long, twice as long */

static void window(maker *m, const ast *literal)
{
    str t = source(m, literal->at);
    add(m, literal->at, arena_printf(m->mem, "(" STR_FMT " / 2)", STR_ARG(t)), "a window half as long", "an event between half of it and all of it ago");
    add(m, literal->at, arena_printf(m->mem, "(" STR_FMT " * 2)", STR_ARG(t)), "a window twice as long", "an event a little older than it");
}

/* ---- operators of tables */

static void join_kind(maker *m, const ast *join)
{
    static const struct {
        const char *from, *to, *what;
    } kinds[] = {{"inner", "leftouter", "leftouter for inner"}, {"leftouter", "inner", "inner for leftouter"}, {"leftanti", "leftsemi", "leftsemi for leftanti"},
                 {"leftsemi", "leftanti", "leftanti for leftsemi"}, {"innerunique", "inner", "inner for innerunique"}, {"fullouter", "inner", "inner for fullouter"},
                 {"rightouter", "inner", "inner for rightouter"}, {"rightanti", "rightsemi", "rightsemi for rightanti"}, {"rightsemi", "rightanti", "rightanti for rightsemi"}};
    for (uint32_t i = 0; i < join->kid[0]->n; i++) {
        const ast *p = join->kid[0]->kid[i];
        for (size_t k = 0; str_is(p->text, "kind") && k < sizeof kinds / sizeof *kinds; k++) {
            if (str_is(p->kid[0]->text, kinds[k].from))
                add(m, p->kid[0]->at, str_of(kinds[k].to), kinds[k].what, "an event on the left that nothing on the right meets");
        }
    }
}

static void union_leg(maker *m, const ast *op)
{
    for (uint32_t i = 1; op->n > 2 && i < op->n; i++) {
        uint32_t from = i == 1 ? op->kid[1]->at.start : op->kid[i - 1]->at.start + op->kid[i - 1]->at.len;
        uint32_t to = i == 1 ? op->kid[2]->at.start : op->kid[i]->at.start + op->kid[i]->at.len;
        add(m, (span){from, to - from}, (str){0}, "a leg of the union dropped", "an event that only this leg finds");
    }
}

static void order(maker *m, const ast *node)
{
    str t = source(m, node->at);
    bool desc = node->flags & ASTF_DESC, asc = node->flags & ASTF_ASC;
    const char *word = desc ? "desc" : "asc";
    size_t n = strlen(word);
    if (!desc && !asc) {
        add(m, (span){node->at.start + node->at.len, 0}, STR(" asc"), "asc for desc", "two events, and what is expected in order");
        return;
    }
    for (uint32_t i = 0; i + n <= t.n; i++) {
        if (memcmp(t.p + i, word, n) == 0 && i && strchr(" \t\n", t.p[i - 1]))
            add(m, (span){node->at.start + i, (uint32_t)n}, desc ? STR("asc") : STR("desc"), desc ? "asc for desc" : "desc for asc", "two events, and what is expected in order");
    }
}

static void aggregate(maker *m, const ast *call)
{
    static const struct {
        const char *from, *to, *what;
    } pairs[] = {{"min", "max", "max for min"}, {"max", "min", "min for max"}, {"arg_max", "arg_min", "arg_min for arg_max"}, {"arg_min", "arg_max", "arg_max for arg_min"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (str_is(call->text, pairs[i].from) && call->name_at.len)
            add(m, call->name_at, str_of(pairs[i].to), pairs[i].what, "two events of one group with different values");
    }
}

static void walk(maker *m, const ast *node, bool in_condition)
{
    if (node->kind == AST_OP) {
        switch (node->op) {
        case OP_WHERE: condition(m, node->kid[1], is_atom(node->kid[1])); break;
        case OP_JOIN: join_kind(m, node); break;
        case OP_UNION: union_leg(m, node); break;
        default: break;
        }
        in_condition = node->op == OP_WHERE || node->op == OP_EXTEND || node->op == OP_PROJECT || node->op == OP_SUMMARIZE;
        if (node->op == OP_SORT || node->op == OP_TOP) {
            for (uint32_t i = 1; i < node->n; i++) {
                if (node->kid[i]->kind == AST_ORDERED)
                    order(m, node->kid[i]);
            }
        }
    }
    if (in_condition && (node->kind == AST_BINARY || node->kind == AST_IN))
        swap_operator(m, node);
    if (in_condition && node->kind == AST_IN)
        items(m, node);
    if (node->kind == AST_LITERAL && node->op == LIT_TIMESPAN)
        window(m, node);
    if (node->kind == AST_CALL)
        aggregate(m, node);
    for (uint32_t i = 0; i < node->n; i++)
        walk(m, node->kid[i], in_condition);
}

mutant_list mutants_of(arena *mem, str text, const ast *tree)
{
    maker m = {.mem = mem, .text = text};
    walk(&m, tree, false);
    for (uint32_t i = 1; i < m.n; i++) {
        mutant one = m.items[i];
        uint32_t at = i;
        for (; at && m.items[at - 1].at.start > one.at.start; at--)
            m.items[at] = m.items[at - 1];
        m.items[at] = one;
    }
    return (mutant_list){m.items, m.n};
}
