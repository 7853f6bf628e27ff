#include "cli/source_text.h"

/* Where the string that begins at `at` ends: '...' and "..." with \ escapes, or none behind @. */
static uint32_t string_end(str t, uint32_t at)
{
    bool raw = at && t.p[at - 1] == '@';
    char quote = t.p[at++];
    while (at < t.n && t.p[at] != quote)
        at += !raw && t.p[at] == '\\' && at + 1 < t.n ? 2 : 1;
    return at < t.n ? at + 1 : t.n;
}

str source_on_one_line(arena *mem, str query, span at)
{
    str t = str_sub(query, 0, at.start + at.len);
    buf b = {0};
    for (uint32_t i = at.start; i < t.n;) {
        uint32_t from = i;
        if (t.p[i] == '"' || t.p[i] == '\'') {
            i = string_end(t, i);
            buf_put(&b, t.p + from, i - from);
        } else if (i + 1 < t.n && t.p[i] == '/' && t.p[i + 1] == '/') {
            while (i < t.n && t.p[i] != '\n')
                i++;
        } else if (strchr(" \t\r\n", t.p[i++])) {
            if (b.n && b.p[b.n - 1] != ' ')
                buf_char(&b, ' ');
        } else {
            buf_char(&b, t.p[from]);
        }
    }
    while (b.n && b.p[b.n - 1] == ' ')
        b.n--;
    str s = arena_str(mem, buf_view(&b));
    buf_drop(&b);
    return s;
}
