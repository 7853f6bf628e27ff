/* writer: what the formats share. Internal to tables/write.
 * A format is five functions; those it has no use for are NULL. They append to w->out; the writer hands it to the file. */
#ifndef TABLES_WRITE_WRITER_H
#define TABLES_WRITE_WRITER_H

#include "base/buf.h"
#include "tables/write/chart.h"
#include "tables/write/value.h"
#include "tables/write/write.h"

typedef struct format {
    const char *name;
    void (*head)(writer *w); /* a result begins */
    void (*row)(writer *w, const datum *values);
    void (*tail)(writer *w);  /* a result ends */
    void (*close)(writer *w); /* the last one has ended */
    void (*drop)(writer *w);  /* frees w->state; after an error too */
} format;

/* Rows kept to be drawn. */
typedef struct chart_rows {
    arena *mem;
    datum *rows;
    uint32_t n, room;
    uint64_t left_out;
} chart_rows;

struct writer {
    const format *format;
    FILE *file;
    write_options opt;
    buf out;            /* not yet in the file */
    int error;          /* errno of the first write that failed */
    const schema *cols; /* of the current result */
    str name;
    uint32_t result;    /* number of the current result, from 0 */
    uint64_t rows;      /* of it, so far */
    arena *own;         /* the writer itself */
    arena *mem;         /* for one batch */
    const render_spec *spec; /* of the current result, or NULL */
    chart_rows kept;
    str refused;        /* why the result is no chart */
    bool unsupported;   /* ... since this kind is not drawn */
    void *state;        /* the format's own */
};

extern const format format_table, format_json, format_jsonl, format_csv, format_tsv, format_md, format_svg, format_vega;

void writer_push(writer *w); /* hands w->out to the file when there is much of it */

/* Keeping rows for a chart: from head to tail. chart_rows_make: of what was kept, to be dropped with chart_rows_drop. */
void chart_rows_keep(writer *w, const datum *values);
chart *chart_rows_make(writer *w);
void chart_rows_drop(writer *w);

#endif
