/* query_text: which form a file is in, and places. */
#include "cli/query_text.h"

#include "base/utf8.h"

#include <strings.h>

typedef void reader(arena *mem, str file, query_texts *out);

static const struct {
    const char *ending;
    reader *read;
} forms[] = {
    {".yaml", query_read_yaml}, {".yml", query_read_yaml},          {".json", query_read_json},
    {".md", query_read_markdown}, {".markdown", query_read_markdown},
};

static reader *form_of(str path)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t n = strlen(forms[i].ending);
        if (path.n >= n && strncasecmp(path.p + path.n - n, forms[i].ending, n) == 0)
            return forms[i].read;
    }
    return NULL;
}

/* A rule file that is no UTF-8 is Windows-1252: some of the field's are. */
static str as_utf8(arena *mem, str file)
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

query_texts query_texts_read(arena *mem, str path, str file)
{
    query_texts out = {.file = file};
    reader *read = form_of(path);
    if (read) {
        out.file = as_utf8(mem, file);
        read(mem, out.file, &out);
        return out;
    }
    query_builder b = {.mem = mem};
    query_build(&b, file.p, file.n, 0);
    query_finish(&b, &out);
    return out;
}

/* ---- building */

static void add_mark(query_builder *b, query_mark m)
{
    if (b->n_marks == b->cap) {
        b->cap = b->cap ? b->cap * 2 : 16;
        query_mark *more = ARENA_ARRAY(b->mem, query_mark, b->cap);
        if (b->n_marks)
            memcpy(more, b->marks, b->n_marks * sizeof *more);
        b->marks = more;
    }
    b->marks[b->n_marks++] = m;
}

void query_build(query_builder *b, const char *bytes, uint32_t n, uint32_t in_file)
{
    const query_mark *last = b->n_marks ? &b->marks[b->n_marks - 1] : NULL;
    uint32_t at = (uint32_t)b->text.n;
    if (!last || last->in_file + (at - last->in_query) != in_file)
        add_mark(b, (query_mark){at, in_file});
    buf_put(&b->text, bytes, n);
}

void query_finish(query_builder *b, query_texts *out)
{
    query_text *more = ARENA_ARRAY(b->mem, query_text, out->n + 1);
    if (out->n)
        memcpy(more, out->items, out->n * sizeof *more);
    if (!b->n_marks)
        add_mark(b, (query_mark){0, 0});
    more[out->n] = (query_text){arena_str(b->mem, buf_view(&b->text)), b->marks, b->n_marks};
    out->items = more;
    out->n++;
    buf_drop(&b->text);
    *b = (query_builder){.mem = b->mem};
}

/* ---- places */

static uint32_t place(const query_text *q, uint32_t at)
{
    uint32_t low = 0, high = q->n_marks; /* the last mark that is not behind `at` */
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (q->marks[mid].in_query <= at)
            low = mid;
        else
            high = mid;
    }
    return q->marks[low].in_file + (at - q->marks[low].in_query);
}

span query_text_place(const query_text *q, span in_query)
{
    uint32_t start = place(q, in_query.start);
    uint32_t end = in_query.len ? place(q, in_query.start + in_query.len - 1) + 1 : start;
    return (span){start, end > start ? end - start : 0};
}
