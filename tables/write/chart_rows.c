/* chart_rows: rows kept until a result ends, and the two formats that are nothing but a chart. */
#include "tables/write/writer.h"

void chart_rows_keep(writer *w, const datum *values)
{
    chart_rows *k = &w->kept;
    uint32_t n = w->cols->n;
    if (k->n == CHART_ROWS) {
        k->left_out++;
        return;
    }
    if (!k->mem)
        k->mem = arena_new();
    if (k->n == k->room) {
        uint32_t room = k->room ? 2 * k->room : 64;
        datum *more = arena_alloc(k->mem, ((size_t)room * n + 1) * sizeof *more);
        if (k->n)
            memcpy(more, k->rows, (size_t)k->n * n * sizeof *more);
        k->rows = more;
        k->room = room;
    }
    for (uint32_t i = 0; i < n; i++)
        k->rows[(size_t)k->n * n + i] = datum_copy(k->mem, values[i]);
    k->n++;
}

chart *chart_rows_make(writer *w)
{
    chart_rows *k = &w->kept;
    if (!k->mem)
        k->mem = arena_new();
    chart *c = chart_make(k->mem, w->spec, w->cols, k->rows, k->n);
    c->left_out = k->left_out;
    return c;
}

void chart_rows_drop(writer *w)
{
    if (w->kept.mem)
        arena_drop(w->kept.mem);
    w->kept = (chart_rows){0};
}

static void draw(writer *w, void (*put)(buf *, chart *))
{
    if (w->refused.n)
        return;
    chart *c = chart_rows_make(w);
    if (w->opt.results > 1)
        c->wrong = arena_printf(c->mem, "the query gives %u results, and a file holds one chart", w->opt.results);
    else if (!c->wrong.n && c->kind == CHART_NONE)
        c->wrong = STR("the query asks for a table; use another format, or render as a chart");
    if (c->wrong.n) {
        w->refused = arena_str(w->own, c->wrong);
        w->unsupported = c->unsupported;
    } else {
        put(&w->out, c);
    }
    chart_rows_drop(w);
}

static void svg_tail(writer *w) { draw(w, chart_svg); }
static void vega_tail(writer *w) { draw(w, chart_vega); }

const format format_svg = {.name = "svg", .row = chart_rows_keep, .tail = svg_tail};
const format format_vega = {.name = "vega", .row = chart_rows_keep, .tail = vega_tail};
