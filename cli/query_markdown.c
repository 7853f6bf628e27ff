/* query_markdown: fenced code blocks whose first word is kql or kusto. A fence is three or more backticks or tildes, indented at will; the
 * block ends at a fence of the same character that is at least as long. */
#include "cli/query_text.h"

#include <strings.h>

typedef struct line {
    str text;
    uint32_t at, next; /* of the line and of the one behind it, in the file */
} line;

static bool next_line(str file, uint32_t at, line *out)
{
    if (at >= file.n)
        return false;
    const char *end = memchr(file.p + at, '\n', file.n - at);
    uint32_t n = end ? (uint32_t)(end - (file.p + at)) : file.n - at;
    *out = (line){str_sub(file, at, n), at, at + n + (end != NULL)};
    return true;
}

/* The length of a fence at the beginning of the line, 0 without one; *info is what stands behind it. */
static uint32_t fence(str l, char *mark, str *info)
{
    uint32_t from = 0, n = 0;
    while (from < l.n && (l.p[from] == ' ' || l.p[from] == '\t' || l.p[from] == '>'))
        from++;
    if (from == l.n || (l.p[from] != '`' && l.p[from] != '~'))
        return 0;
    *mark = l.p[from];
    while (from + n < l.n && l.p[from + n] == *mark)
        n++;
    *info = str_sub(l, from + n, l.n - from - n);
    return n >= 3 ? n : 0;
}

static bool is_kql(str info)
{
    uint32_t from = 0, n = 0;
    while (from < info.n && info.p[from] == ' ')
        from++;
    while (from + n < info.n && strchr(" \t\r{,", info.p[from + n]) == NULL)
        n++;
    return (n == 3 && strncasecmp(info.p + from, "kql", 3) == 0) || (n == 5 && strncasecmp(info.p + from, "kusto", 5) == 0);
}

void query_read_markdown(arena *mem, str file, query_texts *out)
{
    query_builder b = {.mem = mem};
    uint32_t open = 0, at = 0, n;
    char mark = 0, open_mark = 0;
    bool wanted = false;
    str info;
    for (line l; next_line(file, at, &l); at = l.next) {
        n = fence(l.text, &mark, &info);
        if (!open && n) {
            open = n;
            open_mark = mark;
            wanted = is_kql(info);
        } else if (open && n >= open && mark == open_mark) {
            if (wanted)
                query_add(mem, out, query_end(&b));
            open = 0;
        } else if (open && wanted) {
            query_build(&b, file.p + l.at, l.next - l.at, l.at);
        }
    }
    if (open && wanted)
        query_add(mem, out, query_end(&b));
    buf_drop(&b.text);
}
