#include "tables/vec.h"

vec *vec_new_rows(arena *a, kql_type t, uint32_t n)
{
    vec *v = ARENA_NEW(a, vec);
    v->type = t;
    v->data = arena_zero(a, type_size(t) * n);
    return v;
}

vec *vec_new(arena *a, kql_type t) { return vec_new_rows(a, t, BATCH_ROWS); }

uint8_t *vec_nulls(arena *a, vec *v)
{
    if (!v->null) v->null = arena_zero(a, BATCH_ROWS);
    return (uint8_t *)v->null;
}

static void put(vec *v, uint32_t row, datum d)
{
    switch (d.type) {
#define TYPE(id, name, ctype, member)                                                                                  \
    case T_##id:                                                                                                       \
        v->member[row] = d.member;                                                                                     \
        break;
#include "tables/type.def"
#undef TYPE
    default:
        break;
    }
}

/* A dynamic without a tree is null, whoever made it. */
static bool is_null(datum d) { return d.type != T_STRING && (d.null || (d.type == T_DYNAMIC && !d.dy)); }

void vec_set(arena *a, vec *v, uint32_t row, datum d)
{
    if (is_null(d)) {
        vec_nulls(a, v)[row] = 1;
        memset((char *)v->data + row * type_size(v->type), 0, type_size(v->type));
        return;
    }
    if (v->null) vec_nulls(a, v)[row] = 0;
    put(v, row, d);
}

vec *vec_const(arena *a, datum d)
{
    vec *v = ARENA_NEW(a, vec);
    v->type = d.type;
    v->constant = true;
    v->data = arena_zero(a, type_size(d.type) ? type_size(d.type) : 1);
    if (is_null(d)) {
        v->null = arena_zero(a, 1);
        *(uint8_t *)v->null = 1;
    } else {
        put(v, 0, d);
    }
    return v;
}

datum vec_get(const vec *v, uint32_t row)
{
    datum d = datum_null(v->type);
    if (vec_is_null(v, row)) return d;
    row = vec_ix(v, row);
    switch (v->type) {
#define TYPE(id, name, ctype, member)                                                                                  \
    case T_##id:                                                                                                       \
        d.member = v->member[row];                                                                                     \
        break;
#include "tables/type.def"
#undef TYPE
    default:
        return d;
    }
    d.null = v->type == T_DYNAMIC && !d.dy;
    return d;
}

int schema_find(const schema *s, str name)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (str_eq(s->cols[i].name, name)) return (int)i;
    return -1;
}

colset colset_new(arena *a, uint32_t n) { return (colset){ARENA_ARRAY(a, uint64_t, n / 64 + 1), n}; }
