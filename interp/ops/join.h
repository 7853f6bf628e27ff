/* join, lookup: what is bound, for the running part and the rewrites. */
#ifndef INTERP_OPS_JOIN_H
#define INTERP_OPS_JOIN_H

#include "interp/bind/binder.h"

typedef enum join_kind {
    JOIN_INNERUNIQUE, JOIN_INNER, JOIN_LEFTOUTER, JOIN_RIGHTOUTER, JOIN_FULLOUTER, JOIN_LEFTSEMI, JOIN_LEFTANTI, JOIN_RIGHTSEMI, JOIN_RIGHTANTI,
} join_kind;

typedef struct join_info {
    join_kind kind;
    const char *word;           /* as -d p shows it */
    uint32_t n_keys;
    expr **left, **right;       /* key k of either side, of one type */
    uint32_t n_left, n_right;   /* output columns: first the left ones, then the right ones */
    uint32_t *from_left, *from_right;
} join_info;

extern const op_class op_join, op_lookup;

/* The conditions behind `on`: a name both sides have, $left.a == $right.b, or several of these with `and`. */
bool bind_join_keys(binder *b, const ast *list, plan_node *left, plan_node *right, join_info *info);

#endif
