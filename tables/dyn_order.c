/* dyn_order: comparing and hashing dynamic values. The order goes by kind (null, bool, numbers, string, datetime, timespan,
 * guid, array, bag), then by value. Numbers of all kinds share one order; bags are equal whatever the order of their keys
 * ("the slots are unordered", scalar-data-types/dynamic.md). */
#include "tables/dyn.h"

#include "base/hash.h"

#include <stdlib.h>

static const dyn *or_null(const dyn *v)
{
    return v ? v : dyn_null();
}

static int rank(const dyn *v)
{
    return v->kind == DYN_LONG || v->kind == DYN_DECIMAL ? DYN_REAL : v->kind;
}

static int sign(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

#define TWO_63 9223372036854775808.0

/* Exact, unlike a cast of l to double; r is no NaN. */
static int cmp_long_real(int64_t l, double r)
{
    if (r >= TWO_63)
        return -1;
    if (r < -TWO_63)
        return 1;
    int64_t whole = (int64_t)r;
    double rest = r - (double)whole;
    return l != whole ? sign(l, whole) : (rest < 0) - (rest > 0);
}

/* A real as a decimal: whole numbers within 64 bits exactly, so that long, real and decimal agree; others by their text. */
static int cmp_decimal_real(decimal d, double r)
{
    if (__builtin_isinf(r))
        return r > 0 ? -1 : 1;
    decimal rd = decimal_from_int64(0);
    if (r >= -TWO_63 && r < TWO_63 && (double)(int64_t)r == r)
        rd = decimal_from_int64((int64_t)r);
    else
        (void)decimal_from_double(r, &rd); /* only NaN and infinities have none */
    return decimal_cmp(d, rd);
}

static int cmp_reals(double a, double b)
{
    bool na = __builtin_isnan(a), nb = __builtin_isnan(b);
    if (na || nb)
        return nb - na;
    return (a > b) - (a < b);
}

static bool is_nan(const dyn *v)
{
    return v->kind == DYN_REAL && __builtin_isnan(v->r);
}

static int cmp_numbers(const dyn *a, const dyn *b)
{
    if (is_nan(a) || is_nan(b))
        return is_nan(b) - is_nan(a);
    if (a->kind > b->kind)
        return -cmp_numbers(b, a);
    if (a->kind == DYN_LONG) {
        if (b->kind == DYN_LONG)
            return sign(a->l, b->l);
        return b->kind == DYN_REAL ? cmp_long_real(a->l, b->r) : decimal_cmp(decimal_from_int64(a->l), b->dec);
    }
    if (a->kind == DYN_REAL)
        return b->kind == DYN_REAL ? cmp_reals(a->r, b->r) : -cmp_decimal_real(b->dec, a->r);
    return decimal_cmp(a->dec, b->dec);
}

static int cmp_arrays(const dyn *a, const dyn *b)
{
    for (uint32_t i = 0; i < a->n && i < b->n; i++) {
        int c = dyn_cmp(a->item[i], b->item[i]);
        if (c)
            return c;
    }
    return sign(a->n, b->n);
}

static int by_key(const void *x, const void *y, void *bag)
{
    const dyn *v = bag;
    return str_cmp(v->key[*(const uint32_t *)x], v->key[*(const uint32_t *)y]);
}

/* The positions of v's entries in the order of their keys. */
static uint32_t *sorted(const dyn *v, buf *room)
{
    buf_reserve(room, v->n * sizeof(uint32_t) + 1);
    uint32_t *at = (uint32_t *)(void *)room->p;
    for (uint32_t i = 0; i < v->n; i++)
        at[i] = i;
    qsort_r(at, v->n, sizeof *at, by_key, (void *)(uintptr_t)v);
    return at;
}

static bool same_bag(const dyn *a, const dyn *b)
{
    for (uint32_t i = 0; i < a->n; i++) {
        if (!str_eq(a->key[i], b->key[i]) || dyn_cmp(a->item[i], b->item[i]))
            return false;
    }
    return true;
}

static int cmp_bags(const dyn *a, const dyn *b)
{
    if (a->n != b->n)
        return sign(a->n, b->n);
    if (same_bag(a, b))
        return 0;
    buf ra = {0}, rb = {0};
    const uint32_t *ia = sorted(a, &ra), *ib = sorted(b, &rb);
    int c = 0;
    for (uint32_t i = 0; i < a->n && !c; i++)
        c = str_cmp(a->key[ia[i]], b->key[ib[i]]);
    for (uint32_t i = 0; i < a->n && !c; i++)
        c = dyn_cmp(a->item[ia[i]], b->item[ib[i]]);
    buf_drop(&ra);
    buf_drop(&rb);
    return c;
}

int dyn_cmp(const dyn *a, const dyn *b)
{
    a = or_null(a);
    b = or_null(b);
    if (a == b)
        return 0;
    if (rank(a) != rank(b))
        return rank(a) - rank(b);
    switch ((dyn_kind)a->kind) {
    case DYN_BOOL: return a->b - b->b;
    case DYN_LONG:
    case DYN_REAL:
    case DYN_DECIMAL: return cmp_numbers(a, b);
    case DYN_STRING: return str_cmp(a->s, b->s);
    case DYN_DATETIME:
    case DYN_TIMESPAN: return sign(a->l, b->l);
    case DYN_GUID: return memcmp(a->g.byte, b->g.byte, sizeof a->g.byte);
    case DYN_ARRAY: return cmp_arrays(a, b);
    case DYN_BAG: return cmp_bags(a, b);
    case DYN_NULL: break;
    }
    return 0;
}

static uint64_t hash_real(double r)
{
    if (r >= -TWO_63 && r < TWO_63 && (double)(int64_t)r == r)
        return hash_u64((uint64_t)(int64_t)r);
    if (__builtin_isnan(r))
        return hash_u64(0x7ff8000000000001ULL);
    return hash_bytes(&r, sizeof r);
}

/* As the long or the real it equals, if there is one. */
static uint64_t hash_decimal(decimal d)
{
    int64_t whole;
    if (decimal_to_int64(d, &whole) && decimal_cmp(d, decimal_from_int64(whole)) == 0)
        return hash_u64((uint64_t)whole);
    double r = decimal_to_double(d);
    return cmp_decimal_real(d, r) == 0 ? hash_real(r) : decimal_hash(d);
}

static uint64_t hash_items(const dyn *v)
{
    uint64_t h = v->n + (uint64_t)v->kind * 31;
    for (uint32_t i = 0; i < v->n; i++)
        h = v->kind == DYN_BAG ? h + hash_mix(hash_str(v->key[i]), dyn_hash(v->item[i])) : hash_mix(h, dyn_hash(v->item[i]));
    return hash_u64(h);
}

uint64_t dyn_hash(const dyn *v)
{
    v = or_null(v);
    switch ((dyn_kind)v->kind) {
    case DYN_BOOL: return hash_mix(DYN_BOOL, v->b);
    case DYN_LONG: return hash_u64((uint64_t)v->l);
    case DYN_REAL: return hash_real(v->r);
    case DYN_DECIMAL: return hash_decimal(v->dec);
    case DYN_STRING: return hash_str(v->s);
    case DYN_DATETIME:
    case DYN_TIMESPAN: return hash_mix(v->kind, (uint64_t)v->l);
    case DYN_GUID: return hash_bytes(v->g.byte, sizeof v->g.byte);
    case DYN_ARRAY:
    case DYN_BAG: return hash_items(v);
    case DYN_NULL: break;
    }
    return 0;
}
