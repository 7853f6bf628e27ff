/* row_walk_each: the walk of row_walk.h, for each who takes the values. What takes them is inlined. */
#ifndef TABLES_LOAD_ROW_WALK_EACH_H
#define TABLES_LOAD_ROW_WALK_EACH_H

#include "tables/load/json_walk.h"
#include "tables/load/row_walk.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef void walk_string(void *ctx, int32_t slot, const char *p, uint32_t n); /* what stands between the quotes */
/* Any other value at p, before e: the byte behind it, or NULL: it is not structured as JSON. */
typedef const char *walk_other(void *ctx, int32_t slot, const char *p, const char *e);

/* Reads up to 15 bytes behind the step's text. */
static inline bool step_fits(const walk_step *s, const char *p)
{
#ifdef __SSE2__
    const __m128i *head = (const __m128i *)(const void *)s->head, *tail = (const __m128i *)(const void *)s->tail;
    __m128i at = _mm_loadu_si128((const __m128i *)(const void *)p);
    uint32_t same = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(at, _mm_loadu_si128(head)));
    if (s->n <= 16) {
        return (~same & ((1u << s->n) - 1)) == 0;
    }
    at = _mm_loadu_si128((const __m128i *)(const void *)(p + s->n - 16));
    same &= (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(at, _mm_loadu_si128(tail)));
    return same == 0xffff && (s->n <= 32 || memcmp(p + 16, s->text + 16, s->n - 32) == 0);
#else
    return memcmp(p, s->text, s->n) == 0;
#endif
}

/* As row_walk_put says. */
static inline __attribute__((always_inline)) bool row_walk_each(row_walk *w, const char *text, const uint32_t **quotes,
                                                                uint32_t from, uint32_t to, walk_string *string,
                                                                walk_other *other, void *ctx)
{
    const char *e = text + to, *p = text + from;
    const uint32_t *quote = *quotes; /* of the next key */
    walk_step **where = &w->first, *s;
    if (from == to || *p++ != '{') {
        return false;
    }
    for (;; where = &s->next) {
        s = *where;
        if (!s || !step_fits(s, p)) {
            s = row_walk_find(w, p, e, where == &w->first, where);
        }
        if (!s) {
            break;
        }
        p += s->n;
        if (s->string) {
            uint32_t end = quote[3];
            if (end >= to) {
                return false;
            }
            string(ctx, s->slot, p, (uint32_t)(text + end - p));
            p = text + end + 1;
            quote += 4;
        } else {
            p = other(ctx, s->slot, p, e);
            if (!p) {
                return false;
            }
            for (quote += 2; *quote < (uint32_t)(p - text); quote++) { /* those inside an object or array */
            }
        }
        if (p >= e) {
            return false;
        }
    }
    *quotes = quote;
    p = json_blank(p, e);
    return p < e && *p == '}' && json_blank(p + 1, e) == e;
}

#endif
