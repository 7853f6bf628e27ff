/* query_forms: queries inside other files: fenced blocks of Markdown, `query:` of Sentinel's rule YAML, "query": of ARM and JSON rules.
 * Text that the form wraps (indentation, escapes) is taken out, with a mark wherever what follows stands elsewhere in the file. */
#include "cli/query_text.h"

#include "base/utf8.h"

#include <string.h>

typedef struct builder {
    arena *mem;
    buf text;
    query_mark *marks;
    uint32_t n_marks;
} builder;

static void mark(builder *b, uint32_t in_file)
{
    query_mark *more = ARENA_ARRAY(b->mem, query_mark, b->n_marks + 1);
    if (b->n_marks)
        memcpy(more, b->marks, b->n_marks * sizeof *more);
    more[b->n_marks++] = (query_mark){(uint32_t)b->text.n, in_file};
    b->marks = more;
}

static void add(query_text **list, uint32_t *n, arena *mem, builder *b)
{
    query_text *more = ARENA_ARRAY(mem, query_text, *n + 1);
    if (*n)
        memcpy(more, *list, *n * sizeof *more);
    more[(*n)++] = (query_text){arena_str(mem, buf_view(&b->text)), b->marks, b->n_marks};
    *list = more;
    buf_drop(&b->text);
}

/* The line that starts at `at`, without its end; *next is where the following one starts. */
static str line_at(str file, uint32_t at, uint32_t *next)
{
    uint32_t end = at;
    while (end < file.n && file.p[end] != '\n')
        end++;
    *next = end < file.n ? end + 1 : end;
    if (end > at && file.p[end - 1] == '\r')
        end--;
    return str_sub(file, at, end - at);
}

static uint32_t indent_of(str line)
{
    uint32_t n = 0;
    while (n < line.n && line.p[n] == ' ')
        n++;
    return n;
}

static bool is_blank(str line)
{
    uint32_t n = 0;
    while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
        n++;
    return n == line.n;
}

/* ---- Markdown */

static bool opens_fence(str line)
{
    static const char *const words[] = {"kql", "kusto", "KQL", "Kusto"};
    uint32_t at = indent_of(line), ticks = 0;
    while (at < line.n && (line.p[at] == '`' || line.p[at] == '~')) {
        at++;
        ticks++;
    }
    str word = str_sub(line, at, line.n - at);
    while (word.n && word.p[word.n - 1] == ' ')
        word.n--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ticks >= 3 && str_is(word, words[i]))
            return true;
    return false;
}

static bool closes_fence(str line)
{
    uint32_t at = indent_of(line);
    return line.n - at >= 3 && (strncmp(line.p + at, "```", 3) == 0 || strncmp(line.p + at, "~~~", 3) == 0);
}

uint32_t queries_of_markdown(arena *mem, str file, query_text **out)
{
    uint32_t n = 0;
    for (uint32_t at = 0, next; at < file.n; at = next) {
        if (!opens_fence(line_at(file, at, &next)))
            continue;
        builder b = {.mem = mem};
        mark(&b, next);
        for (uint32_t from = next; from < file.n; from = next) {
            str line = line_at(file, from, &next);
            if (closes_fence(line))
                break;
            buf_put(&b.text, file.p + from, next - from);
        }
        add(out, &n, mem, &b);
    }
    return n;
}

/* ---- YAML */

/* `query:` at the start of a line, or behind "- "; what stands behind it. */
static bool is_query_key(str line, uint32_t *indent, str *value)
{
    uint32_t at = indent_of(line);
    if (at + 1 < line.n && line.p[at] == '-' && line.p[at + 1] == ' ')
        at += 2;
    if (line.n - at < 6 || strncmp(line.p + at, "query:", 6) != 0)
        return false;
    *indent = at;
    *value = str_sub(line, at + 6, line.n - at - 6);
    while (value->n && value->p[0] == ' ')
        *value = str_sub(*value, 1, value->n - 1);
    while (value->n && value->p[value->n - 1] == ' ')
        value->n--;
    return true;
}

