/* real_parse: text to the nearest double, halves to even, in three steps that each take what the one before leaves:
 *   1. up to 15 or so digits and a small power of ten: both exact in a double, so one operation rounds once (Clinger)
 *   2. 19 digits times a power of ten kept to 128 bits: right unless the product comes within its own error of a half
 *   3. whole numbers of any size, against that half */
#include "base/number_text.h"
#include "base/power10.h"

#include <math.h>

typedef unsigned __int128 u128;

/* What a text of digits, point and exponent says: mantissa * 10^exponent; `exact` when no digit was left out. */
typedef struct digits {
    uint64_t mantissa;
    int exponent;
    bool negative, exact;
} digits;

bool exponent_parse(str s, uint32_t at, int *exponent)
{
    bool negative = at < s.n && s.p[at] == '-';
    if (at < s.n && (s.p[at] == '-' || s.p[at] == '+')) at++;
    int e = 0;
    if (at == s.n) return false;
    for (; at < s.n; at++) {
        if (s.p[at] < '0' || s.p[at] > '9') return false;
        if (e < 100000000) e = e * 10 + (s.p[at] - '0');
    }
    *exponent += negative ? -e : e;
    return true;
}

static bool read_digits(str s, digits *d)
{
    *d = (digits){.exact = true};
    uint32_t at = 0, seen = 0;
    bool point = false;
    if (s.n > 1u << 30) return false; /* so that exponents cannot overflow */
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) d->negative = s.p[at++] == '-';
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            seen++;
            if (d->mantissa < 1000000000000000000ULL) {
                d->mantissa = d->mantissa * 10 + (uint64_t)(c - '0');
                d->exponent -= point;
            } else {
                d->exact &= c == '0';
                d->exponent += !point;
            }
        } else {
            break;
        }
    }
    if (seen == 0) return false;
    if (at == s.n) return true;
    return (s.p[at] | 32) == 'e' && exponent_parse(s, at + 1, &d->exponent);
}

/* ---- the third step */

#define LIMBS 64  /* 4096 bits: 800 digits, or 54 bits times 5^1142, and room */
#define DIGITS 800 /* no half between two doubles has more; one digit stands for all behind */

typedef struct big {
    uint32_t n; /* limbs in use */
    uint64_t limb[LIMBS];
} big;

static void big_mul_add(big *b, uint64_t by, uint64_t add)
{
    for (uint32_t i = 0; i < b->n; i++) {
        u128 v = (u128)b->limb[i] * by + add;
        b->limb[i] = (uint64_t)v;
        add = (uint64_t)(v >> 64);
    }
    if (add && b->n < LIMBS) b->limb[b->n++] = add;
}

static void big_mul_pow5(big *b, int n)
{
    for (; n >= 27; n -= 27) big_mul_add(b, 7450580596923828125ULL, 0); /* 5^27 */
    for (; n > 0; n--) big_mul_add(b, 5, 0);
}

static void big_mul_pow2(big *b, int n)
{
    for (; n >= 63; n -= 63) big_mul_add(b, 1ULL << 63, 0);
    if (n > 0) big_mul_add(b, 1ULL << n, 0);
}

static int big_cmp(const big *a, const big *b)
{
    if (a->n != b->n) return a->n > b->n ? 1 : -1;
    for (uint32_t i = a->n; i-- > 0;)
        if (a->limb[i] != b->limb[i]) return a->limb[i] > b->limb[i] ? 1 : -1;
    return 0;
}

/* All digits of s as a whole number; gives the power of ten that goes with it. */
static int big_read(big *b, str s, const digits *d)
{
    int total = 0, taken = 0;
    bool cut = false;
    for (uint32_t i = 0; i < s.n && (s.p[i] | 32) != 'e'; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || (s.p[i] == '0' && total == 0)) continue;
        total++;
        if (taken < DIGITS) {
            big_mul_add(b, 10, (uint64_t)(s.p[i] - '0'));
            taken++;
        } else {
            cut |= s.p[i] != '0';
        }
    }
    if (cut) big_mul_add(b, 10, 1);
    int in_mantissa = total < 19 ? total : 19; /* what d->exponent counts behind */
    return d->exponent + in_mantissa - taken - cut;
}

/* The sign of (the number in s) - m * 2^x. */
static int compare_exactly(str s, const digits *d, uint64_t m, int x)
{
    big left = {0}, right = {1, {m}};
    int e = big_read(&left, s, d);
    big_mul_pow5(&left, e);
    big_mul_pow5(&right, -e);
    big_mul_pow2(&left, e - x);
    big_mul_pow2(&right, x - e);
    return big_cmp(&left, &right);
}

/* ---- the second step
 * product = mantissa * 10^exponent as 128 bits times 2^scale. Its low `drop` bits do not fit into a double:
 *
 *   |1 ... 53 bits ... |h| ... drop - 1 bits ... |     h decides, unless the rest is all but zero or all but one
 */
static double read_scaled(str s, const digits *d)
{
    if (d->exponent < POWER10_MIN) return 0; /* below 10^19 * 10^-343, a third of the least double */
    if (d->exponent > 308) return HUGE_VAL;
    power10 t = power10_of(d->exponent);
    int up = __builtin_clzll(d->mantissa);
    uint64_t m = d->mantissa << up;
    u128 product = (u128)m * t.hi + (uint64_t)((u128)m * t.lo >> 64);
    int scale = power10_bits(d->exponent) - 63 - up;
    int drop = (product >> 127 ? 128 : 127) - 53, least = -1074 - scale; /* a bit below 2^-1074 fits no double */
    if (drop < least) drop = least;
    if (drop > 128) return 0; /* less than half of 2^-1074 */
    u128 error = 3 + (d->exact ? 0 : (u128)t.hi << up), half = (u128)1 << (drop - 1);
    uint64_t kept = drop == 128 ? 0 : (uint64_t)(product >> drop);
    u128 rest = drop == 128 ? product : product - ((u128)kept << drop);
    bool above = rest > half;
    if ((above ? rest - half : half - rest) <= error) {
        int c = compare_exactly(s, d, 2 * kept + 1, scale + drop - 1);
        above = c > 0 || (c == 0 && (kept & 1));
    }
    return ldexp((double)(kept + above), scale + drop);
}

static bool read_named(str s, double *out)
{
    bool negative = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) s = str_sub(s, 1, s.n - 1);
    char low[16];
    if (s.n >= sizeof low) return false;
    for (uint32_t i = 0; i < s.n; i++) low[i] = (char)(s.p[i] | 32);
    str l = {low, s.n};
    if (str_is(l, "nan")) {
        *out = NAN;
    } else if (str_is(l, "inf") || str_is(l, "infinity")) {
        *out = negative ? -INFINITY : INFINITY;
    } else {
        return false;
    }
    return true;
}

bool double_parse(str s, double *out)
{
    static const double power[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    digits d;
    if (!read_digits(s, &d)) return read_named(s, out);
    double v = 0;
    if (d.exact && d.mantissa < (1ULL << 53) && d.exponent >= -22 && d.exponent <= 22) {
        v = (double)d.mantissa;
        v = d.exponent < 0 ? v / power[-d.exponent] : v * power[d.exponent];
    } else if (d.mantissa) {
        v = read_scaled(s, &d);
    }
    *out = d.negative ? -v : v;
    return true;
}
