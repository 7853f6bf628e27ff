/* late: values that are known only once a query runs: toscalar(), the sets of `in (T)`, and calls that were prepared over them.
 * Each is made once a run, before its first use. */
#ifndef INTERP_LATE_H
#define INTERP_LATE_H

#include "interp/exec.h"

typedef struct late {
    bool ready;
    datum value;   /* EX_TABLE: a dynamic array; EX_SCALAR_TABLE: the cell */
    fn_call *call; /* EX_CALL: the call with these constants filled in, prepared */
    bool whole;    /* the same for every part (ops/shared/part.h) */
    bool has_value; /* EX_CALL without columns: evaluated, value holds it */
} late;

datum late_value(exec *x, const expr *e);          /* EX_TABLE, EX_SCALAR_TABLE */
const fn_call *late_call(exec *x, const expr *e);  /* EX_CALL with a slot */

#endif