/* A block scalar: the lines that are indented more than its key, without the indentation of the first. */
static void yaml_block(builder *b, str file, uint32_t *next, uint32_t key_indent)
{
    uint32_t strip = 0;
    for (uint32_t at = *next; at < file.n; at = *next) {
        str line = line_at(file, at, next);
        bool blank = is_blank(line);
        if (!blank && indent_of(line) <= key_indent) {
            *next = at;
            return;
        }
        if (!blank && !strip)
            strip = indent_of(line);
        uint32_t skip = line.n < strip ? line.n : strip;
        mark(b, at + skip);
        buf_str(&b->text, str_sub(line, skip, line.n - skip));
        buf_char(&b->text, '\n');
    }
}

/* A value on the key's own line: plain, or in quotes. */
static void yaml_flow(builder *b, str file, str value)
{
    char quote = value.n && (value.p[0] == '\'' || value.p[0] == '"') ? value.p[0] : 0;
    uint32_t at = quote ? 1 : 0;
    for (; at < value.n && !(quote && value.p[at] == quote && !(quote == '\'' && at + 1 < value.n && value.p[at + 1] == '\'')); at++) {
        bool pair = quote && (value.p[at] == (quote == '"' ? '\\' : '\'')) && at + 1 < value.n;
        at += pair;
        mark(b, (uint32_t)(value.p - file.p) + at);
        buf_char(&b->text, pair && value.p[at] == 'n' && quote == '"' ? '\n' : value.p[at]);
    }
}

uint32_t queries_of_yaml(arena *mem, str file, query_text **out)
{
    uint32_t n = 0, indent;
    str value;
    for (uint32_t at = 0, next; at < file.n; at = next) {
        if (!is_query_key(line_at(file, at, &next), &indent, &value))
            continue;
        builder b = {.mem = mem};
        if (value.n && (value.p[0] == '|' || value.p[0] == '>'))
            yaml_block(&b, file, &next, indent);
        else
            yaml_flow(&b, file, value);
        if (b.n_marks)
            add(out, &n, mem, &b);
    }
    return n;
}

/* ---- JSON */

static uint32_t hex4(const char *p)
{
    uint32_t v = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i] | 32;
        v = v << 4 | (uint32_t)(c >= 'a' ? c - 'a' + 10 : c - '0');
    }
    return v;
}

static void json_escape(builder *b, str file, uint32_t *at)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    char c = file.p[*at + 1], bytes[4];
    const char *known = strchr(from, c);
    if (c == 'u' && *at + 6 <= file.n) {
        buf_put(&b->text, bytes, utf8_put(hex4(file.p + *at + 2), bytes));
        *at += 6;
        return;
    }
    buf_char(&b->text, known && c ? to[known - from] : c);
    *at += 2;
}

/* The string whose opening quote is at *at; *at ends behind its closing quote. */
static void json_string(builder *b, str file, uint32_t *at)
{
    mark(b, ++*at);
    while (*at < file.n && file.p[*at] != '"') {
        if (file.p[*at] == '\\' && *at + 1 < file.n) {
            json_escape(b, file, at);
            mark(b, *at);
        } else {
            buf_char(&b->text, file.p[(*at)++]);
        }
    }
    *at += *at < file.n;
}

static bool next_is(str file, uint32_t *at, char c)
{
    while (*at < file.n && strchr(" \t\r\n", file.p[*at]))
        ++*at;
    return *at < file.n && file.p[*at] == c;
}

uint32_t queries_of_json(arena *mem, str file, query_text **out)
{
    uint32_t n = 0;
    for (uint32_t at = 0; at < file.n;) {
        if (file.p[at] != '"') {
            at++;
            continue;
        }
        builder key = {.mem = mem}, value = {.mem = mem};
        json_string(&key, file, &at);
        bool is_query = str_is(buf_view(&key.text), "query");
        buf_drop(&key.text);
        if (!is_query || !next_is(file, &at, ':'))
            continue;
        at++;
        if (!next_is(file, &at, '"'))
            continue;
        json_string(&value, file, &at);
        add(out, &n, mem, &value);
    }
    return n;
}
