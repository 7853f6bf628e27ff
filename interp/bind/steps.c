#include "interp/bind/steps.h"

#include "interp/bind/parts.h"

static int step_named(const step_list *l, str name)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (str_eq(l->names[i], name)) return (int)i;
    return -1;
}

static step_ref *find(const step_list *l, uint32_t nth, uint32_t at, bool declared)
{
    for (uint32_t i = 0; i < l->n_refs; i++)
        if (l->refs[i].step == nth && l->refs[i].column == at && l->refs[i].declared == declared) return &l->refs[i];
    return NULL;
}

static expr *add(binder *b, step_list *l, uint32_t nth, uint32_t at, bool declared, span place)
{
    step_ref *known = find(l, nth, at, declared);
    if (known) return known->e;
    if (l->n_refs == l->cap) {
        l->cap = l->cap ? 2 * l->cap : 8;
        step_ref *more = ARENA_ARRAY(b->mem, step_ref, l->cap);
        if (l->n_refs) memcpy(more, l->refs, l->n_refs * sizeof *more);
        l->refs = more;
    }
    expr *e = ARENA_NEW(b->mem, expr);
    *e = (expr){.kind = EX_COLUMN, .type = (declared ? &l->declared : l->row)->cols[at].type, .at = place, .row_bound = true};
    e->column = l->row->n + l->n_refs;
    l->refs[l->n_refs++] = (step_ref){e, nth, at, declared};
    return e;
}

expr *bind_step_value(binder *b, const ast *path)
{
    step_list *l = b->steps;
    const ast *of = path->kid[0];
    if (!l || b->row != l->row || of->kind != AST_NAME || schema_find(b->row, of->text) >= 0) return NULL;
    int nth = step_named(l, of->text);
    if (nth < 0) return NULL;
    if ((uint32_t)nth > l->at) {
        bind_unsupported(b, of->at, "a step that looks at a later one");
        return bind_failed(b, path->at);
    }
    int at = schema_find(&l->declared, path->text);
    if (at >= 0) return add(b, l, (uint32_t)nth, (uint32_t)at, true, path->at);
    at = schema_find(l->row, path->text);
    if (at < 0 && b->open_row == l->row) {
        schema_add(b->mem, l->row, path->text, T_UNKNOWN);
        at = (int)l->row->n - 1;
    }
    if (at >= 0) return add(b, l, (uint32_t)nth, (uint32_t)at, false, path->at);
    diag_error(b->ds, ST_COMPILE, "KS142", path->name_at, "no column is named '" STR_FMT "'", STR_ARG(path->text));
    return bind_failed(b, path->at);
}

expr *bind_step_bare(binder *b, const ast *name)
{
    if (!b->steps || b->row != b->steps->row || schema_find(&b->steps->declared, name->text) < 0) return NULL;
    bind_unsupported(b, name->at, "a declared column without the name of a step before it");
    return bind_failed(b, name->at);
}

void bind_steps_done(step_list *l)
{
    for (uint32_t i = 0; i < l->n_refs; i++) l->refs[i].e->column = l->row->n + i;
}
