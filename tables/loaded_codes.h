/* loaded_codes: finding the code of a value that a loaded column has met before, or giving it a new one.
 *
 *   hash of the value   [ tag | ........ | place ]
 *   index               [ tag code | 0 | tag code | ... ]   open addressing; the tag spares most looks at other values
 *   values              "a" "b" ...                         compared in full: a code is never a guess
 *
 * Rows go through in groups: the places of a whole group are asked for before any of them is looked at. */
#ifndef TABLES_LOADED_CODES_H
#define TABLES_LOADED_CODES_H

#include "tables/loaded.h"

/* Appends the codes of rows 0..n-1, and says how many it could: fewer than n when there are too many different values. */
uint32_t codes_append(loaded *l, loaded_column *c, const vec *v, uint32_t n);
void *codes_resize(void *p, size_t n); /* realloc that ends the process where there is no memory */

#endif
