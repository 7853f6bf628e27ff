/* chart: the points, taken from the rows. */
#include "tables/write/chart_roles.h"

#include "base/time_text.h"
#include "tables/dyn.h"
#include "tables/write/writer.h"

#include <math.h>
#include <stdlib.h>

/* Twice the room, and what was there. */
static void *grown(arena *mem, const void *old, uint32_t n, uint32_t *room, size_t size)
{
    *room = *room ? 2 * *room : 16;
    void *more = arena_zero(mem, *room * size);
    if (n)
        memcpy(more, old, n * size);
    return more;
}

#define MOST 1e300 /* sums and spans of what is drawn stay finite */

/* A number or ticks as a double. False: null, not finite, beyond drawing, no number. */
static bool number_of(datum v, double *out)
{
    if (v.null)
        return false;
    if (v.type == T_DYNAMIC) {
        datum item = dyn_to_datum(v.dy);
        return item.type != T_DYNAMIC && number_of(item, out);
    }
    if (v.type == T_REAL)
        *out = v.r;
    else if (v.type == T_INT)
        *out = v.i;
    else if (v.type == T_LONG || type_is_ticks(v.type))
        *out = (double)v.l;
    else if (v.type == T_DECIMAL)
        *out = decimal_to_double(v.dec);
    else
        return false;
    return fabs(*out) < MOST;
}

static str text_of(chart *c, datum v)
{
    buf b = {0};
    double ticks;
    if (v.null)
        buf_text(&b, "null");
    else if (v.type == T_DATETIME && number_of(v, &ticks)) {
        char text[TIME_TEXT];
        uint32_t n = datetime_print(v.l, text);
        n = v.l % TICKS_PER_DAY == 0 ? 10 : v.l % TICKS_PER_SECOND == 0 ? 19 : n - 1;
        text[10] = ' ';
        buf_put(&b, text, n);
    } else
        value_shown(&b, v);
    str s = arena_str(c->mem, buf_view(&b));
    buf_drop(&b);
    return s;
}

static double label_of(chart *c, datum v)
{
    str text = text_of(c, v);
    for (uint32_t i = 0; i < c->n_labels; i++)
        if (str_eq(c->labels[i], text))
            return i;
    if (c->n_labels == c->label_room)
        c->labels = grown(c->mem, c->labels, c->n_labels, &c->label_room, sizeof *c->labels);
    c->labels[c->n_labels] = text;
    return c->n_labels++;
}

static chart_series *series_of(chart *c, str name)
{
    for (uint32_t i = 0; i < c->n_series; i++)
        if (str_eq(c->series[i].name, name))
            return &c->series[i];
    if (c->n_series == c->series_room)
        c->series = grown(c->mem, c->series, c->n_series, &c->series_room, sizeof *c->series);
    c->series[c->n_series] = (chart_series){.name = name};
    return &c->series[c->n_series++];
}

static void add_point(chart *c, chart_series *s, datum x, datum y)
{
    double at, value;
    if (!number_of(y, &value))
        return;
    if (c->x_type == T_STRING)
        at = label_of(c, x);
    else if (!number_of(x, &at))
        return;
    if (s->n == s->room) {
        uint32_t room = s->room;
        s->x = grown(c->mem, s->x, s->n, &room, sizeof *s->x);
        s->y = grown(c->mem, s->y, s->n, &s->room, sizeof *s->y);
    }
    s->x[s->n] = at;
    s->y[s->n] = value + (c->spec->accumulate && s->n ? s->y[s->n - 1] : 0);
    s->n++;
}

static const dyn *array_of(datum v)
{
    return v.type == T_DYNAMIC && !v.null && v.dy->kind == DYN_ARRAY ? v.dy : NULL;
}

static void add_points(chart *c, chart_series *s, datum x, datum y)
{
    const dyn *xs = array_of(x), *ys = array_of(y);
    if (!xs || !ys) {
        add_point(c, s, x, y);
        return;
    }
    for (uint32_t i = 0; i < xs->n && i < ys->n; i++)
        add_point(c, s, dyn_to_datum(xs->item[i]), dyn_to_datum(ys->item[i]));
}

/* "eu, web": the values of the series columns; with several y columns, the column's name too. */
static str series_name(chart *c, const schema *cols, const datum *row, const roles *r, uint32_t y)
{
    buf b = {0};
    for (uint32_t i = 0; i < cols->n; i++) {
        if (!r->is_series[i])
            continue;
        if (b.n)
            buf_text(&b, ", ");
        buf_str(&b, text_of(c, row[i]));
    }
    if (r->n_y > 1 || !r->n_series) {
        if (r->n_series)
            buf_text(&b, ": ");
        buf_str(&b, cols->cols[y].name);
    }
    str name = arena_str(c->mem, buf_view(&b));
    buf_drop(&b);
    return name;
}

static kql_type x_type(const chart *c, kql_type t, const datum *first)
{
    if (c->kind == CHART_BAR || c->kind == CHART_COLUMN || c->kind == CHART_PIE)
        return T_STRING;
    if (first && first->type == T_DYNAMIC && array_of(*first) && array_of(*first)->n)
        t = dyn_to_datum(array_of(*first)->item[0]).type;
    return type_is_ticks(t) ? t : type_is_number(t) ? T_REAL : T_STRING;
}

