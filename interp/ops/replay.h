/* replay: a plan that several read and that runs once: materialize(), what invoke pipes into a function, the input of fork and facet. */
#ifndef INTERP_OPS_REPLAY_H
#define INTERP_OPS_REPLAY_H

#include "interp/bind/binder.h"

typedef struct shared_plan {
    uint32_t id;        /* its slot in the running query */
    plan_node *root;
    colset need;        /* what its readers read; set by plan_prune */
    uint32_t readers;   /* counted by plan_inline_shared; one that runs again and again counts as two */
    uint32_t depth;     /* operators one above the other, those of plans that it reads included */
    bool of_part;       /* over a part of an operator above: made anew for each */
    const ast *syntax;  /* materialize(): where it is written ... */
    struct scope *seen; /* ... and what it could name there: the same again is the same plan */
} shared_plan;

typedef struct replay_info {
    shared_plan *source;
} replay_info;

struct shared_rows *shared_rows_new(arena *mem, uint32_t n); /* exec.shared: a slot for each */
void shared_rows_forget(exec *x, uint32_t id);                  /* rows of one part; those that every part reads stay */

shared_plan *share_plan(binder *b, plan_node *root);
plan_node *replay_bind(binder *b, shared_plan *source, span at); /* a reader */

#endif
