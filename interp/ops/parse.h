/* parse: what is bound, of parse and parse-where. */
#ifndef INTERP_OPS_PARSE_H
#define INTERP_OPS_PARSE_H

#include "interp/exec.h"
#include "interp/ops/parse_pattern.h"

typedef struct parse_info {
    expr *source;        /* string */
    parse_pattern pattern;
    uint32_t *column;    /* of the output, by the pattern's column */
    int32_t *from;       /* by output column: the input's, or -1 */
    const regex *date;   /* the pattern ends in a datetime: see parse_run.c */
} parse_info;

bool parse_open(exec *x, const plan_node *n, void **state);
step parse_next(exec *x, const plan_node *n, void *state, batch *out);
void parse_close(exec *x, const plan_node *n, void *state);

#endif
