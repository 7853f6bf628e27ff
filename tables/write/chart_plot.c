/* chart_plot: lines, areas and points with axes. A cell of braille is 2 by 4 dots; without colour, several series are told
 * apart by a letter a cell instead.
 *
 *     12 ┤        ⢀⠔⠁
 *        │  ⢀⡠⠔⠊
 *      0 ┤⡠⠊
 *        └──────────────
 *         2024-01-01      2024-01-09
 */
#include "tables/write/chart_text.h"

#include "tables/write/table.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

#define ROWS 15
#define MOST_COLUMNS 60
#define MOST_LEGEND 12

typedef struct plot {
    chart *c;
    uint32_t columns;
    uint32_t dx, dy;      /* dots in a cell */
    uint8_t *dots;        /* of a cell: bits, as braille counts them */
    uint8_t *owner;       /* of a cell: 1 + the series drawn last */
} plot;

static void set_dot(plot *p, int x, int y, uint32_t series)
{
    static const uint8_t bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    if (x < 0 || y < 0 || x >= (int)(p->columns * p->dx) || y >= (int)(ROWS * p->dy))
        return;
    uint32_t place = (uint32_t)y / p->dy * p->columns + (uint32_t)x / p->dx;
    p->dots[place] |= bits[(uint32_t)y % p->dy][(uint32_t)x % p->dx];
    p->owner[place] = (uint8_t)(1 + series % 200);
}

static int dot_x(const plot *p, double x)
{
    double span = p->c->x_max - p->c->x_min, last = p->columns * p->dx - 1;
    return span > 0 ? (int)floor(fmax(0, fmin(last, (x - p->c->x_min) / span * last)) + 0.5) : (int)last / 2;
}

/* Places beyond ymin and ymax stay outside, near enough for a line to be drawn towards them. */
static int dot_y(const plot *p, double y)
{
    double last = ROWS * p->dy - 1, at = (p->c->y_max - y) / (p->c->y_max - p->c->y_min) * last;
    return (int)floor(fmax(-1000, fmin(1000, at)) + 0.5);
}

static void draw_line(plot *p, int x, int y, int to_x, int to_y, uint32_t series)
{
    int dx = abs(to_x - x), dy = -abs(to_y - y), err = dx + dy;
    for (;;) {
        set_dot(p, x, y, series);
        if (x == to_x && y == to_y)
            return;
        int twice = 2 * err;
        if (twice >= dy) {
            err += dy;
            x += x < to_x ? 1 : -1;
        }
        if (twice <= dx) {
            err += dx;
            y += y < to_y ? 1 : -1;
        }
    }
}

/* Below the part of an area's line between two points. */
static void fill_below(plot *p, int x, int y, int to_x, int to_y, uint32_t series)
{
    int base = dot_y(p, fmax(p->c->y_min, fmin(p->c->y_max, 0)));
    for (int at = x; at <= to_x; at++) {
        int top = to_x == x ? y : y + (to_y - y) * (at - x) / (to_x - x);
        for (int d = top < base ? top : base; d <= (top < base ? base : top); d++)
            set_dot(p, at, d, series);
    }
}

static void draw_series(plot *p, uint32_t series)
{
    const chart_series *s = &p->c->series[series];
    for (uint32_t i = 0; i < s->n; i++) {
        int x = dot_x(p, s->x[i]), y = dot_y(p, s->y[i]);
        set_dot(p, x, y, series);
        if (!i || p->c->kind == CHART_SCATTER)
            continue;
        int from_x = dot_x(p, s->x[i - 1]), from_y = dot_y(p, s->y[i - 1]);
        draw_line(p, from_x, from_y, x, y, series);
        if (p->c->kind == CHART_AREA)
            fill_below(p, from_x, from_y, x, y, series);
    }
}

