/* partition: runs a subquery over the rows of each key, one after the other, and gives what they give.
 *
 *   in[0]  the rows
 *   in[1]  the subquery. by k (...): its lowest node is the source below, which gives one partition's rows.
 *                        by k {...}: a query of its own, in which the key is a scalar
 *
 * Source: partition-operator.md. Partitions come in the order in which their keys do, which the page leaves open. */
#include "interp/ops/partition.h"

#include "interp/bind/scope.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"

static bool check_key(binder *b, const ast *by, plan_node *in, uint32_t *key)
{
    if (!check_is_column(b, by)) {
        return false;
    }
    const schema *old = bind_rows(b, &in->cols);
    expr *e = bind_expr(b, by);
    bind_rows(b, old);
    if (e->type == T_UNKNOWN || !check_not_dynamic(b, e)) {
        return false;
    }
    if (e->kind != EX_COLUMN) {
        diag_error(b->ds, ST_COMPILE, "KS109", by->at, "a column is wanted here, by its name");
        return false;
    }
    *key = e->column;
    return true;
}

/* What the strategies native and shuffle take; fork gives several results, and no strategy takes it. */
static bool is_for_all(ast_operator op)
{
    static const ast_operator all[] = {OP_COUNT, OP_DISTINCT, OP_EXTEND, OP_MAKE_SERIES, OP_MV_APPLY, OP_MV_EXPAND, OP_PARSE, OP_PARSE_WHERE,
                                       OP_PROJECT, OP_PROJECT_AWAY, OP_PROJECT_KEEP, OP_PROJECT_RENAME, OP_PROJECT_REORDER, OP_REDUCE, OP_SAMPLE,
                                       OP_SAMPLE_DISTINCT, OP_SCAN, OP_SEARCH, OP_SERIALIZE, OP_SORT, OP_SUMMARIZE, OP_TAKE, OP_TOP,
                                       OP_TOP_HITTERS, OP_TOP_NESTED, OP_WHERE};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i] == op) {
            return true;
        }
    }
    return false;
}

static bool check_strategy(binder *b, const ast *node, bool *legacy)
{
    const ast *strategy = bind_param(node->kid[0], "hint.strategy"), *sub = node->kid[2];
    *legacy = !strategy || str_is(strategy->text, "legacy");
    if (!*legacy && !str_is(strategy->text, "native") && !str_is(strategy->text, "shuffle")) {
        bind_unsupported(b, strategy->at, "this strategy of partition");
        return false;
    }
    if (*legacy) {
        return true;
    }
    if (sub->kind == AST_BODY) {
        diag_error(b->ds, ST_COMPILE, NULL, sub->at, "a subquery with a table of its own wants the legacy strategy");
        return false;
    }
    for (uint32_t k = 1; k < sub->n; k++) {
        ast_operator op = (ast_operator)sub->kid[k]->op;
        if (!is_for_all(op)) {
            diag_error(b->ds, ST_COMPILE, NULL, sub->kid[k]->at, "the operator '%s' wants the legacy strategy", ast_operator_word(op));
            return false;
        }
        if (op == OP_MAKE_SERIES && (sub->kid[k]->kid[3]->kind == AST_NONE || sub->kid[k]->kid[4]->kind == AST_NONE)) {
            bind_unsupported(b, sub->kid[k]->at, "make-series without from and to in this strategy of partition");
            return false;
        }
    }
    return true;
}

static plan_node *make_source(binder *b, const ast *node, plan_node *in, partition_info *info)
{
    plan_node *n = bind_node(b, &op_partition_source, node->at, 0, NULL, info);
    if (n) {
        n->cols = in->cols;
        n->serialized = in->serialized;
        n->open_columns = in->open_columns;
    }
    return n;
}

/* The key as a scalar: the cell of a table that is another for every partition. */
static void name_key(binder *b, const ast *node, plan_node *in, partition_info *info)
{
    const column *of = &in->cols.cols[info->key];
    plan_node *n = bind_node(b, &op_partition_key, node->at, 0, NULL, info);
    if (!n) {
        return;
    }
    schema_add(b->mem, &n->cols, of->name, of->type);
    scope *s = scope_push(b, of->name, NAME_SCALAR);
    s->value = ARENA_NEW(b->mem, expr);
    *s->value = (expr){.kind = EX_SCALAR_TABLE, .type = of->type, .at = node->kid[1]->at, .plan = n, .late = ++b->n_late};
}

static plan_node *bind_sub(binder *b, const ast *node, plan_node *in, partition_info *info)
{
    const ast *sub = node->kid[2];
    struct scope *here = b->scope;
    plan_node *out;
    if (info->rows_read) {
        plan_node *source = make_source(b, node, in, info);
        out = source ? bind_pipeline(b, sub, source) : NULL;
    } else {
        name_key(b, node, in, info);
        out = bind_table(b, sub->kid[0]->kid[0]);
    }
    b->scope = here;
    return out;
}

static plan_node *partition_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"hint.*", "any"}};
    partition_info *info = ARENA_NEW(b->mem, partition_info);
    bool ok = bind_params(b, node->kid[0], rules, 1) && check_strategy(b, node, &info->legacy);
    if (node->kid[3]->kind != AST_NONE) {
        return bind_unsupported(b, node->kid[3]->at, "partition by ... in ...");
    }
    if (!check_key(b, node->kid[1], in, &info->key) || !ok) {
        return NULL;
    }
    info->rows_read = node->kid[2]->kind == AST_PIPE;
    info->slots = part_begin(b);
    plan_node *sub = bind_sub(b, node, in, info);
    part_end(b, &info->slots);
    if (sub && sub->op == &op_consume) {
        diag_error(b->ds, ST_COMPILE, "KS111", node->kid[2]->at, "a table is wanted here, and consume gives none");
        return NULL;
    }
    if (!sub) {
        return NULL;
    }
    plan_node *ins[] = {in, sub};
    plan_node *out = bind_node(b, &op_partition, node->at, 2, ins, info);
    if (out) {
        info->node = out;
        out->cols = sub->cols;
        out->open_columns = sub->open_columns;
    }
    return out;
}

static void need_all(colset *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        colset_add(c, i);
    }
}

/* The source, below in[1], adds what it reads of in[0]; a shared plan over it would come too late for that. */
static void partition_need(plan_node *n)
{
    const partition_info *info = n->info;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (colset_has(&n->need, i)) {
            colset_add(&n->in[1]->need, i);
        }
    }
    colset_add(&n->in[0]->need, info->key);
    if (info->slots.shared_end > info->slots.shared) {
        need_all(&n->in[0]->need);
    }
}

static void partition_describe(buf *out, const plan_node *n)
{
    buf_text(out, "by ");
    buf_str(out, n->in[0]->cols.cols[((const partition_info *)n->info)->key].name);
}

const op_class op_partition = {.name = "partition", .code = OP_PARTITION, .bind = partition_bind, .need = partition_need, .open = partition_open,
                               .next = partition_next, .close = partition_close, .describe = partition_describe, .repeats = true};
