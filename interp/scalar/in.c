/* in: is a value one of a list? Constant lists become a hash set once, of the left side's type; others are compared
 * value by value. Source: in-operator.md, in-cs-operator.md. */
#include "base/hash.h"
#include "base/utf8.h"
#include "interp/convert.h"
#include "interp/kernel.h"
#include "interp/scalar/compare.h"
#include "interp/scalar/item_list.h"

/* The list of one call. Open addressing; slots hold 1 + an index into items. */
typedef struct value_set {
    kql_type type; /* of the items: the left side's; text where that is dynamic */
    bool fold;     /* in~ */
    bool has_null;
    const item_list *values; /* a dynamic left side's items as they were written */
    uint32_t n_odd;          /* how many of them == takes for more than their text: neither text nor integer */
    datum *items;
    uint32_t *slot;
    uint32_t mask;
    uint64_t lengths; /* of texts: bit n % 64 is set when one has n bytes; all set where case may change a length */
} value_set;

/* ASCII texts fold to ASCII texts only, so each kind may have a hash of its own. */
static uint64_t fold_hash(str s)
{
    uint64_t h = s.n, w = 0;
    uint32_t at = 0;
    if (!utf8_is_ascii(s)) {
        h = 0; /* cases of one letter differ in bytes */
        while (at < s.n) h = h * 1099511628211ULL ^ utf8_fold(utf8_next(s, &at));
        return hash_u64(h);
    }
    for (; at + 8 <= s.n; at += 8) {
        memcpy(&w, s.p + at, 8);
        h = hash_mix(h, w | 0x2020202020202020ULL);
    }
    w = 0;
    for (; at < s.n; at++) w = w << 8 | (unsigned char)(s.p[at] | 32);
    return hash_mix(h, w);
}

static int64_t whole(const datum *d)
{
    return d->type == T_INT ? d->i : d->l;
}

static bool is_whole(kql_type t)
{
    return type_is_integer(t) || type_is_ticks(t);
}

static uint64_t item_hash(const value_set *set, const datum *d)
{
    if (d->type == T_STRING) return set->fold ? fold_hash(d->s) : hash_str(d->s);
    if (is_whole(d->type)) return hash_u64((uint64_t)whole(d));
    vec one = {.type = d->type, .constant = true, .data = (void *)&d->b};
    return vec_hash(&one, 0);
}

static bool item_same(const value_set *set, const datum *a, const datum *b)
{
    if (a->type == T_STRING) return set->fold ? utf8_cmp_fold(a->s, b->s) == 0 : str_eq(a->s, b->s);
    return datum_cmp(*a, *b) == 0;
}

static bool set_has(const value_set *set, const datum *d)
{
    for (uint64_t at = item_hash(set, d);; at++) {
        uint32_t i = set->slot[at & set->mask];
        if (!i) return false;
        if (item_same(set, &set->items[i - 1], d)) return true;
    }
}

/* A list item as the left side's type; false when nothing of that type can equal it (4.5 among ints). */
static bool as_left(arena *mem, kql_type left, datum item, datum *out)
{
    if (left == T_DYNAMIC) {
        *out = (datum){.type = T_STRING, .s = datum_text(mem, item)};
        return true;
    }
    *out = item.type == left ? item : convert_datum(mem, item, left);
    bool same_type = item.type == left && left != T_REAL; /* a NaN equals nothing */
    return !out->null && (same_type || compare_equal(mem, *out, item));
}

static bool plain(kql_type t)
{
    return t == T_STRING || t == T_DYNAMIC || type_is_integer(t);
}

/* A dynamic value is first looked up as text; where == knows better than texts do (true and 1.0), value by value. */
static bool dynamic_has(fn_ctx *cx, const value_set *set, datum left)
{
    arena *mem = cx->mem;
    datum text = {.type = T_STRING, .s = dyn_text(mem, left.dy)};
    if (set_has(set, &text)) return true;
    bool all = !plain(dyn_to_datum(left.dy).type);
    for (uint32_t k = 0; !set->fold && (all || set->n_odd) && k < set->values->n; k++) {
        if (compare_unsure(left, set->values->items[k])) compare_refuse(cx);
        if ((all || !plain(set->values->items[k].type)) && compare_equal(mem, left, set->values->items[k])) return true;
    }
    return false;
}

static value_set *make_set(arena *mem, kql_type left, const item_list *l, bool fold)
{
    value_set *set = ARENA_NEW(mem, value_set);
    uint32_t slots = 8;
    while (slots < l->n * 2) slots *= 2;
    *set = (value_set){
        .type = left == T_DYNAMIC ? T_STRING : left, .fold = fold, .has_null = l->nulls > 0, .mask = slots - 1};
    if (left == T_DYNAMIC) {
        item_list *kept = ARENA_NEW(mem, item_list);
        *kept = *l;
        set->values = kept;
        for (uint32_t k = 0; k < l->n; k++) set->n_odd += !plain(l->items[k].type);
    }
    set->items = ARENA_ARRAY(mem, datum, l->n + 1);
    set->slot = ARENA_ARRAY(mem, uint32_t, slots);
    uint32_t n = 0;
    for (uint32_t k = 0; k < l->n; k++) {
        datum d;
        if (!as_left(mem, left, l->items[k], &d) || set_has(set, &d)) continue;
        if (d.type == T_STRING) set->lengths |= fold && !utf8_is_ascii(d.s) ? UINT64_MAX : 1ULL << (d.s.n & 63);
        set->items[n++] = d;
        uint64_t at = item_hash(set, &d);
        while (set->slot[at & set->mask]) at++;
        set->slot[at & set->mask] = n;
    }
    return set;
}

