#include "interp/plan/exprs.h"

void expr_columns(const expr *e, colset *out)
{
    if (e->kind == EX_COLUMN && e->column < out->n) {
        colset_add(out, e->column);
    }
    for (uint32_t i = 0; e->row_bound && i < e->n_args; i++) {
        expr_columns(e->args[i], out);
    }
}

bool expr_any(const expr *e, bool (*is)(const expr *e))
{
    if (is(e)) {
        return true;
    }
    for (uint32_t i = 0; e->row_bound && i < e->n_args; i++) {
        if (expr_any(e->args[i], is)) {
            return true;
        }
    }
    return false;
}

uint32_t expr_size(const expr *e, uint32_t limit)
{
    uint32_t n = 1;
    for (uint32_t i = 0; e->row_bound && i < e->n_args && n < limit; i++) {
        n += expr_size(e->args[i], limit - n);
    }
    return n;
}

bool expr_is_volatile(const expr *e)
{
    return e->kind == EX_CALL && e->call->row->volatile_;
}

expr *expr_replace(arena *mem, const expr *e, expr *(*with)(const expr *column, void *arg), void *arg)
{
    if (e->kind == EX_COLUMN) {
        return with(e, arg);
    }
    if (!e->row_bound || e->n_args == 0) {
        return (expr *)e;
    }
    expr *copy = ARENA_NEW(mem, expr);
    *copy = *e;
    copy->args = ARENA_ARRAY(mem, expr *, e->n_args);
    for (uint32_t i = 0; i < e->n_args; i++) {
        copy->args[i] = expr_replace(mem, e->args[i], with, arg);
    }
    return copy;
}

expr *expr_and(arena *mem, expr *a, expr *b)
{
    if (!a || !b) {
        return a ? a : b;
    }
    expr *both = ARENA_NEW(mem, expr);
    *both = (expr){.kind = EX_AND, .type = T_BOOL, .at = span_join(a->at, b->at), .row_bound = a->row_bound || b->row_bound};
    uint32_t na = a->kind == EX_AND ? a->n_args : 1, nb = b->kind == EX_AND ? b->n_args : 1;
    both->args = ARENA_ARRAY(mem, expr *, na + nb);
    for (uint32_t i = 0; i < na; i++) {
        both->args[both->n_args++] = a->kind == EX_AND ? a->args[i] : a;
    }
    for (uint32_t i = 0; i < nb; i++) {
        both->args[both->n_args++] = b->kind == EX_AND ? b->args[i] : b;
    }
    return both;
}
