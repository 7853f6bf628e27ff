/* pass: operators that hand their input's batches on as they are. */
#ifndef INTERP_OPS_SHARED_PASS_H
#define INTERP_OPS_SHARED_PASS_H

#include "interp/exec.h"

void pass_need(plan_node *n); /* reads what is read of it */
step pass_next(exec *x, const plan_node *n, void *state, batch *out);

#endif
