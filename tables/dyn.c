/* dyn: building dynamic values and looking into them. */
#include "tables/dyn.h"

static const dyn null_node = {.kind = DYN_NULL};
static const dyn false_node = {.kind = DYN_BOOL, .b = 0};
static const dyn true_node = {.kind = DYN_BOOL, .b = 1};

const dyn *dyn_null(void)
{
    return &null_node;
}

const dyn *dyn_bool(bool b)
{
    return b ? &true_node : &false_node;
}

static const dyn *node(arena *a, dyn v)
{
    dyn *d = arena_alloc(a, sizeof *d);
    *d = v;
    return d;
}

const dyn *dyn_long(arena *a, int64_t v)
{
    return node(a, (dyn){.kind = DYN_LONG, .l = v});
}

const dyn *dyn_real(arena *a, double v)
{
    return node(a, (dyn){.kind = DYN_REAL, .r = v});
}

const dyn *dyn_string(arena *a, str s)
{
    return node(a, (dyn){.kind = DYN_STRING, .s = s});
}

static const dyn *container(arena *a, dyn_kind kind, const str *keys, const dyn *const *items, uint32_t n)
{
    uint32_t depth = 0;
    for (uint32_t i = 0; i < n; i++)
        depth = items[i]->depth > depth ? items[i]->depth : depth;
    if (depth >= DYN_MAX_DEPTH)
        return dyn_null();
    dyn *d = arena_zero(a, sizeof *d);
    d->kind = (uint8_t)kind;
    d->depth = (uint16_t)(depth + 1);
    d->n = n;
    d->key = keys;
    d->item = items;
    return d;
}

const dyn *dyn_array(arena *a, const dyn *const *items, uint32_t n)
{
    return container(a, DYN_ARRAY, NULL, items, n);
}

const dyn *dyn_bag(arena *a, const str *keys, const dyn *const *values, uint32_t n)
{
    return container(a, DYN_BAG, keys, values, n);
}

const dyn *dyn_from_datum(arena *a, datum v)
{
    if (v.null)
        return dyn_null();
    switch (v.type) {
    case T_BOOL: return dyn_bool(v.b);
    case T_INT: return dyn_long(a, v.i);
    case T_LONG: return dyn_long(a, v.l);
    case T_REAL: return dyn_real(a, v.r);
    case T_DECIMAL: return node(a, (dyn){.kind = DYN_DECIMAL, .dec = v.dec});
    case T_STRING: return dyn_string(a, v.s);
    case T_DATETIME: return node(a, (dyn){.kind = DYN_DATETIME, .l = v.l});
    case T_TIMESPAN: return node(a, (dyn){.kind = DYN_TIMESPAN, .l = v.l});
    case T_GUID: return node(a, (dyn){.kind = DYN_GUID, .g = v.g});
    case T_DYNAMIC: return v.dy ? v.dy : dyn_null();
    default: return dyn_null();
    }
}

/* An array of scalars, its items side by side. */
static const dyn *copy_flat(arena *a, const dyn *v)
{
    dyn *nodes = arena_alloc(a, v->n * sizeof *nodes);
    const dyn **items = arena_alloc(a, v->n * sizeof *items);
    for (uint32_t i = 0; i < v->n; i++) {
        nodes[i] = *v->item[i];
        if (nodes[i].kind == DYN_STRING)
            nodes[i].s = arena_str(a, nodes[i].s);
        items[i] = nodes[i].kind == DYN_NULL ? dyn_null() : &nodes[i];
    }
    return container(a, DYN_ARRAY, NULL, items, v->n);
}

const dyn *dyn_copy(arena *a, const dyn *v)
{
    if (v && v->kind == DYN_ARRAY && v->depth == 1)
        return copy_flat(a, v);
    if (!v || v->kind == DYN_NULL)
        return v ? dyn_null() : NULL;
    if (v->kind == DYN_STRING)
        return dyn_string(a, arena_str(a, v->s));
    if (v->kind != DYN_ARRAY && v->kind != DYN_BAG)
        return node(a, *v);
    const dyn **items = arena_alloc(a, v->n * sizeof *items);
    str *keys = v->kind == DYN_BAG ? arena_alloc(a, v->n * sizeof *keys) : NULL;
    for (uint32_t i = 0; i < v->n; i++) {
        items[i] = dyn_copy(a, v->item[i]);
        if (keys)
            keys[i] = arena_str(a, v->key[i]);
    }
    return container(a, v->kind, keys, items, v->n);
}

static const dyn *present(const dyn *v)
{
    return v->kind == DYN_NULL ? NULL : v;
}

const dyn *dyn_find(const dyn *v, str key)
{
    if (!v || v->kind != DYN_BAG)
        return NULL;
    for (uint32_t i = 0; i < v->n; i++) {
        if (str_eq(v->key[i], key))
            return present(v->item[i]);
    }
    return NULL;
}

const dyn *dyn_at(const dyn *v, int64_t index)
{
    if (!v || v->kind != DYN_ARRAY)
        return NULL;
    if (index < 0)
        index += v->n; /* cannot overflow: a negative and a small positive */
    return index >= 0 && index < v->n ? present(v->item[index]) : NULL;
}

datum dyn_to_datum(const dyn *v)
{
    if (!v)
        return datum_null(T_DYNAMIC);
    switch ((dyn_kind)v->kind) {
    case DYN_BOOL: return (datum){.type = T_BOOL, .b = v->b};
    case DYN_LONG: return (datum){.type = T_LONG, .l = v->l};
    case DYN_REAL: return (datum){.type = T_REAL, .r = v->r};
    case DYN_DECIMAL: return (datum){.type = T_DECIMAL, .dec = v->dec};
    case DYN_STRING: return (datum){.type = T_STRING, .s = v->s};
    case DYN_DATETIME: return (datum){.type = T_DATETIME, .l = v->l};
    case DYN_TIMESPAN: return (datum){.type = T_TIMESPAN, .l = v->l};
    case DYN_GUID: return (datum){.type = T_GUID, .g = v->g};
    case DYN_ARRAY:
    case DYN_BAG: return (datum){.type = T_DYNAMIC, .dy = v};
    case DYN_NULL: break;
    }
    return datum_null(T_DYNAMIC);
}

const char *dyn_type_name(const dyn *v)
{
    /* The page gettype-function.md; a real inside a dynamic calls itself double, as the engine was seen to answer. */
    static const char *const name[] = {
        [DYN_NULL] = "null",         [DYN_BOOL] = "bool",         [DYN_LONG] = "long",   [DYN_REAL] = "double",
        [DYN_DECIMAL] = "decimal",   [DYN_STRING] = "string",     [DYN_DATETIME] = "datetime",
        [DYN_TIMESPAN] = "timespan", [DYN_GUID] = "guid",         [DYN_ARRAY] = "array", [DYN_BAG] = "dictionary",
    };
    return name[v ? v->kind : DYN_NULL];
}
