/* patterns: sets of values that enough rows share, each with all else that the same rows share, so that no two have the same rows. Found
 * level by level: a pattern, one more value, and what follows from it. */
#ifndef INTERP_PLUGINS_PATTERNS_H
#define INTERP_PLUGINS_PATTERNS_H

#include "interp/exec.h"
#include "interp/ops/shared/groups.h"

/* fixed[column]: the number of its value there and 1, or 0. */
typedef struct pattern {
    uint32_t *fixed, *rows, n, n_fixed, level;
    uint64_t hash;
} pattern;

typedef struct patterns {
    pattern *found;
    uint32_t n;
    groups *values; /* by column: what its numbers stand for */
} patterns;

/* Those of more than `least` rows; what all rows share is the first, and may be nothing. False: reported (more than `levels` values needed,
 * values that look like wildcards, patterns of exactly `least` rows, too many). Rows must be there. */
bool patterns_find(exec *x, const plan_node *n, const rows *in, double least, uint32_t levels, patterns *out);
bool patterns_unsettled(exec *x, const plan_node *n, const char *what); /* refuses by name; false */

#endif