/* Among times and bools: numbers that mean one thing only (0, and 1 for a bool). */
static bool items_fit(const fn_call *call, const item_list *l, diags *ds)
{
    kql_type left = call->arg_types[0];
    datum any = {.type = left};
    for (uint32_t k = 0; k < l->n && (left == T_BOOL || type_is_ticks(left)); k++) {
        if (!compare_unsure(any, l->items[k])) continue;
        diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "the operator '%s' finds no %s among numbers", call->row->name, type_name(left));
        return false;
    }
    return true;
}

static bool prepare(fn_call *call, arena *mem, diags *ds, bool fold)
{
    item_list l = {.mem = mem};
    if (!item_list_constants(&l, call)) return true;
    call->prepared = make_set(mem, call->arg_types[0], &l, fold);
    return items_fit(call, &l, ds);
}

static bool prepare_exact(fn_call *call, arena *mem, diags *ds)
{
    return prepare(call, mem, ds, false);
}

static bool prepare_fold(fn_call *call, arena *mem, diags *ds)
{
    return prepare(call, mem, ds, true);
}

/* A list that differs from row to row. */
static bool among(fn_ctx *cx, const vec *const *args, uint32_t row, datum left, bool fold)
{
    item_list l = {.mem = cx->mem};
    for (uint32_t k = 1; k < cx->call->n_args; k++) item_list_add(&l, vec_get(args[k], row));
    for (uint32_t k = 0; k < l.n; k++) {
        if (!fold && compare_unsure(left, l.items[k])) compare_refuse(cx);
        if (fold) {
            if (utf8_cmp_fold(datum_text(cx->mem, left), datum_text(cx->mem, l.items[k])) == 0) return true;
        } else if (compare_equal(cx->mem, left, l.items[k])) {
            return true;
        }
    }
    return false;
}

static bool has_null_item(fn_ctx *cx, const vec *const *args, uint32_t row)
{
    item_list l = {.mem = cx->mem};
    for (uint32_t k = 1; k < cx->call->n_args; k++) item_list_add(&l, vec_get(args[k], row));
    return l.nulls > 0;
}

static void in_strings(const value_set *set, const vec *left, sel rows, vec *out, bool negated)
{
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        datum d = {.type = T_STRING, .s = left->s[vec_ix(left, row)]};
        out->b[row] = (set->lengths >> (d.s.n & 63) & 1 && set_has(set, &d)) != negated;
    }
}

/* int, long, datetime, timespan. */
static void in_whole(const value_set *set, const vec *left, sel rows, vec *out, bool negated)
{
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k), ix = vec_ix(left, row), i;
        int64_t v = left->type == T_INT ? left->i[ix] : left->l[ix];
        uint64_t at = hash_u64((uint64_t)v);
        while ((i = set->slot[at & set->mask]) != 0 && whole(&set->items[i - 1]) != v) at++;
        bool null = left->null && left->null[ix];
        if (null && set->has_null) fn_set_null(out, row);
        out->b[row] = (i && !null) != negated;
    }
}

static void in_list(fn_ctx *cx, const vec *const *args, sel rows, vec *out, bool fold, bool negated)
{
    const value_set *set = cx->call->prepared;
    if (set && args[0]->type == T_STRING) {
        in_strings(set, args[0], rows, out, negated);
        return;
    }
    if (set && is_whole(args[0]->type)) {
        in_whole(set, args[0], rows, out, negated);
        return;
    }
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        datum d = vec_get(args[0], row);
        bool found = false;
        if (d.null) {
            if (set ? set->has_null : has_null_item(cx, args, row)) fn_set_null(out, row);
        } else if (!set) {
            found = among(cx, args, row, d, fold);
        } else {
            found = d.type == T_DYNAMIC ? dynamic_has(cx, set, d) : set_has(set, &d);
        }
        out->b[row] = found != negated;
    }
}

static void in_exact(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    in_list(cx, args, rows, out, false, false);
}
static void not_in_exact(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    in_list(cx, args, rows, out, false, true);
}
static void in_fold(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    in_list(cx, args, rows, out, true, false);
}
static void not_in_fold(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    in_list(cx, args, rows, out, true, true);
}

#define EXACT(NAME, BODY)                                                                                              \
    {                                                                                                                  \
        .name = NAME, .sig = "(value: scalar, items: scalar...) -> bool", .body = BODY, .prepare = prepare_exact,      \
        .nulls = NULLS_SEEN, .page = "in-cs-operator"                                                                  \
    }
#define FOLD(NAME, BODY)                                                                                               \
    {                                                                                                                  \
        .name = NAME, .sig = "(value: string|dynamic, items: scalar...) -> bool", .body = BODY,                        \
        .prepare = prepare_fold, .nulls = NULLS_SEEN, .page = "in-operator"                                            \
    }

const fn_row fn_rows_in[] = {
    EXACT("in", in_exact), EXACT("!in", not_in_exact), FOLD("in~", in_fold), FOLD("!in~", not_in_fold), {0}};
