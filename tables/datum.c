/* datum: order, equality, hash, copies and text of single values. */
#include "base/buf.h"
#include "base/hash.h"
#include "base/number_text.h"
#include "base/time_text.h"
#include "tables/dyn.h"
#include "tables/vec.h"

#define NULL_HASH 0x9ae16a3b2f90404fULL

static uint64_t real_hash(double r)
{
    if (r != r) return 0x7ff8;
    if (r == 0) r = 0; /* -0.0 is 0.0 */
    uint64_t bits;
    memcpy(&bits, &r, sizeof bits);
    return hash_u64(bits);
}

uint64_t vec_hash(const vec *v, uint32_t row)
{
    if (v->codes) return v->codes->hash[v->code[row]];
    if (vec_is_null(v, row)) return NULL_HASH;
    row = vec_ix(v, row);
    switch (v->type) {
    case T_BOOL: return hash_u64(v->b[row] + 1u);
    case T_INT: return hash_u64((uint64_t)(int64_t)v->i[row]);
    case T_LONG:
    case T_DATETIME:
    case T_TIMESPAN: return hash_u64((uint64_t)v->l[row]);
    case T_REAL: return real_hash(v->r[row]);
    case T_DECIMAL: return decimal_hash(v->dec[row]);
    case T_STRING: return hash_str(v->s[row]);
    case T_GUID: return hash_bytes(v->g[row].byte, 16);
    case T_DYNAMIC: return dyn_hash(v->dy[row]);
    default: return 0;
    }
}

static int order(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int real_order(double a, double b)
{
    if (a != a || b != b) return (b != b) - (a != a); /* NaN first */
    return (a > b) - (a < b);
}

int datum_cmp(datum a, datum b)
{
    if (a.null || b.null) return b.null - a.null; /* null first */
    switch (a.type) {
    case T_BOOL: return order(a.b, b.b);
    case T_INT: return order(a.i, b.i);
    case T_LONG:
    case T_DATETIME:
    case T_TIMESPAN: return order(a.l, b.l);
    case T_REAL: return real_order(a.r, b.r);
    case T_DECIMAL: return decimal_cmp(a.dec, b.dec);
    case T_STRING: return str_cmp(a.s, b.s);
    case T_GUID: return memcmp(a.g.byte, b.g.byte, 16);
    case T_DYNAMIC: return dyn_cmp(a.dy, b.dy);
    default: return 0;
    }
}

bool datum_same(datum a, datum b) { return a.type == b.type && datum_cmp(a, b) == 0; }

datum datum_copy(arena *a, datum d)
{
    if (d.null) return d;
    if (d.type == T_STRING) d.s = arena_str(a, d.s);
    if (d.type == T_DYNAMIC) d.dy = dyn_copy(a, d.dy);
    return d;
}

str datum_text(arena *a, datum d)
{
    char text[DECIMAL_TEXT];
    if (d.null) return (str){0};
    switch (d.type) {
    case T_BOOL: return d.b ? STR("True") : STR("False");
    case T_INT: return arena_str(a, (str){text, int64_print(d.i, text)});
    case T_LONG: return arena_str(a, (str){text, int64_print(d.l, text)});
    case T_REAL: return arena_str(a, (str){text, double_print(d.r, text)});
    case T_DECIMAL: return arena_str(a, (str){text, decimal_print(d.dec, text)});
    case T_STRING: return d.s;
    case T_DATETIME: return arena_str(a, (str){text, datetime_print(d.l, text)});
    case T_TIMESPAN: return arena_str(a, (str){text, timespan_print(d.l, text)});
    case T_GUID: guid_print(d.g, text); return arena_str(a, (str){text, 36});
    case T_DYNAMIC: return dyn_text(a, d.dy);
    default: return (str){0};
    }
}
