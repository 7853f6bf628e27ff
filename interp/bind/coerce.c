/* coerce: conversions the query does not spell out, and what several types have in common. */
#include "interp/bind/parts.h"

#include "interp/convert.h"

/* Every value of `from` is one of `to`: int < long < real < decimal; and dynamic counts as text. Source: the binder. */
bool type_is_wider(kql_type to, kql_type from)
{
    switch (to) {
    case T_LONG: return from == T_INT;
    case T_REAL: return from == T_INT || from == T_LONG;
    case T_DECIMAL: return from == T_INT || from == T_LONG || from == T_REAL;
    case T_STRING: return from == T_DYNAMIC;
    default: return false;
    }
}

kql_type type_widest(const kql_type *types, uint32_t n)
{
    kql_type widest = T_UNKNOWN;
    for (uint32_t i = 0; i < n; i++)
        if (type_is_number(types[i]) && (widest == T_UNKNOWN || type_is_wider(types[i], widest))) widest = types[i];
    return widest;
}

/* False when there is none. T_COUNT_ + 1 is "nothing seen yet" for the first call. */
bool type_common(kql_type a, kql_type b, kql_type *out)
{
    if (a == b) {
        *out = a;
    } else if (a == T_UNKNOWN || b == T_UNKNOWN) {
        *out = T_UNKNOWN;
    } else if (a == T_DYNAMIC || b == T_DYNAMIC) {
        *out = T_DYNAMIC;
    } else if (type_is_wider(a, b)) {
        *out = a;
    } else if (type_is_wider(b, a)) {
        *out = b;
    } else {
        return false;
    }
    return true;
}

kql_type bind_common_type(const kql_type *types, uint32_t n)
{
    kql_type common = n ? types[0] : T_UNKNOWN;
    for (uint32_t i = 1; i < n; i++)
        if (!type_common(common, types[i], &common)) return T_DYNAMIC;
    return common;
}

kql_type type_of_branches(const kql_type *types, uint32_t n)
{
    kql_type *known = __builtin_alloca((n + 1) * sizeof *known);
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++)
        if (types[i] != T_DYNAMIC) known[m++] = types[i];
    return m ? bind_common_type(known, m) : T_DYNAMIC;
}

expr *bind_constant(binder *b, datum d, span at)
{
    expr *e = ARENA_NEW(b->mem, expr);
    e->kind = EX_CONST;
    e->type = d.type;
    e->at = at;
    e->value = d;
    return e;
}

expr *bind_column(binder *b, uint32_t position, span at)
{
    expr *e = ARENA_NEW(b->mem, expr);
    e->kind = EX_COLUMN;
    e->type = b->row->cols[position].type;
    e->at = at;
    e->column = position;
    e->row_bound = true;
    return e;
}

expr *bind_failed(binder *b, span at)
{
    expr *e = bind_constant(b, datum_null(T_UNKNOWN), at);
    e->value.null = true;
    return e;
}

bool bind_is_constant(const expr *e) { return e->kind == EX_CONST; }

expr *bind_cast(binder *b, expr *e, kql_type to)
{
    if (e->type == to || e->type == T_UNKNOWN || to == T_UNKNOWN) return e;
    if (e->kind == EX_CONST) return bind_constant(b, convert_datum(b->mem, e->value, to), e->at);
    expr *c = ARENA_NEW(b->mem, expr);
    c->kind = EX_CAST;
    c->type = to;
    c->at = e->at;
    c->n_args = 1;
    c->args = ARENA_ARRAY(b->mem, expr *, 1);
    c->args[0] = e;
    c->row_bound = e->row_bound;
    return c;
}
