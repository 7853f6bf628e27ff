/* json: the same as the text says, for programs. */
#include "cli/why/why.h"

#include "tables/dyn.h"
#include "tables/json_text.h"

static void put_value(buf *out, datum d)
{
    arena *mem = arena_new();
    dyn_json(out, dyn_from_datum(mem, d));
    arena_drop(mem);
}

static void put_place(const why *w, span at, buf *out)
{
    uint32_t line, col;
    span in_file = query_text_place(w->query, at);
    diag_place(w->file, in_file.start, &line, &col);
    buf_printf(out, "\"line\":%u,\"column\":%u,\"length\":%u", line, col, in_file.len);
}

static void put_columns(const lineage_stage *s, uint32_t row, buf *out)
{
    const schema *cols = &s->node->cols;
    buf_char(out, '{');
    for (uint32_t c = 0, n = 0; c < cols->n; c++) {
        datum d = rows_get(&s->store, row, c);
        if (d.null || (d.type == T_STRING && !d.s.n))
            continue;
        buf_text(out, n++ ? "," : "");
        json_quote(out, cols->cols[c].name);
        buf_char(out, ':');
        put_value(out, d);
    }
    buf_char(out, '}');
}

static void put_event(const why_table *t, uint32_t row, buf *out)
{
    buf_text(out, "\"table\":");
    json_quote(out, t->name);
    buf_printf(out, ",\"row\":%u,", row + 1);
    if (t->files) {
        buf_text(out, "\"file\":");
        json_quote(out, str_of(t->files[row]));
        buf_printf(out, ",\"line\":%u,", t->lines[row]);
    }
    buf_text(out, "\"values\":");
    put_columns(t->rows, row, out);
}

static void put_reason(const why *w, const why_reason *r, buf *out)
{
    buf_text(out, "{");
    if (r->at.len)
        put_place(w, r->at, out);
    buf_printf(out, "%s\"depth\":%u,\"text\":", r->at.len ? "," : "", r->depth);
    json_quote(out, r->text);
    buf_text(out, ",\"values\":[");
    for (uint32_t i = 0; i < r->n_values; i++) {
        buf_printf(out, "%s{\"what\":\"%s\",\"name\":", i ? "," : "", r->values[i].what);
        json_quote(out, r->values[i].name);
        buf_text(out, ",\"value\":");
        put_value(out, r->values[i].value);
        buf_char(out, '}');
    }
    buf_text(out, "],\"hint\":");
    json_quote(out, r->hint);
    buf_char(out, '}');
}

static void put_rows(const char *name, const uint32_t *list, uint32_t n, buf *out)
{
    buf_printf(out, ",\"%s\":[", name);
    for (uint32_t i = 0; i < n; i++)
        buf_printf(out, "%s%u", i ? "," : "", list[i] + 1);
    buf_char(out, ']');
}

static void put_step(const why *w, const why_step *s, buf *out)
{
    buf_char(out, '{');
    put_place(w, s->stage->node->at, out);
    buf_printf(out, ",\"operator\":\"%s\",\"text\":", s->stage->node->op->name);
    json_quote(out, why_source(w, s->stage->node->at));
    put_rows("in", s->in, s->n_in, out);
    put_rows("out", s->out, s->n_out, out);
    buf_text(out, ",\"reasons\":[");
    for (const why_reason *r = s->reasons; r; r = r->next) {
        buf_text(out, r == s->reasons ? "" : ",");
        put_reason(w, r, out);
    }
    buf_text(out, "]}");
}

static void put_way(const why *w, const why_way *way, buf *out)
{
    buf_printf(out, "{\"arrives\":%s,", way->arrives ? "true" : "false");
    if (way->into) {
        buf_text(out, "\"into\":{");
        put_place(w, way->into->by->at, out);
        buf_text(out, ",\"text\":");
        json_quote(out, why_source(w, way->into->by->at));
        buf_text(out, "},");
    }
    buf_text(out, "\"steps\":[");
    for (uint32_t i = 0; i < way->n; i++) {
        buf_text(out, i ? "," : "");
        put_step(w, &way->steps[i], out);
    }
    buf_text(out, "],\"rows\":[");
    const why_step *last = &way->steps[way->n - 1];
    for (uint32_t i = 0; way->arrives && i < last->n_out; i++) {
        buf_printf(out, "%s{\"row\":%u,\"values\":", i ? "," : "", last->out[i] + 1);
        put_columns(w->result, last->out[i], out);
        buf_char(out, '}');
    }
    buf_text(out, "]}");
}

void why_json(why *w, buf *out)
{
    buf_text(out, "{\"events\":[");
    for (uint32_t i = 0; i < w->n_events; i++) {
        buf_text(out, i ? ",\n{" : "{");
        put_event(w->events[i].table, w->events[i].row, out);
        buf_text(out, ",\"ways\":[");
        for (const why_way *way = w->events[i].ways; way; way = way->next) {
            buf_text(out, way == w->events[i].ways ? "" : ",");
            put_way(w, way, out);
        }
        buf_text(out, "]}");
    }
    buf_text(out, "]}\n");
}

void why_json_back(why *w, uint32_t row, buf *out)
{
    lineage_set s = w->result->events[row];
    buf_printf(out, "{\"row\":%u,\"values\":", row + 1);
    put_columns(w->result, row, out);
    buf_text(out, ",\"events\":[");
    for (uint32_t i = 0; i < s.n; i++) {
        const why_table *t = why_table_of(w, s.ids[i]);
        buf_text(out, i ? ",\n{" : "{");
        put_event(t, s.ids[i] - t->of->first, out);
        buf_char(out, '}');
    }
    buf_text(out, "]}\n");
}
