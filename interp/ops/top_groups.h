/* top_groups: which groups a top above summarize can take, told by the aggregate that is its first key. */
#ifndef INTERP_OPS_TOP_GROUPS_H
#define INTERP_OPS_TOP_GROUPS_H

#include "interp/ops/shared/agg_states.h"
#include "interp/ops/sort.h"

/* The groups of 0..n that fewer than the top's count of others come before for sure, in order; *picked of them. NULL: all n. */
uint32_t *top_groups_pick(const top_info *top, exec *x, agg_states *by, uint32_t n, arena *mem, uint32_t *picked);

#endif
