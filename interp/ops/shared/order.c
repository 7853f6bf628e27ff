#include "interp/ops/shared/order.h"

/* 0: a value, 1: NaN, 2: null. */
static int rank_of(datum d) { return d.null ? 2 : d.type == T_REAL && d.r != d.r ? 1 : 0; }

int order_cmp_values(order_key k, datum a, datum b)
{
    int ra = rank_of(a), rb = rank_of(b);
    if (ra || rb) {
        return k.nulls_first ? rb - ra : ra - rb;
    }
    int c = datum_cmp(a, b);
    return k.desc ? -c : c;
}

int order_cmp(const order *o, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < o->n_keys; i++) {
        order_key k = o->keys[i];
        int c = order_cmp_values(k, rows_get(o->store, a, k.column), rows_get(o->store, b, k.column));
        if (c) {
            return c;
        }
    }
    return 0;
}

typedef struct entry {
    uint64_t prefix;
    uint32_t row;
} entry;

static uint64_t signed_bits(int64_t v) { return (uint64_t)v ^ (1ULL << 63); }

static uint64_t real_bits(double r)
{
    uint64_t bits;
    r = r == 0 ? 0 : r; /* -0.0 is 0.0 */
    memcpy(&bits, &r, sizeof bits);
    return bits >> 63 ? ~bits : bits | 1ULL << 63;
}

static uint64_t text_bits(const uint8_t *p, uint32_t n)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < 8; i++) {
        bits = bits << 8 | (i < n ? p[i] : 0);
    }
    return bits;
}

/* The top bits of a value; equal for values that are equal, monotonous in their order. */
static uint64_t value_bits(datum d)
{
    switch (d.type) {
    case T_BOOL: return (uint64_t)d.b << 63;
    case T_INT: return signed_bits((int64_t)d.i * (1LL << 32));
    case T_LONG:
    case T_DATETIME:
    case T_TIMESPAN: return signed_bits(d.l);
    case T_REAL: return real_bits(d.r);
    case T_STRING: return text_bits((const uint8_t *)d.s.p, d.s.n);
    case T_GUID: return text_bits(d.g.byte, 8);
    default: return 0;
    }
}

/* Two bits of place (nulls first: null 0, NaN 1, values 2; nulls last: values 1, NaN 2, null 3), then the value's top 62. */
uint64_t order_prefix(order_key k, datum d)
{
    int rank = rank_of(d);
    uint64_t place = (uint64_t)(k.nulls_first ? 2 - rank : 1 + rank);
    uint64_t bits = rank ? 0 : value_bits(d);
    return place << 62 | (k.desc && !rank ? ~bits : bits) >> 2;
}

void order_prefixes(order_key k, const vec *v, sel which, uint64_t *out)
{
    bool eight = v->type == T_LONG || v->type == T_DATETIME || v->type == T_TIMESPAN;
    if (!eight || v->constant || v->null) {
        for (uint32_t i = 0; i < which.n; i++) {
            out[i] = order_prefix(k, vec_get(v, sel_row(which, i)));
        }
        return;
    }
    uint64_t place = (uint64_t)(k.nulls_first ? 2 : 1) << 62, turn = k.desc ? ~0ULL : 0;
    for (uint32_t i = 0; i < which.n; i++) {
        out[i] = place | (signed_bits(v->l[sel_row(which, i)]) ^ turn) >> 2;
    }
}

static bool after(const order *o, entry a, entry b)
{
    return a.prefix != b.prefix ? a.prefix > b.prefix : order_cmp(o, a.row, b.row) > 0;
}

static void merge(const order *o, const entry *from, entry *to, uint32_t lo, uint32_t mid, uint32_t hi)
{
    uint32_t i = lo, j = mid;
    for (uint32_t k = lo; k < hi; k++) {
        bool right = i == mid || (j < hi && after(o, from[i], from[j]));
        to[k] = right ? from[j++] : from[i++];
    }
}

/* Bottom-up merge sort; runs that are in order already are merged without comparisons beyond one. */
static entry *merge_sort(const order *o, entry *a, entry *b, uint32_t n)
{
    for (uint64_t width = 1; width < n; width *= 2) {
        for (uint64_t lo = 0; lo < n; lo += 2 * width) {
            uint64_t mid = lo + width < n ? lo + width : n, hi = lo + 2 * width < n ? lo + 2 * width : n;
            if (mid == hi || !after(o, a[mid - 1], a[mid])) {
                memcpy(b + lo, a + lo, (hi - lo) * sizeof *a);
            } else {
                merge(o, a, b, (uint32_t)lo, (uint32_t)mid, (uint32_t)hi);
            }
        }
        entry *swap = a;
        a = b;
        b = swap;
    }
    return a;
}

/* By one byte after the other, from the highest: what shares the nth's bytes so far stays. */
uint64_t order_nth(uint64_t *v, uint32_t n, uint32_t nth)
{
    for (int shift = 56; n > 1 && shift >= 0; shift -= 8) {
        uint32_t count[256] = {0}, byte = 0, kept = 0;
        for (uint32_t i = 0; i < n; i++) {
            count[v[i] >> shift & 0xff]++;
        }
        for (; nth >= count[byte]; byte++) {
            nth -= count[byte];
        }
        for (uint32_t i = 0; i < n; i++) {
            uint64_t one = v[i];
            v[kept] = one;
            kept += (one >> shift & 0xff) == byte;
        }
        n = kept;
    }
    return v[0];
}

static entry *entries(const order *o, arena *mem)
{
    uint32_t n = o->store->n;
    entry *a = arena_alloc(mem, (n + 1) * sizeof *a);
    for (uint32_t i = 0; i < n; i++) {
        a[i] = (entry){o->n_keys ? order_prefix(o->keys[0], rows_get(o->store, i, o->keys[0].column)) : 0, i};
    }
    return a;
}

uint32_t *order_rows(const order *o, arena *mem)
{
    uint32_t n = o->store->n;
    arena *scratch = arena_new();
    entry *a = entries(o, scratch), *b = arena_alloc(scratch, (n + 1) * sizeof *b);
    a = merge_sort(o, a, b, n);
    uint32_t *out = ARENA_ARRAY(mem, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        out[i] = a[i].row;
    }
    arena_drop(scratch);
    return out;
}

/* Only those of the last one's prefix need their keys compared. */
uint32_t *order_first(const order *o, uint32_t count, arena *mem)
{
    uint32_t n = o->store->n, kept = 0, ties = 0;
    arena *scratch = arena_new();
    entry *a = entries(o, scratch), *b = arena_alloc(scratch, (n + 1) * sizeof *b);
    uint64_t *prefix = arena_alloc(scratch, (n + 1) * sizeof *prefix);
    uint32_t *out = ARENA_ARRAY(mem, uint32_t, n + 1);
    count = count < n ? count : n;
    for (uint32_t i = 0; i < n; i++) {
        prefix[i] = a[i].prefix;
    }
    uint64_t last = count ? order_nth(prefix, n, count - 1) : 0;
    for (uint32_t i = 0; i < n; i++) {
        out[kept] = i;
        kept += a[i].prefix < last;
        a[ties] = a[i];
        ties += a[i].prefix == last;
    }
    a = merge_sort(o, a, b, ties);
    for (uint32_t i = 0; kept < count; i++) {
        out[kept++] = a[i].row;
    }
    arena_drop(scratch);
    return out;
}
