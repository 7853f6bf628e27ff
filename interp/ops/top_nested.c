/* top-nested: the values with the greatest aggregates, within each of them the values of the next level, and so on. Columns, two a level:
 * Microsoft's binder. Source: top-nested-operator.md; `with others` on some levels only: an example of its earlier state. */
#include "interp/ops/top_nested.h"

#include "interp/bind/parts.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/plan/exprs.h"

static bool bind_others(binder *b, const ast *node, kql_type want, nested_level *l)
{
    if (node->kind == AST_NONE) {
        return true;
    }
    const schema *old = bind_rows(b, NULL);
    expr *e = bind_expr(b, node);
    bind_rows(b, old);
    if (e->type == T_UNKNOWN) {
        return false;
    }
    bool widens = e->type == T_LONG && want == T_INT; /* a literal is a long */
    if (!bind_is_constant(e) || (e->type != want && !widens && !type_is_wider(want, e->type))) {
        bind_unsupported(b, node->at, "a value of `with others` that is no constant of the column's type");
        return false;
    }
    l->has_others = true;
    l->others = bind_cast(b, e, want)->value;
    return true;
}

/* `Name = sum(x)` or `sum(x)`; its declared name is put into *name. */
static bool bind_by(binder *b, ast *by, str *name, nested_level *l)
{
    uint32_t made_up = b->n_made_up;
    ast *value = by->kid[0];
    bool ok = bind_aggregates(b, &value, 1, NULL, 0, &l->aggs, &l->n_aggs, &l->final, &l->n_finals);
    b->n_made_up = made_up; /* nobody sees the name it was given */
    if (ok && l->n_finals != 1) {
        bind_unsupported(b, by->at, "an aggregate with several results in top-nested");
        return false;
    }
    *name = value->kind == AST_NAMED ? value->text : (str){0};
    bool desc = !(by->flags & ASTF_ASC);
    l->order = (order_key){.desc = desc};
    l->order.nulls_first = by->flags & ASTF_NULLS_FIRST || (!(by->flags & ASTF_NULLS_LAST) && !desc);
    return ok;
}

static bool bind_level(binder *b, const ast *node, nested_level *l, schema *cols)
{
    ast *of = node->kid[1];
    if (node->kid[0]->kind != AST_NONE) {
        l->count = bind_row_count(b, node->kid[0]);
    }
    ast *value = of->kind == AST_NAMED ? of->kid[0] : of;
    l->key = bind_expr(b, value);
    str name = of->kind == AST_NAMED ? of->text : name_of(b, value, l->key), by;
    bool ok = l->key->type != T_UNKNOWN && bind_others(b, node->kid[2], l->key->type, l);
    ok = bind_by(b, node->kid[3], &by, l) && ok;
    if (!ok) {
        return false;
    }
    if (l->key->type == T_DYNAMIC || name.n == 0) {
        bind_unsupported(b, of->at, name.n ? "top-nested of a dynamic value" : "top-nested of an expression without a name");
        return false;
    }
    name = bind_unique_name(b, cols, name);
    schema_add(b->mem, cols, name, l->key->type);
    by = by.n ? by : arena_printf(b->mem, "aggregated_" STR_FMT, STR_ARG(name));
    schema_add(b->mem, cols, bind_unique_name(b, cols, by), l->final[0].value->type);
    return true;
}

static plan_node *top_nested_bind(binder *b, const ast *node, plan_node *in)
{
    top_nested_info *info = ARENA_NEW(b->mem, top_nested_info);
    info->n = node->n - 1;
    info->levels = ARENA_ARRAY(b->mem, nested_level, info->n + 1);
    schema cols = {0};
    const schema *old = bind_rows(b, &in->cols);
    bool ok = true;
    for (uint32_t i = 0; i < info->n; i++) {
        ok = bind_level(b, node->kid[i + 1], &info->levels[i], &cols) && ok;
    }
    bind_rows(b, old);
    for (uint32_t i = info->n; i-- > 0;) {
        info->levels[i].rest = info->levels[i].has_others || (i + 1 < info->n && info->levels[i + 1].rest);
    }
    plan_node *out = ok ? node_over(b, &op_top_nested, node->at, in, info) : NULL;
    if (out) {
        out->cols = cols;
        out->serialized = out->open_columns = false;
    }
    return out;
}

static void top_nested_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    top_nested_info *info = n->info;
    for (uint32_t i = 0; i < info->n; i++) {
        nested_level *l = &info->levels[i];
        each(&l->key, arg);
        if (l->count) {
            each(&l->count, arg);
        }
        for (uint32_t k = 0; k < l->n_aggs; k++) {
            for (uint32_t j = 0; j < l->aggs[k].n_args; j++) {
                each(&l->aggs[k].args[j], arg);
            }
        }
    }
}

static void add_need(expr **e, void *arg) { expr_columns(*e, arg); }

static void top_nested_need(plan_node *n) { top_nested_visit(n, add_need, &n->in[0]->need); }

static void top_nested_describe(buf *out, const plan_node *n)
{
    const top_nested_info *info = n->info;
    for (uint32_t i = 0; i < info->n; i++) {
        buf_text(out, i ? ", of " : "of ");
        expr_text(out, info->levels[i].key, &n->in[0]->cols);
    }
}

const op_class op_top_nested = {.name = "top-nested", .code = OP_TOP_NESTED, .bind = top_nested_bind, .need = top_nested_need,
                                .open = top_nested_open, .next = top_nested_next, .close = top_nested_close,
                                .describe = top_nested_describe, .visit = top_nested_visit};
