/* csv: RFC 4180 with a header line, lines ended by \n, fields quoted where they must be; a null is empty, a dynamic JSON text.
 * tsv: the same with tabs; tab, line ends and backslash inside a field are \t \n \r \\. Results are a blank line apart. */
#include "tables/write/writer.h"

static bool wants_quotes(const char *p, size_t n)
{
    return memchr(p, ',', n) || memchr(p, '"', n) || memchr(p, '\n', n) || memchr(p, '\r', n);
}

/* Makes a CSV field of what stands in w->out from `start` on. */
static void quote_field(buf *out, size_t start)
{
    size_t n = out->n - start;
    if (!n || !wants_quotes(out->p + start, n))
        return;
    buf copy = {0};
    buf_put(&copy, out->p + start, n);
    out->n = start;
    buf_char(out, '"');
    for (size_t i = 0; i < n; i++) {
        if (copy.p[i] == '"')
            buf_char(out, '"');
        buf_char(out, copy.p[i]);
    }
    buf_char(out, '"');
    buf_drop(&copy);
}

/* An only column's empty field is written "": an empty line is no record to most readers. */
static void end_line(writer *w, size_t start)
{
    if (w->cols->n == 1 && w->out.n == start)
        buf_text(&w->out, "\"\"");
    buf_char(&w->out, '\n');
}

static void csv_head(writer *w)
{
    if (w->result)
        buf_char(&w->out, '\n');
    size_t line = w->out.n;
    for (uint32_t i = 0; i < w->cols->n; i++) {
        if (i)
            buf_char(&w->out, ',');
        size_t start = w->out.n;
        buf_str(&w->out, w->cols->cols[i].name);
        quote_field(&w->out, start);
    }
    end_line(w, line);
}

static void csv_row(writer *w, const datum *values)
{
    size_t line = w->out.n;
    for (uint32_t i = 0; i < w->cols->n; i++) {
        if (i)
            buf_char(&w->out, ',');
        size_t start = w->out.n;
        value_plain(&w->out, values[i]);
        quote_field(&w->out, start);
    }
    end_line(w, line);
}

static void escape_field(buf *out, str s)
{
    static const char from[] = "\t\n\r\\", to[] = "tnr\\";
    for (uint32_t i = 0; i < s.n; i++) {
        const char *known = memchr(from, s.p[i], sizeof from - 1);
        if (known)
            buf_char(out, '\\');
        buf_char(out, known ? to[known - from] : s.p[i]);
    }
}

static void tsv_head(writer *w)
{
    if (w->result)
        buf_char(&w->out, '\n');
    for (uint32_t i = 0; i < w->cols->n; i++) {
        if (i)
            buf_char(&w->out, '\t');
        escape_field(&w->out, w->cols->cols[i].name);
    }
    buf_char(&w->out, '\n');
}

static void tsv_row(writer *w, const datum *values)
{
    buf field = {0};
    for (uint32_t i = 0; i < w->cols->n; i++) {
        if (i)
            buf_char(&w->out, '\t');
        buf_clear(&field);
        value_plain(&field, values[i]);
        escape_field(&w->out, buf_view(&field));
    }
    buf_char(&w->out, '\n');
    buf_drop(&field);
}

const format format_csv = {.name = "csv", .head = csv_head, .row = csv_row};
const format format_tsv = {.name = "tsv", .head = tsv_head, .row = tsv_row};
