/* external: rows of files whose columns the query says: externaldata, watchlists.
 * Source: externaldata-operator.md; of the formats it names, those that are text: csv tsv psv scsv sohsv txt raw json multijson. */
#ifndef INTERP_EXTERNAL_EXTERNAL_H
#define INTERP_EXTERNAL_EXTERNAL_H

#include "base/diag.h"
#include "tables/load/json_rows.h"
#include "tables/load/whole.h"

typedef enum external_kind {
    EXTERNAL_CELLS, /* records of cells with a separator, as RFC 4180 has them; empty lines are no records */
    EXTERNAL_LINES, /* txt: a line is a record of one cell; empty lines are no records */
    EXTERNAL_WHOLE, /* raw: a file is one */
    EXTERNAL_JSON,  /* objects: one a line, one after the other, or in an array */
} external_kind;

typedef struct external_format {
    const char *name; /* also the ending of a file's name */
    external_kind kind;
    char separator;
} external_format;

const external_format *external_format_find(str name);      /* in any case; NULL: not one of these */
const external_format *external_format_of(str url);         /* by the ending of its path, csv when that says nothing */

/* Where a column's value stands: a cell's number, or a path into an object ("$.data.tenant", "$['a'][0]"). */
typedef struct external_place {
    bool is_path;
    uint32_t ordinal;
    uint32_t n;
    str *step;        /* of the path; an index is a step whose text is its digits, and `index` is set */
    bool *index;
} external_place;

/* The ingestionMapping for a column; false when it has none there, or the text is no mapping (*broken). */
bool external_mapping(arena *mem, str mapping, str column, external_place *out, bool *broken);

/* The cells of the first record: the names of columns. Returns how many. */
uint32_t external_header(arena *mem, const whole_text *t, char separator, str **out);

typedef struct external_reader {
    const external_format *format;
    const external_place *places; /* by column of the schema; NULL: cells by number, objects by name */
    bool ignore_first;            /* of every text */
    const char *name;             /* of the text at work, for messages */
    const char *p, *e;
    uint64_t line;
    bool fresh;                   /* nothing was read of it */
    bool done;                    /* raw */
    cells cells;
    json_rows keys;
    arena *scratch;               /* of one record */
} external_reader;

/* Slots for the columns that are needed; they live in mem. */
void external_reader_init(external_reader *r, arena *mem, const schema *cols, const colset *need);
void external_reader_text(external_reader *r, const whole_text *t);
/* Up to BATCH_ROWS rows of the text into the slots; *n is 0 at its end. Not ST_OK: reported. Values live as long as mem. */
status external_reader_fill(external_reader *r, arena *mem, uint32_t *n, diags *ds);
uint64_t external_reader_bad(const external_reader *r); /* values that did not fit, so far */
void external_reader_drop(external_reader *r);

#endif
