/* loaded: a table's columns kept in memory once they were read, for running queries over it again and again.
 *
 *   coded   code   [ 3 1 1 0 2 ... ]  two bytes a row; 0 is null, "" for a string
 *           value  [ - "a" "b" "c" ]  each different value once: a filter looks at these, not at the rows
 *   plain   data   [ ........... ]    a value a row, when there are too many different ones, or types that never repeat
 *           range  [ 2 9 | 9 14 ..]   what a filter on a time need not look at row by row
 *   none                              nothing but nulls: takes no room
 *
 * string, int and long begin coded. */
#ifndef TABLES_LOADED_H
#define TABLES_LOADED_H

#include "base/diag.h"
#include "tables/vec.h"

#define MOST_CODES 65535

typedef struct loaded_column {
    kql_type type;
    bool ready; /* every row is in */
    bool coded;
    uint64_t rows, cap;
    uint16_t *code;
    uint32_t n_values, cap_values; /* value 0 included */
    vec values;                    /* of n_values, of the column's type */
    uint32_t *index;               /* hash table of value numbers and tags, twice cap_values places; 0: free (loaded_codes.h) */
    uint64_t *hash;                /* vec_hash of each value */
    uint32_t last;                 /* the value met last */
    vec_codes codes;               /* once ready */
    void *data;
    uint8_t *null; /* by row, or NULL: no nulls */
    int64_t *range; /* plain long, datetime, timespan without a null, once ready: least and most of each BATCH_ROWS rows */
} loaded_column;

typedef struct loaded {
    arena *mem; /* texts and trees */
    loaded_column *cols;
    uint32_t n_cols;
    uint64_t rows;
    bool has_rows; /* `rows` is known */
} loaded;

loaded *loaded_new(const schema *cols);
void loaded_drop(loaded *l);
void loaded_finish(loaded_column *c); /* every row is in */
void loaded_forget(loaded_column *c); /* its rows */
void loaded_append(loaded *l, loaded_column *c, const vec *v, uint32_t n); /* v NULL: nulls */

/* Rows `from`..+n as a vec: into the column's own memory, or made in `room` (BATCH_ROWS values and as many marks). */
void loaded_slice(const loaded_column *c, uint64_t from, uint32_t n, void *room, vec *out);
void loaded_gather(const loaded_column *c, const uint32_t *rows, uint32_t n, void *room, vec *out);

#endif
