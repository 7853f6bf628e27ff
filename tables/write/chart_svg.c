/* chart_svg: a chart as one SVG file: no script, no font, no link.
 *
 *   title                 800 by 450, the plot within
 *   y │  ...       legend LEFT..RIGHT by TOP..BOTTOM
 *     └──────
 *        x
 */
#include "tables/write/chart.h"
#include "tables/write/writer.h"

#include <math.h>

#define WIDTH 800.0
#define HEIGHT 450.0
#define TOP 50.0
#define LEFT 80.0
#define BOTTOM 370.0
#define MOST_LEGEND 16

static const char *const colors[] = {"#3366cc", "#dc7a1c", "#2e9b57", "#c0392b", "#7e57c2", "#00838f", "#8d6e63", "#616161"};
#define COLOR(k) colors[(k) % 8]

/* Characters that XML has no place for are shown as the table shows them, or as U+FFFD. */
static void put_text(buf *out, str s)
{
    buf b = {0};
    show_text(&b, s);
    for (size_t i = 0; i < b.n; i++) {
        switch (b.p[i]) {
        case '&': buf_text(out, "&amp;"); break;
        case '<': buf_text(out, "&lt;"); break;
        case '>': buf_text(out, "&gt;"); break;
        case '"': buf_text(out, "&quot;"); break;
        default:
            if (i + 2 < b.n && memcmp(b.p + i, "\xEF\xBF", 2) == 0 && (unsigned char)b.p[i + 2] >= 0xBE) {
                buf_text(out, "\xEF\xBF\xBD"); /* U+FFFE, U+FFFF */
                i += 2;
            } else {
                buf_char(out, b.p[i]);
            }
        }
    }
    buf_drop(&b);
}

static void put_label(buf *out, double x, double y, const char *anchor, const char *more, str text)
{
    buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>", x, y, anchor, more);
    put_text(out, text);
    buf_text(out, "</text>\n");
}

typedef struct frame {
    buf *out;
    const chart *c;
    double right;    /* where the plot ends */
    double lo, hi;   /* of the value axis */
    bool across;     /* values run from left to right: a bar chart */
} frame;

/* A value's place on its axis, held within the plot. */
static double value_at(const frame *f, double v)
{
    double part = fmax(0, fmin(1, (v - f->lo) / (f->hi - f->lo)));
    return f->across ? LEFT + part * (f->right - LEFT) : BOTTOM - part * (BOTTOM - TOP);
}

static double x_at(const frame *f, double x)
{
    double span = f->c->x_max - f->c->x_min;
    return span > 0 ? LEFT + fmax(0, fmin(1, (x - f->c->x_min) / span)) * (f->right - LEFT) : (LEFT + f->right) / 2;
}

