/* json: the same for programs, and for the page: {branches: [{title, line, value | stages: [...]}]}. */
#include "cli/explain/explain.h"

#include "base/utf8.h"
#include "tables/json_text.h"
#include "tables/write/value.h"

static void put_text(buf *out, const char *key, str value)
{
    buf_printf(out, "\"%s\":", key);
    json_quote(out, value);
}

static void put_rows(const shown_stage *s, const answer_rows *rows, buf *out)
{
    buf_text(out, "[");
    for (uint32_t i = 0; i < rows->n; i++) {
        buf_text(out, i ? ",[" : "[");
        for (uint32_t c = 0; c < s->cols.n; c++) {
            buf_text(out, c ? "," : "");
            value_json(out, rows->cells[(size_t)i * s->cols.n + c]);
        }
        buf_text(out, "]");
    }
    buf_text(out, "]");
}

static void put_columns(const shown_stage *s, buf *out)
{
    static const char *const words[] = {"kept", "added", "retyped"};
    buf_text(out, ",\"columns\":[");
    for (uint32_t c = 0; c < s->cols.n; c++) {
        buf_text(out, c ? ",{" : "{");
        put_text(out, "name", s->cols.cols[c].name);
        buf_printf(out, ",\"type\":\"%s\",\"change\":\"%s\"}", type_name(s->cols.cols[c].type), words[s->change[c]]);
    }
    buf_text(out, "],\"gone\":[");
    for (uint32_t i = 0; i < s->n_gone; i++) {
        buf_text(out, i ? "," : "");
        json_quote(out, s->gone[i].name);
    }
    buf_text(out, "]");
}

static void put_conditions(const explanation *e, const shown_stage *s, buf *out)
{
    buf_text(out, ",\"conditions\":[");
    for (uint32_t i = 0; s->kept && i < s->of->n_conditions; i++) {
        buf_text(out, i ? ",{" : "{");
        put_text(out, "text", explain_source(e, s->of->conditions[i]));
        span at = s->of->conditions[i];
        str text = query_source_text(&e->source);
        buf_printf(out, ",\"start\":%u,\"length\":%u,\"rows\":%llu}", utf8_count(str_sub(text, s->of->at.start, at.start - s->of->at.start)),
                   utf8_count(str_sub(text, at.start, at.len)), (unsigned long long)s->kept[i]);
    }
    buf_text(out, "]");
}

/* Cells of the sample that are not as they were in front: [row, column]. */
static void put_changes(const shown_stage *s, buf *out)
{
    bool any = false;
    buf_text(out, ",\"changed\":[");
    for (uint32_t i = 0; i < s->sample.n; i++) {
        for (uint32_t c = 0; c < s->cols.n; c++) {
            if (s->change[c] == COLUMN_KEPT && explain_changed(s, i, c)) {
                buf_printf(out, "%s[%u,%u]", any ? "," : "", i, c);
                any = true;
            }
        }
    }
    buf_text(out, "]");
}

static void put_branches(const explanation *e, const shown_branch *b, buf *out);

static void put_stage(const explanation *e, const shown_stage *s, buf *out)
{
    str text = query_source_text(&e->source);
    buf_printf(out, "{\"number\":%u,\"operator\":\"%s\",\"line\":%u,", s->number, s->of->word, explain_line(e, s->of->at));
    put_text(out, "text", str_sub(text, s->of->at.start, s->of->at.len));
    if (s->failed.n) {
        buf_text(out, ",");
        put_text(out, "error", s->failed);
    } else {
        if (s->before && !s->before->failed.n)
            buf_printf(out, ",\"rows_in\":%llu", (unsigned long long)s->before->rows);
        buf_printf(out, ",\"rows_out\":%llu,\"seconds\":%.6f", (unsigned long long)s->rows, s->own);
        put_columns(s, out);
        put_conditions(e, s, out);
        buf_text(out, ",\"sample\":");
        put_rows(s, &s->sample, out);
        put_changes(s, out);
        buf_text(out, ",\"left_out\":");
        put_rows(s, &s->left_out, out);
    }
    if (s->of->apart) {
        buf_text(out, ",");
        put_text(out, "not_stepped_into", str_of(s->of->apart));
    }
    put_branches(e, s->branches, out);
    buf_text(out, "}");
}

static void put_branches(const explanation *e, const shown_branch *b, buf *out)
{
    buf_text(out, ",\"branches\":[");
    for (const shown_branch *first = b; b; b = b->next) {
        bool any = false;
        buf_text(out, b == first ? "{" : ",{");
        put_text(out, "title", b->of->title);
        buf_printf(out, ",\"line\":%u", explain_line(e, b->of->at));
        if (b->is_value) {
            buf_printf(out, ",\"type\":\"%s\",\"value\":", type_name(b->value.type));
            value_json(out, b->value);
        }
        buf_text(out, ",\"stages\":[");
        for (uint32_t i = 0; i < b->n; i++) {
            if (!explain_wanted(e, &b->stages[i]) && !b->stages[i].branches)
                continue;
            buf_text(out, any ? "," : "");
            put_stage(e, &b->stages[i], out);
            any = true;
        }
        buf_text(out, "]}");
    }
    buf_text(out, "]");
}

void explain_json(const explanation *e, buf *out)
{
    buf_text(out, "{");
    put_text(out, "query", query_source_text(&e->source));
    put_branches(e, e->branches, out);
    buf_text(out, "}\n");
}
