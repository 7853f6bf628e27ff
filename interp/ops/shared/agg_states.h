/* agg_states: the states of one aggregate, one a group, side by side; they grow with the groups. */
#ifndef INTERP_OPS_SHARED_AGG_STATES_H
#define INTERP_OPS_SHARED_AGG_STATES_H

#include "interp/exec.h"

typedef struct agg_states {
    char *states;
    uint32_t cap;
    agg_ctx cx;
} agg_states;

void agg_states_init(agg_states *a, exec *x, arena *mem, const agg_call *call); /* mem lives as long as the groups */
void agg_states_room(agg_states *a, uint32_t groups);
/* The rows of a batch into their groups; args are evaluated into mem. */
void agg_states_add(agg_states *a, exec *x, const bound_agg *agg, const batch *in, sel which, const uint32_t *group, arena *mem);
/* Results of the groups pick[0..take), or without pick of `take` groups from `first` on, into 1 + n_extra vecs. */
void agg_states_results(agg_states *a, const uint32_t *pick, uint32_t first, uint32_t take, arena *mem, const vec **out);

#endif
