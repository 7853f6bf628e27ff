#include "base/plain.h"

#include "base/utf8.h"

static bool is_shown(uint32_t cp)
{
    if (cp < 32 || (cp >= 127 && cp < 0xA0)) return cp == '\t';
    bool turns = (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) ||
                 cp == 0x200E || cp == 0x200F || cp == 0x61C;
    return cp != 0xFFFD && cp != 0x2028 && cp != 0x2029 && !turns;
}

void plain_put(buf *out, str s)
{
    for (uint32_t at = 0; at < s.n;) {
        uint32_t from = at, cp = utf8_next(s, &at);
        if (is_shown(cp)) {
            buf_str(out, str_sub(s, from, at - from));
        } else {
            buf_char(out, '?');
        }
    }
}

uint32_t plain_cells_next(str s, uint32_t *at)
{
    uint32_t from = *at, cp = utf8_next(s, at);
    return cp == '\t' || !is_shown(cp) ? 1 : utf8_width(str_sub(s, from, *at - from));
}

uint32_t plain_cells(str s)
{
    uint32_t n = 0;
    for (uint32_t at = 0; at < s.n;) n += plain_cells_next(s, &at);
    return n;
}

void plain_wrap(buf *out, str text, uint32_t at, uint32_t indent)
{
    uint32_t blanks = 0; /* in front of the word */
    bool first = true;   /* of its line */
    for (uint32_t i = 0; i < text.n;) {
        uint32_t from = i;
        while (i < text.n && text.p[i] != ' ') i++;
        str word = str_sub(text, from, i - from);
        uint32_t n = plain_cells(word);
        if (!first && at + blanks + n > PLAIN_RIGHT) {
            buf_printf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            buf_printf(out, "%*s", (int)blanks, "");
            at += blanks;
        }
        plain_put(out, word);
        at += n;
        first = false;
        for (blanks = 0; i < text.n && text.p[i] == ' '; i++) blanks++;
    }
}
