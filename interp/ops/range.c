/* range: from, from + step, ... up to and with `to`; a negative step counts down. Values are from + i * step, so that neither the ends
 * of long nor rounding stop it early or never. Source: range-operator.md; types and KS138, KS106, KS140 as Microsoft's binder. */
#include "interp/exec.h"
#include "interp/ops/operators.h"
#include "interp/bind/binder.h"
#include "interp/plan/exprs.h"

typedef struct range_info {
    expr *from, *to, *step;
    kql_type type;
} range_info;

static bool check_summable(binder *b, const expr *e)
{
    if (type_is_summable(e->type)) {
        return true;
    }
    if (e->type != T_UNKNOWN) {
        diag_error(b->ds, ST_COMPILE, "KS138", e->at, "range counts numbers, datetimes and timespans, and this is %s", type_name(e->type));
    }
    return false;
}

static kql_type value_type(binder *b, const range_info *r)
{
    kql_type from = r->from->type, to = r->to->type, by = r->step->type;
    if (type_is_number(from) && type_is_number(to) && type_is_number(by)) {
        kql_type types[] = {from, to, by};
        return bind_common_type(types, 3);
    }
    if (from == to && type_is_ticks(from) && by == T_TIMESPAN) {
        return from;
    }
    diag_error(b->ds, ST_COMPILE, "KS106", r->step->at, "range from %s to %s cannot step by %s", type_name(from), type_name(to), type_name(by));
    return T_UNKNOWN;
}

static bool is_zero(datum d)
{
    switch (d.type) {
    case T_INT: return !d.null && d.i == 0;
    case T_REAL: return !d.null && d.r == 0;
    case T_DECIMAL: return !d.null && decimal_cmp(d.dec, decimal_from_int64(0)) == 0;
    default: return !d.null && d.l == 0;
    }
}

static plan_node *range_bind(binder *b, const ast *node, plan_node *in)
{
    (void)in;
    range_info *r = ARENA_NEW(b->mem, range_info);
    const schema *old = bind_rows(b, NULL);
    r->from = bind_expr(b, node->kid[1]);
    r->to = bind_expr(b, node->kid[2]);
    r->step = bind_expr(b, node->kid[3]);
    bind_rows(b, old);
    bool ok = check_summable(b, r->from);
    ok = check_summable(b, r->to) && ok;
    ok = check_summable(b, r->step) && ok;
    r->type = ok ? value_type(b, r) : T_UNKNOWN;
    if (r->type == T_UNKNOWN) {
        return NULL;
    }
    if (bind_is_constant(r->step) && is_zero(r->step->value)) {
        diag_error(b->ds, ST_COMPILE, "KS140", r->step->at, "the step is 0");
        return NULL;
    }
    r->from = bind_cast(b, r->from, r->type);
    r->to = bind_cast(b, r->to, r->type);
    r->step = bind_cast(b, r->step, r->type == T_DATETIME ? T_TIMESPAN : r->type);
    plan_node *out = bind_node(b, &op_range, node->at, 0, NULL, r);
    if (out) {
        schema_add(b->mem, &out->cols, node->text, r->type);
        out->serialized = true;
    }
    return out;
}

static void range_need(plan_node *n) { (void)n; }

typedef struct state {
    arena *batch;
    datum from, to, step;
    uint64_t next;
    bool ended;
} state;

static bool range_open(exec *x, const plan_node *n, void **out)
{
    const range_info *r = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    s->from = eval_scalar(x, r->from, x->mem);
    s->to = eval_scalar(x, r->to, x->mem);
    s->step = eval_scalar(x, r->step, x->mem);
    *out = s;
    s->ended = s->from.null || s->to.null || s->step.null;
    if (is_zero(s->step)) {
        exec_fail(x, ST_DATA, r->step->at, "the step is 0");
        return false;
    }
    return true;
}

static bool whole_at(int64_t from, int64_t to, int64_t by, uint64_t i, int64_t *out)
{
    __int128 v = (__int128)from + (__int128)by * (__int128)i;
    *out = (int64_t)v;
    return by > 0 ? v <= to : v >= to;
}

static bool decimal_at(const state *s, uint64_t i, decimal *out)
{
    decimal ahead;
    if (!decimal_mul(s->step.dec, decimal_from_int64((int64_t)i), &ahead) || !decimal_add(s->from.dec, ahead, out)) {
        return false;
    }
    int c = decimal_cmp(*out, s->to.dec);
    return decimal_cmp(s->step.dec, decimal_from_int64(0)) > 0 ? c <= 0 : c >= 0;
}

/* Value number i into row k; false behind the end. */
static bool value_at(const state *s, uint64_t i, vec *v, uint32_t k)
{
    int64_t whole;
    switch (v->type) {
    case T_INT:
        if (!whole_at(s->from.i, s->to.i, s->step.i, i, &whole)) {
            return false;
        }
        v->i[k] = (int32_t)whole;
        return true;
    case T_REAL:
        v->r[k] = i ? s->from.r + (double)i * s->step.r : s->from.r;
        return s->step.r > 0 ? v->r[k] <= s->to.r : s->step.r < 0 && v->r[k] >= s->to.r;
    case T_DECIMAL: return decimal_at(s, i, &v->dec[k]);
    default:
        if (!whole_at(s->from.l, s->to.l, s->step.l, i, &whole)) {
            return false;
        }
        v->l[k] = whole;
        return true;
    }
}

static step range_next(exec *x, const plan_node *n, void *st, batch *out)
{
    (void)x;
    state *s = st;
    if (s->ended) {
        return STEP_END;
    }
    arena_reset(s->batch);
    vec *v = vec_new(s->batch, ((const range_info *)n->info)->type);
    uint32_t k = 0;
    while (k < BATCH_ROWS && value_at(s, s->next, v, k)) {
        k++;
        s->next++;
    }
    s->ended = k < BATCH_ROWS;
    const vec **cols = ARENA_ARRAY(s->batch, const vec *, 1);
    cols[0] = v;
    *out = (batch){.n_rows = k, .sel = {NULL, k}, .n_cols = 1, .cols = cols};
    return STEP_ROWS;
}

static void range_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->batch);
}

static void range_describe(buf *out, const plan_node *n)
{
    const range_info *r = n->info;
    buf_printf(out, STR_FMT " from ", STR_ARG(n->cols.cols[0].name));
    expr_text(out, r->from, NULL);
    buf_text(out, " to ");
    expr_text(out, r->to, NULL);
    buf_text(out, " step ");
    expr_text(out, r->step, NULL);
}

static void range_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    range_info *r = n->info;
    each(&r->from, arg);
    each(&r->to, arg);
    each(&r->step, arg);
}

const op_class op_range = {.name = "range", .code = OP_RANGE, .bind = range_bind, .need = range_need, .open = range_open,
                           .next = range_next, .close = range_close, .describe = range_describe, .visit = range_visit};
