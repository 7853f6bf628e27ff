/* table_lines: rows side by side in columns, under a head with a rule. */
#include "tables/write/table.h"

#include "base/utf8.h"

void table_fill(buf *out, const char *mark, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        buf_text(out, mark);
}

void table_paint(writer *w, const char *code)
{
    if (w->opt.color)
        buf_printf(&w->out, "\x1b[%sm", code);
}

str table_cut(str s, uint32_t width, uint32_t *used)
{
    *used = 0;
    uint32_t end = 0;
    while (end < s.n) {
        uint32_t next = end;
        (void)utf8_next(s, &next);
        uint32_t cells = utf8_width(str_sub(s, end, next - end));
        if (*used + cells > width)
            break;
        *used += cells;
        end = next;
    }
    return str_sub(s, 0, end);
}

/* A cell in a column of `width` cells; `last` columns need no blanks behind them. */
static void put_cell(writer *w, const cell *c, uint32_t width, bool right, bool last, const char *paint)
{
    str text = c->text;
    uint32_t used = c->width;
    bool cut = w->opt.width && used > width;
    if (cut)
        text = table_cut(text, width ? width - 1 : 0, &used);
    uint32_t pad = width > used + cut ? width - used - cut : 0;
    if (right)
        table_fill(&w->out, " ", pad);
    if (paint)
        table_paint(w, paint);
    buf_str(&w->out, text);
    if (cut)
        buf_text(&w->out, "…");
    if (paint)
        table_paint(w, "0");
    if (!right && !last)
        table_fill(&w->out, " ", pad);
}

static void put_cells(writer *w, const cell *row, const char *paint)
{
    const table_view *t = w->state;
    for (uint32_t i = 0; i < w->cols->n; i++) {
        if (i)
            table_fill(&w->out, " ", TABLE_GAP);
        put_cell(w, &row[i], t->width[i], type_is_number(w->cols->cols[i].type), i + 1 == w->cols->n, row[i].null ? "2" : paint);
    }
    while (!w->opt.color && w->out.n && w->out.p[w->out.n - 1] == ' ')
        w->out.n--; /* an empty last cell */
    buf_char(&w->out, '\n');
}

void table_put_head(writer *w)
{
    const table_view *t = w->state;
    if (w->cols->n == 0) {
        buf_text(&w->out, "(no columns)\n");
        return;
    }
    put_cells(w, t->head, "1");
    table_paint(w, "2");
    for (uint32_t i = 0; i < w->cols->n; i++) {
        if (i)
            table_fill(&w->out, " ", TABLE_GAP);
        table_fill(&w->out, "─", t->width[i]);
    }
    table_paint(w, "0");
    buf_char(&w->out, '\n');
}

void table_put_names(writer *w)
{
    const table_view *t = w->state;
    uint32_t at = 0;
    table_paint(w, "1");
    for (uint32_t i = 0; i < w->cols->n; i++) {
        if (at && at + TABLE_GAP + t->head[i].width > w->opt.width) {
            buf_char(&w->out, '\n');
            at = 0;
        }
        table_fill(&w->out, " ", at ? TABLE_GAP : 0);
        at += t->head[i].width + (at ? TABLE_GAP : 0);
        buf_str(&w->out, t->head[i].text);
    }
    table_paint(w, "0");
    buf_char(&w->out, '\n');
}

void table_put_line(writer *w, const cell *row)
{
    put_cells(w, row, NULL);
}
