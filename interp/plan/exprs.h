/* exprs: looking through bound expressions, and making changed copies of them. */
#ifndef INTERP_PLAN_EXPRS_H
#define INTERP_PLAN_EXPRS_H

#include "interp/op.h"

void expr_columns(const expr *e, colset *out);              /* adds the columns it reads */
bool expr_any(const expr *e, bool (*is)(const expr *e));    /* itself or anything below it that depends on the row */
uint32_t expr_size(const expr *e, uint32_t limit);          /* nodes that depend on the row, counted up to limit */
bool expr_is_volatile(const expr *e);                       /* for expr_any: another value each time */

/* A copy in which every column c is replaced by with(c, arg); parts without columns are shared. */
expr *expr_replace(arena *mem, const expr *e, expr *(*with)(const expr *column, void *arg), void *arg);
expr *expr_and(arena *mem, expr *a, expr *b);               /* either may be NULL */

/* As a person would write it; names from `cols`. */
void expr_text(buf *out, const expr *e, const schema *cols);

#endif
