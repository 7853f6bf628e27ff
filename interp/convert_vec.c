/* convert_vec: the loops. Widening of numbers is common enough to have loops of its own; the rest goes value by value.
 */
#include "interp/convert.h"

static void keep_nulls(arena *mem, const vec *in, sel rows, vec *out)
{
    if (!in->null) return;
    uint8_t *null = vec_nulls(mem, out);
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        null[row] |= in->null[vec_ix(in, row)] != 0;
    }
}

#define WIDEN(FROM, TO, TYPE)                                                                                          \
    for (uint32_t k = 0; k < rows.n; k++) {                                                                            \
        uint32_t row = sel_row(rows, k);                                                                               \
        out->TO[row] = (TYPE)in->FROM[vec_ix(in, row)];                                                                \
    }

static bool widen(const vec *in, sel rows, vec *out)
{
    if (in->type == T_INT && out->type == T_LONG)
        WIDEN(i, l, int64_t)
    else if (in->type == T_INT && out->type == T_REAL)
        WIDEN(i, r, double)
    else if (in->type == T_LONG && out->type == T_REAL)
        WIDEN(l, r, double)
    else
        return false;
    return true;
}

static bool same(const vec *in, sel rows, vec *out)
{
    size_t size = type_size(out->type);
    if (in->type != out->type) return false;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        memcpy((char *)out->data + row * size, (const char *)in->data + vec_ix(in, row) * size, size);
    }
    return true;
}

void convert_vec(arena *mem, const vec *in, sel rows, vec *out)
{
    if (widen(in, rows, out) || same(in, rows, out)) {
        keep_nulls(mem, in, rows, out);
        return;
    }
    if (in->constant) { /* once, then spread */
        datum d = convert_datum(mem, vec_get(in, 0), out->type);
        for (uint32_t k = 0; k < rows.n; k++) vec_set(mem, out, sel_row(rows, k), d);
        return;
    }
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        vec_set(mem, out, row, convert_datum(mem, vec_get(in, row), out->type));
    }
}

const vec *convert_arg(arena *mem, const vec *in, sel rows, kql_type to)
{
    if (in->type == to) return in;
    if (in->constant) return vec_const(mem, convert_datum(mem, vec_get(in, 0), to));
    vec *out = vec_new(mem, to);
    convert_vec(mem, in, rows, out);
    return out;
}
