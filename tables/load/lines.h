/* lines: JSON lines by the blocks of masks.h instead of line by line. A block is a run of whole lines in the window; what
 * the masks and row_walk do not take (a line too long, one that is no plain object) goes line by line as before. */
#ifndef TABLES_LOAD_LINES_H
#define TABLES_LOAD_LINES_H

#include "tables/load/decide.h"

struct reader;

typedef struct line_blocks {
    const masks *with;
    marks m;
    row_walk walk;
    uint32_t place; /* the next of m.places */
    const uint32_t *quote; /* not deciding: the next of m.quote_at */
    uint32_t from;  /* where the next line begins in the block */
    uint32_t number; /* how many lines were before it in the block */
    decide *decide; /* or NULL */
    bool deciding;  /* the block was looked at by masks_find */
    const char *text; /* the block, or NULL: there is none */
    uint64_t line;  /* the number of its first line */
} line_blocks;

/* Blocks are runs of whole lines; with a decider only the lines that it leaves are read.
 * Whether the reader's form and options are for blocks; sets up r->lines. */
bool lines_open(struct reader *r, bool strict);
void lines_decide(struct reader *r, const scan_decider *by, const schema *cols); /* `by` may be NULL */
void lines_decide_as(line_blocks *l, const line_blocks *other); /* deciding pays as it did there */
void lines_settle(line_blocks *l); /* whether deciding pays: by what was seen so far */
void lines_restart(line_blocks *l); /* the window was moved back */
void lines_drop(line_blocks *l);

/* For who takes the lines himself. lines_begin: the whole lines at the window's place, as many as a block holds; false: the first one
 * has to be cut alone. lines_next: false: the block is through, and the next one may begin. */
bool lines_begin(line_blocks *l, window *w);
bool lines_next(line_blocks *l, window *w, decide_line *out);
const uint32_t **lines_quotes(line_blocks *l, decide_line at); /* of a line, unless the block is deciding; for row_walk */
record lines_record(const line_blocks *l, decide_line at); /* n 0: it is blank */

/* Puts rows from *n on, until the batch or the window is full. *last: CUT_MORE, CUT_END or CUT_RECORD, when full. */
status lines_fill(struct reader *r, uint32_t *n, cut *last);

#endif
