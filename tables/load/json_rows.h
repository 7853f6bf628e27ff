/* json_rows: JSON objects into slots. Only what the slots ask for is decoded; the rest is stepped over.
 *
 * Keys are recognised by the order learned from earlier rows: each key remembers which key came behind it last time, so
 * the usual row costs one compare a key. Where that fails, a hash table finds the key, and the order is learned anew.
 */
#ifndef TABLES_LOAD_JSON_ROWS_H
#define TABLES_LOAD_JSON_ROWS_H

#include "tables/load/cells.h"

typedef struct json_key {
    const char *text; /* the name and its closing quote */
    uint32_t n;       /* of the name */
    int32_t slot;     /* -1: not asked for */
    uint32_t next;    /* the key that followed last time */
} json_key;

typedef struct json_rows {
    arena *mem;      /* of the scan: learned keys */
    json_key *keys;  /* [0] stands for "before the first key" */
    uint32_t n, cap; /* cap is a power of two */
    uint32_t *index; /* hash table of key numbers, 4 * cap places, 0: free */
} json_rows;

void json_rows_init(json_rows *r, arena *mem, const cells *c);

int32_t json_rows_slot(void *rows, str name); /* -1: not asked for */

/* One record that must be one object. False: it is not; the row's slots are then to be undone. */
bool json_rows_put(json_rows *r, cells *c, const record *rec, uint32_t row);

#endif
