/* What is inside a catalog and a table: for the files of tables/ only. */
#ifndef TABLES_TABLE_H
#define TABLES_TABLE_H

#include "tables/catalog.h"
#include "tables/load/infer.h"
#include "tables/loaded.h"

/* Rows in memory, up to BATCH_ROWS of them. */
typedef struct chunk {
    struct chunk *next;
    uint32_t n, cap;
    vec *cols; /* one a column that was given; data of `cap` values */
} chunk;

typedef struct memory {
    schema given;
    int32_t *column; /* table column -> given column, or -1 */
    chunk *first, *last;
} memory;

struct table {
    catalog *cat;
    str name;
    schema builtin; /* or of --schema; n 0 without one */
    schema cols;    /* builtin, then what the data has beyond it, then a lent Timestamp */
    bool has_data, raw;
    bool said_empty; /* that nothing was given for it */
    part_list parts;
    infer *seen;    /* columns of the files */
    bool whole;     /* every file was looked at to its end */
    bool two_times; /* Timestamp and TimeGenerated fill one another */
    bool narrow;    /* its rows were handed over, and have the columns that they have */
    bool lends;     /* the last column is a Timestamp that neither the listed columns nor the data have */
    memory *memory;
    loaded *loaded; /* what load_options.keep has kept, or NULL */
    bool *warned; /* by column: its bad values were reported */
};

typedef struct named_schema {
    str name;
    schema cols;
} named_schema;

struct catalog {
    arena *mem;
    load_options opt;
    table **tables;
    uint32_t n_tables, cap_tables;
    named_schema *schemas; /* of --schema */
    uint32_t n_schemas, cap_schemas;
    file **files;
    uint32_t n_files, cap_files;
    shelf shelf; /* of its readers */
};

table *table_make(catalog *c, str name);      /* a new, empty entry under that name, in place of an old one */
table *table_with_data(catalog *c, str name); /* the entry files are added to */
void table_build_schema(table *t);            /* cols from builtin and seen */
status table_look(table *t, uint32_t from, uint64_t bytes, diags *ds); /* samples the parts from `from` on */
bool catalog_schema(catalog *c, str name, schema *out);                /* --schema or built in */

scan *scan_open_files(catalog *c, table *t, const colset *need, diags *ds);
bool table_load(table *t, const colset *need, diags *ds); /* makes those columns of t->loaded ready; false: reported */

/* Makes room for one more in an arena-held array. */
#define TABLE_GROW(mem, items, n, cap)                                                                                 \
    do {                                                                                                               \
        if ((n) == (cap)) {                                                                                            \
            (cap) = (cap) ? 2 * (cap) : 8;                                                                             \
            void *more_ = arena_zero((mem), (cap) * sizeof *(items));                                                  \
            if (n) {                                                                                                   \
                memcpy(more_, (items), (n) * sizeof *(items));                                                         \
            }                                                                                                          \
            (items) = more_;                                                                                           \
        }                                                                                                              \
    } while (0)

/* open_tables.c */
kql_type open_column_type(str name);

#endif
