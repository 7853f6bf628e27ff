/* json: the difference for programs: {columns: {added, gone, retyped}, lost, new, changed: [{row, edit, ...}], edits: [{line, old, new}]}. */
#include "cli/diff/diff.h"

#include "tables/json_text.h"

static void put_values(arena *mem, const diff_rows *r, uint32_t row, buf *out)
{
    buf_text(out, "{");
    for (uint32_t c = 0; c < r->cols.n; c++) {
        datum v = r->cells[(size_t)row * r->cols.n + c];
        buf_text(out, c ? "," : "");
        json_quote(out, r->cols.cols[c].name);
        buf_text(out, ":");
        if (v.null)
            buf_text(out, "null");
        else
            json_quote(out, datum_text(mem, v));
    }
    buf_text(out, "}");
}

static void put_rows(arena *mem, const diff_result *d, bool gained, buf *out)
{
    const diff_row *list = gained ? d->gained : d->lost;
    bool any = false;
    for (uint32_t i = 0; i < (gained ? d->n_gained : d->n_lost); i++) {
        if (list[i].pair >= 0)
            continue;
        buf_printf(out, "%s{\"row\":%u,\"edit\":%d,\"values\":", any ? "," : "", list[i].row + 1, list[i].edit);
        put_values(mem, gained ? &d->new_rows : &d->old_rows, list[i].row, out);
        buf_text(out, "}");
        any = true;
    }
}

static void put_changed(arena *mem, const diff_result *d, buf *out)
{
    bool any = false;
    for (uint32_t i = 0; i < d->n_lost; i++) {
        if (d->lost[i].pair < 0)
            continue;
        buf_printf(out, "%s{\"old_row\":%u,\"row\":%lld,\"edit\":%d,\"old\":", any ? "," : "", d->lost[i].row + 1, (long long)d->lost[i].pair + 1, d->lost[i].edit);
        put_values(mem, &d->old_rows, d->lost[i].row, out);
        buf_text(out, ",\"new\":");
        put_values(mem, &d->new_rows, (uint32_t)d->lost[i].pair, out);
        buf_text(out, "}");
        any = true;
    }
}

static void put_columns(const schema *of, const schema *other, buf *out)
{
    bool any = false;
    for (uint32_t i = 0; i < of->n; i++) {
        int at = schema_find(other, of->cols[i].name);
        if (at >= 0 && other->cols[at].type == of->cols[i].type)
            continue;
        buf_text(out, any ? ",{\"name\":" : "{\"name\":");
        json_quote(out, of->cols[i].name);
        buf_printf(out, ",\"type\":\"%s\"}", type_name(of->cols[i].type));
        any = true;
    }
}

void diff_json(arena *mem, const diff_result *d, buf *out)
{
    buf_printf(out, "{\"same\":%s,\"columns\":{\"gone\":[", diff_is_same(d) ? "true" : "false");
    put_columns(&d->old_rows.cols, &d->new_rows.cols, out);
    buf_text(out, "],\"added\":[");
    put_columns(&d->new_rows.cols, &d->old_rows.cols, out);
    buf_text(out, "]},\"lost\":[");
    put_rows(mem, d, false, out);
    buf_text(out, "],\"new\":[");
    put_rows(mem, d, true, out);
    buf_text(out, "],\"changed\":[");
    put_changed(mem, d, out);
    buf_text(out, "],\"edits\":[");
    for (uint32_t i = 0; i < d->n_edits; i++) {
        const diff_edit *e = &d->edits[i];
        uint32_t line, col;
        diag_place(d->new_version->file, query_text_place(d->new_version->query, e->new_at).start, &line, &col);
        buf_printf(out, "%s{\"line\":%u,\"old\":", i ? "," : "", line);
        json_quote(out, str_sub(d->old_version->query->text, e->old_at.start, e->old_at.len));
        buf_text(out, ",\"new\":");
        json_quote(out, str_sub(d->new_version->query->text, e->new_at.start, e->new_at.len));
        buf_text(out, "}");
    }
    buf_text(out, "]}\n");
}
