/* code_rows: which rows of a coded column have a wanted value.
 *
 *   code     [ 7 7 3 9 | 7 7 7 7 | ... ]     two bytes a row
 *   wanted   [ 0 0 0 1 ... ]                 a byte a code: 3
 *   few      { 3 }                           the same, where a handful of codes are wanted
 *
 * With few wanted codes, 32 rows are compared with each of them at once; only where one is among them is every row
 * looked at. A selective filter (an event's number, a program's name) is the usual one. */
#ifndef TABLES_CODE_ROWS_H
#define TABLES_CODE_ROWS_H

#include <stdint.h>

#define FEW_CODES 8

typedef struct code_rows {
    uint8_t *wanted; /* by code, 0 or 1 */
    uint16_t few[FEW_CODES];
    uint32_t n; /* how many are wanted; `few` holds them up to FEW_CODES */
} code_rows;

void code_rows_want(code_rows *r, uint16_t code);

/* Writes the wanted ones of rows 0..n-1 to `out` (room for n), in order, and gives their number. */
uint32_t code_rows_choose(const code_rows *r, const uint16_t *code, uint32_t n, uint16_t *out);

#endif
