#include "interp/scalar/regex_starts.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What a part of the pattern matches, as far as the first bytes tell. */
typedef struct shape {
    byte_set at[REGEX_STARTS]; /* what may stand in each place of a match that is long enough */
    uint32_t lengths;          /* bit n: a match may have n bytes; bit REGEX_STARTS: so many or more */
} shape;

enum { ALL_LENGTHS = (2 << REGEX_STARTS) - 1, LONG = 1 << REGEX_STARTS };

static void join(byte_set *to, byte_set more)
{
    to->bits[0] |= more.bits[0];
    to->bits[1] |= more.bits[1];
}

static shape either(shape a, const shape *b)
{
    for (uint32_t i = 0; i < REGEX_STARTS; i++) {
        join(&a.at[i], b->at[i]);
    }
    a.lengths |= b->lengths;
    return a;
}

static shape one_behind_other(shape a, const shape *b)
{
    uint32_t lengths = a.lengths & LONG;
    for (uint32_t n = 0; n < REGEX_STARTS; n++) {
        if (!(a.lengths >> n & 1)) {
            continue;
        }
        for (uint32_t i = n; i < REGEX_STARTS; i++) {
            join(&a.at[i], b->at[i - n]);
        }
        uint32_t moved = b->lengths << n;
        lengths |= moved > ALL_LENGTHS ? (moved & ALL_LENGTHS) | LONG : moved;
    }
    a.lengths = lengths;
    return a;
}

static shape shape_of(const regex_node *node);

static shape repeated(const regex_node *node)
{
    shape all = {.lengths = 1}, one = shape_of(node->kid[0]);
    for (uint32_t i = 0; i < node->min && i < REGEX_STARTS; i++) {
        all = one_behind_other(all, &one);
    }
    one.lengths |= 1;
    for (uint32_t i = node->min; i < node->max && i < node->min + REGEX_STARTS; i++) {
        all = one_behind_other(all, &one);
    }
    return all;
}

static shape of_set(const code_set *set)
{
    shape s = {.lengths = 2};
    for (uint32_t c = 0; c < 128; c++) {
        s.at[0].bits[c / 64] |= (uint64_t)set_has(set, c) << c % 64;
    }
    return s;
}

static shape shape_of(const regex_node *node)
{
    shape s = {.lengths = 1};
    switch ((node_kind)node->kind) {
    case RX_SET:
        return of_set(node->set);
    case RX_GROUP:
        return shape_of(node->kid[0]);
    case RX_REPEAT:
        return repeated(node);
    case RX_CAT:
        for (uint32_t i = 0; i < node->n && s.lengths != LONG; i++) {
            shape next = shape_of(node->kid[i]);
            s = one_behind_other(s, &next);
        }
        return s;
    case RX_ALT:
        s = shape_of(node->kid[0]);
        for (uint32_t i = 1; i < node->n; i++) {
            shape next = shape_of(node->kid[i]);
            s = either(s, &next);
        }
        return s;
    default: /* what takes no bytes */
        return s;
    }
}

/* The one or two bytes of a set; false: there are others. */
static bool one_or_two(byte_set set, char out[2])
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < 128; c++) {
        if (set.bits[c / 64] >> c % 64 & 1) {
            if (n == 2) {
                return false;
            }
            out[n++] = (char)c;
        }
    }
    out[1] = n == 1 ? out[0] : out[1];
    return n > 0;
}

regex_starts regex_starts_of(const regex_tree *t)
{
    shape s = shape_of(t->root);
    regex_starts out = {.n = s.lengths ? (uint32_t)__builtin_ctz(s.lengths) : 0};
    memcpy(out.at, s.at, sizeof out.at);
    if (out.n < 2 || !one_or_two(s.at[0], out.first) || !one_or_two(s.at[1], out.second)) {
        out.n = 0;
    }
    return out;
}

static inline bool could_begin(const regex_starts *s, str text, uint32_t at)
{
    if (text.n - at < s->n) {
        return false;
    }
    for (uint32_t i = 0; i < s->n; i++) {
        unsigned char c = (unsigned char)text.p[at + i];
        if (c >= 128 || !(s->at[i].bits[c / 64] >> c % 64 & 1)) {
            return false;
        }
    }
    return true;
}

uint32_t regex_starts_next(const regex_starts *s, str text, uint32_t from)
{
    uint32_t at = from;
#ifdef __SSE2__
    const __m128i a = _mm_set1_epi8(s->first[0]), b = _mm_set1_epi8(s->first[1]);
    const __m128i c = _mm_set1_epi8(s->second[0]), d = _mm_set1_epi8(s->second[1]);
    for (; text.n - at >= 17; at += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(text.p + at));
        __m128i w = _mm_loadu_si128((const __m128i *)(const void *)(text.p + at + 1));
        v = _mm_or_si128(_mm_cmpeq_epi8(v, a), _mm_cmpeq_epi8(v, b));
        w = _mm_or_si128(_mm_cmpeq_epi8(w, c), _mm_cmpeq_epi8(w, d));
        for (uint32_t hits = (uint32_t)_mm_movemask_epi8(_mm_and_si128(v, w)); hits; hits &= hits - 1) {
            uint32_t hit = at + (uint32_t)__builtin_ctz(hits);
            if (could_begin(s, text, hit)) {
                return hit;
            }
        }
    }
#endif
    while (at < text.n && !could_begin(s, text, at)) {
        at++;
    }
    return at;
}
