/* make-series: binding. It is a where (what lies in the range), a summarize (by the by-columns and the bin), and the assembly of each
 * group's bins to arrays. Source: make-series-operator.md. */
#include "interp/ops/make_series.h"

#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"

#include <math.h>

#define AXIS "$axis"

static ast *make(binder *b, ast_kind kind, span at, uint32_t n)
{
    ast *a = ARENA_NEW(b->mem, ast);
    a->kind = (uint16_t)kind;
    a->at = a->name_at = at;
    a->n = n;
    a->kid = ARENA_ARRAY(b->mem, ast *, n + 1);
    return a;
}

static ast *make_op(binder *b, ast_operator op, span at, uint32_t n)
{
    ast *a = make(b, AST_OP, at, n);
    a->op = (uint16_t)op;
    a->kid[0] = make(b, AST_PARAMS, at, 0);
    return a;
}

static ast *compare(binder *b, ast_scalar op, ast *left, ast *right)
{
    ast *a = make(b, AST_BINARY, left->at, 2);
    a->op = (uint16_t)op;
    a->kid[0] = left;
    a->kid[1] = right;
    return a;
}

static ast *axis_of(const ast *node) { return node->kid[2]->kind == AST_NAMED ? node->kid[2]->kid[0] : node->kid[2]; }

/* axis >= from and axis < to, and not null */
static plan_node *bind_range(binder *b, const ast *node, plan_node *in, bool included)
{
    ast *axis = axis_of(node), *from = node->kid[3], *to = node->kid[4], *is = make(b, AST_CALL, node->at, 1);
    is->text = STR("isnotnull");
    is->kid[0] = axis;
    ast *all = is;
    if (from->kind != AST_NONE) all = compare(b, SC_AND, all, compare(b, SC_GE, axis, from));
    if (to->kind != AST_NONE) all = compare(b, SC_AND, all, compare(b, included ? SC_LE : SC_LT, axis, to));
    ast *where = make_op(b, OP_WHERE, node->at, 2);
    where->kid[1] = all;
    return op_where.bind(b, where, in);
}

/* $axis = bin_at(axis, step, from), or bin(axis, step) without a start */
static ast *bin_of(binder *b, const ast *node, bool plain)
{
    bool at = node->kid[3]->kind != AST_NONE && !plain;
    ast *call = make(b, AST_CALL, node->at, at ? 3 : 2), *named = make(b, AST_NAMED, node->at, 1);
    call->text = at ? STR("bin_at") : STR("bin");
    call->kid[0] = axis_of(node);
    call->kid[1] = node->kid[5];
    if (at) call->kid[2] = node->kid[3];
    named->text = STR(AXIS);
    named->kid[0] = call;
    return named;
}

static plan_node *bind_summarize(binder *b, const ast *node, plan_node *in, bool plain)
{
    const ast *items = node->kid[1], *by = node->kid[6];
    ast *sum = make_op(b, OP_SUMMARIZE, node->at, 3);
    sum->kid[1] = make(b, AST_LIST, node->at, items->n);
    for (uint32_t k = 0; k < items->n; k++) sum->kid[1]->kid[k] = items->kid[k]->kid[0];
    sum->kid[2] = make(b, AST_LIST, node->at, by->n + 1);
    for (uint32_t k = 0; k < by->n; k++) sum->kid[2]->kid[k] = by->kid[k];
    sum->kid[2]->kid[by->n] = bin_of(b, node, plain);
    return op_summarize.bind(b, sum, in);
}

static bool bind_bound(binder *b, const ast *node, kql_type want, datum *out)
{
    *out = datum_null(want);
    return node->kind == AST_NONE || bind_const(b, node, want, out);
}

/* What stands where a bin has no rows: the default, or 0, as the aggregate's type; NULL where nothing says what 0 is among such values. */
static bool bind_defaults(binder *b, const ast *node, const plan_node *sum, make_series_info *info)
{
    info->defaults = ARENA_ARRAY(b->mem, const dyn *, info->n_aggs + 1);
    for (uint32_t k = 0; k < info->n_aggs; k++) {
        kql_type type = sum->cols.cols[info->n_by + 1 + k].type;
        const ast *given = k < node->kid[1]->n ? node->kid[1]->kid[k]->kid[1] : NULL;
        datum d = {.type = T_LONG, .l = 0};
        if (given && given->kind != AST_NONE) {
            expr *e = bind_expr(b, given);
            if (e->kind != EX_CONST) {
                diag_error(b->ds, ST_COMPILE, "KS129", given->at, "the default must be a constant");
                return false;
            }
            d = e->value;
        }
        if (type_is_number(type) && d.type == T_STRING) {
            bind_unsupported(b, given->at, "a text among numbers, as default=,");
            return false;
        }
        if ((type == T_INT || type == T_LONG) && d.type == T_REAL && !d.null && !(d.r == trunc(d.r))) {
            bind_unsupported(b, given->at, "a fraction among whole numbers, as default=,"); /* kept or cut off: not known */
            return false;
        }
        bool known = type_is_number(type) || (given && given->kind != AST_NONE);
        d = type_is_number(type) ? bind_cast(b, bind_constant(b, d, node->at), type)->value : d;
        info->defaults[k] = known ? dyn_from_datum(b->mem, d) : NULL;
    }
    return true;
}

