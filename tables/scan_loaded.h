/* scan_loaded: the rows of a loaded table as batches. With a decider on a coded column the filter is asked once for each
 * different value; chunks in which few rows are left are put together. */
#ifndef TABLES_SCAN_LOADED_H
#define TABLES_SCAN_LOADED_H

#include "tables/decider.h"
#include "tables/loaded.h"

typedef struct scan_loaded scan_loaded;

/* Lives in `mem`; reads the columns of `need`, which must be ready. */
scan_loaded *scan_loaded_new(arena *mem, const loaded *l, const colset *need);
void scan_loaded_decide(scan_loaded *s, const scan_decider *by);
uint32_t scan_loaded_next(scan_loaded *s, const vec **cols, sel *out); /* rows of the vecs; 0 at the end */

#endif
