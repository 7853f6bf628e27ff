#include "base/number_text.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- integers */

static bool hex_parse(str s, bool negative, int64_t *out)
{
    uint64_t v = 0;
    if (s.n == 0 || s.n > 16) return false;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i], l = (char)(c | 32);
        if (c >= '0' && c <= '9') {
            v = v << 4 | (uint64_t)(c - '0');
        } else if (l >= 'a' && l <= 'f') {
            v = v << 4 | (uint64_t)(l - 'a' + 10);
        } else {
            return false;
        }
    }
    *out = (int64_t)(negative ? 0 - v : v);
    return true;
}

bool int64_parse(str s, int64_t *out)
{
    bool negative = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) s = str_sub(s, 1, s.n - 1);
    if (s.n > 2 && s.p[0] == '0' && (s.p[1] | 32) == 'x') return hex_parse(str_sub(s, 2, s.n - 2), negative, out);
    int64_t v = 0;
    if (s.n == 0) return false;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, s.p[i] - '0', &v)) return false;
    }
    if (!negative && v == INT64_MIN) return false; /* counted downwards, since the least number has no positive twin */
    *out = negative ? v : -v;
    return true;
}

uint32_t int64_print(int64_t v, char out[NUMBER_TEXT])
{
    char back[24];
    uint32_t n = 0, at = 0;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do back[n++] = (char)('0' + u % 10);
    while (u /= 10);
    if (v < 0) out[at++] = '-';
    while (n) out[at++] = back[--n];
    out[at] = 0;
    return at;
}

/* ---- reals */

/* What a text of digits, point and exponent says: mantissa * 10^exponent; `exact` when no digit was left out. */
typedef struct digits {
    uint64_t mantissa;
    int exponent;
    bool negative, exact;
} digits;

static bool read_exponent(str s, uint32_t at, int *exponent)
{
    bool negative = at < s.n && s.p[at] == '-';
    if (at < s.n && (s.p[at] == '-' || s.p[at] == '+')) at++;
    int e = 0;
    if (at == s.n) return false;
    for (; at < s.n; at++) {
        if (s.p[at] < '0' || s.p[at] > '9') return false;
        if (e < 100000) e = e * 10 + (s.p[at] - '0');
    }
    *exponent += negative ? -e : e;
    return true;
}

static bool read_digits(str s, digits *d)
{
    *d = (digits){.exact = true};
    uint32_t at = 0, seen = 0;
    bool point = false;
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
    return (s.p[at] | 32) == 'e' && read_exponent(s, at + 1, &d->exponent);
}

/* The rare case, by the C library under the C locale. s was checked to be a plain number. */
static double read_hard(str s)
{
    static locale_t c; /* made once; a second maker loses nothing but the memory of one locale */
    if (!c) c = newlocale(LC_ALL_MASK, "C", NULL);
    char small[128], *z = s.n < sizeof small ? small : malloc(s.n + 1u);
    if (!z) return NAN;
    memcpy(z, s.p, s.n);
    z[s.n] = 0;
    double v = strtod_l(z, NULL, c);
    if (z != small) free(z);
    return v;
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
    if (d.mantissa == 0 && d.exact) {
        *out = d.negative ? -0.0 : 0.0;
    } else if (d.exact && d.mantissa < (1ULL << 53) && d.exponent >= -22 && d.exponent <= 22) {
        double m = (double)d.mantissa; /* both exact, so the one rounding is right (Clinger) */
        m = d.exponent < 0 ? m / power[-d.exponent] : m * power[d.exponent];
        *out = d.negative ? -m : m;
    } else {
        *out = read_hard(s);
    }
    return true;
}

/* The fewest digits that read back as v: digits without point in `text`, and the exponent of the first. */
static uint32_t shortest(double v, char text[32], int *exponent)
{
    for (int precision = 1; precision <= 17; precision++) {
        if (precision > 1 && precision < 15 && precision != 6) continue; /* most need few digits or nearly all; zeros behind go below */
        snprintf(text, 32, "%.*e", precision - 1, v);
        if (strtod(text, NULL) != v) continue;
        break;
    }
    char *e = strchr(text, 'e');
    *exponent = atoi(e + 1);
    uint32_t n = 0;
    for (char *p = text; p < e; p++)
        if (*p != '.') text[n++] = *p;
    while (n > 1 && text[n - 1] == '0') n--;
    return n;
}

uint32_t double_print(double v, char out[NUMBER_TEXT])
{
    if (v != v) return (uint32_t)sprintf(out, "NaN");
    if (isinf(v)) return (uint32_t)sprintf(out, v < 0 ? "-Infinity" : "Infinity");
    char text[32];
    int exponent = 0;
    uint32_t at = 0, n = 1;
    if (signbit(v)) out[at++] = '-';
    text[0] = '0';
    if (v != 0) n = shortest(fabs(v), text, &exponent);
    if (exponent < -4 || exponent >= 15) { /* as .NET writes a double: 1E+15, 1E-06 */
        out[at++] = text[0];
        if (n > 1) out[at++] = '.';
        memcpy(out + at, text + 1, n - 1);
        at += n - 1;
        return at + (uint32_t)sprintf(out + at, "E%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
    }
    if (exponent < 0) {
        out[at++] = '0';
        out[at++] = '.';
        for (int i = -1; i > exponent; i--) out[at++] = '0';
    }
    for (uint32_t i = 0; i < n || (int)i <= exponent; i++) {
        out[at++] = i < n ? text[i] : '0';
        if ((int)i == exponent && i + 1 < n) out[at++] = '.';
    }
    if ((int)n <= exponent + 1) { /* a real stays a real: 1 is 1.0 */
        out[at++] = '.';
        out[at++] = '0';
    }
    out[at] = 0;
    return at;
}