/* The page: aggregations over several columns, or of results that are no numbers, are not taken. */
static bool aggregates_fit(binder *b, const ast *node, const plan_node *sum, const make_series_info *info)
{
    const ast *items = node->kid[1];
    if (info->n_aggs != items->n) {
        bind_unsupported(b, items->at, "make-series of an aggregate with several columns");
        return false;
    }
    for (uint32_t k = 0; k < info->n_aggs; k++) {
        kql_type type = sum->cols.cols[info->n_by + 1 + k].type;
        if (type_is_number(type) || type_is_ticks(type) || type == T_UNKNOWN) continue;
        bind_unsupported(b, items->kid[k]->at, "make-series of an aggregate that gives no number");
        return false;
    }
    return true;
}

/* Microsoft's binder: axis + step must be of the axis' type. For int that is long, so that no step fits an int axis. */
static bool step_fits(binder *b, const ast *node, kql_type by, kql_type axis)
{
    bool fits = axis == T_LONG ? type_is_integer(by) : axis == T_REAL ? type_is_number(by)
                : axis == T_DATETIME || axis == T_TIMESPAN ? by == T_TIMESPAN : false;
    if (axis == T_DECIMAL) {
        bind_unsupported(b, axis_of(node)->at, "make-series on a decimal axis");
        return false;
    }
    if (!fits)
        diag_error(b->ds, ST_COMPILE, "KS178", node->kid[5]->at, "a step of type %s does not lead from one %s to the next", type_name(by), type_name(axis));
    return fits;
}

static bool check_axis(binder *b, const ast *node, const plan_node *in)
{
    const schema *old = bind_rows(b, &in->cols);
    kql_type axis = bind_expr(b, axis_of(node))->type;
    bind_rows(b, NULL);
    kql_type by = bind_expr(b, node->kid[5])->type;
    bind_rows(b, old);
    return axis == T_UNKNOWN || by == T_UNKNOWN || step_fits(b, node, by, axis);
}

static bool bind_axis(binder *b, const ast *node, kql_type type, make_series_info *info)
{
    info->axis = type == T_INT ? T_LONG : type;
    kql_type width = type == T_DATETIME ? T_TIMESPAN : info->axis;
    if (!bind_bound(b, node->kid[3], info->axis, &info->from) || !bind_bound(b, node->kid[4], info->axis, &info->to)) return false;
    if (!bind_const(b, node->kid[5], width, &info->step)) return false;
    bool forward = !info->step.null && (width == T_REAL ? info->step.r > 0 : width == T_DECIMAL ? false : info->step.l > 0);
    if (!forward) diag_error(b->ds, ST_COMPILE, "KS140", node->kid[5]->at, "the step must be more than 0");
    return forward;
}

/* The user said this column's name, so that it cannot be said again. */
static bool is_said(const ast *node, const plan_node *in, str name)
{
    for (uint32_t l = 1; l <= 6; l += 5) {
        for (uint32_t k = 0; k < node->kid[l]->n; k++) {
            const ast *item = l == 1 ? node->kid[1]->kid[k]->kid[0] : node->kid[6]->kid[k];
            bool of_row = l == 6 && item->kind == AST_NAME && schema_find(&in->cols, item->text) >= 0;
            if ((item->kind == AST_NAMED || of_row) && str_eq(item->text, name)) return true;
        }
    }
    return false;
}

/* The axis is the last column, named as in project. */
static bool name_axis(binder *b, const ast *node, const plan_node *in, plan_node *n)
{
    const ast *axis = node->kid[2];
    named_expr *named;
    uint32_t count = 0;
    const schema *old = bind_rows(b, &in->cols);
    bind_columns(b, &node->kid[2], 1, COLUMNS_PROJECT, &named, &count);
    bind_rows(b, old);
    if (count != 1) return false;
    str name = named->name;
    if ((axis->kind == AST_NAMED || axis->kind == AST_NAME) && is_said(node, in, name)) {
        diag_error(b->ds, ST_COMPILE, "KS171", axis->at, "a column named '" STR_FMT "' is there already", STR_ARG(name));
        return false;
    }
    schema_add(b->mem, &n->cols, bind_unique_name(b, &n->cols, name), T_DYNAMIC);
    return true;
}

static plan_node *make_series_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"kind", "nonempty"}, {"hint.*", "any"}};
    bind_params(b, node->kid[0], rules, 2);
    bind_shuffle_keys(b, node->kid[0], in);
    bool plain = (node->flags & ASTF_PAREN) != 0;
    make_series_info *info = ARENA_NEW(b->mem, make_series_info);
    info->nonempty = bind_param(node->kid[0], "kind") != NULL;
    info->to_included = plain;
    if (!check_axis(b, node, in)) return NULL;
    plan_node *ranged = bind_range(b, node, in, plain);
    plan_node *sum = ranged ? bind_summarize(b, node, ranged, plain) : NULL;
    if (!sum) return NULL;
    info->n_by = node->kid[6]->n;
    info->n_aggs = sum->cols.n - info->n_by - 1;
    if (!aggregates_fit(b, node, sum, info)) return NULL;
    if (!bind_axis(b, node, sum->cols.cols[info->n_by].type, info) || !bind_defaults(b, node, sum, info)) return NULL;
    plan_node *n = bind_node(b, &op_make_series, node->at, 1, &sum, info);
    if (!n) return NULL;
    for (uint32_t k = 0; k < info->n_by; k++) schema_add(b->mem, &n->cols, sum->cols.cols[k].name, sum->cols.cols[k].type);
    for (uint32_t k = 0; k < info->n_aggs; k++) schema_add(b->mem, &n->cols, sum->cols.cols[info->n_by + 1 + k].name, T_DYNAMIC);
    return name_axis(b, node, in, n) ? n : NULL;
}

const op_class op_make_series = {.name = "make-series", .code = OP_MAKE_SERIES, .bind = make_series_bind, .open = make_series_open,
                                 .next = make_series_next, .close = make_series_close};
