/* query_yaml: the texts called `query` in a YAML document, as Sentinel's rules have them: at the top, in a list at the top, or among
 * `properties`. libyaml says what the text is and where it begins; which of its characters stands where is found by going along both. */
#include "cli/query_text.h"

#include <yaml.h>

#define LEVELS 256

typedef struct level {
    bool is_mapping, rules, at_value;
    bool is_query, is_properties; /* the key last read */
} level;

typedef struct walk {
    query_builder b;
    query_texts *out;
    str file;
    uint32_t skipped;          /* a byte order mark, that libyaml does not count */
    size_t seen_index;         /* a place that was turned into bytes already ... */
    uint32_t seen_at;          /* ... so that the next one is found from there */
    uint32_t depth;
    level levels[LEVELS];
} walk;

/* libyaml counts characters. */
static uint32_t byte_of(walk *w, size_t index)
{
    if (index < w->seen_index) {
        w->seen_index = 0;
        w->seen_at = w->skipped;
    }
    while (w->seen_index < index && w->seen_at < w->file.n) {
        w->seen_at++;
        while (w->seen_at < w->file.n && ((unsigned char)w->file.p[w->seen_at] & 0xC0) == 0x80)
            w->seen_at++;
        w->seen_index++;
    }
    return w->seen_at;
}

/* ---- along text and value */

static uint32_t line_length(str s, uint32_t at)
{
    uint32_t n = 0;
    while (at + n < s.n && s.p[at + n] != '\n')
        n++;
    return n;
}

/* `query: |`: every line of the value is the end of a line of the file. */
static void along_block(walk *w, str value, uint32_t at)
{
    at += line_length(w->file, at) + 1;
    for (uint32_t v = 0; v < value.n;) {
        uint32_t n = line_length(value, v), m = line_length(w->file, at);
        if (m && w->file.p[at + m - 1] == '\r')
            m--;
        uint32_t indent = m > n ? m - n : 0;
        query_build(&w->b, value.p + v, n, at + indent);
        v += n;
        if (v < value.n)
            query_build(&w->b, value.p + v++, 1, at + m);
        at += line_length(w->file, at) + 1;
    }
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* How long the escape at `at` is. */
static uint32_t escape_length(str s, uint32_t at)
{
    char c = at + 1 < s.n ? s.p[at + 1] : 0;
    return c == 'x' ? 4 : c == 'u' ? 6 : c == 'U' ? 10 : 2;
}

static uint32_t character(str s, uint32_t at)
{
    uint32_t n = 1;
    while (at + n < s.n && ((unsigned char)s.p[at + n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* Where lines are folded, a run of blanks in the file stands for a blank or a line's end in the value. */
static void along_folded(walk *w, str value, uint32_t at, bool escapes)
{
    for (uint32_t v = 0; v < value.n;) {
        uint32_t n = character(value, v);
        bool blank = is_blank(value.p[v]);
        if (escapes && at + 1 < w->file.n && w->file.p[at] == '\\' && (w->file.p[at + 1] == '\n' || w->file.p[at + 1] == '\r')) {
            at++; /* an escaped line's end is nothing */
            while (at < w->file.n && is_blank(w->file.p[at]))
                at++;
            continue;
        }
        if (!blank)
            while (at < w->file.n && is_blank(w->file.p[at]))
                at++;
        query_build(&w->b, value.p + v, n, at);
        if (escapes && at < w->file.n && w->file.p[at] == '\\')
            at += escape_length(w->file, at);
        else if (blank && value.p[v] == '\n')
            at += line_length(w->file, at) + 1;
        else if (!escapes && value.p[v] == '\'' && at + 1 < w->file.n && w->file.p[at + 1] == '\'')
            at += 2;
        else
            at += character(w->file, at);
        v += n;
    }
}

static void add_query(walk *w, const yaml_event_t *e)
{
    str value = {(const char *)e->data.scalar.value, (uint32_t)e->data.scalar.length};
    uint32_t at = byte_of(w, e->start_mark.index);
    switch (e->data.scalar.style) {
    case YAML_LITERAL_SCALAR_STYLE: along_block(w, value, at); break;
    case YAML_FOLDED_SCALAR_STYLE: along_folded(w, value, at + line_length(w->file, at) + 1, false); break;
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: along_folded(w, value, at + 1, false); break;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: along_folded(w, value, at + 1, true); break;
    default: along_folded(w, value, at, false);
    }
    query_finish(&w->b, w->out);
}

/* ---- nesting */

static void enter(walk *w, bool is_mapping)
{
    const level *outer = w->depth ? &w->levels[w->depth - 1] : NULL;
    bool properties = outer && outer->is_mapping && outer->is_properties;
    bool item = outer && w->depth == 1 && !outer->is_mapping;
    w->levels[w->depth++] = (level){.is_mapping = is_mapping, .rules = !outer || properties || item};
}

static void scalar(walk *w, const yaml_event_t *e)
{
    level *l = w->depth ? &w->levels[w->depth - 1] : NULL;
    if (!l || !l->is_mapping)
        return;
    str text = {(const char *)e->data.scalar.value, (uint32_t)e->data.scalar.length};
    if (!l->at_value) {
        l->is_query = str_is(text, "query");
        l->is_properties = str_is(text, "properties");
    } else if (l->rules && l->is_query) {
        add_query(w, e);
    }
}

/* A value has been read, or a key: the other follows. */
static void next_item(walk *w)
{
    if (w->depth)
        w->levels[w->depth - 1].at_value = !w->levels[w->depth - 1].at_value;
}

static bool take(walk *w, const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        if (w->depth == LEVELS) {
            w->out->wrong = "the document is nested too deeply";
            w->out->wrong_at = (span){byte_of(w, e->start_mark.index), 0};
            return false;
        }
        enter(w, e->type == YAML_MAPPING_START_EVENT);
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        w->depth--;
        next_item(w);
        break;
    case YAML_SCALAR_EVENT: scalar(w, e); next_item(w); break;
    case YAML_ALIAS_EVENT: next_item(w); break;
    default: break;
    }
    return true;
}

static void report(walk *w, const yaml_parser_t *p)
{
    w->out->wrong = arena_printf(w->b.mem, "this is no YAML: %s%s%s", p->problem ? p->problem : "it cannot be read", p->context ? " " : "",
                                 p->context ? p->context : "").p;
    w->out->wrong_at = (span){byte_of(w, p->problem_mark.index), 0};
}

void query_read_yaml(arena *mem, str file, query_texts *out)
{
    walk *w = ARENA_NEW(mem, walk);
    w->b.mem = mem;
    w->out = out;
    w->file = file;
    w->skipped = w->seen_at = file.n >= 3 && memcmp(file.p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    yaml_parser_t p;
    yaml_event_t e;
    if (!yaml_parser_initialize(&p))
        return;
    yaml_parser_set_encoding(&p, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&p, (const unsigned char *)file.p + w->skipped, file.n - w->skipped);
    bool more = true;
    while (more) {
        if (!yaml_parser_parse(&p, &e)) {
            report(w, &p);
            break;
        }
        more = e.type != YAML_STREAM_END_EVENT && take(w, &e);
        yaml_event_delete(&e);
    }
    yaml_parser_delete(&p);
    buf_drop(&w->b.text);
}
