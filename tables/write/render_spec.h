/* render_spec: how a result wants to be drawn, as `render` says it. Text stays as written; what is not said is empty.
 * Source: render-operator.md */
#ifndef TABLES_WRITE_RENDER_SPEC_H
#define TABLES_WRITE_RENDER_SPEC_H

#include "base/str.h"

typedef struct render_names {
    const str *p;
    uint32_t n;
} render_names;

typedef struct render_spec {
    str type; /* "timechart" */
    str title, xtitle, ytitle;
    str kind, legend, xaxis, yaxis, ysplit;
    str xcolumn;
    render_names ycolumns, series, anomalycolumns;
    bool accumulate, has_ymin, has_ymax;
    double ymin, ymax;
} render_spec;

#endif
