/* decimal: a number with up to 34 significant decimal digits, exact; sign, coefficient and exponent in 128 bits
 * (the value range of IEEE 754 decimal128). Results that need more digits are rounded half to even. No NaN or infinity:
 * operations return false where the result does not exist (overflow, division by zero). Zeros at the end are not kept: 1.50 is
 * 1.5, and equal values are equal bytes (no public page shows which text the engine gives). */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/str.h"

typedef struct decimal {
    uint64_t hi, lo; /* opaque; decimal.c draws it */
} decimal;

#define DECIMAL_TEXT 64 /* bytes enough for decimal_print */

bool decimal_parse(str text, decimal *out);              /* [+-]digits[.digits][e[+-]n], nothing around it */
uint32_t decimal_print(decimal d, char out[DECIMAL_TEXT]); /* as Kusto prints it; returns the length, NUL behind */
decimal decimal_from_int64(int64_t v);
bool decimal_from_double(double v, decimal *out);        /* the shortest text that reads back as v; false for NaN, inf */
double decimal_to_double(decimal d);
bool decimal_to_int64(decimal d, int64_t *out);          /* truncates; false when out of range */
int decimal_cmp(decimal a, decimal b);                   /* 1.0 equals 1 */
uint64_t decimal_hash(decimal d);                        /* equal values hash alike */
bool decimal_add(decimal a, decimal b, decimal *out);
bool decimal_sub(decimal a, decimal b, decimal *out);
bool decimal_mul(decimal a, decimal b, decimal *out);
bool decimal_div(decimal a, decimal b, decimal *out);
bool decimal_mod(decimal a, decimal b, decimal *out);    /* never negative, as % in Kusto */
decimal decimal_neg(decimal d);
decimal decimal_floor(decimal d);
decimal decimal_ceil(decimal d);
decimal decimal_trunc(decimal d);
decimal decimal_round(decimal d, int digits);            /* half away from zero */

#endif
