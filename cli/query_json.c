/* query_json: the texts called `query` in a JSON document, as ARM templates and exported rules have them: at the top, in a list at the top,
 * or among `properties`. Only strings and nesting are looked at: comments, which templates may hold, are passed over. */
#include "cli/query_text.h"

#include "base/utf8.h"

#define LEVELS 256 /* deeper documents hold no rules */

typedef struct level {
    bool is_object, rules; /* rules: a `query` in here is one */
    str key;               /* the member being read */
} level;

typedef struct walk {
    query_builder b;
    query_texts *out;
    str file;
    uint32_t at, depth;
    level levels[LEVELS];
} walk;

static bool fail(walk *w, const char *why)
{
    w->out->wrong = why;
    w->out->wrong_at = (span){w->at < w->file.n ? w->at : w->file.n, 0};
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
static bool read_unicode(walk *w, query_builder *b, uint32_t start)
{
    uint32_t cp, low;
    if (!hex(w, w->at, &cp))
        return fail(w, "this is no \\u escape");
    w->at += 4;
    bool high = cp >= 0xD800 && cp < 0xDC00 && w->at + 1 < w->file.n && w->file.p[w->at] == '\\' && w->file.p[w->at + 1] == 'u';
    if (high && hex(w, w->at + 2, &low) && low >= 0xDC00 && low < 0xE000) {
        cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
        w->at += 6;
    }
    char bytes[4];
    uint32_t n = utf8_put(cp, bytes);
    if (b)
        query_build(b, bytes, n, start);
    return true;
}

static bool read_escape(walk *w, query_builder *b)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    uint32_t start = w->at++;
    char c = here(w);
    w->at++;
    if (c == 'u')
        return read_unicode(w, b, start);
    const char *p = c ? strchr(from, c) : NULL;
    if (!p)
        return fail(w, "there is no such escape in JSON");
    if (b)
        query_build(b, &to[p - from], 1, start);
    return true;
}

/* The string that begins here goes to b; with b NULL only its raw text is taken, for keys. */
static bool read_string(walk *w, query_builder *b, str *raw)
{
    uint32_t from = ++w->at;
    while (here(w) != '"') {
        if (w->at >= w->file.n)
            return fail(w, "a string is not closed");
        if (here(w) == '\\') {
            if (!read_escape(w, b))
                return false;
            continue;
        }
        uint32_t run = w->at;
        while (w->at < w->file.n && here(w) != '"' && here(w) != '\\')
            w->at++;
        if (b)
            query_build(b, w->file.p + run, w->at - run, run);
    }
    *raw = str_sub(w->file, from, w->at - from);
    w->at++;
    return true;
}

/* ---- nesting */

static bool enter(walk *w, bool is_object)
{
    if (w->depth == LEVELS)
        return fail(w, "the document is nested too deeply");
    const level *outer = w->depth ? &w->levels[w->depth - 1] : NULL;
    bool properties = outer && outer->is_object && str_is(outer->key, "properties");
    bool item = outer && w->depth == 1 && !outer->is_object;
    w->levels[w->depth++] = (level){.is_object = is_object, .rules = !outer || properties || item};
    w->at++;
    return true;
}

static bool read_value(walk *w)
{
    level *l = w->depth ? &w->levels[w->depth - 1] : NULL;
    str raw;
    switch (here(w)) {
    case '{': return enter(w, true);
    case '[': return enter(w, false);
    case '"':
        if (!l || !l->is_object || !l->rules || !str_is(l->key, "query"))
            return read_string(w, NULL, &raw);
        if (!read_string(w, &w->b, &raw))
            return false;
        query_finish(&w->b, w->out);
        return true;
    case 0: return fail(w, "the document ends too early");
    default:
        while (w->at < w->file.n && !strchr(" \t\r\n,]}", here(w)))
            w->at++;
        return true;
    }
}

static bool read_member(walk *w)
{
    level *l = &w->levels[w->depth - 1];
    if (l->is_object) {
        if (here(w) != '"')
            return fail(w, "the name of a member is expected");
        if (!read_string(w, NULL, &l->key))
            return false;
        blanks(w);
        if (here(w) != ':')
            return fail(w, "':' is expected");
        w->at++;
        blanks(w);
    }
    return read_value(w);
}

/* One loop instead of recursion: what stands at `at` is a value, or the end of the innermost object or list. */
static bool read_all(walk *w)
{
    blanks(w);
    if (!read_value(w))
        return false;
    while (w->depth) {
        blanks(w);
        char c = here(w);
        if (c == ',') {
            w->at++;
        } else if (c == '}' || c == ']') {
            w->at++;
            w->depth--;
        } else if (!read_member(w)) {
            return false;
        }
    }
    return true;
}

void query_read_json(arena *mem, str file, query_texts *out)
{
    walk *w = ARENA_NEW(mem, walk);
    w->b.mem = mem;
    w->out = out;
    w->file = file;
    if (file.n >= 3 && memcmp(file.p, "\xEF\xBB\xBF", 3) == 0)
        w->at = 3;
    read_all(w);
    buf_drop(&w->b.text);
}
