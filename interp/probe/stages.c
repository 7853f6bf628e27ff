/* stages: the pipelines of a query, operator by operator, each with the query that gives what stands behind it: the text up to there, inside
 * of all that it stands in. What is shown is therefore what was written, whatever the plan makes of it. */
#include "interp/probe/probe_parts.h"

#define MOST_CALLS 8    /* functions, one inside of the other */
#define MOST_STAGES 500 /* of a query; those behind are not shown */

typedef struct branch_list {
    query_branch *first, **last;
} branch_list;

static void pipeline(finder *f, const place *in, const ast *node, str title, branch_list *to);

static str whole(const finder *f, const place *in, str pipeline)
{
    return arena_printf(f->mem, STR_FMT "\n" STR_FMT STR_FMT STR_FMT, STR_ARG(in->lets), STR_ARG(in->head), STR_ARG(pipeline), STR_ARG(in->tail));
}

/* Outside of the subquery it stands in: what a leg or a side is does not depend on that. */
static place alone(const place *in)
{
    place p = *in;
    p.head = p.tail = (str){0};
    return p;
}

/* ---- conditions of where */

typedef struct conditions {
    span *at;
    uint32_t n;
    buf summary;
} conditions;

static void condition(finder *f, const ast *p, conditions *c)
{
    if (p->kind == AST_BINARY && (p->op == SC_AND || p->op == SC_OR)) {
        condition(f, p->kid[0], c);
        condition(f, p->kid[1], c);
        return;
    }
    span *more = ARENA_ARRAY(f->mem, span, c->n + 1);
    if (c->n)
        memcpy(more, c->at, c->n * sizeof *more);
    c->at = more;
    c->at[c->n] = p->at;
    str t = probe_source(f, p);
    buf_printf(&c->summary, "%sc%u = countif(" STR_FMT "\n)", c->n ? ", " : "summarize ", c->n, STR_ARG(t));
    c->n++;
}

static void filter(finder *f, const place *in, const ast *op, str rows, query_stage *s)
{
    conditions c = {0};
    str t = probe_source(f, op->kid[1]);
    condition(f, op->kid[1], &c);
    s->conditions = c.at;
    s->n_conditions = c.n;
    s->counts = whole(f, in, probe_then(f, rows, buf_view(&c.summary)));
    s->left_out = whole(f, in, probe_then(f, rows, arena_printf(f->mem, "where not(coalesce((" STR_FMT "\n), false))", STR_ARG(t))));
    buf_drop(&c.summary);
}

/* ---- what an operator reads besides the rows in front of it */

/* Tables within an expression: in (T), toscalar(T). */
static void subqueries(finder *f, const place *in, const ast *node, branch_list *to)
{
    place p = alone(in);
    if (node->kind == AST_TOSCALAR || node->kind == AST_MATERIALIZE) {
        pipeline(f, &p, node->kid[0], node->kind == AST_TOSCALAR ? STR("toscalar") : STR("materialize"), to);
        return;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        if (node->kid[i]->kind == AST_PIPE || node->kid[i]->kind == AST_OP)
            pipeline(f, &p, node->kid[i], STR("subquery"), to);
        else
            subqueries(f, in, node->kid[i], to);
    }
}

static void function(finder *f, const place *in, const ast *call, str input, branch_list *to)
{
    const ast *of = call->kind == AST_CALL ? probe_function(f, in, call->text) : NULL;
    if (!of || in->calls >= MOST_CALLS || in->head.n)
        return;
    const ast *last = of->kid[1]->kid[of->kid[1]->n - 1];
    place p = probe_called(f, in, of, call, input);
    if (last->kind == AST_EXPRESSION)
        pipeline(f, &p, last->kid[0], arena_printf(f->mem, "function " STR_FMT, STR_ARG(call->text)), to);
}

static void legs(finder *f, const place *in, const ast *op, branch_list *to)
{
    place p = alone(in);
    for (uint32_t i = 1; i < op->n; i++)
        pipeline(f, &p, op->kid[i], arena_printf(f->mem, "leg %u", i), to);
}

static void forked(finder *f, const place *in, const ast *op, str rows, branch_list *to)
{
    place p = probe_behind(f, in, rows);
    for (uint32_t i = 1; i < op->n; i++) {
        bool named = op->kid[i]->kind == AST_NAMED;
        str title = named ? arena_printf(f->mem, "fork " STR_FMT, STR_ARG(op->kid[i]->text)) : arena_printf(f->mem, "fork %u", i);
        pipeline(f, &p, named ? op->kid[i]->kid[0] : op->kid[i], title, to);
    }
}

