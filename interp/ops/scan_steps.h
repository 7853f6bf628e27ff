/* scan_steps: the operator `scan`, which matches sequences of records: what its binding and its running know of one another. (op_scan is
 * the reading of a table.) */
#ifndef INTERP_OPS_SCAN_STEPS_H
#define INTERP_OPS_SCAN_STEPS_H

#include "interp/bind/steps.h"
#include "interp/exec.h"

typedef struct scan_step {
    expr *alone;       /* the parts of the condition that look at the record only; NULL: none */
    expr *tied;        /* those that look at the state, too; NULL: none */
    expr **assigned;   /* by declared column; NULL: its default */
    ast_step_output output;
} scan_step;

typedef struct scan_steps_info {
    scan_step *steps;
    uint32_t n;
    uint32_t n_in;        /* columns of the input; behind them the declared ones, and the match id */
    uint32_t n_declared;
    datum *defaults;      /* by declared column */
    bool match_id;
    step_ref *refs;       /* values of the state that expressions look at: columns n_in + k of the rows they are evaluated over */
    uint32_t n_refs;
    colset reads;         /* room for what `need` finds: columns of the rows that expressions are evaluated over */
    expr **by;            /* partition by */
    uint32_t n_by;
} scan_steps_info;

bool scan_steps_open(exec *x, const plan_node *n, void **state);
step scan_steps_next(exec *x, const plan_node *n, void *state, batch *out);
void scan_steps_close(exec *x, const plan_node *n, void *state);

#endif
