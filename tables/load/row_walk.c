#include "tables/load/row_walk.h"

#include "tables/load/json_walk.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What is learned has an end; a file with more keys and orders still reads right, only slower. */
#define MOST_STEPS 20000
#define MOST_OTHER 64
#define MOST_TEXT  256

void row_walk_init(row_walk *w, arena *mem, json_rows *keys)
{
    *w = (row_walk){.mem = mem, .keys = keys};
}

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

static walk_step *step_new(row_walk *w, const char *p, uint32_t n, str key, bool string)
{
    walk_step *s = ARENA_NEW(w->mem, walk_step);
    s->text = arena_dup(w->mem, p, n);
    s->n = n;
    s->slot = json_rows_slot(w->keys, key);
    s->string = string;
    memcpy(s->head, p, n < 16 ? n : 16);
    memcpy(s->tail, p + (n < 16 ? 0 : n - 16), n < 16 ? n : 16);
    return s;
}

/* Reads what leads to the next value: p is behind the brace (`first`) or the last value. The step is kept at *where,
 * unless that is NULL. NULL: not of the plain kind. */
static walk_step *learn(row_walk *w, const char *p, const char *e, bool first, walk_step **where)
{
    const char *k = json_blank(p, e);
    bool escaped;
    if (!first && (k >= e || *k++ != ',')) {
        return NULL;
    }
    k = json_blank(k, e);
    if (k >= e || *k != '"') {
        return NULL;
    }
    const char *end = json_string_end(k + 1, e, &escaped);
    const char *colon = end ? json_blank(end + 1, e) : e;
    if (!end || escaped || colon >= e || *colon != ':') {
        return NULL;
    }
    const char *value = json_blank(colon + 1, e);
    if (value >= e) {
        return NULL;
    }
    bool string = *value == '"';
    str key = {k + 1, (uint32_t)(end - k - 1)};
    uint32_t n = (uint32_t)(value - p) + string;
    if (!where || w->n_steps >= MOST_STEPS || n > MOST_TEXT) {
        w->spare = (walk_step){.n = n, .slot = json_rows_slot(w->keys, key), .string = string};
        return &w->spare;
    }
    walk_step *s = step_new(w, p, n, key, string);
    w->n_steps++;
    s->other = *where;
    *where = s;
    return s;
}

/* Whether text has a backslash, and whether it has more than ASCII: bits 0 and 1. May look at 15 bytes behind it. */
static inline unsigned text_kind(const char *p, uint32_t n)
{
#ifdef __SSE2__
    const __m128i slash = _mm_set1_epi8('\\');
    __m128i slashes = _mm_setzero_si128(), high = slashes;
    for (; n >= 16; p += 16, n -= 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
        slashes = _mm_or_si128(slashes, _mm_cmpeq_epi8(v, slash));
        high = _mm_or_si128(high, v);
    }
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    uint32_t within = (1u << n) - 1;
    uint32_t s = ((uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, slash)) & within) | (uint32_t)_mm_movemask_epi8(slashes);
    uint32_t h = ((uint32_t)_mm_movemask_epi8(v) & within) | (uint32_t)_mm_movemask_epi8(high);
    return (s != 0) | (unsigned)(h != 0) << 1;
#else
    return (memchr(p, '\\', n) != NULL) | (unsigned)!json_is_ascii((str){p, n}) << 1;
#endif
}

/* Few values are asked for: apart, so that the walk over the others keeps what it needs in registers. */
static __attribute__((noinline)) void put_string(cells *c, slot *s, uint32_t row, const char *p, uint32_t n)
{
    unsigned kind = text_kind(p, n);
    str text = kind & 1 ? json_unescape(c->mem, p, p + n) : (str){p, n};
    if (!(kind & 2) && s->v.type == T_STRING && s->rows == row) { /* unescaped ASCII is UTF-8, whatever it spells */
        s->rows = row + 1;
        s->v.s[row] = text;
    } else {
        cell_put_text(c, s, row, text);
    }
}

/* A number of up to nine digits for an int or long; false: the general way. */
static inline bool put_small(slot *s, uint32_t row, const char *p, uint32_t n)
{
    uint32_t v = 0;
    if (n > 9 || s->rows != row || (s->v.type != T_LONG && s->v.type != T_INT)) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t digit = (uint32_t)(unsigned char)p[i] - '0';
        if (digit > 9) {
            return false;
        }
        v = v * 10 + digit;
    }
    s->v.type == T_INT ? (void)(s->v.i[row] = (int32_t)v) : (void)(s->v.l[row] = v);
    s->null[row] = 0;
    s->rows = row + 1;
    return true;
}

/* What is no string: the byte behind it, or NULL. */
static __attribute__((noinline)) const char *put_other(cells *c, int32_t slot_at, const char *p, const char *e, uint32_t row)
{
    if (*p == '{' || *p == '[') {
        return slot_at < 0 ? json_tree_end(p, e) : cell_put_json(c, &c->slots[slot_at], row, p, e);
    }
    const char *end = json_scalar_end(p, e);
    if (end && slot_at >= 0 && !put_small(&c->slots[slot_at], row, p, (uint32_t)(end - p))) {
        cell_put_number(c, &c->slots[slot_at], row, (str){p, (uint32_t)(end - p)});
    }
    return end;
}

const char *row_walk_value(cells *c, slot *s, const char *p, const char *e, uint32_t row)
{
    if (*p != '"') {
        return put_other(c, (int32_t)(s - c->slots), p, e, row);
    }
    bool escaped;
    const char *end = json_string_end(p + 1, e, &escaped);
    if (end) {
        put_string(c, s, row, p + 1, (uint32_t)(end - p - 1));
    }
    return end;
}

/* The step that stands at p, learned if need be. NULL: none, which is right where the object closes. */
static __attribute__((noinline)) walk_step *find_step(row_walk *w, const char *p, const char *e, bool first, walk_step **where)
{
    uint32_t others = 0;
    for (walk_step *s = *where; s; s = s->other, others++) {
        if (step_fits(s, p)) {
            return s;
        }
    }
    return *p == '}' ? NULL : learn(w, p, e, first, others < MOST_OTHER ? where : NULL);
}

bool row_walk_put(row_walk *w, cells *c, const char *text, const uint32_t **quotes, uint32_t from, uint32_t to, uint32_t row)
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
            s = find_step(w, p, e, where == &w->first, where);
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
            if (s->slot >= 0) {
                put_string(c, &c->slots[s->slot], row, p, (uint32_t)(text + end - p));
            }
            p = text + end + 1;
            quote += 4;
        } else {
            p = put_other(c, s->slot, p, e, row);
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
