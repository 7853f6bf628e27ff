/* summarize_run: the running part of summarize. */
#ifndef INTERP_OPS_SUMMARIZE_RUN_H
#define INTERP_OPS_SUMMARIZE_RUN_H

#include "interp/exec.h"
#include "interp/ops/summarize.h"

bool summarize_open(exec *x, const plan_node *n, void **state);
step summarize_next(exec *x, const plan_node *n, void *state, batch *out);
void summarize_close(exec *x, const plan_node *n, void *state);

#endif
