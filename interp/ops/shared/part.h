/* part: subqueries that run again and again, each time over another part of the rows above: an mv-apply row, a partition. What was made
 * once a run (toscalar(), shared plans) is made once a part where it looks at the part. */
#ifndef INTERP_OPS_SHARED_PART_H
#define INTERP_OPS_SHARED_PART_H

#include "interp/bind/binder.h"
#include "interp/exec.h"

/* The slots that were handed out while the subquery was bound. */
typedef struct part_slots {
    uint32_t late, late_end;
    uint32_t shared, shared_end;
} part_slots;

part_slots part_begin(const binder *b);
void part_end(const binder *b, part_slots *p);

/* Forgets what was made for the part before. */
void part_forget(exec *x, const part_slots *p);

/* Does it read, in whatever depth, a source that gives parts? `true` when that would take too long to tell. */
bool part_is_read(const plan_node *n);

#endif
