/* join and lookup: binding. Output: the columns of the left, then of the right, whose names that are taken get a number (k1, k2 ...);
 * semi and anti joins give one side; lookup leaves the right keys out. Source: join-operator.md, lookup-operator.md */
#include "interp/ops/join_run.h"

#include "interp/plan/exprs.h"

static const struct {
    const char *word;
    join_kind kind;
} kinds[] = {
    {"innerunique", JOIN_INNERUNIQUE}, {"inner", JOIN_INNER}, {"leftouter", JOIN_LEFTOUTER}, {"rightouter", JOIN_RIGHTOUTER},
    {"fullouter", JOIN_FULLOUTER}, {"leftsemi", JOIN_LEFTSEMI}, {"leftanti", JOIN_LEFTANTI}, {"leftantisemi", JOIN_LEFTANTI},
    {"anti", JOIN_LEFTANTI}, {"rightsemi", JOIN_RIGHTSEMI}, {"rightanti", JOIN_RIGHTANTI}, {"rightantisemi", JOIN_RIGHTANTI},
};

static void set_kind(join_info *info, const ast *kind, uint32_t otherwise)
{
    info->kind = kinds[otherwise].kind;
    info->word = kinds[otherwise].word;
    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++) {
        if (str_is(kind->text, kinds[i].word)) {
            info->kind = kinds[i].kind;
            info->word = kinds[i].word;
        }
    }
}

static bool gives_left(join_kind k) { return k != JOIN_RIGHTSEMI && k != JOIN_RIGHTANTI; }
static bool gives_right(join_kind k) { return k != JOIN_LEFTSEMI && k != JOIN_LEFTANTI; }

static bool is_key(const join_info *info, uint32_t at)
{
    for (uint32_t i = 0; i < info->n_keys; i++) {
        const expr *e = info->right[i]->kind == EX_CAST ? info->right[i]->args[0] : info->right[i];
        if (e->kind == EX_COLUMN && e->column == at) {
            return true;
        }
    }
    return false;
}

/* A new name for one column takes no other column's: [c] with [c, c1] is c, c2, c1 */
static void name_right(binder *b, plan_node *n, const join_info *info)
{
    const schema *right = &n->in[1]->cols;
    schema taken = {0};
    for (uint32_t i = 0; i < n->cols.n; i++) {
        schema_add(b->mem, &taken, n->cols.cols[i].name, n->cols.cols[i].type);
    }
    for (uint32_t i = 0; i < info->n_right; i++) {
        const column *c = &right->cols[info->from_right[i]];
        schema_add(b->mem, &taken, c->name, c->type);
    }
    for (uint32_t i = 0; i < info->n_right; i++) {
        const column *c = &right->cols[info->from_right[i]];
        bool free = schema_find(&n->cols, c->name) < 0;
        str name = free ? c->name : bind_unique_name(b, &taken, c->name);
        schema_add(b->mem, &taken, name, c->type);
        schema_add(b->mem, &n->cols, name, c->type);
    }
}

static void make_columns(binder *b, plan_node *n, join_info *info, bool lookup)
{
    const schema *left = &n->in[0]->cols, *right = &n->in[1]->cols;
    info->from_left = ARENA_ARRAY(b->mem, uint32_t, left->n + 1);
    info->from_right = ARENA_ARRAY(b->mem, uint32_t, right->n + 1);
    for (uint32_t i = 0; gives_left(info->kind) && i < left->n; i++) {
        schema_add(b->mem, &n->cols, left->cols[i].name, left->cols[i].type);
        info->from_left[info->n_left++] = i;
    }
    for (uint32_t i = 0; gives_right(info->kind) && i < right->n; i++) {
        if (!lookup || !is_key(info, i)) {
            info->from_right[info->n_right++] = i;
        }
    }
    name_right(b, n, info);
}

static plan_node *bind_two(binder *b, const ast *node, plan_node *in, const op_class *op, const char *values, uint32_t otherwise)
{
    param_rule rules[] = {{"kind", values}, {"hint.strategy", "auto|broadcast|centralized|shuffle"},
                          {"hint.remote", "auto|left|local|right|unresolved"}, {"hint.num_partitions", "long"}, {"hint.*", "any"}};
    bool ok = bind_params(b, node->kid[0], rules, 5);
    bind_shuffle_keys(b, node->kid[0], in);
    join_info *info = ARENA_NEW(b->mem, join_info);
    set_kind(info, bind_param(node->kid[0], "kind"), otherwise);
    if (node->n > 3 && node->kid[3]->kind != AST_NONE) {
        return bind_unsupported(b, node->kid[3]->at, "join with where instead of on");
    }
    plan_node *right = bind_table(b, node->kid[1]);
    if (right && node->kid[2]->n == 0) {
        diag_error(b->ds, ST_COMPILE, "KS006", node->name_at, "%s needs a condition: on <column>, or on $left.a == $right.b", op->name);
        return NULL;
    }
    if (!right || !bind_join_keys(b, node->kid[2], in, right, info) || !ok) {
        return NULL;
    }
    plan_node **ins = ARENA_ARRAY(b->mem, plan_node *, 2);
    ins[0] = in;
    ins[1] = right;
    plan_node *out = bind_node(b, op, node->at, 2, ins, info);
    if (out) {
        make_columns(b, out, info, op == &op_lookup);
        out->open_columns = in->open_columns || right->open_columns;
    }
    return out;
}

static plan_node *join_bind(binder *b, const ast *node, plan_node *in)
{
    return bind_two(b, node, in, &op_join,
                    "innerunique|inner|leftouter|rightouter|fullouter|leftsemi|leftanti|leftantisemi|anti|rightsemi|rightanti|rightantisemi", 0);
}

static plan_node *lookup_bind(binder *b, const ast *node, plan_node *in)
{
    return bind_two(b, node, in, &op_lookup, "inner|leftouter", 2);
}

static void join_need(plan_node *n)
{
    const join_info *info = n->info;
    for (uint32_t i = 0; i < info->n_keys; i++) {
        expr_columns(info->left[i], &n->in[0]->need);
        expr_columns(info->right[i], &n->in[1]->need);
    }
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (!colset_has(&n->need, i)) {
            continue;
        }
        if (i < info->n_left) {
            colset_add(&n->in[0]->need, info->from_left[i]);
        } else {
            colset_add(&n->in[1]->need, info->from_right[i - info->n_left]);
        }
    }
}

static void join_describe(buf *out, const plan_node *n)
{
    const join_info *info = n->info;
    buf_text(out, info->word);
    for (uint32_t i = 0; i < info->n_keys; i++) {
        buf_text(out, i ? " and " : " on ");
        expr_text(out, info->left[i], &n->in[0]->cols);
        buf_text(out, " == ");
        expr_text(out, info->right[i], &n->in[1]->cols);
    }
}

const op_class op_join = {.name = "join", .code = OP_JOIN, .bind = join_bind, .need = join_need, .open = join_open,
                          .next = join_next, .close = join_close, .describe = join_describe};
const op_class op_lookup = {.name = "lookup", .code = OP_LOOKUP, .bind = lookup_bind, .need = join_need, .open = join_open,
                            .next = join_next, .close = join_close, .describe = join_describe};
