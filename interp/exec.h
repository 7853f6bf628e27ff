/* exec: a running query. Operators pull batches from their inputs through here; expressions are evaluated over them. */
#ifndef INTERP_EXEC_H
#define INTERP_EXEC_H

#include "interp/op.h"
#include "interp/warnings.h"

#include <stdio.h>

struct exec {
    arena *mem;        /* what operators open with: lives as long as the run, inside mv-apply as long as one row's subquery */
    arena *run;        /* lives as long as the run, always; NULL: mem does */
    diags *ds;
    catalog *cat;
    int64_t now;
    void **state;      /* a slot per plan node id */
    uint32_t n_state;
    struct late *late; /* a slot per late expression: toscalar() values, sets of `in (T)` */
    uint32_t n_late;
    struct shared_rows *shared; /* a slot per shared plan */
    warnings warn;
    size_t memory_limit; /* bytes the operators may hold; 0: none */
    struct scan_share *shares; /* tables being read once for several readers */
    const struct geoip *geoip; /* --geoip, or NULL */
    const struct agents *agents; /* --user-agents, or NULL */
    FILE *trace;       /* -d x, or NULL */
};

/* Inputs. op_open opens the node's inputs too when the operator calls exec_open on them (it decides when). */
bool exec_open(exec *x, const plan_node *n);
step exec_next(exec *x, const plan_node *n, batch *out); /* skips batches without rows: STEP_ROWS has sel.n > 0 */
void exec_close(exec *x, const plan_node *n);            /* twice is fine */
step exec_fail(exec *x, status st, span at, const char *fmt, ...) __attribute__((format(printf, 4, 5))); /* reports; STEP_ERROR */
bool exec_memory_ok(exec *x, const arena *a, const plan_node *n); /* false: over the limit, reported */

/* Expressions. The result is aligned with the batch's rows: value of row r at vec_ix(v, r), made only for `rows`. Lives as long as mem.
 * Never NULL; evaluation does not fail. */
const vec *eval(exec *x, const expr *e, const batch *in, sel rows, arena *mem);
/* The rows of `rows` for which e is true (null is not): `rows` itself when all are, else in out (room for BATCH_ROWS). */
sel eval_filter(exec *x, const expr *e, const batch *in, sel rows, arena *mem, uint16_t *out);
/* Without a row: constants, toscalar. */
datum eval_scalar(exec *x, const expr *e, arena *mem);

#endif
