#include "interp/ops/shared/exprs_bind.h"

#include "interp/plan/exprs.h"

plan_node *node_ordered(binder *b, const op_class *op, span at, plan_node *in, void *info)
{
    plan_node *out = node_over(b, op, at, in, info);
    if (out) out->serialized = true;
    return out;
}

void schema_copy(binder *b, schema *to, const schema *from)
{
    for (uint32_t i = 0; i < from->n; i++) {
        schema_add(b->mem, to, from->cols[i].name, from->cols[i].type);
    }
}

plan_node *node_over(binder *b, const op_class *op, span at, plan_node *in, void *info)
{
    plan_node **ins = ARENA_ARRAY(b->mem, plan_node *, 1);
    ins[0] = in;
    plan_node *node = bind_node(b, op, at, 1, ins, info);
    if (node) {
        node->cols = in->cols;
        node->serialized = in->serialized;
        node->open_columns = in->open_columns;
    }
    return node;
}

expr *bind_row_count(binder *b, const ast *node)
{
    const schema *old = bind_rows(b, NULL);
    expr *e = bind_expr(b, node);
    bind_rows(b, old);
    if (e->type != T_UNKNOWN && !type_is_integer(e->type) && e->type != T_DYNAMIC) {
        diag_error(b->ds, ST_COMPILE, "KS134", node->at, "the number of rows must be an integer, and this is %s", type_name(e->type));
        return bind_constant(b, (datum){.type = T_LONG}, node->at);
    }
    bool known = e->type != T_UNKNOWN;
    e = bind_cast(b, e, T_LONG);
    if (known && e->kind == EX_CONST && (e->value.null || e->value.l < 0)) {
        bind_unsupported(b, node->at, e->value.null ? "null as a number of rows" : "a negative number of rows");
    }
    return e;
}

bool check_not_dynamic(binder *b, const expr *e)
{
    if (e->type != T_DYNAMIC) {
        return true;
    }
    diag *d = diag_error(b->ds, ST_COMPILE, "KS116", e->at, "a dynamic value has no order and no groups");
    diag_hint(b->ds, d, "convert it first: tostring(), tolong() ...");
    return false;
}

bool check_is_column(binder *b, const ast *node)
{
    if (node->kind == AST_NAME) {
        return true;
    }
    diag_error(b->ds, ST_COMPILE, "KS109", node->at, "a column is wanted here, by its name");
    return false;
}

static order_key key_of(const ast *node)
{
    order_key k = {.desc = !(node->flags & ASTF_ASC)};
    k.nulls_first = node->flags & ASTF_NULLS_FIRST || (!(node->flags & ASTF_NULLS_LAST) && !k.desc);
    return k;
}

bool bind_sort_keys(binder *b, const ast *op, uint32_t first, const schema *row, sort_keys *out)
{
    const schema *old = bind_rows(b, row);
    bool ok = true;
    *out = (sort_keys){ARENA_ARRAY(b->mem, expr *, op->n), ARENA_ARRAY(b->mem, order_key, op->n), 0};
    for (uint32_t i = first; i < op->n; i++) {
        const ast *k = op->kid[i];
        expr *e = bind_expr(b, k->kind == AST_ORDERED ? k->kid[0] : k);
        ok = check_not_dynamic(b, e) && ok;
        out->order[out->n] = key_of(k);
        out->exprs[out->n++] = e;
    }
    bind_rows(b, old);
    return ok;
}

void sort_keys_describe(buf *out, const sort_keys *k, const schema *row)
{
    for (uint32_t i = 0; i < k->n; i++) {
        order_key o = k->order[i];
        buf_text(out, i ? ", " : "by ");
        expr_text(out, k->exprs[i], row);
        buf_printf(out, " %s", o.desc ? "desc" : "asc");
        if (o.nulls_first == o.desc) {
            buf_printf(out, " nulls %s", o.nulls_first ? "first" : "last");
        }
    }
}

void sort_keys_need(const sort_keys *k, colset *need)
{
    for (uint32_t i = 0; i < k->n; i++) {
        expr_columns(k->exprs[i], need);
    }
}
