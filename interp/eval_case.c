/* iff() and case(): each value is made only for the rows that take it, so that a costly or failing arm costs nothing elsewhere. */
#include "interp/eval_parts.h"

static void copy_rows(arena *mem, const vec *from, sel rows, vec *to)
{
    size_t size = type_size(to->type);
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k), ix = vec_ix(from, row);
        memcpy((char *)to->data + row * size, (const char *)from->data + ix * size, size);
        if (from->null && from->null[ix]) {
            vec_nulls(mem, to)[row] = 1;
        }
    }
}

const vec *eval_case(exec *x, const expr *e, const batch *in, sel rows, arena *mem)
{
    if (!e->row_bound) {
        rows = (sel){NULL, 1};
    }
    vec *out = vec_new(mem, e->type);
    uint16_t *yes = arena_alloc(mem, sizeof *yes * (BATCH_ROWS + 1)), *no = arena_alloc(mem, sizeof *no * (BATCH_ROWS + 1));
    sel open = rows;
    for (uint32_t i = 0; i + 1 < e->n_args && open.n; i += 2) {
        uint32_t n_yes, n_no;
        eval_divide(eval(x, e->args[i], in, open, mem), open, yes, &n_yes, no, &n_no);
        sel taken = {yes, n_yes};
        if (n_yes) {
            copy_rows(mem, eval(x, e->args[i + 1], in, taken, mem), taken, out);
        }
        open = (sel){no, n_no};
    }
    if (open.n) {
        copy_rows(mem, eval(x, e->args[e->n_args - 1], in, open, mem), open, out);
    }
    out->constant = !e->row_bound;
    return out;
}
