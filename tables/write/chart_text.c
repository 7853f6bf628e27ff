/* chart_text: a chart drawn with characters: bars, shares, a card. Plots with axes are in chart_plot.c. */
#include "tables/write/chart_text.h"

#include "base/utf8.h"
#include "tables/write/table.h"
#include "tables/write/writer.h"

#include <math.h>

#define MOST_BARS 40
#define MOST_LABEL 24
#define MOST_BAR 40

static const char *const colors[] = {"34", "33", "32", "31", "35", "36"};

void chart_paint(buf *out, const chart_text_options *opt, uint32_t series)
{
    if (opt->color)
        buf_printf(out, "\x1b[%sm", colors[series % 6]);
}

void chart_plain(buf *out, const chart_text_options *opt)
{
    if (opt->color)
        buf_text(out, "\x1b[0m");
}

/* Text of the data in at most `most` cells, filled up to `width`. */
void chart_put(buf *out, str s, uint32_t most, uint32_t width)
{
    buf b = {0};
    show_text(&b, s);
    uint32_t used = utf8_width(buf_view(&b));
    str text = buf_view(&b);
    if (used > most) {
        text = table_cut(text, most - 1, &used);
        used++;
    }
    buf_str(out, text);
    if (text.n < b.n)
        buf_text(out, "…");
    table_fill(out, " ", used < width ? width - used : 0);
    buf_drop(&b);
}

static uint32_t shown_width(str s)
{
    buf b = {0};
    show_text(&b, s);
    uint32_t n = utf8_width(buf_view(&b));
    buf_drop(&b);
    return n < MOST_LABEL ? n : MOST_LABEL;
}

/* Whole blocks and a last half one; a negative value in a lighter shade. */
static void put_bar(buf *out, double part, uint32_t room, bool negative)
{
    double halves = floor(part * 2 * room + 0.5);
    uint32_t n = halves < 0 ? 0 : halves > 2.0 * room ? 2 * room : (uint32_t)halves;
    table_fill(out, negative ? "▒" : "█", n / 2);
    if (n % 2)
        buf_text(out, negative ? "▒" : "▌");
}

typedef struct bars {
    buf *out;
    const chart *c;
    const chart_text_options *opt;
    uint32_t label, name, room; /* widths: of labels, of names of series, of a full bar */
    double full;
} bars;

static void measure(bars *b)
{
    for (uint32_t i = 0; i < b->c->n_labels && i < MOST_BARS; i++)
        b->label = shown_width(b->c->labels[i]) > b->label ? shown_width(b->c->labels[i]) : b->label;
    for (uint32_t k = 0; k < b->c->n_series && b->c->n_series > 1; k++)
        b->name = shown_width(b->c->series[k].name) + 2 > b->name ? shown_width(b->c->series[k].name) + 2 : b->name;
    uint32_t width = b->opt->width ? b->opt->width : 80, rest = b->label + b->name + 2 + 12;
    b->room = width > rest + 10 ? width - rest : 10;
    b->room = b->room > MOST_BAR ? MOST_BAR : b->room;
}

static void put_row(bars *b, str label, uint32_t series, double y)
{
    buf *out = b->out;
    chart_put(out, label, MOST_LABEL, b->label);
    buf_text(out, "  ");
    if (b->name)
        chart_put(out, b->c->series[series].name, MOST_LABEL, b->name);
    size_t before = out->n;
    chart_paint(out, b->opt, series);
    size_t start = out->n;
    put_bar(out, b->full > 0 ? fabs(y) / b->full : 0, b->room, y < 0);
    if (out->n == start)
        out->n = before;
    else
        chart_plain(out, b->opt);
    if (out->n != before)
        buf_char(out, ' ');
    if (b->c->kind == CHART_PIE)
        buf_printf(out, "%.1f%% (", b->full > 0 ? 100 * y / b->full : 0);
    chart_number(out, y);
    buf_text(out, b->c->kind == CHART_PIE ? ")\n" : "\n");
}

static void put_bars(bars *b)
{
    uint32_t n = b->c->n_labels < MOST_BARS ? b->c->n_labels : MOST_BARS;
    for (uint32_t i = 0; i < n; i++) {
        str label = b->c->labels[i];
        for (uint32_t k = 0; k < b->c->n_series; k++) {
            const chart_series *s = &b->c->series[k];
            for (uint32_t p = 0; p < s->n; p++) {
                if (s->x[p] != i || (b->c->kind == CHART_PIE && s->y[p] < 0))
                    continue;
                put_row(b, label, k, s->y[p]);
                label = (str){0};
            }
        }
    }
    if (n < b->c->n_labels)
        buf_printf(b->out, "and %u more\n", b->c->n_labels - n);
}

static void draw_bars(buf *out, const chart *c, const chart_text_options *opt)
{
    bars b = {.out = out, .c = c, .opt = opt};
    measure(&b);
    if (c->kind != CHART_PIE)
        b.full = fmax(fabs(c->y_min), fabs(c->y_max));
    for (uint32_t k = 0; k < c->n_series && c->kind == CHART_PIE; k++)
        for (uint32_t p = 0; p < c->series[k].n; p++)
            b.full += fmax(c->series[k].y[p], 0);
    put_bars(&b);
}

static void draw_card(buf *out, const chart *c, const chart_text_options *opt)
{
    uint32_t most = opt->width > 20 ? opt->width : 80, name = 0;
    for (uint32_t i = 0; i < c->n_values; i++)
        name = shown_width(c->names[i]) > name ? shown_width(c->names[i]) : name;
    for (uint32_t i = 0; i < c->n_values; i++) {
        chart_put(out, c->names[i], MOST_LABEL, name);
        buf_text(out, "  ");
        if (opt->color)
            buf_text(out, "\x1b[1m");
        chart_put(out, c->values[i], most > name + 12 ? most - name - 2 : 10, 0);
        chart_plain(out, opt);
        buf_char(out, '\n');
    }
}

void chart_text(buf *out, chart *c, chart_text_options opt)
{
    if (c->kind == CHART_NONE && !c->wrong.n)
        return;
    buf_char(out, '\n');
    if (c->wrong.n) {
        buf_text(out, "(no chart: ");
        show_text(out, c->wrong);
        buf_text(out, ")\n");
        return;
    }
    if (c->title.n) {
        chart_put(out, c->title, opt.width > 10 ? opt.width : 80, 0);
        buf_char(out, '\n');
    }
    if (c->kind == CHART_CARD)
        draw_card(out, c, &opt);
    else if (c->kind == CHART_BAR || c->kind == CHART_COLUMN || c->kind == CHART_PIE)
        draw_bars(out, c, &opt);
    else
        chart_plot(out, c, &opt);
    if (c->left_out)
        buf_printf(out, "(%llu more rows are not drawn)\n", (unsigned long long)c->left_out);
}
