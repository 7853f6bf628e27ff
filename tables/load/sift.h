/* sift: rows that an ordered decider does not keep fall out of their batch, and of these no text is decoded and no bad value counted. So it does
 * not matter which lines were decided (decide.h) and which were walked, and that may change from block to block:
 *
 *   walked    Time 10:00  Account "CONTOSO\\ann"      texts as they lie in the line
 *             Time 09:00  Account "CONTOSO\\bob"
 *   sifted    Time 10:00  Account CONTOSO\ann         of the rows that are kept
 */
#ifndef TABLES_LOAD_SIFT_H
#define TABLES_LOAD_SIFT_H

#include "tables/load/decide.h"

/* Before a batch is filled; d may be NULL. `line_of` has room for BATCH_ROWS. */
void sift_begin(const decide *d, cells *c, uint64_t *line_of);
/* Keeps a bad value in mind until it is known whether its row stays. */
void sift_doubt(cells *c, fault *f, str text);
/* The rows that are left of n finished ones, put together. */
uint32_t sift_finish(decide *d, cells *c, uint32_t n);

#endif
