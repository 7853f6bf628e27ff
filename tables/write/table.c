/* table: keeps the first rows, settles the widths, then lets rows through. */
#include "tables/write/table.h"

#include "base/utf8.h"

#define KEEP_ROWS 1000
#define KEEP_BYTES (8u << 20)

static cell shown_cell(arena *a, str s)
{
    buf b = {0};
    show_text(&b, s);
    str text = arena_str(a, buf_view(&b));
    buf_drop(&b);
    return (cell){.text = text, .width = utf8_width(text)};
}

cell table_cell(arena *a, datum v)
{
    if (v.null)
        return (cell){.text = STR("null"), .width = 4, .null = true};
    buf b = {0};
    value_shown(&b, v);
    cell c = shown_cell(a, buf_view(&b));
    buf_drop(&b);
    return c;
}

static void table_drop(writer *w)
{
    table_view *t = w->state;
    if (t)
        arena_drop(t->mem);
    w->state = NULL;
}

static void put_name(writer *w)
{
    if (w->result)
        buf_char(&w->out, '\n');
    if (!w->name.n)
        return;
    table_paint(w, "1");
    show_text(&w->out, w->name);
    table_paint(w, "0");
    buf_text(&w->out, ":\n");
}

static void table_head(writer *w)
{
    table_drop(w);
    arena *mem = arena_new();
    table_view *t = ARENA_NEW(mem, table_view);
    t->mem = mem;
    t->width = ARENA_ARRAY(mem, uint32_t, w->cols->n);
    t->head = ARENA_ARRAY(mem, cell, w->cols->n);
    t->kept = ARENA_ARRAY(mem, cell, (size_t)KEEP_ROWS * w->cols->n);
    for (uint32_t i = 0; i < w->cols->n; i++) {
        t->head[i] = shown_cell(mem, w->cols->cols[i].name);
        t->width[i] = t->head[i].width;
    }
    w->state = t;
    put_name(w);
}

static void put_row(writer *w, const cell *row, uint64_t number)
{
    const table_view *t = w->state;
    if (t->records)
        table_put_record(w, row, number);
    else if (w->cols->n)
        table_put_line(w, row);
}

static void lay_out(writer *w)
{
    table_view *t = w->state;
    uint32_t n = w->cols->n;
    for (uint32_t i = 0; i < t->n_kept * n; i++) {
        uint32_t *width = &t->width[i % n];
        *width = t->kept[i].width > *width ? t->kept[i].width : *width;
    }
    t->laid = true;
    t->records = !table_fit(t->width, w->cols, w->opt.width);
    if (!t->records)
        table_put_head(w);
    else if (!t->n_kept)
        table_put_names(w);
    for (uint32_t k = 0; k < t->n_kept; k++) {
        put_row(w, t->kept + (size_t)k * n, k + 1);
        writer_push(w);
    }
}

static void make_cells(arena *a, cell *row, const datum *values, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        row[i] = table_cell(a, values[i]);
}

static void table_row(writer *w, const datum *values)
{
    table_view *t = w->state;
    uint32_t n = w->cols->n;
    if (w->opt.chart && w->spec)
        chart_rows_keep(w, values);
    if (t->laid) {
        cell *row = arena_alloc(w->mem, n * sizeof *row);
        make_cells(w->mem, row, values, n);
        put_row(w, row, w->rows + 1);
        return;
    }
    make_cells(t->mem, t->kept + (size_t)t->n_kept * n, values, n);
    t->n_kept++;
    if (t->n_kept == KEEP_ROWS || arena_bytes(t->mem) > KEEP_BYTES + (size_t)KEEP_ROWS * n * sizeof(cell))
        lay_out(w);
}

static void put_chart(writer *w)
{
    chart_text(&w->out, chart_rows_make(w), (chart_text_options){.width = w->opt.width, .color = w->opt.color});
    chart_rows_drop(w);
}

static void table_tail(writer *w)
{
    const table_view *t = w->state;
    if (!t->laid)
        lay_out(w);
    table_paint(w, "2");
    buf_printf(&w->out, "%llu row%s", (unsigned long long)w->rows, w->rows == 1 ? "" : "s");
    table_paint(w, "0");
    buf_char(&w->out, '\n');
    if (w->opt.chart && w->spec)
        put_chart(w);
}

const format format_table = {.name = "table", .head = table_head, .row = table_row, .tail = table_tail, .drop = table_drop};
