/* number_text: numbers as text, without locale. */
#ifndef BASE_NUMBER_TEXT_H
#define BASE_NUMBER_TEXT_H

#include "base/str.h"

#define NUMBER_TEXT 40 /* bytes enough for any printed number */

bool int64_parse(str text, int64_t *out);   /* [+-]digits or 0x hex; whole text, no blanks; false when out of range */
bool double_parse(str text, double *out);   /* [+-]digits[.digits][e..]; whole text; also NaN, inf, -inf in the spellings Kusto takes */
bool exponent_parse(str s, uint32_t at, int *exponent); /* adds what [+-]digits behind an e say; a large one is cut to what is out of range anyway */
uint32_t int64_print(int64_t v, char out[NUMBER_TEXT]);
uint32_t double_print(double v, char out[NUMBER_TEXT]); /* shortest that reads back, as Kusto prints reals: 1.0 for 1, 1E+20 style; "NaN", "Infinity", "-Infinity" */

#endif
