/* dyn_literal_string: Kusto's string literals inside dynamic(...): "..." '...' @"..." h"..." and the multi-line forms. The
 * scanner has judged their escapes before; here they only get their value. */
#include "tables/dyn_literal.h"

#include "base/utf8.h"

static bool hex_digit(char c, uint32_t *v)
{
    if (c >= '0' && c <= '9')
        *v = (uint32_t)(c - '0');
    else if ((c | 32) >= 'a' && (c | 32) <= 'f')
        *v = (uint32_t)((c | 32) - 'a' + 10);
    else
        return false;
    return true;
}

/* Up to `most` digits of the given base. */
static uint32_t take_code(literal *r, uint32_t base, uint32_t most)
{
    uint32_t v = 0, d;
    for (uint32_t i = 0; i < most && r->p < r->end && hex_digit(*r->p, &d) && d < base; i++, r->p++)
        v = v > 0x10FFFF ? v : v * base + d; /* past the last code point it is only wrong, not more so */
    return v;
}

/* The escape behind a backslash. */
static uint32_t take_escape(literal *r)
{
    static const char from[] = "abfnrtv", to[] = "\a\b\f\n\r\t\v";
    char c = *r->p;
    if (c >= '0' && c <= '7')
        return take_code(r, 8, c <= '3' ? 3 : 2);
    r->p++;
    if (c == 'x' || c == 'u' || c == 'U')
        return take_code(r, 16, c == 'x' ? 2 : c == 'u' ? 4 : 8);
    const char *known = memchr(from, c, sizeof from - 1);
    return (uint32_t)(unsigned char)(known ? to[known - from] : c);
}

/* \uD83D\uDE00 is one character in two halves. */
static uint32_t take_joined(literal *r)
{
    uint32_t cp = take_escape(r);
    if (cp < 0xD800 || cp >= 0xDC00 || r->end - r->p < 2 || r->p[0] != '\\')
        return cp;
    const char *back = r->p++;
    uint32_t low = take_escape(r);
    if (low >= 0xDC00 && low < 0xE000)
        return 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
    r->p = back;
    return cp;
}

static bool take_quoted(literal *r, bool verbatim, buf *out)
{
    char quote = *r->p++;
    while (r->p < r->end) {
        char c = *r->p++;
        if (c == quote) {
            if (!verbatim || r->p == r->end || *r->p != quote)
                return true;
            r->p++; /* a doubled quote is one */
        } else if (c == '\\' && !verbatim) {
            char cp[4];
            if (r->p == r->end)
                return false;
            buf_put(out, cp, utf8_put(take_joined(r), cp));
            continue;
        }
        buf_char(out, c);
    }
    return false;
}

static bool take_fenced(literal *r, buf *out)
{
    const char *fence = r->p, *from = r->p + 3;
    for (r->p = from; r->end - r->p >= 3; r->p++) {
        if (memcmp(r->p, fence, 3) == 0) {
            buf_put(out, from, (size_t)(r->p - from));
            r->p += 3;
            return true;
        }
    }
    return false;
}

/* One literal, if there is one. */
static bool take_string(literal *r, buf *out, bool *bad)
{
    const char *at = r->p;
    bool verbatim;
    if (at < r->end && (*at == 'h' || *at == 'H'))
        at++;
    verbatim = at < r->end && *at == '@';
    at += verbatim;
    if (at == r->end)
        return false;
    bool fenced = !verbatim && r->end - at >= 3 && (memcmp(at, "```", 3) == 0 || memcmp(at, "~~~", 3) == 0);
    if (!fenced && *at != '"' && *at != '\'')
        return false;
    r->p = at;
    bool ok = fenced ? take_fenced(r, out) : take_quoted(r, verbatim, out);
    *bad = !ok;
    return ok;
}

bool literal_strings(literal *r, str *out, bool *bad)
{
    buf b = {0};
    bool any = false;
    literal_blanks(r);
    while (take_string(r, &b, bad)) {
        any = true;
        literal_blanks(r);
    }
    if (any && !*bad)
        *out = arena_str(r->mem, buf_view(&b));
    buf_drop(&b);
    return any && !*bad;
}
