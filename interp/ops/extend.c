/* extend, and serialize, which is an extend that fixes the order of rows. A column of a name that is there keeps its place. */
#include "interp/ops/operators.h"
#include "interp/ops/shared/projection.h"

static plan_node *bind_added(binder *b, const ast *node, plan_node *in, const op_class *op, columns_mode mode)
{
    named_expr *more;
    uint32_t n_more;
    const schema *old = bind_rows(b, &in->cols);
    bool ok = bind_columns(b, node->kid + 1, node->n - 1, mode, &more, &n_more);
    bind_rows(b, old);
    if (!ok) {
        return NULL;
    }
    uint32_t n = in->cols.n; /* with the open columns that the list named */
    named_expr *cols = ARENA_ARRAY(b->mem, named_expr, n + n_more + 1);
    for (uint32_t i = 0; i < n; i++) {
        cols[i] = (named_expr){.name = in->cols.cols[i].name, .value = bind_column(b, i, node->at), .at = node->at};
    }
    for (uint32_t i = 0; i < n_more; i++) {
        int at = schema_find(&in->cols, more[i].name);
        cols[at >= 0 ? (uint32_t)at : n++] = more[i];
    }
    plan_node *out = projection_bind(b, op, node->at, in, cols, n);
    if (out) {
        out->open_columns = in->open_columns;
    }
    return out;
}

static plan_node *extend_bind(binder *b, const ast *node, plan_node *in)
{
    return bind_added(b, node, in, &op_extend, COLUMNS_EXTEND);
}

static plan_node *serialize_bind(binder *b, const ast *node, plan_node *in)
{
    in->serialized = true; /* row_number() of its own list is over the rows that come in */
    return bind_added(b, node, in, &op_serialize, COLUMNS_SERIALIZE);
}

const op_class op_extend = {.name = "extend", .code = OP_EXTEND, .bind = extend_bind, PROJECTION_FUNCTIONS};
const op_class op_serialize = {.name = "serialize", .code = OP_SERIALIZE, .bind = serialize_bind, PROJECTION_FUNCTIONS};
