/* union_run: the running part of union. */
#ifndef INTERP_OPS_UNION_RUN_H
#define INTERP_OPS_UNION_RUN_H

#include "interp/exec.h"
#include "interp/ops/union.h"

bool union_open(exec *x, const plan_node *n, void **state);
step union_next(exec *x, const plan_node *n, void *state, batch *out);
void union_close(exec *x, const plan_node *n, void *state);

#endif
