/* table_records: a row as a block of its own, a line or a few for each column. */
#include "tables/write/table.h"

#define MOST_LINES 12 /* of one value */

static uint32_t name_width(const writer *w)
{
    const table_view *t = w->state;
    uint32_t width = 0, most = w->opt.width / 2;
    for (uint32_t i = 0; i < w->cols->n; i++)
        width = t->head[i].width > width ? t->head[i].width : width;
    return width > most ? most : width;
}

/* The next line of a value: as much as fits, ended at a blank when there is one in its last third. */
static str take_line(str *rest, uint32_t width)
{
    uint32_t used;
    str line = table_cut(*rest, width, &used);
    if (line.n == 0 && rest->n) /* one character is wider than the room there is */
        line = *rest;
    if (line.n < rest->n) {
        for (uint32_t i = line.n; i > line.n - line.n / 3; i--) {
            if (line.p[i - 1] == ' ') {
                line.n = i;
                break;
            }
        }
    }
    *rest = str_sub(*rest, line.n, rest->n - line.n);
    return line;
}

static void put_last_line(writer *w, str rest, uint32_t width)
{
    uint32_t used;
    bool cut = table_cut(rest, width, &used).n < rest.n;
    buf_str(&w->out, cut ? table_cut(rest, width - 1, &used) : rest);
    if (cut)
        buf_text(&w->out, "…");
}

static void put_value(writer *w, const cell *c, uint32_t indent, uint32_t width)
{
    str rest = c->text;
    if (c->null)
        table_paint(w, "2");
    for (uint32_t lines = 1; rest.n; lines++) {
        if (lines == MOST_LINES) {
            put_last_line(w, rest, width);
            break;
        }
        buf_str(&w->out, take_line(&rest, width));
        if (rest.n) {
            buf_char(&w->out, '\n');
            table_fill(&w->out, " ", indent);
        }
    }
    if (c->null)
        table_paint(w, "0");
    buf_char(&w->out, '\n');
}

static void put_title(writer *w, uint64_t number)
{
    char title[40];
    int n = snprintf(title, sizeof title, " row %llu ", (unsigned long long)number);
    table_paint(w, "2");
    table_fill(&w->out, "─", 2);
    buf_text(&w->out, title);
    table_fill(&w->out, "─", w->opt.width > (uint32_t)n + 2 ? w->opt.width - (uint32_t)n - 2 : 2);
    table_paint(w, "0");
    buf_char(&w->out, '\n');
}

void table_put_record(writer *w, const cell *row, uint64_t number)
{
    const table_view *t = w->state;
    uint32_t names = name_width(w), indent = names + TABLE_GAP, used;
    uint32_t room = w->opt.width > indent + TABLE_MIN_TEXT ? w->opt.width - indent : TABLE_MIN_TEXT;
    put_title(w, number);
    for (uint32_t i = 0; i < w->cols->n; i++) {
        bool cut = t->head[i].width > names;
        str name = table_cut(t->head[i].text, cut && names ? names - 1 : names, &used);
        table_paint(w, "1");
        buf_str(&w->out, name);
        if (cut)
            buf_text(&w->out, "…");
        table_paint(w, "0");
        if (row[i].text.n)
            table_fill(&w->out, " ", indent - used - cut);
        put_value(w, &row[i], indent, room);
    }
}