static void find_range(chart *c)
{
    bool any = false;
    for (uint32_t k = 0; k < c->n_series; k++) {
        const chart_series *s = &c->series[k];
        for (uint32_t i = 0; i < s->n; i++, any = true) {
            c->x_min = any ? fmin(c->x_min, s->x[i]) : s->x[i];
            c->x_max = any ? fmax(c->x_max, s->x[i]) : s->x[i];
            c->y_min = any ? fmin(c->y_min, s->y[i]) : s->y[i];
            c->y_max = any ? fmax(c->y_max, s->y[i]) : s->y[i];
        }
    }
    if (c->kind == CHART_BAR || c->kind == CHART_COLUMN || c->kind == CHART_AREA) {
        c->y_min = fmin(c->y_min, 0);
        c->y_max = fmax(c->y_max, 0);
    }
    if (c->spec->has_ymin && c->spec->ymin < c->y_max)
        c->y_min = c->spec->ymin;
    if (c->spec->has_ymax && c->spec->ymax > c->y_min)
        c->y_max = c->spec->ymax;
    if (c->y_min == c->y_max)
        c->y_max = c->y_min + 1;
    if (!any && !c->wrong.n)
        c->wrong = STR("there is no point to draw: every row lacks its x or its y");
}

static void take_card(chart *c, const schema *cols, const datum *rows, uint32_t n_rows)
{
    if (!n_rows) {
        c->wrong = STR("a card shows the first row, and there is none");
        return;
    }
    c->names = ARENA_ARRAY(c->mem, str, cols->n);
    c->values = ARENA_ARRAY(c->mem, str, cols->n);
    for (c->n_values = 0; c->n_values < cols->n; c->n_values++) {
        c->names[c->n_values] = cols->cols[c->n_values].name;
        c->values[c->n_values] = text_of(c, rows[c->n_values]);
    }
}

/* What fits a result that says nothing of charts. */
static const render_spec *fitting(arena *mem, const schema *cols, uint32_t n_rows)
{
    render_spec *s = ARENA_NEW(mem, render_spec);
    uint32_t numbers = 0, times = 0;
    for (uint32_t i = 0; i < cols->n; i++) {
        numbers += type_is_number(cols->cols[i].type);
        times += cols->cols[i].type == T_DATETIME;
    }
    bool number_first = cols->n && type_is_number(cols->cols[0].type);
    s->type = times ? STR("timechart") : cols->n == 1 && numbers && n_rows == 1 ? STR("card") : number_first && numbers > 1 ? STR("linechart") : STR("barchart");
    return s;
}

chart *chart_make(arena *mem, const render_spec *spec, const schema *cols, const datum *rows, uint32_t n_rows)
{
    chart *c = ARENA_NEW(mem, chart);
    c->mem = mem;
    c->spec = spec ? spec : fitting(mem, cols, n_rows);
    c->title = c->spec->title;
    c->log_x = str_is(c->spec->xaxis, "log");
    c->log_y = str_is(c->spec->yaxis, "log");
    roles r;
    if (!chart_find_roles(c, cols, n_rows ? rows : NULL, &r))
        return c;
    if (c->kind == CHART_CARD)
        take_card(c, cols, rows, n_rows);
    if (c->kind == CHART_CARD || c->kind == CHART_NONE)
        return c;
    c->x_type = x_type(c, cols->cols[r.x].type, n_rows ? &rows[r.x] : NULL);
    c->x_title = c->spec->xtitle.n ? c->spec->xtitle : cols->cols[r.x].name;
    for (uint32_t k = 0; k < n_rows; k++) {
        const datum *row = rows + (size_t)k * cols->n;
        for (uint32_t i = 0; i < cols->n; i++)
            if (r.is_y[i])
                add_points(c, series_of(c, series_name(c, cols, row, &r, i)), row[r.x], row[i]);
    }
    for (uint32_t i = 0; i < cols->n && r.n_y == 1; i++)
        if (r.is_y[i])
            c->y_title = cols->cols[i].name;
    c->y_title = c->spec->ytitle.n ? c->spec->ytitle : c->y_title;
    c->legend = c->n_series > 1 && !str_is(c->spec->legend, "hidden");
    find_range(c);
    return c;
}

typedef struct point {
    double x, y;
    uint32_t at;
} point;

static int by_x(const void *a, const void *b)
{
    const point *p = a, *q = b;
    return p->x < q->x ? -1 : p->x > q->x ? 1 : p->at < q->at ? -1 : 1;
}

void chart_sort(chart *c)
{
    for (uint32_t k = 0; k < c->n_series; k++) {
        chart_series *s = &c->series[k];
        point *p = ARENA_ARRAY(c->mem, point, s->n);
        for (uint32_t i = 0; i < s->n; i++)
            p[i] = (point){s->x[i], s->y[i], i};
        qsort(p, s->n, sizeof *p, by_x);
        for (uint32_t i = 0; i < s->n; i++) {
            s->x[i] = p[i].x;
            s->y[i] = p[i].y;
        }
    }
}

void chart_number(buf *out, double v)
{
    if (fabs(v) < 1e15 && v == floor(v))
        buf_printf(out, "%lld", (long long)v);
    else
        buf_printf(out, "%.4g", v);
}

void chart_x(buf *out, const chart *c, double x)
{
    char text[TIME_TEXT];
    if (c->x_type == T_REAL) {
        chart_number(out, x);
    } else if (c->x_type == T_STRING) {
        if (x >= 0 && x < c->n_labels)
            buf_str(out, c->labels[(uint32_t)x]);
    } else if (c->x_type == T_TIMESPAN) {
        buf_put(out, text, timespan_print((int64_t)x, text));
    } else if (x >= 0 && x <= (double)DATETIME_MAX_TICKS - 1e4) {
        /* A double holds these ticks to some 50 of them: whole seconds are told apart, what lies below is not. */
        int64_t ticks = ((int64_t)x + 5000) / TICKS_PER_SECOND * TICKS_PER_SECOND;
        (void)datetime_print(ticks, text);
        text[10] = ' ';
        buf_put(out, text, c->x_max - c->x_min < 60e7 ? 19 : c->x_max - c->x_min < 5 * (double)TICKS_PER_DAY ? 16 : 10);
    }
}
