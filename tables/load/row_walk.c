#include "tables/load/row_walk.h"

#include "tables/load/json_walk.h"
#include "tables/load/row_walk_each.h"

/* What is learned has an end; a file with more keys and orders still reads right, only slower. */
#define MOST_STEPS 20000
#define MOST_OTHER 64
#define MOST_TEXT  256

void row_walk_init(row_walk *w, arena *mem, row_walk_slot *slot_of, void *of)
{
    *w = (row_walk){.mem = mem, .slot_of = slot_of, .of = of};
}

static walk_step *step_new(row_walk *w, const char *p, uint32_t n, str key, bool string)
{
    walk_step *s = ARENA_NEW(w->mem, walk_step);
    s->text = arena_dup(w->mem, p, n);
    s->n = n;
    s->slot = w->slot_of(w->of, key);
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
        w->spare = (walk_step){.n = n, .slot = w->slot_of(w->of, key), .string = string};
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
__attribute__((noinline)) void row_walk_string(cells *c, slot *s, uint32_t row, const char *p, uint32_t n)
{
    if (s->late && s->rows == row) {
        s->rows = row + 1;
        s->v.s[row] = (str){p, n | LATE_TEXT};
        return;
    }
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
        row_walk_string(c, s, row, p + 1, (uint32_t)(end - p - 1));
    }
    return end;
}

walk_step *row_walk_find(row_walk *w, const char *p, const char *e, bool first, walk_step **where)
{
    uint32_t others = 0;
    for (walk_step *s = *where; s; s = s->other, others++) {
        if (step_fits(s, p)) {
            return s;
        }
    }
    return *p == '}' ? NULL : learn(w, p, e, first, others < MOST_OTHER ? where : NULL);
}

typedef struct row_to {
    cells *c;
    uint32_t row;
} row_to;

static inline __attribute__((always_inline)) void take_string(void *to, int32_t slot_at, const char *p, uint32_t n)
{
    const row_to *t = to;
    if (slot_at >= 0) {
        row_walk_string(t->c, &t->c->slots[slot_at], t->row, p, n);
    }
}

static inline __attribute__((always_inline)) const char *take_other(void *to, int32_t slot_at, const char *p, const char *e)
{
    const row_to *t = to;
    return put_other(t->c, slot_at, p, e, t->row);
}

bool row_walk_put(row_walk *w, cells *c, const char *text, const uint32_t **quotes, uint32_t from, uint32_t to, uint32_t row)
{
    row_to where = {c, row};
    return row_walk_each(w, text, quotes, from, to, take_string, take_other, &where);
}
