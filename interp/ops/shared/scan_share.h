/* scan_share: one pass over a table for several readers.
 *
 *     file -> batch -> filter of reader 1 -> given on at once (the reader that asked)
 *                   -> filter of reader 2 -> copied to its queue, until it is asked
 *
 * Legs of a query run one after the other; what a later leg will want is kept, and only that: its filter's survivors, its columns.
 * When a queue nevertheless grows beyond SHARE_QUEUE_BYTES before its reader took anything, that reader is let go: it drops the queue and
 * reads the table itself when its turn comes. */
#ifndef INTERP_OPS_SHARED_SCAN_SHARE_H
#define INTERP_OPS_SHARED_SCAN_SHARE_H

#include "interp/exec.h"

#define SHARE_QUEUE_BYTES (256u << 20)

typedef struct share_reader share_reader;

share_reader *share_join(exec *x, const plan_node *scan_node);
step share_next(exec *x, share_reader *r, batch *out);
void share_leave(share_reader *r); /* a reader joins and leaves once a run */
void shares_drop(exec *x);          /* at the end of a run: also of readers that never came */

#endif
