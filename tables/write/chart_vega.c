/* chart_vega: a chart as a Vega-Lite v5 specification with its data inside.
 * Fields are always x, y, s (series); the columns' names are titles, so that no name needs Vega's escapes. */
#include "tables/write/chart.h"

#include "base/time_text.h"
#include "tables/json_text.h"

/* Milliseconds, which is what JavaScript keeps; a double holds ticks a little less exactly than an integer. */
static void put_x(buf *out, const chart *c, double x)
{
    char text[TIME_TEXT];
    if (c->x_type == T_STRING)
        json_quote(out, c->labels[(uint32_t)x]);
    else if (c->x_type == T_DATETIME)
        json_quote(out, (str){text, datetime_print(((int64_t)x + 5000) / 10000 * 10000, text)});
    else
        buf_printf(out, "%.15g", c->x_type == T_TIMESPAN ? x / (double)TICKS_PER_SECOND : x);
}

static void put_values(buf *out, const chart *c)
{
    bool first = true;
    buf_text(out, "\"data\":{\"values\":[");
    for (uint32_t k = 0; k < c->n_series; k++) {
        for (uint32_t i = 0; i < c->series[k].n; i++) {
            buf_text(out, first ? "\n{\"x\":" : ",\n{\"x\":");
            put_x(out, c, c->series[k].x[i]);
            buf_printf(out, ",\"y\":%.15g,\"s\":", c->series[k].y[i]);
            json_quote(out, c->series[k].name);
            buf_char(out, '}');
            first = false;
        }
    }
    buf_text(out, "]},\n");
}

static void put_scale(buf *out, const chart *c, bool y)
{
    bool log = y ? c->log_y : c->log_x, time = !y && c->x_type == T_DATETIME;
    if (!log && !time && !(y && (c->spec->has_ymin || c->spec->has_ymax)))
        return;
    const char *mark = "";
    buf_text(out, ",\"scale\":{");
    if (log || time) {
        buf_printf(out, "\"type\":\"%s\"", time ? "utc" : "log");
        mark = ",";
    }
    if (y && c->spec->has_ymin) {
        buf_printf(out, "%s\"domainMin\":%.15g", mark, c->spec->ymin);
        mark = ",";
    }
    if (y && c->spec->has_ymax)
        buf_printf(out, "%s\"domainMax\":%.15g", mark, c->spec->ymax);
    buf_char(out, '}');
}

static void put_channel(buf *out, const chart *c, const char *channel, bool y)
{
    const char *type = y ? "quantitative" : c->x_type == T_STRING ? "nominal" : c->x_type == T_DATETIME ? "temporal" : "quantitative";
    buf_printf(out, "\"%s\":{\"field\":\"%s\",\"type\":\"%s\",\"title\":", channel, y ? "y" : "x", type);
    json_quote(out, y ? c->y_title : c->x_title);
    if (!y && c->x_type == T_STRING)
        buf_text(out, ",\"sort\":null");
    put_scale(out, c, y);
    if (y && c->kind != CHART_SCATTER && c->kind != CHART_LINE && c->kind != CHART_PIE)
        buf_text(out, c->stack == STACK_SUM ? ",\"stack\":\"zero\"" : c->stack == STACK_SHARE ? ",\"stack\":\"normalize\"" : ",\"stack\":null");
    buf_char(out, '}');
}

static void put_encoding(buf *out, const chart *c)
{
    bool bar = c->kind == CHART_BAR, bars = bar || c->kind == CHART_COLUMN;
    buf_text(out, "\"encoding\":{");
    put_channel(out, c, c->kind == CHART_PIE ? "color" : bar ? "y" : "x", false);
    buf_char(out, ',');
    put_channel(out, c, c->kind == CHART_PIE ? "theta" : bar ? "x" : "y", true);
    if (c->n_series > 1) {
        buf_printf(out, ",\"color\":{\"field\":\"s\",\"type\":\"nominal\",\"title\":null,\"sort\":null%s}", c->legend ? "" : ",\"legend\":null");
        if (bars && c->stack == STACK_NONE)
            buf_printf(out, ",\"%s\":{\"field\":\"s\",\"sort\":null}", bar ? "yOffset" : "xOffset");
    }
    buf_text(out, "}");
}

static void put_card(buf *out, const chart *c)
{
    buf_text(out, "\"data\":{\"values\":[");
    for (uint32_t i = 0; i < c->n_values; i++) {
        buf_text(out, i ? ",\n{\"x\":" : "\n{\"x\":");
        json_quote(out, c->names[i]);
        buf_text(out, ",\"y\":");
        json_quote(out, c->values[i]);
        buf_char(out, '}');
    }
    buf_text(out, "]},\n\"mark\":{\"type\":\"text\",\"fontSize\":32},\n\"encoding\":{\"y\":{\"field\":\"x\",\"type\":\"nominal\",\"title\":null,"
                  "\"sort\":null},\"text\":{\"field\":\"y\",\"type\":\"nominal\"}}");
}

void chart_vega(buf *out, chart *c)
{
    static const char *const marks[] = {[CHART_BAR] = "bar",   [CHART_COLUMN] = "bar", [CHART_PIE] = "arc",      [CHART_LINE] = "line",
                                        [CHART_AREA] = "area", [CHART_SCATTER] = "point"};
    buf_text(out, "{\"$schema\":\"https://vega.github.io/schema/vega-lite/v5.json\",\n");
    if (c->title.n) {
        buf_text(out, "\"title\":");
        json_quote(out, c->title);
        buf_text(out, ",\n");
    }
    if (c->kind == CHART_CARD) {
        put_card(out, c);
    } else {
        buf_text(out, "\"width\":640,\"height\":360,\n");
        put_values(out, c);
        buf_printf(out, "\"mark\":{\"type\":\"%s\",\"tooltip\":true%s},\n", marks[c->kind],
                   c->kind == CHART_AREA && c->stack == STACK_NONE && c->n_series > 1 ? ",\"opacity\":0.6" : "");
        put_encoding(out, c);
    }
    buf_text(out, "}\n");
}
