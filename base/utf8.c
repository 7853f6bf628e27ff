#include "base/utf8.h"

#include "base/buf.h"

#include <utf8proc.h>

#define BAD 0xFFFDu

uint32_t utf8_next(str s, uint32_t *at)
{
    const unsigned char *p = (const unsigned char *)s.p + *at;
    uint32_t left = s.n - *at, c = p[0], need = c < 0x80 ? 0 : c < 0xC2 ? 9 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : c < 0xF5 ? 3 : 9;
    if (need == 0) {
        ++*at;
        return c;
    }
    if (need > 3 || left <= need) {
        ++*at;
        return BAD;
    }
    uint32_t cp = c & (0x3Fu >> need);
    for (uint32_t i = 1; i <= need; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            ++*at;
            return BAD;
        }
        cp = cp << 6 | (p[i] & 0x3Fu);
    }
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (cp < least[need] || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) {
        ++*at;
        return BAD;
    }
    *at += need + 1;
    return cp;
}

uint32_t utf8_put(uint32_t cp, char out[4])
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) cp = BAD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    uint32_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (uint32_t i = n - 1; i > 0; i--, cp >>= 6) out[i] = (char)(0x80 | (cp & 0x3F));
    out[0] = (char)((0xF00u >> n & 0xFF) | cp);
    return n;
}

bool utf8_is_ascii(str s)
{
    uint32_t i = 0;
    for (uint64_t w[4]; i + sizeof w <= s.n; i += sizeof w) {
        memcpy(w, s.p + i, sizeof w);
        if ((w[0] | w[1] | w[2] | w[3]) & 0x8080808080808080ULL) return false;
    }
    for (uint64_t w; i + 8 <= s.n; i += 8) {
        memcpy(&w, s.p + i, 8);
        if (w & 0x8080808080808080ULL) return false;
    }
    for (; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return false;
    return true;
}

/* U+FFFD itself is three valid bytes; a broken one moves a single byte. */
static bool next_is_valid(str s, uint32_t *at)
{
    uint32_t from = *at;
    return utf8_next(s, at) != BAD || *at - from == 3;
}

bool utf8_valid(str s)
{
    for (uint32_t at = 0; at < s.n;) {
        uint64_t eight = 0x80;
        if (s.n - at >= 8) memcpy(&eight, s.p + at, 8);
        if ((eight & 0x8080808080808080ULL) == 0) {
            at += 8;
        } else if (!next_is_valid(s, &at)) {
            return false;
        }
    }
    return true;
}

str utf8_repair(arena *a, str s)
{
    if (utf8_valid(s)) return s;
    buf b = {0};
    bool broken = false; /* the byte before was replaced: one U+FFFD for a run */
    for (uint32_t at = 0; at < s.n;) {
        uint32_t from = at;
        bool ok = next_is_valid(s, &at);
        if (ok) {
            buf_put(&b, s.p + from, at - from);
        } else if (!broken) {
            buf_text(&b, "\xEF\xBF\xBD");
        }
        broken = !ok;
    }
    str fixed = arena_str(a, buf_view(&b));
    buf_drop(&b);
    return fixed;
}

uint32_t utf8_count(str s)
{
    uint32_t n = 0;
    if (utf8_is_ascii(s)) return s.n;
    for (uint32_t at = 0; at < s.n; n++) utf8_next(s, &at);
    return n;
}

uint32_t utf8_width(str s)
{
    uint32_t cells = 0;
    for (uint32_t at = 0; at < s.n;) {
        uint32_t cp = utf8_next(s, &at);
        if (cp < 0x80) {
            cells += cp >= 32 && cp != 127;
        } else {
            int w = utf8proc_charwidth((utf8proc_int32_t)cp);
            cells += w > 0 ? (uint32_t)w : 0;
        }
    }
    return cells;
}

bool utf8_is_term(uint32_t cp)
{
    if (cp < 0x80) return (cp >= '0' && cp <= '9') || ((cp | 32) >= 'a' && (cp | 32) <= 'z');
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) || c == UTF8PROC_CATEGORY_ND;
}

/* The dotted capital and the dotless small i are Turkish letters of their own: only a Turkish culture makes them an ASCII i, the
 * invariant one and Unicode's simple folding leave them alone. */
static bool is_turkish_i(utf8proc_int32_t cp) { return cp == 0x130 || cp == 0x131; }

static utf8proc_int32_t to_lower(utf8proc_int32_t cp) { return is_turkish_i(cp) ? cp : utf8proc_tolower(cp); }
/* The sharp s has no capital of one letter in Unicode's simple mapping; utf8proc gives it the capital that came later. */
static utf8proc_int32_t to_upper(utf8proc_int32_t cp)
{
    return is_turkish_i(cp) || cp == 0xdf ? cp : utf8proc_toupper(cp);
}

uint32_t utf8_fold(uint32_t cp)
{
    if (cp < 0x80) return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
    uint32_t folded = (uint32_t)to_lower(to_upper((utf8proc_int32_t)cp));
    return folded < 0x80 ? cp : folded; /* ASCII meets ASCII only: the Kelvin sign is no k, the long s no s */
}

static str map(arena *a, str s, utf8proc_int32_t (*to)(utf8proc_int32_t))
{
    char *out = arena_alloc(a, (size_t)s.n * 3 + 1), *p = out; /* a case pair differs by one byte in length at most, three are plenty */
    for (uint32_t at = 0; at < s.n;) {
        uint32_t cp = utf8_next(s, &at);
        p += utf8_put((uint32_t)to((utf8proc_int32_t)cp), p);
    }
    return (str){out, (uint32_t)(p - out)};
}

static str map_ascii(arena *a, str s, char first, char last)
{
    char *out = arena_alloc(a, s.n + 1u);
    for (uint32_t i = 0; i < s.n; i++) out[i] = s.p[i] >= first && s.p[i] <= last ? (char)(s.p[i] ^ 32) : s.p[i];
    return (str){out, s.n};
}

str utf8_lower(arena *a, str s) { return utf8_is_ascii(s) ? map_ascii(a, s, 'A', 'Z') : map(a, s, to_lower); }
str utf8_upper(arena *a, str s) { return utf8_is_ascii(s) ? map_ascii(a, s, 'a', 'z') : map(a, s, to_upper); }

int utf8_cmp_fold(str a, str b)
{
    uint32_t i = 0, j = 0;
    for (; i < a.n && i < b.n && (a.p[i] & 0x80) == 0 && (b.p[i] & 0x80) == 0; i++) { /* nearly always all of it */
        uint32_t x = utf8_fold((unsigned char)a.p[i]), y = utf8_fold((unsigned char)b.p[i]);
        if (x != y) return x < y ? -1 : 1;
    }
    j = i;
    while (i < a.n && j < b.n) {
        uint32_t x = utf8_fold(utf8_next(a, &i)), y = utf8_fold(utf8_next(b, &j));
        if (x != y) return x < y ? -1 : 1;
    }
    return (i < a.n) - (j < b.n);
}
