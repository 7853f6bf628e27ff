/* decimal: sign, exponent and coefficient in 128 bits.
 *
 *   hi: s eeeeeeeeeeeeee ccccc...   1 bit sign, 14 bits exponent + BIAS, 49 bits coefficient
 *   lo: ccccccccccccccccccccc...    64 bits coefficient, at most 34 decimal digits together
 *
 * Arithmetic unpacks, works in unsigned 128-bit integers, rounds half to even, and packs with trailing zeros dropped, so that equal
 * values are equal bytes. */
#include "base/decimal.h"

#include "base/hash.h"
#include "base/number_text.h"

#include <math.h>
#include <stdio.h>

#define DIGITS 34
#define BIAS 6176
#define MAX_EXPONENT 6111
#define TOP_MASK ((1ULL << 49) - 1)

typedef unsigned __int128 u128;

typedef struct parts {
    bool negative;
    int exponent;
    u128 c;
} parts;

static u128 ten_to(int n)
{
    u128 v = 1;
    for (u128 base = 10; n; n >>= 1, base *= base)
        if (n & 1) v *= base;
    return v;
}

static int count_digits(u128 c)
{
    int n = 0;
    for (; c; c /= 10) n++;
    return n;
}

static parts unpack(decimal d)
{
    parts p = {d.hi >> 63 != 0, 0, (u128)(d.hi & TOP_MASK) << 64 | d.lo};
    if (p.c) p.exponent = (int)(d.hi >> 49 & 0x3FFF) - BIAS;
    return p;
}

/* c / 10^n, rounded half to even. */
static u128 shift_right(u128 c, int n)
{
    if (n <= 0) return c;
    if (n > 38) return 0;
    u128 unit = ten_to(n), q = c / unit, rest = c % unit, half = unit / 2;
    return q + (rest > half || (rest == half && (q & 1)));
}

static bool pack(parts p, decimal *out)
{
    int over = count_digits(p.c) - DIGITS;
    if (over > 0) {
        p.c = shift_right(p.c, over);
        p.exponent += over;
    }
    for (; p.c && p.c % 10 == 0; p.c /= 10) p.exponent++;
    if (p.c == 0) p = (parts){0};
    while (p.exponent > MAX_EXPONENT && count_digits(p.c) < DIGITS) {
        p.c *= 10;
        p.exponent--;
    }
    if (p.exponent > MAX_EXPONENT) return false;
    if (p.exponent < -BIAS) {
        p.c = shift_right(p.c, -BIAS - p.exponent);
        p.exponent = -BIAS;
        if (p.c == 0) p = (parts){0};
    }
    uint64_t e = p.c ? (uint64_t)(p.exponent + BIAS) : 0;
    out->hi = (uint64_t)p.negative << 63 | e << 49 | (uint64_t)(p.c >> 64);
    out->lo = (uint64_t)p.c;
    return true;
}

/* ---- text */

bool decimal_parse(str s, decimal *out)
{
    parts p = {0};
    u128 full = ten_to(36); /* two digits more than we keep, to round by */
    uint32_t at = 0, seen = 0;
    bool point = false, cut = false;
    if (s.n > 1u << 30) return false; /* so that exponents cannot overflow */
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) p.negative = s.p[at++] == '-';
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') break;
        seen++;
        if (p.c < full) {
            p.c = p.c * 10 + (u128)(c - '0');
            p.exponent -= point;
        } else {
            cut |= c != '0';
            p.exponent += !point;
        }
    }
    if (seen == 0) return false;
    if (at < s.n && ((s.p[at] | 32) != 'e' || !exponent_parse(s, at + 1, &p.exponent))) return false;
    if (cut && p.c % 10 == 0) p.c++; /* what was cut decides a tie */
    return pack(p, out);
}

static uint32_t digits_text(u128 c, char out[40])
{
    char back[40];
    uint32_t n = 0;
    do back[n++] = (char)('0' + (int)(c % 10));
    while (c /= 10);
    for (uint32_t i = 0; i < n; i++) out[i] = back[n - 1 - i];
    return n;
}

