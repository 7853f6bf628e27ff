/* json_text: JSON strings. */
#include "tables/json_text.h"

#include "base/utf8.h"

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static void put_escape(buf *out, unsigned char c)
{
    static const char from[] = "\b\f\n\r\t\"\\", to[] = "bfnrt\"\\", hex[] = "0123456789abcdef";
    const char *known = memchr(from, c, sizeof from - 1);
    if (known) {
        buf_char(out, '\\');
        buf_char(out, to[known - from]);
        return;
    }
    char code[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    buf_put(out, code, sizeof code);
}

void json_quote(buf *out, str s)
{
    buf_reserve(out, (size_t)s.n + 2);
    buf_char(out, '"');
    for (uint32_t i = 0; i < s.n;) {
        uint32_t start = i;
        while (i < s.n && is_plain((unsigned char)s.p[i]))
            i++;
        if (i > start)
            buf_put(out, s.p + start, i - start);
        if (i == s.n)
            break;
        if ((unsigned char)s.p[i] < 0x80) {
            put_escape(out, (unsigned char)s.p[i++]);
            continue;
        }
        char cp[4];
        buf_put(out, cp, utf8_put(utf8_next(s, &i), cp));
    }
    buf_char(out, '"');
}
