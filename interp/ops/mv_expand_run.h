/* mv_expand_run: the running part of mv-expand. */
#ifndef INTERP_OPS_MV_EXPAND_RUN_H
#define INTERP_OPS_MV_EXPAND_RUN_H

#include "interp/exec.h"
#include "interp/ops/mv_expand.h"

bool mv_expand_open(exec *x, const plan_node *n, void **state);
step mv_expand_next(exec *x, const plan_node *n, void *state, batch *out);
void mv_expand_close(exec *x, const plan_node *n, void *state);

/* How many rows a value makes: null and scalars one, arrays and bags one an item. */
uint32_t expanded_rows(const dyn *v);
/* Item k as a value of `type`, null beyond the end; a bag's entry is a bag of one, or [key, value] with `pairs`. No text is parsed into
 * numbers: an item of another kind than the type's is null. */
datum expanded_item(arena *mem, const dyn *v, uint32_t k, kql_type type, bool pairs);

#endif
