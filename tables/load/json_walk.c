#include "tables/load/json_walk.h"

#include "base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The first quote or backslash at or behind p. May look up to 15 bytes behind e, never reports a place there. */
static inline const char *find_special(const char *p, const char *e)
{
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    for (; p < e; p += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
        int m = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)));
        if (m) {
            p += __builtin_ctz((unsigned)m);
            return p < e ? p : e;
        }
    }
    return e;
#else
    while (p < e && *p != '"' && *p != '\\') {
        p++;
    }
    return p;
#endif
}

const char *json_string_end(const char *p, const char *e, bool *escaped)
{
    *escaped = false;
    for (;;) {
        p = find_special(p, e);
        if (p >= e) {
            return NULL;
        }
        if (*p == '"') {
            return p;
        }
        *escaped = true;
        p += 2;
    }
}

#define KIND_LEVELS 1024 /* brackets are told from braces down to here; deeper ones are only counted */

const char *json_tree_end(const char *p, const char *e)
{
    uint64_t kinds[KIND_LEVELS / 64] = {0};
    uint32_t depth = 0;
    bool escaped;
    for (; p < e; p++) {
        if (*p == '"') {
            p = json_string_end(p + 1, e, &escaped);
            if (!p) {
                return NULL;
            }
        } else if (*p == '{' || *p == '[') {
            uint64_t bit = 1ULL << (depth & 63), *word = &kinds[depth / 64 % (KIND_LEVELS / 64)];
            *word = *p == '{' ? *word | bit : *word & ~bit;
            depth++;
        } else if (*p == '}' || *p == ']') {
            depth--;
            bool object = kinds[depth / 64 % (KIND_LEVELS / 64)] >> (depth & 63) & 1;
            if (depth < KIND_LEVELS && object != (*p == '}')) {
                return NULL;
            }
            if (depth == 0) {
                return p + 1;
            }
        }
    }
    return NULL;
}

/* Digits, letters, - + . */
static const bool is_word[256] = {
    ['+'] = 1, ['-'] = 1, ['.'] = 1, ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1,
    ['8'] = 1, ['9'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1,
    ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1,
    ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1,
    ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1,
    ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1};

const char *json_scalar_end(const char *p, const char *e)
{
    const char *start = p;
    while (p < e && is_word[(unsigned char)*p]) {
        p++;
    }
    return p > start ? p : NULL;
}

const char *json_value_end(const char *p, const char *e)
{
    bool escaped;
    if (p >= e) {
        return NULL;
    }
    if (*p == '"') {
        p = json_string_end(p + 1, e, &escaped);
        return p ? p + 1 : NULL;
    }
    return *p == '{' || *p == '[' ? json_tree_end(p, e) : json_scalar_end(p, e);
}

static bool hex4(const char *p, const char *e, uint32_t *out)
{
    uint32_t v = 0;
    if (e - p < 4) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        char c = p[i], low = (char)(c | 32);
        if (!(c >= '0' && c <= '9') && !(low >= 'a' && low <= 'f')) {
            return false;
        }
        v = v << 4 | (uint32_t)(c <= '9' ? c - '0' : low - 'a' + 10);
    }
    *out = v;
    return true;
}

/* p is behind "\u"; the code point, with its second half if it is a pair. */
static const char *unescape_u(const char *p, const char *e, uint32_t *cp)
{
    uint32_t low;
    if (!hex4(p, e, cp)) {
        *cp = 0xFFFD;
        return p;
    }
    p += 4;
    bool high = *cp >= 0xD800 && *cp < 0xDC00;
    if (high && e - p >= 6 && p[0] == '\\' && p[1] == 'u' && hex4(p + 2, e, &low) && low >= 0xDC00 && low < 0xE000) {
        *cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
        return p + 6;
    }
    return p;
}

static uint32_t unescape_char(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case '"':
    case '\\':
    case '/':
        return (uint32_t)c;
    default:
        return 0xFFFD;
    }
}

/* Copies up to the next backslash or to e; how many bytes. Room for 15 more at `out` while 16 are left. */
static inline size_t copy_run(char *out, const char *p, const char *e)
{
    const char *from = p;
#ifdef __SSE2__
    for (; e - p >= 16; p += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
        int slashes = _mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
        _mm_storeu_si128((__m128i *)(void *)(out + (p - from)), v);
        if (slashes) {
            return (size_t)(p - from) + (size_t)__builtin_ctz((unsigned)slashes);
        }
    }
#endif
    for (; p < e && *p != '\\'; p++) {
        out[p - from] = *p;
    }
    return (size_t)(p - from);
}

str json_unescape(arena *a, const char *p, const char *e)
{
    char *out = arena_alloc(a, 3 * (size_t)(e - p) / 2 + 4); /* "\q" is two bytes, U+FFFD three */
    size_t n = 0;
    while (p < e) {
        size_t run = copy_run(out + n, p, e);
        n += run;
        p += run;
        if (p == e) {
            break;
        }
        p++;
        uint32_t cp = 0xFFFD;
        if (p < e && *p == 'u') {
            p = unescape_u(p + 1, e, &cp);
        } else if (p < e) {
            cp = unescape_char(*p++);
        }
        n += utf8_put(cp, out + n);
    }
    return (str){out, (uint32_t)n};
}

str json_compact(arena *a, str json)
{
    char *out = NULL;
    uint32_t n = 0;
    bool in_string = false;
    for (uint32_t i = 0; i < json.n; i++) {
        char c = json.p[i];
        bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (in_string && c == '\\' && i + 1 < json.n) {
            if (out) {
                out[n++] = c;
            }
            c = json.p[++i];
        } else if (c == '"') {
            in_string = !in_string;
        } else if (blank && !in_string) {
            if (!out) {
                out = arena_alloc(a, json.n);
                memcpy(out, json.p, i);
                n = i;
            }
            continue;
        }
        if (out) {
            out[n++] = c;
        }
    }
    return out ? (str){out, n} : json;
}
