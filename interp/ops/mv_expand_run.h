/* mv_expand_run: the running part of mv-expand. */
#ifndef INTERP_OPS_MV_EXPAND_RUN_H
#define INTERP_OPS_MV_EXPAND_RUN_H

#include "interp/exec.h"
#include "interp/ops/mv_expand.h"

/* The expansion of a batch's rows, from `at` up to `stop`. */
typedef struct expansion {
    const mv_expand_info *info;
    batch in;
    uint32_t at, stop;    /* selected rows */
    uint32_t item, items; /* next item of the row at `at`, and how many it has */
    bool begun;           /* `items` is known */
    int64_t limit;
    kql_type unsettled;   /* an item had no known reading as this type; T_DYNAMIC: none */
    exec *x;
    const vec **values;
    uint16_t row[BATCH_ROWS];
    uint32_t nth[BATCH_ROWS];
} expansion;

void expansion_open(expansion *s, exec *x, const mv_expand_info *info);
void expansion_start(expansion *s, exec *x, const batch *in, arena *mem); /* evaluates what is expanded; mem lives as long as the batch */
/* Up to BATCH_ROWS rows, as the columns of n; STEP_END when there are no more. need may be NULL: all columns. */
step expansion_next(expansion *s, const plan_node *n, const colset *need, arena *mem, batch *out);

bool mv_expand_open(exec *x, const plan_node *n, void **state);
step mv_expand_next(exec *x, const plan_node *n, void *state, batch *out);
void mv_expand_close(exec *x, const plan_node *n, void *state);

/* How many rows a value makes: null and scalars one, arrays and bags one an item. */
uint32_t expanded_rows(const dyn *v);
/* Item k as a value of `type`, null beyond the end; a bag's entry is a bag of one, or [key, value] with `pairs`. No text is parsed into
 * numbers: an item of another kind than the type's is null. *settled becomes false where it is not known what the engine makes of it. */
datum expanded_item(arena *mem, const dyn *v, uint32_t k, kql_type type, bool pairs, bool *settled);

#endif
