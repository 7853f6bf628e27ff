/* `and`, `or`, and filters: each part is evaluated only on the rows that the ones before it left open.
 * A null side counts as not true, and the result is never null: `null and true` is false, `null or true` is true.
 * Source: logical-operators.md, "How logical operators work with null values". */
#include "interp/eval_parts.h"

void eval_divide(const vec *v, sel rows, uint16_t *yes, uint32_t *n_yes, uint16_t *no, uint32_t *n_no)
{
    uint32_t y = 0, n = 0;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k), ix = vec_ix(v, row);
        bool is = v->b[ix] && !(v->null && v->null[ix]);
        if (yes) {
            yes[y] = (uint16_t)row;
        }
        if (no) {
            no[n] = (uint16_t)row;
        }
        y += is;
        n += !is;
    }
    if (n_yes) {
        *n_yes = y;
    }
    if (n_no) {
        *n_no = n;
    }
}

/* The rows still open after a part of `and` are those where it is true; of `or`, those where it is not. */
const vec *eval_logic(exec *x, const expr *e, const batch *in, sel rows, arena *mem)
{
    if (!e->row_bound) {
        rows = (sel){NULL, 1};
    }
    bool is_and = e->kind == EX_AND;
    uint16_t *left = arena_alloc(mem, sizeof *left * (BATCH_ROWS + 1));
    sel open = rows;
    vec *out = vec_new(mem, T_BOOL);
    for (uint32_t k = 0; !is_and && k < rows.n; k++) {
        out->b[sel_row(rows, k)] = 1;
    }
    for (uint32_t i = 0; i < e->n_args && open.n; i++) {
        uint32_t n;
        const vec *v = eval(x, e->args[i], in, open, mem);
        eval_divide(v, open, is_and ? left : NULL, is_and ? &n : NULL, is_and ? NULL : left, is_and ? NULL : &n);
        open = (sel){left, n};
    }
    for (uint32_t k = 0; k < open.n; k++) {
        out->b[sel_row(open, k)] = is_and;
    }
    out->constant = !e->row_bound;
    return out;
}

uint32_t eval_filter(exec *x, const expr *e, const batch *in, sel rows, arena *mem, uint16_t *out)
{
    uint32_t n = rows.n;
    if (e->kind != EX_AND || rows.n == 0) {
        eval_divide(eval(x, e, in, rows, mem), rows, out, &n, NULL, NULL);
        return n;
    }
    for (uint32_t i = 0; i < e->n_args && n; i++) {
        n = eval_filter(x, e->args[i], in, rows, mem, out);
        rows = (sel){out, n};
    }
    return n;
}
