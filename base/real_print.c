/* real_print: the shortest digits that read back as the same double, and among those the nearest; laid out as .NET
 * does. Method: Schubfach (Raffaele Giulietti, "The Schubfach way to render doubles", 2020). The doubles around v leave
 * an interval in which every number reads back as v; it is scaled by a power of ten until two or more whole numbers lie
 * in it, and the shortest of them is taken. */
#include "base/number_text.h"
#include "base/power10.h"

#include <math.h>
#include <stdio.h>

typedef unsigned __int128 u128;

/* The top of g * c; the last bit is also set when anything was cut off, so that comparing stays exact. */
static uint64_t scaled(power10 g, uint64_t c)
{
    u128 low = (u128)g.lo * c, high = (u128)g.hi * c + (uint64_t)(low >> 64);
    return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

/* v = c * 2^q > 0, as digits * 10^*exponent. `narrow`: v is a power of two, the double below half as far as the one
 * above. */
static uint64_t shortest(uint64_t c, int q, bool narrow, int *exponent)
{
    int k = (q * 1262611 - (narrow ? 524031 : 0)) >> 22; /* floor(log10(2^q)), of 3/4 2^q when narrow */
    int h = q + power10_bits(-k) + 1;
    power10 g = power10_of(-k);
    uint64_t odd = c & 1; /* the ends of the interval read back as v only when c is even */
    uint64_t low = scaled(g, (4 * c - 2 + narrow) << h) + odd, high = scaled(g, (4 * c + 2) << h) - odd;
    uint64_t v = scaled(g, 4 * c << h);
    uint64_t s = v / 4, tens = s / 10;
    *exponent = k + 1;
    bool below = low <= 40 * tens, above = 40 * tens + 40 <= high;
    if (s >= 10 && below != above) return tens + above; /* one digit fewer */
    *exponent = k;
    below = low <= 4 * s;
    above = 4 * s + 4 <= high;
    if (below != above) return s + above;
    uint64_t middle = 4 * s + 2;
    return s + (v > middle || (v == middle && (s & 1)));
}

/* The digits of v > 0 without zeros at the end; *first is the power of ten of the first. */
static uint32_t real_digits(double v, char text[NUMBER_TEXT], int *first)
{
    uint64_t bits, c;
    memcpy(&bits, &v, sizeof bits);
    int e = (int)(bits >> 52 & 0x7FF), exponent = 0;
    uint64_t fraction = bits & ((1ULL << 52) - 1);
    c = e ? fraction | 1ULL << 52 : fraction;
    uint64_t d = shortest(c, (e ? e : 1) - 1075, fraction == 0 && e > 1, &exponent);
    while (d % 10 == 0) {
        d /= 10;
        exponent++;
    }
    uint32_t n = int64_print((int64_t)d, text);
    *first = exponent + (int)n - 1;
    return n;
}

static uint32_t scientific(const char *digits, uint32_t n, int first, char *out)
{
    uint32_t at = 0;
    out[at++] = digits[0];
    if (n > 1) out[at++] = '.';
    memcpy(out + at, digits + 1, n - 1);
    at += n - 1;
    return at + (uint32_t)sprintf(out + at, "E%c%02d", first < 0 ? '-' : '+', first < 0 ? -first : first);
}

/* A real stays a real: 1 is 1.0, so that its text reads back as one (our reading: no public page shows the text of a
 * whole real). From 10^15 up and below 10^-4 scientific, with two digits at least in the exponent, as .NET's
 * Double.ToString; the page of erfc() shows 2.20904969985854E-05. */
uint32_t double_print(double v, char out[NUMBER_TEXT])
{
    if (v != v) return (uint32_t)sprintf(out, "NaN");
    if (isinf(v)) return (uint32_t)sprintf(out, v < 0 ? "-Infinity" : "Infinity");
    char digits[NUMBER_TEXT] = "0";
    int first = 0;
    uint32_t at = 0, n = 1;
    if (signbit(v)) out[at++] = '-';
    if (v != 0) n = real_digits(fabs(v), digits, &first);
    if (first < -4 || first >= 15) return at + scientific(digits, n, first, out + at);
    if (first < 0) {
        out[at++] = '0';
        out[at++] = '.';
        for (int i = -1; i > first; i--) out[at++] = '0';
    }
    for (uint32_t i = 0; i < n || (int)i <= first; i++) {
        out[at++] = i < n ? digits[i] : '0';
        if ((int)i == first && i + 1 < n) out[at++] = '.';
    }
    if ((int)n <= first + 1) {
        out[at++] = '.';
        out[at++] = '0';
    }
    out[at] = 0;
    return at;
}