static void besides(finder *f, const place *in, const ast *op, str rows, query_stage *s, branch_list *to)
{
    place p = alone(in);
    switch (op->op) {
    case OP_UNION: legs(f, in, op, to); return;
    case OP_JOIN:
    case OP_LOOKUP: pipeline(f, &p, op->kid[1], STR("right side"), to); return;
    case OP_FORK: forked(f, in, op, rows, to); return;
    case OP_FACET: s->apart = "its results are one table a column"; return;
    case OP_MV_APPLY: s->apart = "what is in the parentheses runs once for each row"; return;
    case OP_PARTITION: s->apart = "what is in the parentheses runs once for each value"; return;
    case OP_INVOKE: function(f, in, op->kid[1], rows, to); return;
    default: break;
    }
    for (uint32_t i = 0; i < op->n; i++)
        subqueries(f, in, op->kid[i], to);
}

/* ---- pipelines */

typedef struct stage_list {
    query_stage *items;
    uint32_t n, cap;
} stage_list;

static query_stage *add_stage(finder *f, stage_list *l, span at, const char *word, str rows)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 8;
        query_stage *more = ARENA_ARRAY(f->mem, query_stage, l->cap);
        if (l->n)
            memcpy(more, l->items, l->n * sizeof *more);
        l->items = more;
    }
    f->n++; /* of all pipelines together */
    l->items[l->n] = (query_stage){.at = at, .word = word, .rows = rows};
    return &l->items[l->n++];
}

static void source(finder *f, const place *in, const ast *node, stage_list *l)
{
    bool wild = node->kind == AST_WILDCARD || node->kind == AST_STAR;
    str text = probe_source(f, node);
    query_stage *s = add_stage(f, l, node->at, "source", whole(f, in, wild ? arena_printf(f->mem, "union " STR_FMT, STR_ARG(text)) : text));
    branch_list to = {.last = &to.first};
    place p = alone(in);
    if (node->kind == AST_OP)
        besides(f, in, node, (str){0}, s, &to);
    else if (node->kind == AST_PIPE)
        pipeline(f, &p, node, STR("in parentheses"), &to);
    else if (node->kind == AST_MATERIALIZE)
        pipeline(f, &p, node->kid[0], STR("materialize"), &to);
    else if (node->kind == AST_CALL)
        function(f, in, node, (str){0}, &to);
    s->branches = to.first;
}

static void operator_of(finder *f, const place *in, const ast *pipe, const ast *op, stage_list *l)
{
    str rows = probe_prefix(f, pipe, op);
    query_stage *s = add_stage(f, l, op->at, ast_operator_word((ast_operator)op->op), whole(f, in, probe_then(f, rows, probe_source(f, op))));
    branch_list to = {.last = &to.first};
    if (op->op == OP_WHERE)
        filter(f, in, op, rows, s);
    besides(f, in, op, rows, s, &to);
    s->branches = to.first;
}

static void pipeline(finder *f, const place *in, const ast *node, str title, branch_list *to)
{
    if (f->n >= MOST_STAGES || node->kind == AST_NONE)
        return;
    stage_list l = {0};
    bool pipe = node->kind == AST_PIPE;
    if (!pipe)
        source(f, in, node, &l);
    for (uint32_t i = 0; pipe && i < node->n; i++) {
        if (i)
            operator_of(f, in, node, node->kid[i], &l);
        else if (node->kid[0]->kind != AST_NONE)
            source(f, in, node->kid[0], &l);
    }
    query_branch *b = ARENA_NEW(f->mem, query_branch);
    *b = (query_branch){.title = title, .at = node->at, .continues = pipe && node->kid[0]->kind == AST_NONE, .stages = l.items, .n = l.n};
    *to->last = b;
    to->last = (query_branch **)&b->next;
}

/* ---- statements */

static bool may_be_value(const ast *node) { return node->kind != AST_PIPE && node->kind != AST_OP && node->kind != AST_MATERIALIZE; }

static void statement(finder *f, const ast *s, uint32_t number, uint32_t of, branch_list *to)
{
    place in = {.lets = str_sub(f->text, 0, s->at.start), .statement = number, .reached = true};
    if (s->kind == AST_EXPRESSION) {
        pipeline(f, &in, s->kid[0], of > 1 ? arena_printf(f->mem, "result %u", number + 1) : STR("result"), to);
        return;
    }
    if (s->kind != AST_LET || s->kid[0]->kind == AST_FUNCTION)
        return; /* a function is shown where it is called */
    query_branch **at = to->last;
    pipeline(f, &in, s->kid[0], arena_printf(f->mem, "let " STR_FMT, STR_ARG(s->text)), to);
    if (*at && may_be_value(s->kid[0]))
        (*at)->value = whole(f, &in, arena_printf(f->mem, "print value = (" STR_FMT "\n)", STR_ARG(probe_source(f, s->kid[0]))));
}

const query_branch *stages_of(arena *mem, str text, const ast *tree)
{
    finder f = {.mem = mem, .text = text, .tree = tree};
    branch_list to = {.last = &to.first};
    uint32_t results = 0;
    for (uint32_t i = 0; i < tree->n; i++)
        results += tree->kid[i]->kind == AST_EXPRESSION;
    for (uint32_t i = 0; i < tree->n; i++)
        statement(&f, tree->kid[i], i, results, &to);
    return to.first;
}
