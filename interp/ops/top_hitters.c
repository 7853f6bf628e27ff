/* top-hitters N of C by S: the values C with the greatest sum of S (the most rows). Microsoft's engine estimates where data is large; here
 * it is exactly what the page says it approximates: summarize sum(S) by C | top N. Names: Microsoft's binder. Source: top-hitters-operator.md */
#include "interp/bind/parts.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/syntax.h"

/* approximate_sum_ and the name that the expression has. */
static ast *sum_of(binder *b, const ast *node, ast *by, plan_node *in)
{
    const schema *old = bind_rows(b, &in->cols);
    expr *e = bind_expr(b, by->kind == AST_NAMED ? by->kid[0] : by);
    bind_rows(b, old);
    if (e->type == T_UNKNOWN) {
        return NULL;
    }
    if (!type_is_number(e->type)) {
        diag_error(b->ds, ST_COMPILE, "KS137", by->at, "a number is wanted here, and this is %s", type_name(e->type));
        return NULL;
    }
    str name = by->kind == AST_NAMED ? by->text : name_of(b, by, e);
    ast *value = by->kind == AST_NAMED ? by->kid[0] : by, *sum = syntax_call(b, STR("sum"), node->at, 1, &value);
    if (e->type == T_INT) { /* sum() makes it long; this operator does not */
        sum = syntax_call(b, STR("toint"), node->at, 1, &sum);
    }
    return syntax_named(b, arena_printf(b->mem, "approximate_sum_" STR_FMT, STR_ARG(name)), sum);
}

static plan_node *top_hitters_bind(binder *b, const ast *node, plan_node *in)
{
    ast *of = node->kid[2], *by = node->kid[3], *made;
    if (!check_is_column(b, of)) {
        return NULL;
    }
    if (by->kind == AST_NONE) {
        made = syntax_named(b, arena_printf(b->mem, "approximate_count_" STR_FMT, STR_ARG(of->text)), syntax_call(b, STR("count"), node->at, 0, NULL));
    } else {
        made = sum_of(b, node, by, in);
    }
    int at = schema_find(&in->cols, of->text);
    if (at >= 0 && in->cols.cols[at].type == T_DYNAMIC) {
        return bind_unsupported(b, of->at, "top-hitters of a dynamic column");
    }
    if (!made) {
        return NULL;
    }
    ast *lists[] = {syntax_node(b, AST_LIST, node->at, 1, &made), syntax_node(b, AST_LIST, node->at, 1, &of)};
    ast *name = syntax_name(b, made->text, node->at);
    ast *top[] = {node->kid[1], syntax_node(b, AST_ORDERED, node->at, 1, &name)};
    plan_node *sums = op_summarize.bind(b, syntax_op(b, OP_SUMMARIZE, node->at, 2, lists), in);
    return sums ? op_top.bind(b, syntax_op(b, OP_TOP, node->at, 2, top), sums) : NULL;
}

const op_class op_top_hitters = {.name = "top-hitters", .code = OP_TOP_HITTERS, .bind = top_hitters_bind};
