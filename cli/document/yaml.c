/* yaml: YAML as a tree. libyaml says what a text is and where it begins; which of its characters stands where is found by going along both. */
#include "cli/document/document.h"

#include <yaml.h>

typedef struct anchor {
    struct anchor *next;
    str name;
    const doc *what;
} anchor;

typedef struct walk {
    doc_builder b;
    query_builder text;
    str file;
    uint32_t skipped;          /* a byte order mark, that libyaml does not count */
    size_t seen_index;         /* a place that was turned into bytes already ... */
    uint32_t seen_at;          /* ... so that the next one is found from there */
    anchor *anchors;
} walk;

/* libyaml counts characters. */
static uint32_t byte_of(walk *w, size_t index)
{
    while (w->seen_index > index) { /* an event's end is asked for before the next one's beginning */
        w->seen_at--;
        while (((unsigned char)w->file.p[w->seen_at] & 0xC0) == 0x80)
            w->seen_at--;
        w->seen_index--;
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
        query_build(&w->text, value.p + v, n, at + indent);
        v += n;
        if (v < value.n)
            query_build(&w->text, value.p + v++, 1, at + m);
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
        query_build(&w->text, value.p + v, n, at);
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

static query_text scalar_text(walk *w, const yaml_event_t *e)
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
    return query_end(&w->text);
}

/* ---- the tree */

static span span_of(walk *w, const yaml_event_t *e)
{
    uint32_t from = byte_of(w, e->start_mark.index), to = byte_of(w, e->end_mark.index);
    return (span){from, to - from};
}

static bool wants_key(const walk *w)
{
    return w->b.depth && w->b.open[w->b.depth - 1]->kind == DOC_MAP && !w->b.has_key;
}

static void name_anchor(walk *w, const yaml_char_t *name, const doc *d)
{
    if (!name)
        return;
    anchor *a = ARENA_NEW(w->b.mem, anchor);
    *a = (anchor){w->anchors, arena_str(w->b.mem, str_of((const char *)name)), d};
    w->anchors = a;
}

static bool scalar(walk *w, const yaml_event_t *e)
{
    span at = span_of(w, e);
    query_text text = scalar_text(w, e);
    if (wants_key(w)) {
        w->b.key = text.text;
        w->b.key_at = at;
        w->b.has_key = true;
        return true;
    }
    doc *d = doc_add(&w->b, DOC_SCALAR, at);
    d->value = text;
    d->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    name_anchor(w, e->data.scalar.anchor, d);
    return true;
}

static bool wrong_here(walk *w, const char *why, const yaml_event_t *e)
{
    doc_wrong(&w->b, why, byte_of(w, e->start_mark.index));
    return false;
}

/* What the anchor names, with the anchored place: entries are shared. An anchor that is still open would be a ring. */
static bool alias(walk *w, const yaml_event_t *e)
{
    str name = str_of((const char *)e->data.alias.anchor);
    if (wants_key(w))
        return wrong_here(w, "an alias cannot be a key here", e);
    for (const anchor *a = w->anchors; a; a = a->next) {
        if (!str_eq(a->name, name))
            continue;
        for (uint32_t i = 0; i < w->b.depth; i++) {
            if (w->b.open[i] == a->what)
                return wrong_here(w, "an alias stands inside of what it names", e);
        }
        doc *d = doc_add(&w->b, a->what->kind, a->what->at);
        d->quoted = a->what->quoted;
        d->value = a->what->value;
        d->first = a->what->first;
        d->last = a->what->last;
        d->n = a->what->n;
        d->size = a->what->size;
        return true;
    }
    return wrong_here(w, "no anchor of this name stands before", e);
}

static bool nest(walk *w, const yaml_event_t *e, doc_kind kind, const yaml_char_t *name)
{
    if (wants_key(w))
        return wrong_here(w, "a key is a text here", e);
    doc *d = doc_add(&w->b, kind, span_of(w, e));
    name_anchor(w, name, d);
    return doc_enter(&w->b, d);
}

static bool unnest(walk *w, const yaml_event_t *e)
{
    doc *d = doc_leave(&w->b);
    if (!d)
        return false;
    uint32_t end = byte_of(w, e->end_mark.index);
    d->at.len = end > d->at.start ? end - d->at.start : 0;
    return true;
}

static bool take(walk *w, const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_MAPPING_START_EVENT: return nest(w, e, DOC_MAP, e->data.mapping_start.anchor);
    case YAML_SEQUENCE_START_EVENT: return nest(w, e, DOC_LIST, e->data.sequence_start.anchor);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT: return unnest(w, e);
    case YAML_SCALAR_EVENT: return scalar(w, e);
    case YAML_ALIAS_EVENT: return alias(w, e);
    default: return true;
    }
}

/* Editors and web pages put U+00A0 where a blank was, and nobody sees it: in the line at `at`, or the one before. */
static bool has_nbsp(const walk *w, uint32_t at)
{
    uint32_t from = at < w->file.n ? at : w->file.n;
    for (int lines = 0; from > 0 && (lines += w->file.p[from - 1] == '\n') < 2;)
        from--;
    for (uint32_t i = from; i + 1 < w->file.n && (i < at || w->file.p[i] != '\n'); i++) {
        if (memcmp(w->file.p + i, "\xC2\xA0", 2) == 0)
            return true;
    }
    return false;
}

static void report(walk *w, const yaml_parser_t *p)
{
    uint32_t at = byte_of(w, p->problem_mark.index);
    const char *why = arena_printf(w->b.mem, "this is no YAML: %s%s%s%s", p->problem ? p->problem : "it cannot be read",
                                   p->context ? " " : "", p->context ? p->context : "",
                                   has_nbsp(w, at) ? "; a no-break space (U+00A0) stands here, where YAML wants a blank" : "").p;
    doc_wrong(&w->b, why, at);
}

static void read_all(walk *w, yaml_parser_t *p)
{
    yaml_event_t e;
    bool more = true;
    while (more) {
        if (!yaml_parser_parse(p, &e)) {
            report(w, p);
            return;
        }
        more = e.type != YAML_STREAM_END_EVENT && take(w, &e);
        yaml_event_delete(&e);
    }
}

void document_read_yaml(arena *mem, document *out)
{
    walk *w = ARENA_NEW(mem, walk);
    w->b.mem = w->text.mem = mem;
    w->b.out = out;
    w->file = out->file;
    w->skipped = w->seen_at = out->file.n >= 3 && memcmp(out->file.p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    yaml_parser_t p;
    if (!yaml_parser_initialize(&p)) {
        doc_wrong(&w->b, "there is no memory for the YAML parser", 0);
        return;
    }
    yaml_parser_set_encoding(&p, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&p, (const unsigned char *)out->file.p + w->skipped, out->file.n - w->skipped);
    read_all(w, &p);
    yaml_parser_delete(&p);
    buf_drop(&w->text.text);
}
