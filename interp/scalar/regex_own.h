/* regex_own: what regex_own.c compiles and regex_run.c runs. */
#ifndef INTERP_SCALAR_REGEX_OWN_H
#define INTERP_SCALAR_REGEX_OWN_H

#include "interp/scalar/regex_tree.h"

typedef enum own_op { OWN_SET, OWN_ASSERT, OWN_SAVE, OWN_JUMP, OWN_SPLIT, OWN_SPLIT_LAZY, OWN_MATCH } own_op;

typedef struct own_set {
    const code_set *set;
    uint64_t ascii[2]; /* the answer for the first 128 */
} own_set;

typedef struct own_step {
    uint32_t op;
    uint32_t to; /* a step (SPLIT: the second choice, SPLIT_LAZY: the first), a slot, an assertion */
    const own_set *set;
} own_step;

struct regex_program {
    const own_step *steps;
    uint32_t n;
};

#endif
