/* reader: the rows of one part, whatever its form.
 *
 *   source --> window --cut--> record --put--> slots            (scanning)
 *                                     --each--> name and value  (looking at what columns there are)
 *
 * A form is two functions more: how to cut records, and how to take one apart. Chunks of records are independent of one
 * another in every form but the documents', whose cutter alone knows where it stands. */
#ifndef TABLES_LOAD_READER_H
#define TABLES_LOAD_READER_H

#include "tables/load/lines.h"

typedef struct reader reader;

/* One field of a record: `value` is JSON text, or plain text for a CSV cell (`plain`). */
typedef void field_fn(void *ctx, str name, str value, bool plain);

typedef struct form {
    const char *what; /* "a JSON object": for messages */
    cut (*cut)(reader *r, record *rec);
    bool (*put)(reader *r, const record *rec, uint32_t row);
    bool (*each)(reader *r, const record *rec, field_fn *fn, void *ctx); /* false: the record is broken */
} form;

struct reader {
    window w;
    arena *mem;     /* of the reader: header, learned keys */
    arena *scratch; /* reset when a batch begins */
    const form *form;
    part *part;
    bool raw; /* one column Event, the whole object */
    bool blocks; /* lines: the masks' way */
    line_blocks lines;
    const char *masks; /* the kernel to take, or NULL */
    bool lenient, quiet;
    cells *cells; /* set by reader_bind */
    uint64_t *line_of; /* with a decider: room for sift.h */
    json_rows keys;
    /* CSV, and tables whose rows are arrays: the columns in order. */
    schema header;  /* types: T_UNKNOWN where the file does not say */
    int32_t *slots; /* slot of header column i, or -1 */
    char comma;
    /* documents */
    int nesting;  /* what encloses the rows: documents.c */
    bool between; /* an element was read: a comma or the end must follow */
    bool closed;
    fault dropped; /* lenient: records that were no rows */
};

typedef struct reader_options {
    bool raw, lenient, quiet;
    const char *masks; /* see masks_choose */
    shelf *shelf;      /* rooms for the window */
    size_t first;      /* see window */
} reader_options;

bool reader_open(reader *r, part *p, reader_options opt, diags *ds);
/* The slots that reader_fill fills. by: told early, where the form allows, which rows are not wanted; may be NULL. */
void reader_bind(reader *r, cells *c, const scan_decider *by, const schema *cols);
void reader_drop(reader *r);           /* reports what was dropped */

/* Fills the slots with up to BATCH_ROWS rows; *n is 0 at the end only. Strings live until the next call. */
status reader_fill(reader *r, uint32_t *n);

/* The same without reading more text. *last: CUT_MORE when the window holds no more whole records, CUT_END at the end. */
status reader_fill_window(reader *r, uint32_t *n, cut *last);

/* Forms: each tells whether the text at the window's start is its own, and sets itself up. */
bool document_open(reader *r); /* JSON array, {"records":[]}, {"tables":[]}, objects over several lines */
status csv_open(reader *r, char comma);
extern const form form_lines, form_raw_lines;

bool object_put(reader *r, const record *rec, uint32_t row);
bool object_put_raw(reader *r, const record *rec, uint32_t row);
bool object_each(reader *r, const record *rec, field_fn *fn, void *ctx);
bool object_each_raw(reader *r, const record *rec, field_fn *fn, void *ctx);
void header_bind(reader *r); /* finds the slot of each header column */

/* Puts one record as row *n, which is then one more; or drops it, or fails. */
status reader_put(reader *r, const record *rec, uint32_t *n);

/* record_fail: reports a record that is no row, or counts it when lenient (ST_OK then). */
status record_fail(reader *r, const record *rec);

#endif
