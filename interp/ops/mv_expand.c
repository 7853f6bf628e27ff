/* mv-expand: binding. An expanded column keeps its place under its name; others are appended, the item index last.
 * Source: mv-expand-operator.md; codes as Microsoft's binder. */
#include "interp/ops/mv_expand_run.h"

#include "interp/ops/shared/exprs_bind.h"
#include "interp/plan/exprs.h"

/* The types behind `to typeof()`, and the list without them. */
static ast **strip_types(binder *b, const ast *list, kql_type *types)
{
    ast **plain = ARENA_ARRAY(b->mem, ast *, list->n + 1);
    for (uint32_t i = 0; i < list->n; i++) {
        ast *item = list->kid[i];
        types[i] = item->kind == AST_TYPED ? bind_type(b, item->kid[1]) : T_DYNAMIC;
        plain[i] = item->kind == AST_TYPED ? item->kid[0] : item;
    }
    return plain;
}

static bool check_dynamic(binder *b, const named_expr *cols, uint32_t n)
{
    bool ok = true;
    for (uint32_t i = 0; i < n; i++) {
        if (cols[i].value->type != T_DYNAMIC) {
            ok &= b->bind_only && cols[i].value->type == T_UNKNOWN; /* of an open row */
            if (cols[i].value->type != T_UNKNOWN) {
                diag *d = diag_error(b->ds, ST_COMPILE, "KS141", cols[i].value->at, "only dynamic values can be expanded, and this is %s",
                                     type_name(cols[i].value->type));
                ok = false;
                diag_hint(b->ds, d, "text that holds JSON: parse_json() first");
            }
        }
    }
    return ok;
}

bool bind_expanded(binder *b, const ast *list, const schema *in, mv_expand_info *info, schema *out)
{
    kql_type *types = ARENA_ARRAY(b->mem, kql_type, list->n + 1);
    ast **plain = strip_types(b, list, types);
    named_expr *cols;
    const schema *old = bind_rows(b, in);
    bool ok = bind_columns(b, plain, list->n, COLUMNS_PROJECT, &cols, &info->n) && info->n == list->n;
    bind_rows(b, old);
    if (!ok || !check_dynamic(b, cols, info->n)) {
        return false;
    }
    info->items = ARENA_ARRAY(b->mem, expanded, info->n + 1);
    info->from = ARENA_ARRAY(b->mem, int32_t, in->n + info->n + 2);
    for (uint32_t i = 0; i < in->n; i++) {
        schema_add(b->mem, out, in->cols[i].name, in->cols[i].type);
        info->from[i] = (int32_t)i;
    }
    for (uint32_t i = 0; i < info->n; i++) {
        types[i] = cols[i].value->type == T_UNKNOWN && list->kid[i]->kind != AST_TYPED ? T_UNKNOWN : types[i];
        int at = schema_find(in, cols[i].name);
        if (at < 0) {
            at = (int)out->n;
            schema_add(b->mem, out, cols[i].name, types[i]);
        }
        out->cols[at].type = types[i];
        info->from[at] = -1;
        info->items[i] = (expanded){cols[i].value, types[i], (uint32_t)at};
    }
    return true;
}

static plan_node *mv_expand_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"kind", "bag|array"}, {"bagexpansion", "bag|array"}, {"with_itemindex", "name"}, {"hint.*", "any"}};
    const ast *params = node->kid[0], *kind = bind_param(params, "kind");
    bool ok = bind_params(b, params, rules, sizeof rules / sizeof *rules);
    kind = kind ? kind : bind_param(params, "bagexpansion");
    mv_expand_info *info = ARENA_NEW(b->mem, mv_expand_info);
    info->index = -1;
    info->pairs = kind && str_is(kind->text, "array");
    schema cols = {0};
    if (!bind_expanded(b, node->kid[1], &in->cols, info, &cols) || !ok) {
        return NULL;
    }
    const ast *index = bind_param(params, "with_itemindex");
    if (index) {
        info->index = (int32_t)cols.n;
        info->from[cols.n] = -1;
        schema_add(b->mem, &cols, bind_unique_name(b, &cols, index->text), T_LONG);
    }
    if (node->kid[2]->kind != AST_NONE) {
        info->limit = bind_row_count(b, node->kid[2]);
    }
    plan_node *out = node_over(b, &op_mv_expand, node->at, in, info);
    if (out) {
        out->cols = cols;
    }
    return out;
}

static void mv_expand_need(plan_node *n)
{
    const mv_expand_info *info = n->info;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (info->from[i] >= 0 && colset_has(&n->need, i)) {
            colset_add(&n->in[0]->need, (uint32_t)info->from[i]);
        }
    }
    for (uint32_t i = 0; i < info->n; i++) {
        expr_columns(info->items[i].value, &n->in[0]->need);
    }
}

static void mv_expand_describe(buf *out, const plan_node *n)
{
    const mv_expand_info *info = n->info;
    for (uint32_t i = 0; i < info->n; i++) {
        buf_printf(out, "%s" STR_FMT " = ", i ? ", " : "", STR_ARG(n->cols.cols[info->items[i].column].name));
        expr_text(out, info->items[i].value, &n->in[0]->cols);
    }
}

static void mv_expand_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    mv_expand_info *info = n->info;
    for (uint32_t i = 0; i < info->n; i++) {
        each(&info->items[i].value, arg);
    }
    if (info->limit) {
        each(&info->limit, arg);
    }
}

const op_class op_mv_expand = {.name = "mv-expand", .code = OP_MV_EXPAND, .bind = mv_expand_bind, .need = mv_expand_need,
                               .open = mv_expand_open, .next = mv_expand_next, .close = mv_expand_close,
                               .describe = mv_expand_describe, .visit = mv_expand_visit};
