/* cells: the typed columns that a reader fills, row by row. A slot is one column that the plan asked for.
 *
 * Rows that a record does not mention are filled with nulls later, in one go: `rows` says how far a slot has come.
 * A second value for the same row overwrites the first (the last of repeated keys wins). */
#ifndef TABLES_LOAD_CELLS_H
#define TABLES_LOAD_CELLS_H

#include "tables/dyn.h"
#include "tables/load/window.h"
#include "tables/vec.h"

/* What went wrong in one column, counted: reported once, at the end. */
typedef struct fault {
    uint64_t count;
    const char *file;
    uint64_t line;
    char text[64];
} fault;

void fault_text(fault *f, str text); /* keeps the beginning of a text that may hold anything, fit to be shown */

/* The day that a column's last time was on: mostly the next one's too. */
typedef struct day_memo {
    char text[10]; /* yyyy-MM-dd; zeros: none yet */
    int64_t ticks;
} day_memo;

typedef struct slot {
    str name;
    uint32_t column; /* position in the table's schema */
    vec v;           /* v.null is set by cells_finish when the batch has a null */
    uint8_t *null;   /* BATCH_ROWS marks */
    uint32_t rows;   /* rows 0..rows-1 are filled */
    bool has_null;
    bool late; /* texts stay as they lie in the line, marked by LATE_TEXT: see sift.h */
    day_memo day;
    fault bad;   /* values that are not of the column's type */
    fault bytes; /* text that was not UTF-8 */
} slot;

/* A bad value of a row that may yet fall out of its batch. */
typedef struct doubt {
    fault *of;
    uint32_t row;
    str text;
} doubt;

typedef struct cells {
    arena *mem; /* of the batch: decoded escapes, dynamic trees; set by the reader */
    slot *slots;
    uint32_t n;
    const char *file;
    uint32_t row;  /* being filled */
    uint64_t line; /* of it */
    uint64_t *line_of; /* by row, while rows may fall out of the batch (sift.h); else NULL */
    doubt *doubts; /* those of the batch so far; in `mem` */
    uint32_t n_doubts, cap_doubts;
    bool strict;
    bool failed; /* strict, and a value was bad */
} cells;

void cells_init(cells *c, arena *mem, const schema *s,
                const colset *need);        /* one slot a needed column; they live in `mem` */
void cells_begin(cells *c);                 /* a new batch: nothing filled */
void cells_at(cells *c, uint32_t row, uint64_t line); /* what comes next belongs there */
void cell_note(cells *c, fault *f, str text, uint64_t line); /* counts a bad value, and keeps the first */
void cells_undo(cells *c, uint32_t row);    /* forgets what row and those behind it got */
void cells_finish(cells *c, uint32_t rows); /* fills every slot to `rows` */

/* Puts a value in row `row`. Text is what a CSV cell or a JSON string holds, escapes undone; empty text is null
 * (string: ""). A value that does not fit becomes null and is counted. */
void cell_put_null(slot *s, uint32_t row);
void cell_put_text(cells *c, slot *s, uint32_t row, str text);
void cell_put_number(cells *c, slot *s, uint32_t row,
                     str token); /* a JSON scalar that is no string: number, true, false, null */
void cell_put_tree(cells *c, slot *s, uint32_t row, str json); /* a JSON object or array */
void cell_put_bad(cells *c, slot *s, uint32_t row, str text);

/* Reads one JSON value at p for the slot; the byte behind it, or NULL when the text is not structured as JSON. */
const char *cell_put_json(cells *c, slot *s, uint32_t row, const char *p, const char *e);

#endif
