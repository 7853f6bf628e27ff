/* chart_text: what the drawings with characters share. Internal to chart_text.c and chart_plot.c. */
#ifndef TABLES_WRITE_CHART_TEXT_H
#define TABLES_WRITE_CHART_TEXT_H

#include "tables/write/chart.h"

void chart_plot(buf *out, chart *c, const chart_text_options *opt); /* lines, areas, points */

void chart_put(buf *out, str s, uint32_t most, uint32_t width); /* data as text, in most cells, filled up to width */
void chart_paint(buf *out, const chart_text_options *opt, uint32_t series);
void chart_plain(buf *out, const chart_text_options *opt);

#endif
