/* put_off: an aggregate's rows noted down instead of added, because few groups will be wanted: which group, and the code of the
 * argument, where all rows' arguments are coded by the same codes. What cannot be noted is added as ever. */
#ifndef INTERP_OPS_SHARED_PUT_OFF_H
#define INTERP_OPS_SHARED_PUT_OFF_H

#include "interp/ops/shared/agg_states.h"

#define PUT_OFF_MOST (1u << 22) /* rows that are noted */

typedef struct put_off {
    arena *mem;
    const vec_codes *codes;
    kql_type type; /* the argument's */
    uint16_t *code;
    uint32_t *group;
    uint32_t n, cap;
    bool on;
} put_off;

/* Aggregates of one argument can be put off, if it is coded. */
void put_off_init(put_off *p, arena *mem, const agg_call *call);
/* Notes the rows of a batch; false: they cannot be, and nothing more is to be noted. */
bool put_off_add(put_off *p, const vec *arg, sel which, const uint32_t *group);
/* Adds what was noted to the states; to[group] is the number of the state + 1, 0: the group is not wanted. to NULL: all are. */
void put_off_catch_up(put_off *p, agg_states *states, const uint32_t *to, arena *mem);

#endif
