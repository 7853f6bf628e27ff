/* ask: how a decision is asked about: the pipeline in front of it with a summary behind, inside of all that it stands in. */
#include "interp/probe/probe_parts.h"

str probe_cut(const finder *f, uint32_t from, uint32_t to)
{
    while (from < to && strchr(" \t\r\n", f->text.p[from]))
        from++;
    while (to > from && strchr(" \t\r\n", f->text.p[to - 1]))
        to--;
    return str_sub(f->text, from, to - from);
}

str probe_source(const finder *f, const ast *node) { return probe_cut(f, node->at.start, node->at.start + node->at.len); }

str probe_prefix(const finder *f, const ast *pipe, const ast *op)
{
    str p = probe_cut(f, pipe->at.start, op->at.start);
    while (p.n && strchr("| \t\r\n", p.p[p.n - 1]))
        p.n--;
    if (pipe->flags & ASTF_PAREN && p.n && p.p[0] == '(')
        p = str_sub(p, 1, p.n - 1);
    return p;
}

str probe_then(const finder *f, str rows, str op)
{
    return arena_printf(f->mem, STR_FMT "%s" STR_FMT, STR_ARG(rows), rows.n ? "\n| " : "", STR_ARG(op));
}

/* The decision of that kind at that place: found, or new. */
static probe *decision(finder *f, probe_kind kind, span at)
{
    for (uint32_t i = 0; i < f->n; i++) {
        if (f->items[i].kind == kind && f->items[i].at.start == at.start && f->items[i].at.len == at.len)
            return &f->items[i];
    }
    if (f->n == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 32;
        probe *more = ARENA_ARRAY(f->mem, probe, f->cap);
        if (f->n)
            memcpy(more, f->items, f->n * sizeof *more);
        f->items = more;
    }
    f->items[f->n] = (probe){.kind = kind, .at = at};
    return &f->items[f->n++];
}

void probe_ask(finder *f, const place *in, probe_kind kind, span at, str rows, str summary)
{
    probe *p = decision(f, kind, at);
    if (!in->reached)
        return;
    str pipeline = probe_then(f, rows, arena_printf(f->mem, "summarize " STR_FMT, STR_ARG(summary)));
    probe_question *q = ARENA_NEW(f->mem, probe_question);
    *q = (probe_question){p->questions, arena_printf(f->mem, STR_FMT "\n" STR_FMT STR_FMT STR_FMT, STR_ARG(in->lets), STR_ARG(in->head), STR_ARG(pipeline), STR_ARG(in->tail))};
    p->questions = q;
}

/* The subquery of mv-apply or partition: asked within its operator, and summed up behind it. */
place probe_within(const finder *f, const place *in, str rows, const ast *op, const ast *sub)
{
    place p = *in;
    str opening = str_sub(f->text, op->at.start, sub->at.start - op->at.start);
    p.head = arena_printf(f->mem, STR_FMT STR_FMT, STR_ARG(in->head), STR_ARG(probe_then(f, rows, opening)));
    p.tail = arena_printf(f->mem, "\n)\n| summarize yes = sum(yes), no = sum(no)" STR_FMT, STR_ARG(in->tail));
    return p;
}

/* A leg of fork, the subquery of facet: a pipeline that goes on from the rows. */
place probe_behind(const finder *f, const place *in, str rows)
{
    place p = *in;
    p.head = arena_printf(f->mem, STR_FMT STR_FMT "\n| ", STR_ARG(in->head), STR_ARG(rows));
    return p;
}
