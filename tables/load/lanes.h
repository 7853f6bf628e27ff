/* lanes: a file's lines by several threads, its rows in the file's order.
 *
 *   source --feed--> [lane 0] [lane 1] [lane 2] ...      a ring of chunks, each of whole lines
 *                       |        |        |
 *                    threads take whichever lane is fed, and turn its lines into one batch (rarely more)
 *                       |        |        |
 *   lanes_fill <---- the oldest lane, when it is done
 *
 * A file that is not packed is not fed: each lane reads its own stretch of it. One thread feeds, takes the rows, and does a lane's work itself while it would have to wait. A lane is a reader of its own,
 * with its own cells, learned keys and arenas; nothing is shared but the ring. Messages and line numbers come out as if one
 * thread had read: a lane counts its lines from 1, and one that fails is read again by the feeding thread, which then knows
 * how many lines came before. */
#ifndef TABLES_LOAD_LANES_H
#define TABLES_LOAD_LANES_H

#include "tables/load/reader.h"

typedef struct lanes lanes;

/* Goes on where `from`, whose window holds no whole line any more, has come to. */
lanes *lanes_open(reader *from, const schema *cols, const colset *need, const scan_decider *by, int threads);
void lanes_drop(lanes *l);

/* The next rows; *n is 0 at the end only. *rows holds them until the next call. */
status lanes_fill(lanes *l, cells **rows, uint32_t *n);

uint64_t lanes_at(const lanes *l); /* packed bytes consumed, for progress */

#endif
