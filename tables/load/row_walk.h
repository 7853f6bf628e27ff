/* row_walk: a JSON line into slots, from one quote to the next.
 *
 * What stood between two values is remembered as one piece of text, with its place in a tree of what followed what:
 *
 *   {"TenantId":"..","EventID":4624,"Account":"..","Task":1}
 *   ^^^^^^^^^^^^^  ^^^^^^^^^^^      ^^^^^^^^^^^^^
 *   step 1         step 2           step 3: string, slot 0     one compare each: comma, key, colon, opening quote
 *
 * A line that goes another way grows a branch; keys that were never seen behind one another cost one look into a hash
 * table. What is no plain row (escaped keys, something that is no object) is left to json_rows_put, which judges it. */
#ifndef TABLES_LOAD_ROW_WALK_H
#define TABLES_LOAD_ROW_WALK_H

#include "tables/load/json_rows.h"
#include "tables/load/masks.h"

typedef struct walk_step walk_step;

struct walk_step {
    char head[16], tail[16]; /* its first and last bytes: two compares for up to 32 */
    uint32_t n;              /* of its text */
    int32_t slot;            /* -1: not asked for */
    bool string;             /* the text ends in the value's opening quote */
    const char *text;
    walk_step *next;  /* what came behind the value */
    walk_step *other; /* what also stood in this step's place */
};

typedef int32_t row_walk_slot(void *of, str key); /* -1: its values are not asked for */

typedef struct row_walk {
    arena *mem; /* of the scan: the steps */
    row_walk_slot *slot_of;
    void *of;
    walk_step *first;
    walk_step spare; /* stands for one that is not kept */
    uint32_t n_steps;
} row_walk;

#define LATE_TEXT (1u << 31) /* in a text's length: its escapes and bytes were not looked at */

void row_walk_init(row_walk *w, arena *mem, row_walk_slot *slot_of, void *of);

/* The step that stands at p, learned if need be. NULL: none, which is right where the object closes. */
walk_step *row_walk_find(row_walk *w, const char *p, const char *e, bool first, walk_step **where);

/* The line text[from, to) (no line end). *quotes: positions in `text`, the line's first quote first, something behind `to`
 * behind its last; moves to where the next line's begin. False: it is not of the plain kind; the row's slots are then to be
 * undone, and *quotes is somewhere in the line. */
bool row_walk_put(row_walk *w, cells *c, const char *text, const uint32_t **quotes, uint32_t from, uint32_t to, uint32_t row);

/* What stands between the quotes of a string, into a slot. */
void row_walk_string(cells *c, slot *s, uint32_t row, const char *p, uint32_t n);

/* One value at p, before e, into a slot; NULL: it is not structured as JSON. */
const char *row_walk_value(cells *c, slot *s, const char *p, const char *e, uint32_t row);

#endif
