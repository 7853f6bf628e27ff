/* catalog: which tables there are, what columns they have, where their rows come from. One per run; tables are found by name. */
#ifndef TABLES_CATALOG_H
#define TABLES_CATALOG_H

#include "base/diag.h"
#include "tables/decider.h"

typedef struct catalog catalog;
typedef struct table table;
typedef struct scan scan;

typedef struct load_options {
    bool lenient; /* a line that is no JSON object is dropped and counted, instead of stopping the run */
    bool strict;  /* a bad value stops the run, instead of becoming null */
    bool quiet;   /* no warnings, no progress */
    bool progress; /* a progress line on stderr once a load takes longer than half a second */
    bool keep;     /* columns stay in memory once they were read */
    int threads;
    const char *masks; /* the kernel that reads lines: avx512, avx2, sse2, plain; NULL: the best there is */
} load_options;

catalog *catalog_new(const load_options *opt);
void catalog_drop(catalog *c);

/* -t NAME=FILE; "-" is standard input. Several files for one name are read one after the other. The format is told by the
 * content (JSON lines, JSON array, {"records":[]}, Log Analytics {"tables":[]}) or by .csv/.tsv; .gz .zst .zip by their magic.
 * The file is opened and sampled here, so that its columns are known before a query is bound. */
status catalog_add_file(catalog *c, str name, const char *path, diags *ds);

/* -d DIR: every data file in it names its table (SecurityEvent.jsonl, .json, .ndjson, .csv, .tsv, each also .gz .zst .zip;
 * am-SecurityEvent/... folders of Log Analytics exports). Files it does not know are left alone; __MACOSX and ._* too. */
status catalog_add_folder(catalog *c, const char *path, diags *ds);

/* --raw FILE: a table with the single column Event (dynamic), one row a JSON object, whatever the object holds. */
status catalog_add_raw(catalog *c, str name, const char *path, diags *ds);

/* A table in memory. Columns are copied. Rows come through table_append; the builtin schema of that name, if there is one, adds its other
 * columns when `widen` is set (nulls). Replaces a table of the same name. */
table *catalog_add_memory(catalog *c, str name, const schema *cols, bool widen);
void table_append(table *t, const batch *rows); /* rows of the schema given above; copied; NULL columns are nulls */

/* --schema FILE.csv (table,column,type; a header line is allowed): adds tables, or replaces built-in ones of that name. */
status catalog_add_schemas(catalog *c, const char *path, diags *ds);

/* NULL when there is neither data nor a schema of that name. A table with a schema and no data is empty. */
table *catalog_find(catalog *c, str name);
uint32_t catalog_names(catalog *c, arena *a, str **out);      /* every table with data, then the built-in ones: for wildcards and hints */
bool table_has_data(const table *t);
bool table_is_open(str name);                                 /* not all of its columns are listed anywhere (open_tables.c) */
str table_name(const table *t);

/* Columns: the built-in schema in its order, then what the file has beyond it, in order of first appearance. */
const schema *table_schema(const table *t);
/* The schema's last column is a Timestamp for queries that name it: the table's listed time is TimeGenerated, and its data has no other. */
bool table_lends_time(const table *t);

/* A column that the sample did not show may stand further down: reads all of the file's keys once. True if that made `name` known.
 * Call before reporting an unknown column of a table with data. */
bool table_discover(table *t, str name, diags *ds);

/* The newest datetime in the columns TimeGenerated and Timestamp of all tables with data; false if there is none. */
bool catalog_newest_time(catalog *c, int64_t *ticks, diags *ds);

/* Scanning. `need` says which columns to decode; the others are NULL in the batches. Batches follow file order. */
typedef enum step {
    STEP_ROWS,  /* out holds a batch (its sel.n may be 0) */
    STEP_END,
    STEP_ERROR, /* diags say what */
} step;

scan *scan_open(catalog *c, table *t, const colset *need, diags *ds);
void scan_decide(scan *s, const scan_decider *by); /* before the first scan_next; `by` must outlive the scan */
bool scan_is_loaded(const scan *s);
step scan_next(scan *s, batch *out);
void scan_close(scan *s); /* reports the counted warnings of what it read, once a column */

#endif
