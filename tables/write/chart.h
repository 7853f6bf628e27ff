/* chart: rows seen as a chart: an x, and series of points. Internal to tables/write; drawn by chart_text, chart_svg, chart_vega.
 *
 * The roles of columns follow render-operator.md and the page of each chart. Where nothing is said: x is the first column
 * that fits (a datetime for timechart; a datetime or number for the other lines and points; the first column of all for bars
 * and pies), y every other number, the series the first other column of text. With an array as x, the items of the arrays
 * in y are the points. A point without x or y is left out. */
#ifndef TABLES_WRITE_CHART_H
#define TABLES_WRITE_CHART_H

#include "base/buf.h"
#include "tables/vec.h"
#include "tables/write/render_spec.h"

#define CHART_ROWS 5000 /* further rows are not drawn */

typedef enum chart_kind { CHART_NONE, CHART_BAR, CHART_COLUMN, CHART_PIE, CHART_LINE, CHART_AREA, CHART_SCATTER, CHART_CARD } chart_kind;
typedef enum chart_stack { STACK_NONE, STACK_SUM, STACK_SHARE } chart_stack;

typedef struct chart_series {
    str name;
    double *x, *y; /* x: ticks, a number, or the position of a label */
    uint32_t n, room;
} chart_series;

typedef struct chart {
    arena *mem;
    chart_kind kind;
    chart_stack stack;
    const render_spec *spec;
    str title, x_title, y_title;
    kql_type x_type; /* datetime, timespan, real; string: x is the position of a label */
    bool legend, log_x, log_y;
    str *labels;
    uint32_t n_labels, label_room;
    chart_series *series;
    uint32_t n_series, series_room;
    double x_min, x_max, y_min, y_max; /* of the points, and 0 where bars and areas begin */
    str *names, *values; /* of a card */
    uint32_t n_values;
    uint64_t left_out;   /* rows beyond CHART_ROWS */
    str wrong;           /* why there is no chart */
    bool unsupported;    /* ... since this one is not drawn here */
} chart;

/* n_rows rows of cols->n values. spec NULL: the chart that fits best. */
chart *chart_make(arena *mem, const render_spec *spec, const schema *cols, const datum *rows, uint32_t n_rows);

/* Sorted by x, what lines need. */
void chart_sort(chart *c);
/* Sorted, and a stacked area chart's series raised by those before them; they are then drawn from the last to the first. */
void chart_stack_areas(chart *c);

void chart_number(buf *out, double v);          /* 12, 0.25, 1.5e+09 */
void chart_x(buf *out, const chart *c, double x); /* a place on the x axis, short */

typedef struct chart_text_options {
    uint32_t width; /* cells; 0: 80 */
    bool color;
} chart_text_options;
void chart_text(buf *out, chart *c, chart_text_options opt);
void chart_svg(buf *out, chart *c);
void chart_vega(buf *out, chart *c);

#endif
