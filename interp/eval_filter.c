/* `and`, `or`, and filters: each part is evaluated only on the rows that the ones before it left open.
 * Null is neither: `null and false` is false, `null or true` is true, and what nothing decides is null. Measured on the engine (the
 * table beside the logical operators of BabyKusto, and of kusto-loco after it), and so null-values.md, "Null values and binary
 * operators"; the table in logical-operators.md is wrong there, as it is about null == null. A filter keeps what is true. */
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

/* A null among the parts of a row, seen before one that decides: the row's result unless one does. Rows that are decided leave `open`. */
static uint32_t still_open(const vec *v, sel rows, bool decides, vec *out, arena *mem, uint16_t *open)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k), ix = vec_ix(v, row);
        bool null = v->null && v->null[ix];
        open[n] = (uint16_t)row;
        if (null || v->b[ix] != decides) {
            n++;
            if (null) {
                vec_nulls(mem, out)[row] = 1;
            }
            continue;
        }
        out->b[row] = decides;
        if (out->null) {
            vec_nulls(mem, out)[row] = 0;
        }
    }
    return n;
}

/* A false decides `and`, a true decides `or`; the rows still open after a part are those that it did not decide. */
const vec *eval_logic(exec *x, const expr *e, const batch *in, sel rows, arena *mem)
{
    if (!e->row_bound) {
        rows = (sel){NULL, 1};
    }
    bool is_and = e->kind == EX_AND;
    uint16_t *left = arena_alloc(mem, sizeof *left * (BATCH_ROWS + 1));
    sel open = rows;
    vec *out = vec_new(mem, T_BOOL);
    for (uint32_t i = 0; i < e->n_args && open.n; i++) {
        const vec *v = eval(x, e->args[i], in, open, mem);
        open = (sel){left, still_open(v, open, !is_and, out, mem, left)};
    }
    for (uint32_t k = 0; k < open.n; k++) {
        uint32_t row = sel_row(open, k);
        out->b[row] = is_and && !(out->null && out->null[row]);
    }
    out->constant = !e->row_bound;
    return out;
}

/* Of a whole batch; eight at a time where they agree. */
static uint32_t keep_of_all(const uint8_t *b, uint32_t rows, uint16_t *yes)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < rows; k++) {
        uint64_t eight = 1;
        if (k + 8 <= rows) {
            memcpy(&eight, b + k, 8);
        }
        if (eight == 0x0101010101010101) {
            for (uint32_t i = 0; i < 8; i++) {
                yes[n + i] = (uint16_t)(k + i);
            }
            n += 8;
            k += 7;
        } else if (eight == 0) {
            k += 7;
        } else {
            yes[n] = (uint16_t)k;
            n += b[k] != 0;
        }
    }
    return n;
}

/* Rows of a batch are often alike: all are looked for first, and none. */
static sel keep_true(const vec *v, sel rows, uint16_t *yes)
{
    const uint8_t *b = v->b;
    uint32_t n = 0;
    if (v->constant) {
        n = vec_is_null(v, 0) || !b[0] ? 0 : rows.n;
    } else if (v->null) {
        eval_divide(v, rows, yes, &n, NULL, NULL);
    } else if (rows.idx) {
        for (uint32_t k = 0; k < rows.n; k++) {
            uint16_t row = rows.idx[k];
            yes[n] = row; /* may be where it was read from, never behind it */
            n += b[row] != 0;
        }
    } else if (!memchr(b, 0, rows.n)) {
        n = rows.n;
    } else if (memchr(b, 1, rows.n)) {
        n = keep_of_all(b, rows.n, yes);
    }
    return n == rows.n ? rows : (sel){yes, n};
}

sel eval_filter(exec *x, const expr *e, const batch *in, sel rows, arena *mem, uint16_t *out)
{
    if (e->kind != EX_AND) {
        return rows.n ? keep_true(eval(x, e, in, rows, mem), rows, out) : rows;
    }
    for (uint32_t i = 0; i < e->n_args && rows.n; i++) {
        rows = eval_filter(x, e->args[i], in, rows, mem, out);
    }
    return rows;
}