static void put_value_axis(const frame *f)
{
    for (int i = 0; i <= 4; i++) {
        double v = f->lo + (f->hi - f->lo) * i / 4, at = value_at(f, v);
        buf b = {0};
        chart_number(&b, v);
        if (f->across)
            buf_printf(f->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n", at, TOP, at, BOTTOM);
        else
            buf_printf(f->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n", LEFT, at, f->right, at);
        put_label(f->out, f->across ? at : LEFT - 8, f->across ? BOTTOM + 18 : at + 4, f->across ? "middle" : "end", "", buf_view(&b));
        buf_drop(&b);
    }
}

static void put_x_axis(const frame *f)
{
    int n = f->c->x_max > f->c->x_min ? 4 : 0;
    for (int i = 0; i <= n; i++) {
        double x = f->c->x_min + (n ? (f->c->x_max - f->c->x_min) * i / n : 0);
        buf b = {0};
        chart_x(&b, f->c, f->c->x_type == T_STRING ? floor(x + 0.5) : x);
        put_label(f->out, x_at(f, x), BOTTOM + 18, "middle", "", buf_view(&b));
        buf_drop(&b);
    }
}

/* Twenty labels at the most; the others are left to the eye. */
static void put_category_axis(const frame *f)
{
    uint32_t n = f->c->n_labels, each = (n + 19) / 20;
    for (uint32_t i = 0; i < n; i += each) {
        double part = (i + 0.5) / n;
        str label = f->c->labels[i];
        label.n = label.n > 60 ? 60 : label.n;
        if (f->across)
            put_label(f->out, LEFT - 8, TOP + part * (BOTTOM - TOP) + 4, "end", "", label);
        else
            put_label(f->out, LEFT + part * (f->right - LEFT), BOTTOM + 18, n > 8 ? "end" : "middle",
                      n > 8 ? arena_printf(f->c->mem, " transform=\"rotate(-35 %.1f %.1f)\"", LEFT + part * (f->right - LEFT), BOTTOM + 18).p : "", label);
    }
}

/* A part of a bar: of label i, from one value to another. */
static void put_bar(const frame *f, uint32_t i, uint32_t series, double from, double to)
{
    const chart *c = f->c;
    double slot = (f->across ? BOTTOM - TOP : f->right - LEFT) / c->n_labels, room = slot * 0.8;
    double thick = c->stack == STACK_NONE ? room / c->n_series : room;
    double at = slot * i + slot * 0.1 + (c->stack == STACK_NONE ? thick * series : 0);
    double a = value_at(f, fmin(from, to)), b = value_at(f, fmax(from, to));
    if (f->across)
        buf_printf(f->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>", a, TOP + at, b - a, thick, COLOR(series));
    else
        buf_printf(f->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>", LEFT + at, b, thick, a - b, COLOR(series));
    put_text(f->out, c->labels[i]);
    buf_text(f->out, ": ");
    chart_number(f->out, to - from);
    buf_text(f->out, "</title></rect>\n");
}

/* The sum of each label's points of one sign: what stacks reach. */
static double *sums(const chart *c, bool negative)
{
    double *sum = ARENA_ARRAY(c->mem, double, c->n_labels + 1);
    for (uint32_t k = 0; k < c->n_series; k++)
        for (uint32_t i = 0; i < c->series[k].n; i++)
            if ((c->series[k].y[i] < 0) == negative)
                sum[(uint32_t)c->series[k].x[i]] += c->series[k].y[i];
    return sum;
}

static void put_bars(const frame *f)
{
    const chart *c = f->c;
    double *up = ARENA_ARRAY(c->mem, double, c->n_labels + 1), *down = ARENA_ARRAY(c->mem, double, c->n_labels + 1);
    double *all = sums(c, false), *below = sums(c, true);
    for (uint32_t k = 0; k < c->n_series; k++) {
        for (uint32_t i = 0; i < c->series[k].n; i++) {
            uint32_t at = (uint32_t)c->series[k].x[i];
            double y = c->series[k].y[i], whole = all[at] - below[at], *base = y < 0 ? &down[at] : &up[at];
            if (c->stack == STACK_SHARE)
                y = whole > 0 ? 100 * y / whole : 0;
            put_bar(f, at, k, c->stack == STACK_NONE ? 0 : *base, c->stack == STACK_NONE ? y : *base + y);
            *base += y;
        }
    }
}

static void put_curve(const frame *f, uint32_t k)
{
    const chart_series *s = &f->c->series[k];
    if (!s->n)
        return;
    bool area = f->c->kind == CHART_AREA;
    buf_printf(f->out, area ? "<polygon fill=\"%s\" fill-opacity=\"0.5\" stroke=\"%s\" points=\"" : "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" points=\"",
               COLOR(k), COLOR(k));
    if (area)
        buf_printf(f->out, "%.1f,%.1f ", x_at(f, s->x[0]), value_at(f, 0));
    for (uint32_t i = 0; i < s->n; i++)
        buf_printf(f->out, "%s%.1f,%.1f", i ? " " : "", x_at(f, s->x[i]), value_at(f, s->y[i]));
    if (area)
        buf_printf(f->out, " %.1f,%.1f", x_at(f, s->x[s->n - 1]), value_at(f, 0));
    buf_text(f->out, "\"/>\n");
}

static void put_points(const frame *f, uint32_t k)
{
    const chart_series *s = &f->c->series[k];
    for (uint32_t i = 0; i < s->n; i++)
        buf_printf(f->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", x_at(f, s->x[i]), value_at(f, s->y[i]), COLOR(k));
}

static void put_legend(const frame *f, uint32_t n, const chart_series *series, const str *labels)
{
    for (uint32_t k = 0; k < n && k < MOST_LEGEND; k++) {
        str name = series ? series[k].name : labels[k];
        name.n = name.n > 40 ? 40 : name.n;
        buf_printf(f->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"10\" height=\"10\" fill=\"%s\"/>\n", f->right + 16, TOP + 20.0 * k, COLOR(k));
        put_label(f->out, f->right + 32, TOP + 20.0 * k + 9, "start", "", name);
    }
}

/* A full circle is no arc: it is drawn as one. */
static void put_slices(const frame *f)
{
    const chart *c = f->c;
    double *sum = sums(c, false), all = 0, from = 0, cx = 320, cy = 215, r = 150;
    for (uint32_t i = 0; i < c->n_labels; i++)
        all += sum[i];
    for (uint32_t i = 0; i < c->n_labels && all > 0; i++) {
        double part = sum[i] / all, to = from + part, a = 2 * M_PI * from, b = 2 * M_PI * to;
        if (part > 0.9999)
            buf_printf(f->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\">", cx, cy, r, COLOR(i));
        else
            buf_printf(f->out, "<path d=\"M%.1f,%.1f L%.1f,%.1f A%.1f,%.1f 0 %d 1 %.1f,%.1f Z\" stroke=\"#fff\" fill=\"%s\">", cx, cy, cx + r * sin(a),
                       cy - r * cos(a), r, r, part > 0.5, cx + r * sin(b), cy - r * cos(b), COLOR(i));
        buf_text(f->out, "<title>");
        put_text(f->out, c->labels[i]);
        buf_printf(f->out, ": %.1f%%</title>%s\n", 100 * part, part > 0.9999 ? "</circle>" : "</path>");
        from = to;
    }
    if (!str_is(c->spec->legend, "hidden"))
        put_legend(f, c->n_labels, NULL, c->labels);
}

static void put_card(const frame *f)
{
    for (uint32_t i = 0; i < f->c->n_values; i++) {
        put_label(f->out, WIDTH / 2, 110 + 80.0 * i, "middle", " font-size=\"16\" fill=\"#555\"", f->c->names[i]);
        put_label(f->out, WIDTH / 2, 148 + 80.0 * i, "middle", " font-size=\"36\"", f->c->values[i]);
    }
}

/* Where values run: stacks reach further than their parts. */
static void find_scale(frame *f)
{
    const chart *c = f->c;
    f->lo = c->y_min;
    f->hi = c->y_max;
    bool bars = c->kind == CHART_BAR || c->kind == CHART_COLUMN;
    if (bars && c->stack == STACK_SUM) {
        const double *up = sums(c, false), *down = sums(c, true);
        for (uint32_t i = 0; i < c->n_labels; i++) {
            f->hi = fmax(f->hi, up[i]);
            f->lo = fmin(f->lo, down[i]);
        }
    }
    if (bars && c->stack == STACK_SHARE) {
        f->lo = c->y_min < 0 ? -100 : 0;
        f->hi = 100;
    }
    if (bars && c->spec->has_ymax && c->spec->ymax > f->lo)
        f->hi = c->spec->ymax;
}

static void put_plot(frame *f)
{
    const chart *c = f->c;
    bool bars = c->kind == CHART_BAR || c->kind == CHART_COLUMN;
    find_scale(f);
    put_value_axis(f);
    if (bars)
        put_category_axis(f);
    else
        put_x_axis(f);
    for (uint32_t i = 0; i < c->n_series && !bars; i++) {
        uint32_t k = c->kind == CHART_AREA ? c->n_series - 1 - i : i;
        if (c->kind != CHART_SCATTER)
            put_curve(f, k);
        if (c->kind == CHART_SCATTER || c->series[k].n == 1)
            put_points(f, k);
    }
    if (bars)
        put_bars(f);
    put_label(f->out, (LEFT + f->right) / 2, HEIGHT - 20, "middle", "", f->across ? c->y_title : c->x_title);
    put_label(f->out, 20, (TOP + BOTTOM) / 2, "middle", " transform=\"rotate(-90 20 210)\"", f->across ? c->x_title : c->y_title);
    if (c->legend)
        put_legend(f, c->n_series, c->series, NULL);
}

void chart_svg(buf *out, chart *c)
{
    frame f = {.out = out, .c = c, .right = c->legend || c->kind == CHART_PIE ? 600 : 770, .across = c->kind == CHART_BAR};
    double height = c->kind == CHART_CARD && c->n_values > 4 ? 110 + 80.0 * c->n_values : HEIGHT;
    if (c->kind == CHART_LINE || c->kind == CHART_AREA)
        chart_stack_areas(c);
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    buf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" font-family=\"sans-serif\" font-size=\"12\">\n",
               WIDTH, height, WIDTH, height);
    buf_printf(out, "<rect width=\"%.0f\" height=\"%.0f\" fill=\"#fff\"/>\n", WIDTH, height);
    if (c->title.n)
        put_label(out, WIDTH / 2, 30, "middle", " font-size=\"18\"", c->title);
    if (c->kind == CHART_CARD)
        put_card(&f);
    else if (c->kind == CHART_PIE)
        put_slices(&f);
    else
        put_plot(&f);
    buf_text(out, "</svg>\n");
}