uint32_t decimal_print(decimal d, char out[DECIMAL_TEXT])
{
    parts p = unpack(d);
    char text[40];
    uint32_t n = digits_text(p.c, text), at = 0;
    int point = (int)n + p.exponent; /* digits before the point */
    if (p.negative) out[at++] = '-';
    if (point > 40 || point < -20) {
        out[at++] = text[0];
        if (n > 1) out[at++] = '.';
        memcpy(out + at, text + 1, n - 1);
        at += n - 1;
        return at + (uint32_t)sprintf(out + at, "E%+d", point - 1);
    }
    if (point <= 0) {
        out[at++] = '0';
        out[at++] = '.';
        for (int i = point; i < 0; i++) out[at++] = '0';
    }
    for (int i = 0; i < (int)n || i < point; i++) {
        if (i == point && i > 0) out[at++] = '.';
        out[at++] = i < (int)n ? text[i] : '0';
    }
    out[at] = 0;
    return at;
}

/* ---- other numbers */

decimal decimal_from_int64(int64_t v)
{
    decimal d;
    pack((parts){v < 0, 0, v < 0 ? 0 - (uint64_t)v : (uint64_t)v}, &d);
    return d;
}

bool decimal_from_double(double v, decimal *out)
{
    char text[NUMBER_TEXT];
    if (v != v || isinf(v)) return false;
    return decimal_parse((str){text, double_print(v, text)}, out);
}

double decimal_to_double(decimal d)
{
    char text[DECIMAL_TEXT];
    double v = 0;
    double_parse((str){text, decimal_print(d, text)}, &v);
    return v;
}

bool decimal_to_int64(decimal d, int64_t *out)
{
    parts p = unpack(decimal_trunc(d));
    if (p.exponent > 19) return false;
    u128 v = p.c * ten_to(p.exponent > 0 ? p.exponent : 0);
    if (p.c > (u128)1 << 64 || v > (u128)INT64_MAX + p.negative) return false;
    *out = (int64_t)(p.negative ? 0 - (uint64_t)v : (uint64_t)v);
    return true;
}

uint64_t decimal_hash(decimal d) { return hash_mix(d.hi, d.lo); }

/* ---- order and arithmetic */

static int magnitude_cmp(parts a, parts b)
{
    if (a.c == 0 || b.c == 0) return (a.c != 0) - (b.c != 0);
    int da = count_digits(a.c) + a.exponent, db = count_digits(b.c) + b.exponent;
    if (da != db) return da > db ? 1 : -1;
    if (a.exponent > b.exponent) a.c *= ten_to(a.exponent - b.exponent); /* same first digit, so this fits */
    if (b.exponent > a.exponent) b.c *= ten_to(b.exponent - a.exponent);
    return (a.c > b.c) - (a.c < b.c);
}

int decimal_cmp(decimal x, decimal y)
{
    parts a = unpack(x), b = unpack(y);
    if (a.negative != b.negative) return a.negative ? -1 : 1;
    int c = magnitude_cmp(a, b);
    return a.negative ? -c : c;
}

/* Brings both to one exponent within 37 digits; what falls off the smaller one leaves a sticky last digit. */
static void align(parts *a, parts *b)
{
    if (a->exponent < b->exponent) {
        parts t = *a;
        *a = *b;
        *b = t;
    }
    int gap = a->exponent - b->exponent, room = 37 - count_digits(a->c);
    int up = gap < room ? gap : room;
    a->c *= ten_to(up);
    a->exponent -= up;
    int down = gap - up;
    if (down == 0) return;
    u128 unit = down > 37 ? 0 : ten_to(down), rest = unit ? b->c % unit : b->c;
    b->c = unit ? b->c / unit : 0;
    if (rest && b->c % 10 == 0) b->c++; /* not a tie, not exact */
    if (rest && b->c % 10 == 5) b->c++;
    b->exponent = a->exponent;
}

bool decimal_add(decimal x, decimal y, decimal *out)
{
    parts a = unpack(x), b = unpack(y);
    if (a.c == 0 || b.c == 0) {
        *out = a.c == 0 ? y : x;
        return true;
    }
    align(&a, &b);
    if (a.negative == b.negative) {
        a.c += b.c;
    } else if (a.c >= b.c) {
        a.c -= b.c;
    } else {
        a.c = b.c - a.c;
        a.negative = b.negative;
    }
    return pack(a, out);
}

