/* digest_value: a digest as a dynamic value, and back. */
#include "interp/agg/digest.h"
#include "interp/convert.h"

const dyn *digest_to_dyn(const digest *s, arena *mem)
{
    double total;
    uint32_t n = 0;
    digest sorted = digest_sorted(s, mem, &total);
    digest_item *items = sorted.items;
    for (uint32_t i = 0; i < sorted.n; i++) {
        if (n && datum_same(items[n - 1].d, items[i].d)) {
            if (__builtin_add_overflow(items[n - 1].weight, items[i].weight, &items[n - 1].weight))
                items[n - 1].weight = INT64_MAX;
        } else {
            items[n++] = items[i];
        }
    }
    const dyn **parts = ARENA_ARRAY(mem, const dyn *, 3), **type = ARENA_ARRAY(mem, const dyn *, 1);
    const dyn **values = ARENA_ARRAY(mem, const dyn *, n + 1), **weights = ARENA_ARRAY(mem, const dyn *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        values[i] = dyn_from_datum(mem, items[i].d);
        weights[i] = dyn_long(mem, items[i].weight);
    }
    type[0] = dyn_string(mem, str_of(type_name(n ? items[0].d.type : T_LONG)));
    parts[0] = dyn_array(mem, type, 1);
    parts[1] = dyn_array(mem, values, n);
    parts[2] = dyn_array(mem, weights, n);
    return dyn_array(mem, parts, 3);
}

/* A value that went through text may have lost its type: 1.0 became 1, a time became a string. */
static bool read_value(const dyn *v, kql_type type, arena *mem, datum *out)
{
    datum d = dyn_to_datum(v);
    bool number = v->kind == DYN_LONG || v->kind == DYN_REAL || v->kind == DYN_DECIMAL;
    if (v->kind == DYN_ARRAY || v->kind == DYN_BAG || (number && !type_is_number(type))) return false;
    *out = d.type == type ? d : convert_datum(mem, d, type);
    return !out->null;
}

bool digest_from_dyn(const dyn *v, arena *mem, digest *out)
{
    kql_type type;
    *out = (digest){0};
    if (!v || v->kind != DYN_ARRAY || v->n != 3) return false;
    for (uint32_t i = 0; i < 3; i++)
        if (v->item[i]->kind != DYN_ARRAY) return false;
    const dyn *types = v->item[0], *values = v->item[1], *weights = v->item[2];
    if (types->n != 1 || types->item[0]->kind != DYN_STRING || values->n != weights->n || values->n == 0) return false;
    if (!type_find(types->item[0]->s, &type) || !type_is_summable(type)) return false;
    for (uint32_t i = 0; i < values->n; i++) {
        datum d;
        if (weights->item[i]->kind != DYN_LONG || weights->item[i]->l <= 0) return false;
        if (!read_value(values->item[i], type, mem, &d)) return false;
        digest_add(out, mem, d, weights->item[i]->l);
    }
    return true;
}
