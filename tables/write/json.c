/* json: {"columns":[{"name":"x","type":"long"}],"rows":[[1]]}, several results as {"tables":[{...},{...}]}.
 * jsonl: an object a row, {"x":1}. */
#include "tables/write/writer.h"

#include "tables/json_text.h"

static void put_columns(writer *w)
{
    buf_text(&w->out, "\"columns\":[");
    for (uint32_t i = 0; i < w->cols->n; i++) {
        buf_text(&w->out, i ? ",{\"name\":" : "{\"name\":");
        json_quote(&w->out, w->cols->cols[i].name);
        buf_printf(&w->out, ",\"type\":\"%s\"}", type_name(w->cols->cols[i].type));
    }
    buf_char(&w->out, ']');
}

static void json_head(writer *w)
{
    if (w->result)
        buf_char(&w->out, ',');
    else if (w->opt.results > 1)
        buf_text(&w->out, "{\"tables\":[");
    buf_char(&w->out, '{');
    if (w->name.n) {
        buf_text(&w->out, "\"name\":");
        json_quote(&w->out, w->name);
        buf_char(&w->out, ',');
    }
    put_columns(w);
    buf_text(&w->out, ",\"rows\":[");
}

static void json_row(writer *w, const datum *values)
{
    if (w->rows)
        buf_char(&w->out, ',');
    buf_char(&w->out, '[');
    for (uint32_t i = 0; i < w->cols->n; i++) {
        if (i)
            buf_char(&w->out, ',');
        value_json(&w->out, values[i]);
    }
    buf_char(&w->out, ']');
}

static void json_tail(writer *w)
{
    buf_text(&w->out, "]}");
    if (w->opt.results <= 1)
        buf_char(&w->out, '\n');
    else if (w->result + 1 == w->opt.results)
        buf_text(&w->out, "]}\n");
}

/* The parts of a line that are the same in every row: {"x":  ,"y":  */
static void jsonl_head(writer *w)
{
    str *keys = ARENA_ARRAY(w->own, str, w->cols->n);
    buf b = {0};
    for (uint32_t i = 0; i < w->cols->n; i++) {
        buf_clear(&b);
        buf_char(&b, i ? ',' : '{');
        json_quote(&b, w->cols->cols[i].name);
        buf_char(&b, ':');
        keys[i] = arena_str(w->own, buf_view(&b));
    }
    buf_drop(&b);
    w->state = keys;
}

static void jsonl_row(writer *w, const datum *values)
{
    const str *keys = w->state;
    for (uint32_t i = 0; i < w->cols->n; i++) {
        buf_str(&w->out, keys[i]);
        value_json(&w->out, values[i]);
    }
    buf_text(&w->out, w->cols->n ? "}\n" : "{}\n");
}

const format format_json = {.name = "json", .head = json_head, .row = json_row, .tail = json_tail};
const format format_jsonl = {.name = "jsonl", .head = jsonl_head, .row = jsonl_row};
