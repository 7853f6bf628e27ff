/* scan_decide: gives a scan the part of its filter that tells most rows apart by one column alone, so that the rest of a row
 * that falls out is never decoded. Several readers of one pass decide together: what none of them wants falls out.
 * Only comparisons of the column with constants are taken: they cannot warn, and mean the same when evaluated twice. */
#ifndef INTERP_OPS_SHARED_SCAN_DECIDE_H
#define INTERP_OPS_SHARED_SCAN_DECIDE_H

#include "interp/exec.h"

void scan_decide_by(exec *x, scan *s, const plan_node *const *readers, uint32_t n); /* nothing, when no column tells */

#endif
