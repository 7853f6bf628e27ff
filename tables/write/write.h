/* write: results as text. One writer serves all results of a query, one after the other:
 *
 *   writer *w = writer_open(STR("csv"), stdout, &opt);
 *   for each result:  writer_begin(w, columns, name);  writer_rows(w, &batch)...  writer_end(w);
 *   if (!writer_close(w)) the output could not be written
 *
 * A result with no rows still shows its columns. Values are written the same way everywhere: numbers as numbers, datetime
 * yyyy-MM-ddTHH:mm:ss.fffffffZ, timespan [-][d.]hh:mm:ss[.fffffff], decimal and guid as text, dynamic as JSON. */
#ifndef TABLES_WRITE_H
#define TABLES_WRITE_H

#include "tables/vec.h"
#include "tables/write/render_spec.h"

#include <stdio.h>

typedef struct writer writer;

typedef struct write_options {
    uint32_t results; /* how many results will come; json shows more than one as {"tables":[...]} */
    uint32_t width;   /* cells of the terminal for the table format; 0: as wide as it gets, nothing is cut */
    bool color;       /* ANSI colours in the table format */
    bool chart;       /* a chart below a table that has a render_spec */
} write_options;

writer *writer_open(str format, FILE *out, const write_options *opt); /* NULL: no such format. `out` stays the caller's */
void writer_render(writer *w, const render_spec *spec);               /* of the result that begins next; NULL: none */
void writer_begin(writer *w, const schema *cols, str name);           /* cols live until writer_end; name may be empty */
void writer_rows(writer *w, const batch *rows);
void writer_end(writer *w);
str writer_refused(const writer *w, bool *unsupported); /* svg, vega: why there is no chart; empty: there is, so far */
bool writer_failed(const writer *w); /* a write went wrong: more rows are wasted work */
bool writer_close(writer *w);        /* flushes and frees; false when anything could not be written (errno says why) */

/* "table", "json", ... in the order of help. Returns how many. */
uint32_t writer_formats(const char *const **names);

#endif
