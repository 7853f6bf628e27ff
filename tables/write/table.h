/* table: the format for people. Internal to tables/write.
 *
 * The first rows are kept to learn how wide the columns are, then everything goes out as it comes. When the terminal is too
 * narrow, columns of text are cut to a width that can still be read; when even that does not fit, every row is a record of
 * its own, a line for each column:
 *
 *     Computer   EventID           -- row 1 ------
 *     ---------  -------           Computer  WORK1
 *     WORK1         4720           EventID   4720
 */
#ifndef TABLES_WRITE_TABLE_H
#define TABLES_WRITE_TABLE_H

#include "tables/write/writer.h"

#define TABLE_GAP 2       /* blanks between columns */
#define TABLE_MIN_TEXT 16 /* a column of text is not cut below this */

typedef struct cell {
    str text;       /* fit to be shown */
    uint32_t width; /* display cells */
    bool null;
} cell;

typedef struct table_view {
    arena *mem;       /* the rows kept */
    cell *kept;       /* n_kept rows of cols->n cells */
    uint32_t n_kept;
    uint32_t *width;  /* of each column */
    cell *head;       /* names of the columns */
    bool laid;        /* widths are settled, the head is out */
    bool records;     /* a record a row, since the columns do not fit */
} table_view;

cell table_cell(arena *a, datum v);

/* Settles the widths for a terminal of `width` cells (0: any). False: the columns do not fit. */
bool table_fit(uint32_t *widths, const schema *cols, uint32_t width);

void table_put_head(writer *w);
void table_put_names(writer *w); /* the names of columns that do not fit, when there is no row to show them beside */
void table_put_line(writer *w, const cell *row);
void table_put_record(writer *w, const cell *row, uint64_t number);

/* The longest part of s that takes at most `width` cells; *used says how many it takes. */
str table_cut(str s, uint32_t width, uint32_t *used);
void table_fill(buf *out, const char *mark, uint32_t n);
void table_paint(writer *w, const char *code); /* "1" bold, "2" dim, "0" back; nothing without colour */

#endif
