/* query_text: which form a file is in, and places. */
#include "cli/query_text.h"

#include "cli/document/document.h"

query_texts query_texts_read(arena *mem, str path, str file)
{
    query_texts out = {.file = file};
    if (path_ends_in(path, ".md") || path_ends_in(path, ".markdown")) {
        out.file = document_utf8(mem, file);
        query_read_markdown(mem, out.file, &out);
    } else if (path_ends_in(path, ".yaml") || path_ends_in(path, ".yml") || path_ends_in(path, ".json")) {
        query_read_rules(mem, path, file, &out);
    } else {
        query_builder b = {.mem = mem};
        query_build(&b, file.p, file.n, 0);
        query_add(mem, &out, query_end(&b));
        buf_drop(&b.text);
    }
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

query_text query_end(query_builder *b)
{
    if (!b->n_marks)
        add_mark(b, (query_mark){0, 0});
    query_text q = {arena_str(b->mem, buf_view(&b->text)), b->marks, b->n_marks};
    buf_clear(&b->text);
    b->marks = NULL;
    b->n_marks = b->cap = 0;
    return q;
}

void query_add(arena *mem, query_texts *out, query_text q)
{
    query_text *more = ARENA_ARRAY(mem, query_text, out->n + 1);
    if (out->n)
        memcpy(more, out->items, out->n * sizeof *more);
    more[out->n++] = q;
    out->items = more;
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
