#include "interp/scalar/whole_terms.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define HEADS 1024

static bool is_term(unsigned char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

bool whole_terms_fit(str text)
{
    for (uint32_t i = 0; i < text.n; i++)
        if (!is_term((unsigned char)text.p[i])) return false;
    return text.n > 0 && text.n <= WHOLE_TERM_MOST;
}

static unsigned char folded(char c) { return (unsigned char)c | 32; }

static uint32_t head_of(const char *p, uint32_t n)
{
    uint32_t key = (uint32_t)folded(p[0]) << 16 | (uint32_t)folded(p[n / 2]) << 8 | folded(p[n - 1]);
    return ((key ^ n << 24) * 2654435761U) >> 22;
}

whole_terms *whole_terms_make(arena *mem, const str *texts, uint32_t n)
{
    whole_terms *t = ARENA_NEW(mem, whole_terms);
    t->head = ARENA_ARRAY(mem, uint32_t, HEADS);
    t->next = ARENA_ARRAY(mem, uint32_t, n + 1);
    t->texts = texts;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t *head = &t->head[head_of(texts[k].p, texts[k].n)];
        t->lengths[folded(texts[k].p[0]) & 127] |= 1ULL << texts[k].n;
        t->next[k] = *head;
        *head = k + 1;
    }
    return t;
}

/* Letters and digits differ in case by 32 alone, so that folding both sides tells them apart from nothing else. */
static bool same(const char *a, const char *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (folded(a[i]) != folded(b[i])) return false;
    return true;
}

static inline bool is_needle(const whole_terms *t, const char *p, uint32_t n)
{
    if (n > WHOLE_TERM_MOST || !(t->lengths[folded(p[0]) & 127] >> n & 1)) return false;
    for (uint32_t k = t->head[head_of(p, n)]; k; k = t->next[k - 1])
        if (t->texts[k - 1].n == n && same(t->texts[k - 1].p, p, n)) return true;
    return false;
}

/* The bytes of 64 that belong to words, and of these the ones beyond ASCII. */
static uint64_t words_of(const char *p, uint64_t *beyond)
{
    uint64_t out = 0, high = 0;
#ifdef __SSE2__
    for (int i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
        __m128i letter = _mm_sub_epi8(_mm_or_si128(v, _mm_set1_epi8(32)), _mm_set1_epi8('a'));
        __m128i digit = _mm_sub_epi8(v, _mm_set1_epi8('0'));
        __m128i is = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter),
                                  _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit));
        out |= (uint64_t)(uint32_t)_mm_movemask_epi8(is) << 16 * i;
        high |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << 16 * i;
    }
#else
    for (int i = 0; i < 64; i++) {
        out |= (uint64_t)is_term((unsigned char)p[i]) << i;
        high |= (uint64_t)((unsigned char)p[i] >> 7) << i;
    }
#endif
    *beyond = high;
    return out | high;
}

static bool is_ascii(str word)
{
    for (uint32_t i = 0; i < word.n; i++)
        if ((unsigned char)word.p[i] >= 128) return false;
    return true;
}

bool whole_terms_any(const whole_terms *t, str hay, whole_terms_other *other, const void *ctx)
{
    bool inside = false, mixed = false; /* a word runs on from the block before; there was a byte beyond ASCII */
    uint32_t start = 0;
    for (uint32_t at = 0; at < hay.n; at += 64) {
        char last[64] = {0};
        if (hay.n - at < 64) memcpy(last, hay.p + at, hay.n - at);
        uint64_t beyond, words = words_of(hay.n - at < 64 ? last : hay.p + at, &beyond);
        uint64_t before = words << 1 | inside, starts = words & ~before, ends = ~words & before;
        mixed |= beyond != 0;
        for (; ends; ends &= ends - 1) {
            uint32_t end = at + (uint32_t)__builtin_ctzll(ends);
            if (!inside) {
                start = at + (uint32_t)__builtin_ctzll(starts);
                starts &= starts - 1;
            }
            inside = false;
            str word = {hay.p + start, end - start};
            if (mixed && !is_ascii(word) ? other(ctx, word) : is_needle(t, word.p, word.n)) return true;
        }
        if (starts) start = at + (uint32_t)__builtin_ctzll(starts);
        inside = words >> 63;
    }
    str word = {hay.p + start, hay.n - start};
    return inside && (mixed && !is_ascii(word) ? other(ctx, word) : is_needle(t, word.p, word.n));
}
