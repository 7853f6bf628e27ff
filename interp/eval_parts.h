/* eval_parts: how the files of the evaluator know one another. */
#ifndef INTERP_EVAL_PARTS_H
#define INTERP_EVAL_PARTS_H

#include "interp/exec.h"

const vec *eval_logic(exec *x, const expr *e, const batch *in, sel rows, arena *mem);
const vec *eval_case(exec *x, const expr *e, const batch *in, sel rows, arena *mem);

/* Divides `rows` by a bool vec: rows where it is true go to yes, the others (null too) to no; both may be NULL. */
void eval_divide(const vec *v, sel rows, uint16_t *yes, uint32_t *n_yes, uint16_t *no, uint32_t *n_no);

#endif
