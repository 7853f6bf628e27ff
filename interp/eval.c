/* Expressions over a batch: one switch over the kinds; calls here, `and`/`or`/filters in eval_filter.c, iff and case in eval_case.c. */
#include "interp/convert.h"
#include "interp/eval_parts.h"
#include "interp/late.h"

/* Rows whose arguments hold a null: marked in out's mask. */
static void mark_nulls(const vec *v, sel rows, uint8_t *mask)
{
    if (!v->null) {
        return;
    }
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        mask[row] |= v->null[vec_ix(v, row)];
    }
}

/* Is any of the first n bytes of a mask set? */
static bool any_set(const uint8_t *mask, uint32_t n)
{
    uint64_t seen = 0, eight;
    uint32_t i = 0;
    for (; i + 8 <= n; i += 8) {
        memcpy(&eight, mask + i, 8);
        seen |= eight;
    }
    for (; i < n; i++) {
        seen |= mask[i];
    }
    return seen != 0;
}

/* After a body: no mask when nothing is null, zero bytes under the nulls, no mask at all on strings. */
static void settle_nulls(vec *out, sel rows)
{
    size_t size = type_size(out->type);
    bool any = any_set(out->null, rows.idx ? BATCH_ROWS : rows.n);
    for (uint32_t k = 0; any && k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        if (out->null[row]) {
            memset((char *)out->data + row * size, 0, size);
        }
    }
    if (!any || out->type == T_STRING) {
        out->null = NULL;
    }
}

static void run_each(fn_ctx *cx, const fn_row *fn, uint32_t n, const vec *const *args, sel rows, vec *out)
{
    datum *values = ARENA_ARRAY(cx->mem, datum, n + 1);
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        if (fn->nulls == NULLS_STRICT && out->null[row]) {
            continue;
        }
        for (uint32_t i = 0; i < n; i++) {
            values[i] = vec_get(args[i], row);
        }
        datum result = datum_null(out->type);
        fn->each(cx, values, &result);
        vec_set(cx->mem, out, row, result);
    }
}

static const vec *run_call(exec *x, const expr *e, const batch *in, sel rows, arena *mem)
{
    const fn_call *call = e->late ? late_call(x, e) : e->call;
    const fn_row *fn = call->row;
    const vec **args = ARENA_ARRAY(mem, const vec *, e->n_args + 1);
    bool constant = !fn->volatile_;
    for (uint32_t i = 0; i < e->n_args; i++) {
        args[i] = eval(x, e->args[i], in, rows, mem);
        constant = constant && args[i]->constant;
    }
    if (constant) {
        rows = (sel){NULL, 1};
    }
    vec *out = vec_new(mem, call->result);
    uint8_t *mask = vec_nulls(mem, out);
    for (uint32_t i = 0; i < e->n_args && fn->nulls == NULLS_STRICT; i++) {
        mark_nulls(args[i], rows, mask);
    }
    fn_ctx cx = {.call = call, .mem = mem, .now = x->now, .warn = &x->warn, .ds = x->ds, .geoip = x->geoip, .agents = x->agents};
    if (fn->body) {
        fn->body(&cx, args, rows, out);
    } else if (fn->each) {
        run_each(&cx, fn, e->n_args, args, rows, out);
    }
    settle_nulls(out, rows);
    out->constant = constant;
    return out;
}

/* A call over toscalar() and the like, without columns, is made once a run. */
static const vec *eval_call(exec *x, const expr *e, const batch *in, sel rows, arena *mem)
{
    if (!e->late || e->row_bound || !x->late || e->late > x->n_late) {
        return run_call(x, e, in, rows, mem);
    }
    late *slot = &x->late[e->late - 1];
    if (!slot->has_value) {
        arena *lasting = x->run ? x->run : x->mem;
        slot->value = datum_copy(lasting, vec_get(run_call(x, e, in, (sel){NULL, 1}, lasting), 0));
        slot->has_value = true;
    }
    return vec_const(mem, slot->value);
}

static const vec *eval_cast(exec *x, const expr *e, const batch *in, sel rows, arena *mem)
{
    const vec *from = eval(x, e->args[0], in, rows, mem);
    vec *out = vec_new(mem, e->type);
    if (from->constant) {
        rows = (sel){NULL, 1};
    }
    convert_vec(mem, from, rows, out);
    if (out->null) {
        settle_nulls(out, rows);
    }
    out->constant = from->constant;
    return out;
}

static const vec *eval_column(const expr *e, const batch *in, arena *mem)
{
    const vec *v = e->column < in->n_cols ? in->cols[e->column] : NULL;
    return v ? v : vec_const(mem, datum_null(e->type));
}

const vec *eval(exec *x, const expr *e, const batch *in, sel rows, arena *mem)
{
    if (rows.n == 0) {
        return vec_const(mem, datum_null(e->type));
    }
    switch (e->kind) {
    case EX_CONST: return vec_const(mem, e->value);
    case EX_COLUMN: return eval_column(e, in, mem);
    case EX_CALL: return eval_call(x, e, in, rows, mem);
    case EX_AND:
    case EX_OR: return eval_logic(x, e, in, rows, mem);
    case EX_CASE: return eval_case(x, e, in, rows, mem);
    case EX_CAST: return eval_cast(x, e, in, rows, mem);
    case EX_TABLE:
    case EX_SCALAR_TABLE: return vec_const(mem, late_value(x, e));
    }
    return vec_const(mem, datum_null(e->type));
}

datum eval_scalar(exec *x, const expr *e, arena *mem)
{
    if (e->kind == EX_CONST) {
        return e->value;
    }
    batch one = {.n_rows = 1, .sel = {NULL, 1}};
    return vec_get(eval(x, e, &one, one.sel, mem), 0);
}
