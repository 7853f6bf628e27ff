/* md: a GitHub table. Pipes are escaped, line ends are <br>, other control characters shown; `<` is escaped because what
 * comes out of a log must not become HTML. */
#include "tables/write/writer.h"

#include <ctype.h>

static void put_cell(buf *out, str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : 0;
        if (c == '|') {
            buf_text(out, "\\|");
        } else if (c == '<') {
            buf_text(out, "&lt;");
        } else if (c == '\\' && ispunct((unsigned char)next)) {
            buf_text(out, "\\\\");
        } else if (c == '\n') {
            buf_text(out, "<br>");
        } else if (c != '\r' || next != '\n') {
            uint32_t end = i + 1;
            while (end < s.n && !strchr("|<\\\n\r", s.p[end]))
                end++;
            show_text(out, str_sub(s, i, end - i));
            i = end - 1;
        }
    }
}

static void md_head(writer *w)
{
    if (w->result)
        buf_char(&w->out, '\n');
    if (w->name.n) {
        put_cell(&w->out, w->name);
        buf_text(&w->out, "\n\n");
    }
    buf_char(&w->out, '|');
    for (uint32_t i = 0; i < w->cols->n; i++) {
        buf_char(&w->out, ' ');
        put_cell(&w->out, w->cols->cols[i].name);
        buf_text(&w->out, " |");
    }
    buf_text(&w->out, "\n|");
    for (uint32_t i = 0; i < w->cols->n; i++)
        buf_text(&w->out, type_is_number(w->cols->cols[i].type) ? " ---: |" : " --- |");
    buf_char(&w->out, '\n');
}

static void md_row(writer *w, const datum *values)
{
    buf cell = {0};
    buf_char(&w->out, '|');
    for (uint32_t i = 0; i < w->cols->n; i++) {
        buf_clear(&cell);
        value_shown(&cell, values[i]);
        buf_char(&w->out, ' ');
        put_cell(&w->out, buf_view(&cell));
        buf_text(&w->out, " |");
    }
    buf_char(&w->out, '\n');
    buf_drop(&cell);
}

const format format_md = {.name = "md", .head = md_head, .row = md_row};
