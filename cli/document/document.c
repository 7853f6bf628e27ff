/* document: which form a file is in, and the tree that both readers build. */
#include "cli/document/document.h"

#include "base/utf8.h"

#include <strings.h>

bool path_ends_in(str path, const char *ending)
{
    size_t n = strlen(ending);
    return path.n >= n && strncasecmp(path.p + path.n - n, ending, n) == 0;
}

/* Some of the field's rule files are Windows-1252. */
str document_utf8(arena *mem, str file)
{
    static const uint16_t high[] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (utf8_valid(file))
        return file;
    char *text = arena_alloc(mem, (size_t)file.n * 3 + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < file.n; i++) {
        unsigned char c = (unsigned char)file.p[i];
        n += utf8_put(c >= 0x80 && c < 0xA0 ? high[c - 0x80] : c, text + n);
    }
    return (str){text, n};
}

static bool is_utf16(str file)
{
    return file.n >= 2 && (memcmp(file.p, "\xFF\xFE", 2) == 0 || memcmp(file.p, "\xFE\xFF", 2) == 0);
}

document document_read(arena *mem, str path, str file)
{
    document d = {.file = document_utf8(mem, file)};
    if (is_utf16(file))
        d.wrong = "this file is UTF-16: save it as UTF-8";
    else if (path_ends_in(path, ".json"))
        document_read_json(mem, &d);
    else
        document_read_yaml(mem, &d);
    return d;
}

/* ---- building */

static void append(doc **first, doc **last, doc *d)
{
    if (*last)
        (*last)->next = d;
    else
        *first = d;
    *last = d;
}

doc *doc_add(doc_builder *b, doc_kind kind, span at)
{
    doc *d = ARENA_NEW(b->mem, doc), *outer = b->depth ? b->open[b->depth - 1] : NULL;
    d->kind = kind;
    d->at = at;
    d->size = 1;
    if (!outer) {
        doc *last = b->out->first;
        while (last && last->next)
            last = last->next;
        append(&b->out->first, &last, d);
        return d;
    }
    if (b->has_key) {
        d->key = b->key;
        d->key_at = b->key_at;
        b->has_key = false;
    }
    append(&outer->first, &outer->last, d);
    outer->n++;
    return d;
}

bool doc_enter(doc_builder *b, doc *d)
{
    if (b->depth == DOC_DEPTH) {
        doc_wrong(b, "the document is nested too deeply", d->at.start);
        return false;
    }
    b->open[b->depth++] = d;
    return true;
}

doc *doc_leave(doc_builder *b)
{
    doc *d = b->open[--b->depth];
    for (const doc *e = d->first; e && d->size <= DOC_SIZE; e = e->next)
        d->size += e->size;
    if (d->size <= DOC_SIZE)
        return d;
    doc_wrong(b, "the document has too many values", d->at.start);
    return NULL;
}

void doc_wrong(doc_builder *b, const char *why, uint32_t at)
{
    b->out->wrong = why;
    b->out->wrong_at = (span){at < b->out->file.n ? at : b->out->file.n, 0};
}

/* ---- reading */

const doc *doc_find(const doc *map, const char *key)
{
    if (!map || map->kind != DOC_MAP)
        return NULL;
    for (const doc *d = map->first; d; d = d->next) {
        if (str_is(d->key, key))
            return d;
    }
    return NULL;
}

str doc_text(const doc *d) { return d && d->kind == DOC_SCALAR ? d->value.text : (str){0}; }

bool doc_is_null(const doc *d)
{
    str t = doc_text(d);
    return d && d->kind == DOC_SCALAR && !d->quoted && (t.n == 0 || str_is(t, "~") || str_is(t, "null") || str_is(t, "Null") || str_is(t, "NULL"));
}

bool doc_bool(const doc *d, bool *out)
{
    str t = doc_text(d);
    *out = t.n == 4 && strncasecmp(t.p, "true", 4) == 0;
    return *out || (t.n == 5 && strncasecmp(t.p, "false", 5) == 0);
}

bool doc_long(const doc *d, int64_t *out)
{
    str t = doc_text(d);
    uint32_t i = t.n && (t.p[0] == '-' || t.p[0] == '+');
    int64_t v = 0;
    if (i == t.n)
        return false;
    for (; i < t.n; i++) {
        if (t.p[i] < '0' || t.p[i] > '9' || __builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, t.p[i] - '0', &v))
            return false;
    }
    *out = t.p[0] == '-' ? -v : v;
    return true;
}
