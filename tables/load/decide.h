/* decide: rows that nobody wants, told by one column before anything else of them is decoded.
 *
 * masks_find names a line's brackets and the places where the column's name stands as a string of its own. From those few
 * places a line is proved to be one object (it opens, its brackets match, it closes at the line's end), and the column's
 * value is found without walking there, wherever its key stands. The values of a batch go through the filter at once;
 * row_walk takes the lines that are left. Lines of which that little does not tell (the key stands twice, it may be
 * spelled with escapes, brackets do not match) are left too: whoever reads them judges. */
#ifndef TABLES_LOAD_DECIDE_H
#define TABLES_LOAD_DECIDE_H

#include "tables/decider.h"
#include "tables/load/row_walk.h"

typedef struct decide_line {
    uint32_t from, to; /* in the block, without the line end */
    uint32_t number;   /* lines before it in the block */
} decide_line;

typedef struct decide {
    const scan_decider *by;
    cells values; /* one slot */
    mark_key key;
    arena *mem; /* of a batch of values */
    const vec **cols;
    uint32_t n_cols;
    decide_line line[BATCH_ROWS];
    uint16_t kept[BATCH_ROWS];
    uint8_t sure[BATCH_ROWS]; /* the value is the row's */
    uint32_t n, at;           /* kept lines, and the next of them */
    uint64_t looked, left;
    bool settled, pays;
} decide;

/* NULL: the column cannot be told in this way. Lives in `mem`; decide_drop gives back the rest. */
decide *decide_new(arena *mem, const scan_decider *by, const schema *cols);
void decide_drop(decide *d);
/* Whether enough rows fall out. The first lines settle it, the first window at the latest, so that it does not depend on
 * who reads the others; or, if the decider is an ordered one, the block or batch before. */
bool decide_pays(decide *d);
void decide_settle(decide *d, const decide *as);

/* The rows of n that are to be kept, by the column's values. */
uint32_t decide_keep(decide *d, const vec *values, uint32_t n, uint16_t *kept);

/* Looks at up to `most` lines from m->places[*place] on, the first beginning at *from, the *number-th of the block; all
 * three move on. The lines to be read are then d->line[d->kept[0..d->n)]. */
void decide_lines(decide *d, const char *text, const marks *m, uint32_t most, uint32_t *place, uint32_t *from,
                  uint32_t *number);

#endif
