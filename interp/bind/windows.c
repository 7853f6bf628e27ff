/* windows: calls of window functions inside an operator's expressions. Each becomes a column behind those of the operator's input; when
 * the operator is bound, the operators that make these columns are put below it (interp/ops/window.c):
 *
 *   extend s = row_cumsum(x, prev(k) != k)
 *   =>  extend s = #3
 *       window #3 = row_cumsum(x, #2 != k)
 *       window #2 = prev(k)
 */
#include "interp/bind/windows.h"

#include "interp/ops/operators.h"
#include "interp/ops/shared/projection.h"
#include "interp/window/window.h"

static bool is_fixed(binder *b, str name, span at)
{
    if (b->windows && b->windows->in->serialized) return true;
    diag *d = diag_error(b->ds, ST_COMPILE, NULL, at, "'" STR_FMT "' looks at other rows, and these rows have no fixed order", STR_ARG(name));
    diag_hint(b->ds, d, "put sort or serialize before it");
    return false;
}

expr *bind_window(binder *b, fn_call *call, expr **args)
{
    window_list *l = b->windows;
    const fn_row *row = call->row;
    if (!is_fixed(b, str_of(row->name), call->at)) return bind_failed(b, call->at);
    if (b->aggs && !b->row) { /* beside summarize's aggregates there are no rows any more */
        bind_unsupported(b, call->at, "a window function outside of an aggregate");
        return bind_failed(b, call->at);
    }
    if (row->window->column && (args[0]->kind != EX_COLUMN || args[0]->column >= l->in->cols.n)) {
        diag_error(b->ds, ST_COMPILE, "KS109", args[0]->at, "'%s' wants a column, by its name", row->name);
        return bind_failed(b, call->at);
    }
    uint32_t said = b->ds->n;
    if (row->prepare && !row->prepare(call, b->mem, b->ds) && !bind_only_unsupported(b, said)) return bind_failed(b, call->at);
    window_call *more = ARENA_ARRAY(b->mem, window_call, l->n + 1);
    expr **columns = ARENA_ARRAY(b->mem, expr *, l->n + 1), *e = ARENA_NEW(b->mem, expr);
    if (l->n) memcpy(more, l->calls, l->n * sizeof *more);
    if (l->n) memcpy(columns, l->columns, l->n * sizeof *columns);
    *e = (expr){.kind = EX_COLUMN, .type = call->result, .at = call->at, .column = l->in->cols.n + l->n, .row_bound = true};
    more[l->n] = (window_call){call, args};
    columns[l->n++] = e;
    l->calls = more;
    l->columns = columns;
    return e;
}

/* ---- the operators below */

static plan_node *put_window(binder *b, plan_node *in, window_call *calls, uint32_t n)
{
    window_info *info = ARENA_NEW(b->mem, window_info);
    *info = (window_info){calls, n, calls[0].call->row->window->ahead};
    plan_node *w = bind_node(b, &op_window, in->at, 1, &in, info);
    if (!w) return NULL;
    for (uint32_t i = 0; i < in->cols.n; i++) schema_add(b->mem, &w->cols, in->cols.cols[i].name, in->cols.cols[i].type);
    for (uint32_t i = 0; i < n; i++)
        schema_add(b->mem, &w->cols, arena_printf(b->mem, "#%u", in->cols.n + i), calls[i].call->result);
    w->serialized = true;
    return w;
}

/* One node for as many calls in a row as go one way. */
static plan_node *put_windows(binder *b, const window_list *l)
{
    plan_node *in = l->in;
    for (uint32_t k = 0; k < l->n; k++) l->columns[k]->column = in->cols.n + k; /* an open table has more columns by now */
    for (uint32_t from = 0, to; in && from < l->n; from = to) {
        bool ahead = l->calls[from].call->row->window->ahead;
        for (to = from + 1; to < l->n && l->calls[to].call->row->window->ahead == ahead; to++)
            ;
        in = put_window(b, in, l->calls + from, to - from);
    }
    return in;
}

/* Operators that hand rows on as they come would hand on the made columns too. */
static plan_node *without_made(binder *b, plan_node *op, const plan_node *in, uint32_t n)
{
    op->cols = in->cols;
    uint32_t *cols = ARENA_ARRAY(b->mem, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) cols[i] = i;
    return projection_of(b, &op_project, op->at, op, cols, n);
}

plan_node *bind_windows_below(binder *b, plan_node *op, const window_list *l)
{
    if (!op || l->n == 0) return op;
    static const op_class *const all[] = {&op_where, &op_sort, &op_top, &op_extend, &op_serialize, &op_project, &op_summarize, &op_distinct};
    uint32_t k = 0;
    while (k < sizeof all / sizeof *all && (all[k] != op->op || op->in[0] != l->in)) k++;
    if (k == sizeof all / sizeof *all) return bind_unsupported(b, l->calls[0].call->at, "a window function in this operator");
    plan_node *in = op->in[0] = put_windows(b, l);
    return in && k < 3 ? without_made(b, op, in, l->in->cols.n) : in ? op : NULL;
}
