#include "interp/scalar/needle.h"

#include "base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static unsigned char lower(char c) { return (unsigned char)(c >= 'A' && c <= 'Z' ? c | 32 : c); }

static uint32_t first_of(str s)
{
    uint32_t at = 0;
    return s.n ? utf8_next(s, &at) : 0;
}

/* The code point that ends at `end`. */
static uint32_t last_before(str s, uint32_t end)
{
    uint32_t at = end - 1;
    while (at > 0 && end - at < 4 && ((unsigned char)s.p[at] & 0xC0) == 0x80) at--;
    return utf8_next(s, &at);
}

needle needle_make(str text, bool fold)
{
    needle n = {.text = text, .fold = fold, .unicode = !utf8_is_ascii(text)};
    if (text.n) {
        n.term_first = utf8_is_term(first_of(text));
        n.term_last = utf8_is_term(last_before(text, text.n));
    }
    return n;
}

/* ---- one place: does the needle stand at p? *length: how many bytes of the hay it takes */

static bool same_ascii(const char *a, const char *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

static bool same_unicode(str needle_text, str hay, uint32_t at, uint32_t *length)
{
    uint32_t i = 0, j = at;
    while (i < needle_text.n) {
        if (j >= hay.n || utf8_fold(utf8_next(needle_text, &i)) != utf8_fold(utf8_next(hay, &j))) return false;
    }
    *length = j - at;
    return true;
}

static bool stands_at(const needle *n, str hay, uint32_t at, uint32_t *length)
{
    if (n->fold && n->unicode) return same_unicode(n->text, hay, at, length);
    if (hay.n - at < n->text.n) return false;
    *length = n->text.n;
    return n->fold ? same_ascii(n->text.p, hay.p + at, n->text.n) : memcmp(n->text.p, hay.p + at, n->text.n) == 0;
}

/* ---- the next place that may hold it: first and last byte fit */

#ifdef __SSE2__
static uint32_t candidate(const needle *n, str hay, uint32_t at)
{
    uint32_t last = n->text.n - 1;
    const __m128i blank = _mm_set1_epi8(n->fold ? 32 : 0);
    const __m128i a = _mm_or_si128(_mm_set1_epi8(n->text.p[0]), blank), z = _mm_or_si128(_mm_set1_epi8(n->text.p[last]), blank);
    for (; at + last + 16 <= hay.n; at += 16) {
        __m128i x = _mm_or_si128(_mm_loadu_si128((const __m128i *)(hay.p + at)), blank);
        __m128i y = _mm_or_si128(_mm_loadu_si128((const __m128i *)(hay.p + at + last)), blank);
        int hit = _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(x, a), _mm_cmpeq_epi8(y, z)));
        if (hit) return at + (uint32_t)__builtin_ctz((unsigned)hit);
    }
    return at;
}
#else
static uint32_t candidate(const needle *n, str hay, uint32_t at)
{
    (void)n;
    (void)hay;
    return at;
}
#endif

/* The first place from `at` on where it stands; hay.n when there is none. */
static uint32_t find(const needle *n, str hay, uint32_t at, uint32_t *length)
{
    bool bytes = !(n->fold && n->unicode);
    if (!bytes && at == 0 && utf8_is_ascii(hay)) return hay.n;
    while (at < hay.n) {
        if (bytes) {
            if (hay.n - at < n->text.n) return hay.n;
            at = candidate(n, hay, at);
            if (hay.n - at < n->text.n) return hay.n;
        }
        if (stands_at(n, hay, at, length)) return at;
        at++;
        while (!bytes && at < hay.n && ((unsigned char)hay.p[at] & 0xC0) == 0x80) at++;
    }
    return hay.n;
}

/* ---- the questions */

bool needle_contains(const needle *n, str hay)
{
    uint32_t length;
    return n->text.n == 0 || find(n, hay, 0, &length) < hay.n;
}

bool needle_starts(const needle *n, str hay)
{
    uint32_t length;
    return n->text.n == 0 || (hay.n && stands_at(n, hay, 0, &length));
}

bool needle_ends(const needle *n, str hay)
{
    uint32_t length;
    if (n->text.n == 0) return true;
    if (!(n->fold && n->unicode)) return hay.n >= n->text.n && stands_at(n, hay, hay.n - n->text.n, &length);
    for (uint32_t at = 0; at < hay.n; utf8_next(hay, &at))
        if (stands_at(n, hay, at, &length) && at + length == hay.n) return true;
    return false;
}

static bool starts_term(const needle *n, str hay, uint32_t at) { return !n->term_first || at == 0 || !utf8_is_term(last_before(hay, at)); }

static bool ends_term(const needle *n, str hay, uint32_t end)
{
    if (!n->term_last || end == hay.n) return true;
    uint32_t at = end;
    return !utf8_is_term(utf8_next(hay, &at));
}

static bool find_term(const needle *n, str hay, bool at_start, bool at_end)
{
    if (n->text.n == 0) return true;
    uint32_t length = 0;
    for (uint32_t at = find(n, hay, 0, &length); at < hay.n; at = find(n, hay, at + 1, &length)) {
        if ((!at_start || starts_term(n, hay, at)) && (!at_end || ends_term(n, hay, at + length))) return true;
    }
    return false;
}

bool needle_has(const needle *n, str hay) { return find_term(n, hay, true, true); }
bool needle_has_at(const needle *n, str hay, uint32_t at)
{
    uint32_t length = 0;
    return stands_at(n, hay, at, &length) && starts_term(n, hay, at) && ends_term(n, hay, at + length);
}

bool needle_hasprefix(const needle *n, str hay) { return find_term(n, hay, true, false); }
bool needle_hassuffix(const needle *n, str hay) { return find_term(n, hay, false, true); }

bool needle_equal(const needle *n, str hay)
{
    uint32_t length;
    if (n->text.n == 0 || hay.n == 0) return n->text.n == hay.n;
    return stands_at(n, hay, 0, &length) && length == hay.n;
}
