/* assert-schema: hands its input on when it has just these columns. No page says what happens otherwise, nor whether more columns, or
 * another order of them, would do: those are refused. */
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/pass.h"

static plan_node *assert_schema_bind(binder *b, const ast *node, plan_node *in)
{
    const ast *want = node->kid[1];
    bool same = want->n == in->cols.n && !in->open_columns;
    for (uint32_t i = 0; i < want->n; i++) {
        const ast *p = want->kid[i];
        kql_type t = p->kind == AST_PARAMETER ? bind_type(b, p->kid[0]) : T_UNKNOWN;
        same = same && t != T_UNKNOWN && str_eq(p->text, in->cols.cols[i].name) && t == in->cols.cols[i].type;
    }
    return same ? node_over(b, &op_assert_schema, node->at, in, NULL) : bind_unsupported(b, node->at, "assert-schema of other columns than those that are there");
}

const op_class op_assert_schema = {.name = "assert-schema", .code = OP_ASSERT_SCHEMA, .bind = assert_schema_bind, .need = pass_need,
                                   .next = pass_next};
