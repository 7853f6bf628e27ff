/* union: what the rewrites know of it. */
#ifndef INTERP_OPS_UNION_H
#define INTERP_OPS_UNION_H

#include "interp/bind/binder.h"

typedef struct union_info {
    int32_t **from; /* by leg, by output column: the leg's column, or -1: null */
    str *source;    /* by leg: what withsource shows */
    int32_t source_column; /* 0 with withsource, else -1 */
} union_info;

typedef struct union_legs {
    plan_node **node;
    str *source;
    uint32_t n, cap;
} union_legs;

bool union_bind_legs(binder *b, const ast *node, bool fuzzy, union_legs *l); /* those that kid[1..] name, behind the ones that are there */
plan_node *union_make(binder *b, const ast *node, const union_legs *l, bool inner, str source); /* source: withsource's column, or empty */

extern const op_class op_union;

#endif
