/* literal: from the spelling of a string to its value. */
#include "grammar/token.h"

#include "base/utf8.h"

static uint32_t hex_value(const char *p, uint32_t n)
{
    uint32_t v = 0;
    for (uint32_t i = 0; i < n; i++) {
        char c = p[i];
        v = v * 16 + (uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    return v;
}

/* Three octal digits when the first is at most 3 (a byte), else two: as Microsoft's scanner counts them. */
static uint32_t octal(str s, uint32_t at, uint32_t *value)
{
    uint32_t n = 0, most = s.p[at] <= '3' ? 3 : 2;
    for (*value = 0; n < most && at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '7'; n++)
        *value = *value * 8 + (uint32_t)(s.p[at + n] - '0');
    return n;
}

/* Reads the escape at s.p[at], a backslash; returns its length and puts the code point into *cp. */
static uint32_t escape(str s, uint32_t at, uint32_t *cp)
{
    static const char from[] = "abfnrtv", to[] = "\a\b\f\n\r\t\v";
    char c = at + 1 < s.n ? s.p[at + 1] : '\\';
    uint32_t n = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    const char *plain = strchr(from, c);
    if (n) {
        *cp = at + 2 + n <= s.n ? hex_value(s.p + at + 2, n) : 0xFFFD;
        return 2 + n;
    }
    if (c >= '0' && c <= '7') return 1 + octal(s, at + 1, cp);
    *cp = plain && c ? (uint32_t)(unsigned char)to[plain - from] : (uint32_t)(unsigned char)c;
    return 2;
}

/* \uD83D\uDE00 is one character written as two halves. */
static uint32_t join_halves(str s, uint32_t at, uint32_t *cp)
{
    uint32_t n = escape(s, at, cp), low = 0;
    if (*cp >= 0xD800 && *cp < 0xDC00 && at + n < s.n && s.p[at + n] == '\\') {
        uint32_t m = escape(s, at + n, &low);
        if (low >= 0xDC00 && low < 0xE000) {
            *cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
            return n + m;
        }
    }
    return n;
}

static str decode_escapes(arena *mem, str s)
{
    char *out = arena_alloc(mem, s.n ? s.n * 2u : 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n;) {
        if (s.p[i] != '\\') {
            out[n++] = s.p[i++];
            continue;
        }
        uint32_t cp;
        i += join_halves(s, i, &cp);
        n += utf8_put(cp, out + n);
    }
    return (str){out, n};
}

static str decode_doubled(arena *mem, str s, char quote)
{
    char *out = arena_alloc(mem, s.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        out[n++] = s.p[i];
        if (s.p[i] == quote) i++;
    }
    return (str){out, n};
}

str string_value(arena *mem, str literal, bool *hidden)
{
    uint32_t at = 0, end = literal.n;
    *hidden = literal.p[0] == 'h' || literal.p[0] == 'H';
    at += *hidden;
    bool verbatim = literal.p[at] == '@';
    at += verbatim;
    char quote = literal.p[at];
    if (quote == '`' || quote == '~') return str_sub(literal, at + 3, end - at >= 6 ? end - at - 6 : 0);
    str inside = str_sub(literal, at + 1, end - at >= 2 ? end - at - 2 : 0);
    if (!memchr(inside.p, verbatim ? quote : '\\', inside.n)) return inside;
    return verbatim ? decode_doubled(mem, inside, quote) : decode_escapes(mem, inside);
}
