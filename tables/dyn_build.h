/* dyn_build: gathering the entries of arrays and bags while their number is not known yet. Internal to the dyn files.
 * One stack serves all levels: an array that opens remembers the height and takes what lies above it when it closes. */
#ifndef TABLES_DYN_BUILD_H
#define TABLES_DYN_BUILD_H

#include "tables/dyn.h"

typedef struct dyn_entry {
    str key; /* of a bag */
    const dyn *value;
} dyn_entry;

typedef struct dyn_stack {
    buf entries; /* of dyn_entry */
} dyn_stack;

uint32_t dyn_stack_height(const dyn_stack *s);
void dyn_stack_push(dyn_stack *s, str key, const dyn *value); /* NULL is pushed as dyn_null() */

/* Take everything above `height`. A bag keeps one entry a key: the last value at the first key's place. */
const dyn *dyn_stack_array(dyn_stack *s, arena *a, uint32_t height);
const dyn *dyn_stack_bag(dyn_stack *s, arena *a, uint32_t height);
void dyn_stack_drop(dyn_stack *s);

#endif