static void put_cells(buf *out, const plot *p, uint32_t row, const chart_text_options *opt)
{
    uint32_t end = p->columns;
    while (end && !p->dots[row * p->columns + end - 1])
        end--;
    uint32_t painted = 0;
    for (uint32_t i = 0; i < end; i++) {
        uint8_t dots = p->dots[row * p->columns + i], owner = p->owner[row * p->columns + i];
        if (dots && owner != painted) {
            chart_paint(out, opt, owner - 1u);
            painted = owner;
        }
        char text[4];
        if (!dots)
            buf_char(out, ' ');
        else if (p->dx == 1)
            buf_char(out, (char)('a' + (owner - 1) % 26));
        else
            buf_put(out, text, utf8_put(0x2800u + dots, text));
    }
    if (painted)
        chart_plain(out, opt);
}

static void put_grid(buf *out, const plot *p, const chart_text_options *opt)
{
    buf label[3] = {{0}, {0}, {0}};
    uint32_t width = 0;
    for (uint32_t i = 0; i < 3; i++) {
        chart_number(&label[i], i == 0 ? p->c->y_max : i == 1 ? (p->c->y_min + p->c->y_max) / 2 : p->c->y_min);
        width = label[i].n > width ? (uint32_t)label[i].n : width;
    }
    for (uint32_t row = 0; row < ROWS; row++) {
        const buf *l = row == 0 ? &label[0] : row == ROWS / 2 ? &label[1] : row == ROWS - 1 ? &label[2] : NULL;
        table_fill(out, " ", width - (l ? (uint32_t)l->n : 0));
        if (l)
            buf_str(out, buf_view(l));
        buf_text(out, l ? " ┤" : " │");
        put_cells(out, p, row, opt);
        buf_char(out, '\n');
    }
    table_fill(out, " ", width + 1);
    buf_text(out, "└");
    table_fill(out, "─", p->columns);
    buf_char(out, '\n');
    buf from = {0}, to = {0};
    chart_x(&from, p->c, p->c->x_min);
    chart_x(&to, p->c, p->c->x_max);
    table_fill(out, " ", width + 2);
    uint32_t half = p->columns / 2 - 1, right = utf8_width(buf_view(&to)) < half ? utf8_width(buf_view(&to)) : half;
    chart_put(out, buf_view(&from), half, p->c->x_max > p->c->x_min ? p->columns - right : 0);
    if (p->c->x_max > p->c->x_min)
        chart_put(out, buf_view(&to), half, 0);
    buf_char(out, '\n');
    buf_drop(&from);
    buf_drop(&to);
    for (uint32_t i = 0; i < 3; i++)
        buf_drop(&label[i]);
}

static void put_legend(buf *out, const plot *p, const chart_text_options *opt)
{
    uint32_t n = p->c->n_series;
    for (uint32_t k = 0; p->c->legend && k < n && k < MOST_LEGEND; k++) {
        buf_text(out, "  ");
        chart_paint(out, opt, k);
        if (p->dx == 1)
            buf_char(out, (char)('a' + k % 26));
        else
            buf_text(out, "■");
        chart_plain(out, opt);
        buf_char(out, ' ');
        chart_put(out, p->c->series[k].name, p->columns - 4, 0);
        buf_char(out, '\n');
    }
    if (p->c->legend && n > MOST_LEGEND)
        buf_printf(out, "  and %u more\n", n - MOST_LEGEND);
}

void chart_plot(buf *out, chart *c, const chart_text_options *opt)
{
    plot p = {.c = c, .columns = MOST_COLUMNS, .dx = 2, .dy = 4};
    uint32_t width = opt->width ? opt->width : 80;
    if (width < MOST_COLUMNS + 14)
        p.columns = width > 34 ? width - 14 : 20;
    if (c->n_series > 1 && !opt->color)
        p.dx = p.dy = 1;
    p.dots = ARENA_ARRAY(c->mem, uint8_t, p.columns * ROWS);
    p.owner = ARENA_ARRAY(c->mem, uint8_t, p.columns * ROWS);
    if (c->kind != CHART_SCATTER)
        chart_stack_areas(c);
    for (uint32_t k = 0; k < c->n_series; k++)
        draw_series(&p, c->kind == CHART_AREA ? c->n_series - 1 - k : k);
    put_grid(out, &p, opt);
    put_legend(out, &p, opt);
}
