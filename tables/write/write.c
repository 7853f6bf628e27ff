/* write: the frame around the formats, and the list of them. */
#include "tables/write/writer.h"

#include <errno.h>

#define ENOUGH 65536 /* bytes worth a system call */

static const format *const formats[] = {&format_table, &format_json, &format_jsonl, &format_csv, &format_tsv, &format_md, &format_svg, &format_vega};

#define N_FORMATS (sizeof formats / sizeof *formats)

uint32_t writer_formats(const char *const **names)
{
    static const char *const list[N_FORMATS] = {"table", "json", "jsonl", "csv", "tsv", "md", "svg", "vega"};
    *names = list;
    return N_FORMATS;
}

writer *writer_open(str name, FILE *out, const write_options *opt)
{
    for (size_t i = 0; i < N_FORMATS; i++) {
        if (!str_is(name, formats[i]->name))
            continue;
        arena *own = arena_new();
        writer *w = ARENA_NEW(own, writer);
        w->own = own;
        w->format = formats[i];
        w->file = out;
        w->opt = *opt;
        w->mem = arena_new();
        return w;
    }
    return NULL;
}

static void flush(writer *w)
{
    if (!w->error && w->out.n && fwrite(w->out.p, 1, w->out.n, w->file) != w->out.n)
        w->error = errno ? errno : EIO;
    buf_clear(&w->out);
}

void writer_push(writer *w)
{
    if (w->out.n >= ENOUGH)
        flush(w);
}

void writer_render(writer *w, const render_spec *spec)
{
    w->spec = spec;
}

void writer_begin(writer *w, const schema *cols, str name)
{
    w->cols = cols;
    w->name = name;
    w->rows = 0;
    if (w->format->head)
        w->format->head(w);
}

void writer_rows(writer *w, const batch *rows)
{
    uint32_t n = w->cols->n;
    datum *values = arena_alloc(w->mem, (n + 1) * sizeof *values);
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t row = sel_row(rows->sel, k);
        for (uint32_t c = 0; c < n; c++) {
            const vec *v = c < rows->n_cols ? rows->cols[c] : NULL;
            values[c] = v ? vec_get(v, row) : datum_null(w->cols->cols[c].type);
        }
        w->format->row(w, values);
        w->rows++;
        writer_push(w);
    }
    arena_reset(w->mem);
}

void writer_end(writer *w)
{
    if (w->format->tail)
        w->format->tail(w);
    w->result++;
    writer_push(w);
}

str writer_refused(const writer *w, bool *unsupported)
{
    *unsupported = w->unsupported;
    return w->refused;
}

bool writer_failed(const writer *w)
{
    return w->error != 0;
}

bool writer_close(writer *w)
{
    if (w->format->close)
        w->format->close(w);
    flush(w);
    if (fflush(w->file) != 0 && !w->error)
        w->error = errno ? errno : EIO;
    if (ferror(w->file) && !w->error)
        w->error = EIO;
    if (w->format->drop)
        w->format->drop(w);
    chart_rows_drop(w);
    int error = w->error;
    buf_drop(&w->out);
    arena_drop(w->mem);
    arena_drop(w->own);
    errno = error;
    return error == 0;
}
