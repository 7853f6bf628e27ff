/* join_run: the running part of join and lookup. */
#ifndef INTERP_OPS_JOIN_RUN_H
#define INTERP_OPS_JOIN_RUN_H

#include "interp/exec.h"
#include "interp/ops/join.h"

bool join_open(exec *x, const plan_node *n, void **state);
step join_next(exec *x, const plan_node *n, void *state, batch *out);
void join_close(exec *x, const plan_node *n, void *state);

#endif
