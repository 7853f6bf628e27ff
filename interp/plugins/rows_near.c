/* rows_near: the rows for which a condition is true, and those around them, in the order they come. Source: rows-near-plugin.md */
#include "interp/plugins/whole.h"

#include "interp/ops/shared/exprs_bind.h"

typedef struct near_info {
    whole whole; /* first: the condition is its expression */
    int64_t before, after;
} near_info;

static const op_class op_rows_near;

static bool is_true(const rows *in, uint32_t row)
{
    datum d = rows_get(in, row, in->n_cols - 1);
    return !d.null && d.b;
}

static bool near_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    (void)x;
    const near_info *info = n->info;
    int64_t last = -1, next = 0; /* true rows: the last one up to `row`, and the first one from it on */
    for (int64_t row = 0; row < in->n; row++) {
        while (next < in->n && (next < row || !is_true(in, (uint32_t)next))) {
            next++;
        }
        last = next == row && next < in->n ? row : last;
        bool behind = last >= 0 && row - last <= info->after, ahead = next < in->n && next - row <= info->before;
        if (behind || ahead) {
            for (uint32_t i = 0; i + 1 < in->n_cols; i++) {
                whole_put(out, i, rows_get(in, (uint32_t)row, i));
            }
            whole_row(out);
        }
    }
    return true;
}

static bool bind_number(binder *b, const plugin_call *c, uint32_t k, int64_t *out)
{
    datum d;
    if (!plugin_constant(b, c, k, T_LONG, &d)) {
        return false;
    }
    *out = d.l;
    if (d.null || d.l < 0) {
        diag_error(b->ds, ST_COMPILE, NULL, c->args->kid[k]->at, "the number of rows cannot be negative");
        return false;
    }
    return true;
}

static plan_node *near_bind(binder *b, const plugin_call *c)
{
    near_info *info = ARENA_NEW(b->mem, near_info);
    if (!plugin_arg_count(b, c, 2, 3) || !bind_number(b, c, 1, &info->before)) {
        return NULL;
    }
    info->after = info->before;
    if (c->args->n > 2 && !bind_number(b, c, 2, &info->after)) {
        return NULL;
    }
    const schema *former = bind_rows(b, &c->in->cols);
    expr *condition = bind_predicate(b, c->args->kid[0]);
    bind_rows(b, former);
    info->whole = (whole){.run = near_run, .exprs = ARENA_ARRAY(b->mem, expr *, 1), .n_exprs = 1};
    info->whole.exprs[0] = condition;
    plan_node *n = condition->type == T_UNKNOWN && !b->bind_only ? NULL : whole_node(b, &op_rows_near, c, &info->whole);
    if (n) {
        schema_copy(b, &n->cols, &c->in->cols);
    }
    return n;
}

static const op_class op_rows_near = {.name = "rows_near", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_rows_near = {.name = "rows_near", .bind = near_bind, .sig = "(Condition: bool, NumRows: int, [RowsAfter: int])",
                                 .help = "Rows for which a condition is true, and those around them",
                                 .example = "range x from 1 to 9 step 1 | evaluate rows_near(x == 5, 1)", .gives = "4; 5; 6", .page = "rows-near-plugin"};
