/* fold: an expression that reads no row is evaluated once, while the query is bound. */
#include "interp/bind/parts.h"

#include "interp/exec.h"

#define FOLDED_MAX (1u << 20) /* bytes of a folded string: beyond it the work is left to the run, whose limits catch it */

expr *bind_fold(binder *b, expr *e)
{
    if (b->trial || e->kind == EX_CONST || e->row_bound || e->late || e->type == T_UNKNOWN) return e;
    if (e->kind == EX_TABLE || e->kind == EX_SCALAR_TABLE) return e;
    for (uint32_t i = 0; i < e->n_args; i++)
        if (e->args[i]->kind != EX_CONST) return e;
    diags found = {.mem = b->mem};
    exec x = {.mem = b->mem, .ds = &found, .cat = b->cat, .now = b->now};
    datum d = eval_scalar(&x, e, b->mem);
    if (diags_status(&found) != ST_OK) return e; /* the row that asks for it hears why */
    if (d.type == T_STRING && d.s.n > FOLDED_MAX) {
        diag_error(b->ds, ST_LIMIT, NULL, e->at, "this constant is longer than 1 MB");
        return bind_failed(b, e->at);
    }
    return bind_constant(b, datum_copy(b->mem, d), e->at);
}
