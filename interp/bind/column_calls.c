/* column_calls: functions whose arguments are columns rather than values: their names count, or * stands for all of them. */
#include "interp/bind/parts.h"

static bool is_column(const binder *b, const ast *node)
{
    return node->kind == AST_NAME && b->row && schema_find(b->row, node->text) >= 0;
}

/* bag_pack_columns(a, b): a bag with the columns' names as its keys. */
static expr *pack_columns(binder *b, const ast *node)
{
    expr **args = ARENA_ARRAY(b->mem, expr *, node->n * 2 + 1);
    bool ok = true;
    for (uint32_t k = 0; k < node->n; k++) {
        const ast *arg = node->kid[k];
        args[k * 2 + 1] = bind_expr(b, arg);
        args[k * 2] = bind_constant(b, (datum){.type = T_STRING, .s = arg->text}, arg->at);
        ok &= args[k * 2 + 1]->type != T_UNKNOWN;
        if (args[k * 2 + 1]->type == T_UNKNOWN || is_column(b, arg)) continue;
        diag_error(b->ds, ST_COMPILE, "KS109", arg->at, "the name of a column is wanted here");
        ok = false;
    }
    if (node->n == 0) diag_error(b->ds, ST_COMPILE, "KS119", node->name_at, "'bag_pack_columns' takes at least one column");
    return ok && node->n ? bind_function(b, STR("bag_pack"), node->at, node->n * 2, args) : bind_failed(b, node->at);
}

/* pack_array(*), estimate_data_size(*): every column is an argument. */
static expr *of_all_columns(binder *b, const ast *node)
{
    uint32_t n = b->row ? b->row->n : 0;
    if (n == 0) {
        diag_error(b->ds, ST_COMPILE, "KS199", node->at, "there are no columns here that * could stand for");
        return bind_failed(b, node->at);
    }
    expr **args = ARENA_ARRAY(b->mem, expr *, n);
    for (uint32_t k = 0; k < n; k++) args[k] = bind_column(b, k, node->kid[0]->at);
    return bind_function_at(b, node->text, bind_place(node), n, args);
}

static expr *data_size(binder *b, const ast *node)
{
    expr **args = ARENA_ARRAY(b->mem, expr *, node->n + 1);
    for (uint32_t k = 0; k < node->n; k++) {
        args[k] = bind_expr(b, node->kid[k]);
        if (args[k]->type == T_UNKNOWN || is_column(b, node->kid[k])) continue;
        diag_error(b->ds, ST_COMPILE, "KS109", node->kid[k]->at, "the name of a column is wanted here");
        return bind_failed(b, node->at);
    }
    return bind_function_at(b, node->text, bind_place(node), node->n, args);
}

/* iscolumnexists('x'): an old function beside column_ifexists(). */
static expr *column_exists(binder *b, const ast *node)
{
    datum name;
    if (node->n != 1) diag_error(b->ds, ST_COMPILE, "KS119", node->name_at, "'iscolumnexists' takes 1 argument, not %u", node->n);
    if (node->n != 1 || !bind_const(b, node->kid[0], T_STRING, &name)) return bind_failed(b, node->at);
    bool there = b->row && schema_find(b->row, name.s) >= 0;
    return bind_constant(b, (datum){.type = T_BOOL, .b = there}, node->at);
}

/* column_names_of(T): the names are known before a row is read. */
static expr *names_of_table(binder *b, const ast *node)
{
    if (node->n != 1) diag_error(b->ds, ST_COMPILE, "KS119", node->name_at, "'column_names_of' takes 1 argument, not %u", node->n);
    const schema *outer = bind_rows(b, NULL);
    const plan_node *plan = node->n == 1 ? bind_table(b, node->kid[0]) : NULL;
    bind_rows(b, outer);
    if (!plan) return bind_failed(b, node->at);
    const dyn **names = ARENA_ARRAY(b->mem, const dyn *, plan->cols.n + 1);
    for (uint32_t k = 0; k < plan->cols.n; k++) names[k] = dyn_string(b->mem, plan->cols.cols[k].name);
    return bind_constant(b, (datum){.type = T_DYNAMIC, .dy = dyn_array(b->mem, names, plan->cols.n)}, node->at);
}

expr *bind_column_call(binder *b, const ast *node)
{
    bool size = str_is(node->text, "estimate_data_size");
    bool all = node->n == 1 && node->kid[0]->kind == AST_STAR && (size || str_is(node->text, "pack_array"));
    if (all) return of_all_columns(b, node);
    if (size) return data_size(b, node);
    if (str_is(node->text, "bag_pack_columns")) return pack_columns(b, node);
    if (str_is(node->text, "iscolumnexists")) return column_exists(b, node);
    if (str_is(node->text, "column_names_of")) return names_of_table(b, node);
    return NULL;
}