decimal decimal_neg(decimal d)
{
    parts p = unpack(d);
    if (p.c) d.hi ^= 1ULL << 63;
    return d;
}

bool decimal_sub(decimal a, decimal b, decimal *out) { return decimal_add(a, decimal_neg(b), out); }

/* 34 by 34 digits as high * 10^34 + low, by halves of 17 digits. */
bool decimal_mul(decimal x, decimal y, decimal *out)
{
    parts a = unpack(x), b = unpack(y);
    u128 half = ten_to(17), whole = ten_to(34);
    u128 a1 = a.c / half, a0 = a.c % half, b1 = b.c / half, b0 = b.c % half;
    u128 mid = a1 * b0 + a0 * b1, low = a0 * b0 + mid % half * half, high = a1 * b1 + mid / half + low / whole;
    low %= whole;
    parts p = {a.negative != b.negative, a.exponent + b.exponent, low};
    int drop = count_digits(high);
    if (drop) {
        u128 kept = high * ten_to(DIGITS - drop) + low / ten_to(drop), rest = low % ten_to(drop), mark = ten_to(drop) / 2;
        p.c = kept + (rest > mark || (rest == mark && (kept & 1)));
        p.exponent += drop;
    }
    return pack(p, out);
}

bool decimal_div(decimal x, decimal y, decimal *out)
{
    parts a = unpack(x), b = unpack(y);
    if (b.c == 0) return false;
    parts q = {a.negative != b.negative, a.exponent - b.exponent, a.c / b.c};
    u128 rest = a.c % b.c;
    while (rest && q.c < ten_to(36)) { /* digit by digit; rest * 10 stays within 117 bits */
        rest *= 10;
        q.c = q.c * 10 + rest / b.c;
        rest %= b.c;
        q.exponent--;
    }
    if (rest && q.c % 10 == 0) q.c++;
    if (rest && q.c % 10 == 5) q.c++;
    return pack(q, out);
}

/* The remainder of a.c * 10^a.exponent by b's magnitude, exact, at the smaller of the two exponents. */
static parts remainder_of(parts a, parts b)
{
    int gap = a.exponent - b.exponent;
    parts r = {false, gap > 0 ? b.exponent : a.exponent, a.c};
    if (gap >= 0) {
        r.c %= b.c;
        for (; gap > 0 && r.c; gap--) r.c = r.c * 10 % b.c; /* as long division does */
    } else if (-gap <= DIGITS && b.c <= a.c / ten_to(-gap)) {
        r.c %= b.c * ten_to(-gap);
    }
    return r;
}

bool decimal_mod(decimal x, decimal y, decimal *out)
{
    parts a = unpack(x), b = unpack(y);
    if (b.c == 0) return false;
    parts r = remainder_of(a, b);
    if (!pack(r, out)) return false;
    if (!a.negative || r.c == 0) return true;
    return decimal_sub(b.negative ? decimal_neg(y) : y, *out, out);
}

/* ---- whole numbers */

decimal decimal_trunc(decimal d)
{
    parts p = unpack(d);
    if (p.exponent >= 0) return d;
    p.c = -p.exponent > 38 ? 0 : p.c / ten_to(-p.exponent);
    p.exponent = 0;
    pack(p, &d);
    return d;
}

static decimal towards(decimal d, bool up)
{
    decimal whole = decimal_trunc(d), one = decimal_from_int64(up ? 1 : -1);
    if (decimal_cmp(whole, d) == 0 || unpack(d).negative == up) return whole;
    decimal_add(whole, one, &whole);
    return whole;
}

decimal decimal_floor(decimal d) { return towards(d, false); }
decimal decimal_ceil(decimal d) { return towards(d, true); }

decimal decimal_round(decimal d, int digits)
{
    parts p = unpack(d);
    if (digits < -2 * BIAS || digits > 2 * BIAS) digits = digits < 0 ? -2 * BIAS : 2 * BIAS;
    int drop = -p.exponent - digits;
    if (drop <= 0) return d;
    u128 unit = drop > 37 ? 0 : ten_to(drop);
    p.c = unit ? (p.c + unit / 2) / unit : 0;
    p.exponent += drop;
    if (!pack(p, &d)) return (decimal){0};
    return d;
}
