/* projection: operators whose output columns are expressions over the input's row: extend, project and all its forms, serialize.
 * An untouched column is an EX_COLUMN, so that one set of functions (and one rule a rewrite) serves them all. */
#ifndef INTERP_OPS_SHARED_PROJECTION_H
#define INTERP_OPS_SHARED_PROJECTION_H

#include "interp/bind/binder.h"
#include "interp/exec.h"

typedef struct projection {
    named_expr *cols;
    uint32_t n;
} projection;

plan_node *projection_bind(binder *b, const op_class *op, span at, plan_node *in, named_expr *cols, uint32_t n);
/* The output takes columns of the input, by position. */
plan_node *projection_of(binder *b, const op_class *op, span at, plan_node *in, const uint32_t *columns, uint32_t n);
bool is_projection(const plan_node *n);

void projection_need(plan_node *n);
bool projection_open(exec *x, const plan_node *n, void **state);
step projection_next(exec *x, const plan_node *n, void *state, batch *out);
void projection_close(exec *x, const plan_node *n, void *state);
void projection_describe(buf *out, const plan_node *n);
void projection_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg);

#define PROJECTION_FUNCTIONS                                                                                                              \
    .need = projection_need, .open = projection_open, .next = projection_next, .close = projection_close,                                 \
    .describe = projection_describe, .visit = projection_visit

#endif
