#include "tables/code_rows.h"

#include <stdbool.h>

typedef uint16_t codes_8 __attribute__((vector_size(16), aligned(2), may_alias));
typedef uint64_t pair __attribute__((vector_size(16)));

enum { BLOCK = 32 };

void code_rows_want(code_rows *r, uint16_t code)
{
    if (r->n < FEW_CODES) {
        r->few[r->n] = code;
    }
    r->n++;
    r->wanted[code] = 1;
}

/* Is any of BLOCK codes one of the few? */
static inline bool block_has(const codes_8 *few, uint32_t n, const uint16_t *code)
{
    const codes_8 *at = (const codes_8 *)code;
    codes_8 a = at[0], b = at[1], c = at[2], d = at[3], found = {0};
    for (uint32_t k = 0; k < n; k++) {
        found |= (codes_8)(a == few[k]) | (codes_8)(b == few[k]) | (codes_8)(c == few[k]) | (codes_8)(d == few[k]);
    }
    pair both = (pair)found;
    return both[0] | both[1];
}

static uint32_t choose_each(const code_rows *r, const uint16_t *code, uint32_t from, uint32_t to, uint32_t kept, uint16_t *out)
{
    for (uint32_t i = from; i < to; i++) {
        out[kept] = (uint16_t)i;
        kept += r->wanted[code[i]];
    }
    return kept;
}

uint32_t code_rows_choose(const code_rows *r, const uint16_t *code, uint32_t n, uint16_t *out)
{
    uint32_t kept = 0, at = 0;
    if (r->n <= FEW_CODES) {
        codes_8 few[FEW_CODES];
        for (uint32_t k = 0; k < r->n; k++) {
            few[k] = (codes_8){0} + r->few[k];
        }
        for (; at + BLOCK <= n; at += BLOCK) {
            if (block_has(few, r->n, code + at)) {
                kept = choose_each(r, code, at, at + BLOCK, kept, out);
            }
        }
    }
    return choose_each(r, code, at, n, kept, out);
}
