/* json: JSON as a tree, with places. Comments, which templates may hold, are passed over. */
#include "cli/document/document.h"

#include "base/utf8.h"

typedef struct walk {
    doc_builder b;
    query_builder text;
    str file;
    uint32_t at;
} walk;

static bool fail(walk *w, const char *why)
{
    doc_wrong(&w->b, why, w->at);
    return false;
}

static char here(const walk *w) { return w->at < w->file.n ? w->file.p[w->at] : 0; }

static bool skip_until(walk *w, const char *end)
{
    size_t n = strlen(end);
    while (w->at + n <= w->file.n && memcmp(w->file.p + w->at, end, n) != 0)
        w->at++;
    w->at = w->at + n <= w->file.n ? w->at + (uint32_t)n : w->file.n;
    return true;
}

static void blanks(walk *w)
{
    for (;;) {
        while (w->at < w->file.n && strchr(" \t\r\n", here(w)))
            w->at++;
        bool comment = here(w) == '/' && w->at + 1 < w->file.n && (w->file.p[w->at + 1] == '/' || w->file.p[w->at + 1] == '*');
        if (!comment)
            return;
        skip_until(w, w->file.p[w->at + 1] == '/' ? "\n" : "*/");
    }
}

/* ---- strings */

static bool hex(const walk *w, uint32_t at, uint32_t *out)
{
    *out = 0;
    for (uint32_t i = at; i < at + 4; i++) {
        char c = i < w->file.n ? w->file.p[i] : 0;
        int v = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (v < 0)
            return false;
        *out = *out * 16 + (uint32_t)v;
    }
    return true;
}

/* \uXXXX, of which two may be one character. */
static bool read_unicode(walk *w, uint32_t start)
{
    uint32_t cp, low;
    if (!hex(w, w->at, &cp)) {
        w->at = start;
        return fail(w, "this is no \\u escape");
    }
    w->at += 4;
    bool high = cp >= 0xD800 && cp < 0xDC00 && w->at + 1 < w->file.n && w->file.p[w->at] == '\\' && w->file.p[w->at + 1] == 'u';
    if (high && hex(w, w->at + 2, &low) && low >= 0xDC00 && low < 0xE000) {
        cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
        w->at += 6;
    }
    char bytes[4];
    uint32_t n = utf8_put(cp, bytes);
    query_build(&w->text, bytes, n, start);
    return true;
}

static bool read_escape(walk *w)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    uint32_t start = w->at++;
    char c = here(w);
    w->at++;
    if (c == 'u')
        return read_unicode(w, start);
    const char *p = c ? strchr(from, c) : NULL;
    if (!p) {
        w->at = start;
        return fail(w, "there is no such escape in JSON");
    }
    query_build(&w->text, &to[p - from], 1, start);
    return true;
}

static bool read_string(walk *w, query_text *out)
{
    w->at++;
    while (here(w) != '"') {
        if (w->at >= w->file.n)
            return fail(w, "a string is not closed");
        if (here(w) == '\\') {
            if (!read_escape(w))
                return false;
            continue;
        }
        uint32_t run = w->at;
        while (w->at < w->file.n && here(w) != '"' && here(w) != '\\')
            w->at++;
        query_build(&w->text, w->file.p + run, w->at - run, run);
    }
    w->at++;
    *out = query_end(&w->text);
    return true;
}

/* ---- the tree */

static bool read_plain(walk *w, uint32_t from)
{
    while (w->at < w->file.n && !strchr(" \t\r\n,]}", here(w)))
        w->at++;
    if (w->at == from)
        return fail(w, w->at < w->file.n ? "a value is expected" : "the document ends too early");
    query_build(&w->text, w->file.p + from, w->at - from, from);
    doc *d = doc_add(&w->b, DOC_SCALAR, (span){from, w->at - from});
    d->value = query_end(&w->text);
    return true;
}

static bool read_value(walk *w)
{
    uint32_t from = w->at;
    query_text text;
    char c = here(w);
    if (c == '{' || c == '[') {
        w->at++;
        return doc_enter(&w->b, doc_add(&w->b, c == '{' ? DOC_MAP : DOC_LIST, (span){from, 1}));
    }
    if (c != '"')
        return read_plain(w, from);
    if (!read_string(w, &text))
        return false;
    doc *d = doc_add(&w->b, DOC_SCALAR, (span){from, w->at - from});
    d->value = text;
    d->quoted = true;
    return true;
}

static bool read_key(walk *w)
{
    uint32_t from = w->at;
    query_text text;
    if (here(w) != '"')
        return fail(w, "the name of a member is expected");
    if (!read_string(w, &text))
        return false;
    w->b.key = text.text;
    w->b.key_at = (span){from, w->at - from};
    w->b.has_key = true;
    blanks(w);
    if (here(w) != ':')
        return fail(w, "':' is expected");
    w->at++;
    blanks(w);
    return true;
}

static bool close_one(walk *w)
{
    bool fits = (here(w) == '}') == (w->b.open[w->b.depth - 1]->kind == DOC_MAP);
    if (!fits)
        return fail(w, "this bracket closes another one than was opened");
    doc *d = doc_leave(&w->b);
    if (!d)
        return false;
    w->at++;
    d->at.len = w->at - d->at.start;
    return true;
}

/* One loop instead of recursion: what stands at `at` is a value, or the end of the innermost object or list. */
static bool read_all(walk *w)
{
    bool first = true; /* of its list or object, or behind a comma; templates may end in a comma */
    blanks(w);
    if (!read_value(w))
        return false;
    while (w->b.depth) {
        uint32_t depth = w->b.depth;
        bool is_map = w->b.open[depth - 1]->kind == DOC_MAP;
        blanks(w);
        char c = here(w);
        bool closes = c == '}' || c == ']';
        if (c == ',' && !first)
            w->at++;
        else if (!first && !closes && w->at < w->file.n)
            return fail(w, "',' or the end of the list or object is expected");
        else if (closes ? !close_one(w) : (is_map && !read_key(w)) || !read_value(w))
            return false;
        first = c == ',' || w->b.depth > depth;
    }
    blanks(w);
    return w->at == w->file.n || fail(w, "the document ends here, and something follows");
}

void document_read_json(arena *mem, document *out)
{
    walk *w = ARENA_NEW(mem, walk);
    w->b.mem = w->text.mem = mem;
    w->b.out = out;
    w->file = out->file;
    if (out->file.n >= 3 && memcmp(out->file.p, "\xEF\xBB\xBF", 3) == 0)
        w->at = 3;
    read_all(w);
    buf_drop(&w->text.text);
}
