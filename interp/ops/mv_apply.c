/* mv-apply: expands a row, runs the subquery over what comes of it, and goes on to the next row.
 *
 *   in[0]  the outer rows
 *   in[1]  the subquery; its lowest node is mv-apply's source, which gives the expansion of one outer row
 *
 * Output: the outer columns that are not expanded, then the subquery's; a column of the subquery that has the name of an outer one takes its
 * place. Source: mv-apply-operator.md; columns as Microsoft's binder. */
#include "interp/ops/mv_expand_run.h"
#include "interp/ops/operators.h"

#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/part.h"
#include "interp/plan/exprs.h"

typedef struct mv_apply_info {
    mv_expand_info expand;
    schema inner;      /* the subquery's input */
    int32_t *sub;      /* by output column: the subquery's column, or -1: that of the outer row */
    uint32_t *outer;
    const plan_node *apply;
    part_slots slots;
} mv_apply_info;

/* The items of an array have their order, whatever order the outer rows are in: series_rate_fl() and series_downsample_fl() of the
 * documentation's library look at prev() and row_number() there. */
static plan_node *source_bind(binder *b, const ast *node, mv_apply_info *info)
{
    plan_node *out = bind_node(b, &op_mv_apply_source, node->at, 0, NULL, info);
    if (out) {
        out->cols = info->inner;
        out->serialized = true;
    }
    return out;
}

/* A column that is expanded under its own name goes; under a name that is said it stays, whatever the name. */
static bool is_expanded(const ast *list, str name)
{
    for (uint32_t i = 0; i < list->n; i++) {
        const ast *item = list->kid[i]->kind == AST_TYPED ? list->kid[i]->kid[0] : list->kid[i];
        if (item->kind == AST_NAME && str_eq(item->text, name)) {
            return true;
        }
    }
    return false;
}

static void make_columns(binder *b, plan_node *n, mv_apply_info *info, const ast *list)
{
    const schema *outer = &n->in[0]->cols, *sub = &n->in[1]->cols;
    info->outer = ARENA_ARRAY(b->mem, uint32_t, outer->n + sub->n + 1);
    info->sub = ARENA_ARRAY(b->mem, int32_t, outer->n + sub->n + 1);
    for (uint32_t i = 0; i < outer->n; i++) {
        if (!is_expanded(list, outer->cols[i].name)) {
            int at = schema_find(sub, outer->cols[i].name);
            info->outer[n->cols.n] = i;
            info->sub[n->cols.n] = at;
            schema_add(b->mem, &n->cols, outer->cols[i].name, at < 0 ? outer->cols[i].type : sub->cols[at].type);
        }
    }
    for (uint32_t i = 0; i < sub->n; i++) {
        if (schema_find(&n->cols, sub->cols[i].name) < 0) {
            info->sub[n->cols.n] = (int32_t)i;
            schema_add(b->mem, &n->cols, sub->cols[i].name, sub->cols[i].type);
        }
    }
}

static plan_node *mv_apply_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"with_itemindex", "name"}, {"hint.*", "any"}};
    bool ok = bind_params(b, node->kid[0], rules, sizeof rules / sizeof *rules);
    mv_apply_info *info = ARENA_NEW(b->mem, mv_apply_info);
    info->expand.index = -1;
    if (node->kid[3]->kind != AST_NONE) {
        return bind_unsupported(b, node->kid[3]->at, "mv-apply with an id column");
    }
    const ast *kind = bind_param(node->kid[0], "kind");
    kind = kind ? kind : bind_param(node->kid[0], "bagexpansion");
    if (kind) { /* no parameter here says the binder, and a warning would not keep bags from being expanded in the other way */
        return bind_unsupported(b, kind->at, "a kind of expansion in mv-apply");
    }
    if (!bind_expanded(b, node->kid[1], &in->cols, &info->expand, &info->inner) || !ok) {
        return NULL;
    }
    const ast *index = bind_param(node->kid[0], "with_itemindex");
    if (index) {
        info->expand.index = (int32_t)info->inner.n;
        info->expand.from[info->inner.n] = -1;
        schema_add(b->mem, &info->inner, bind_unique_name(b, &info->inner, index->text), T_LONG);
    }
    if (node->kid[2]->kind != AST_NONE) {
        info->expand.limit = bind_row_count(b, node->kid[2]);
    }
    info->slots = part_begin(b);
    plan_node *source = source_bind(b, node, info);
    struct scope *here = b->scope;
    plan_node *sub = source ? bind_pipeline(b, node->kid[4], source) : NULL;
    if (sub && sub->op == &op_consume) {
        sub = bind_unsupported(b, node->kid[4]->at, "consume in a subquery");
    }
    b->scope = here;
    part_end(b, &info->slots);
    if (!sub) {
        return NULL;
    }
    plan_node **ins = ARENA_ARRAY(b->mem, plan_node *, 2);
    ins[0] = in;
    ins[1] = sub;
    plan_node *out = bind_node(b, &op_mv_apply, node->at, 2, ins, info);
    if (out) {
        info->apply = out;
        make_columns(b, out, info, node->kid[1]);
        out->serialized = in->serialized;
    }
    return out;
}

typedef struct state {
    arena *batch, *sub, *out; /* of the outer batch; of one row's subquery; of what is given */
    expansion rows;
    uint32_t at;              /* the outer row at work */
    bool open;                /* its subquery is */
    bool any;                 /* its subquery has seen a row */
} state;

static bool mv_apply_open(exec *x, const plan_node *n, void **out)
{
    const mv_apply_info *info = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    s->sub = arena_new();
    s->out = arena_new();
    expansion_open(&s->rows, x, &info->expand);
    *out = s;
    return exec_open(x, n->in[0]);
}

/* Operators of the subquery open anew for every row: what they take from x->mem must go with the row. */
static bool open_row(exec *x, const plan_node *n, state *s)
{
    arena *mem = x->mem;
    arena_reset(s->sub);
    part_forget(x, &((const mv_apply_info *)n->info)->slots);
    s->any = false;
    s->rows.at = s->at;
    s->rows.stop = s->at + 1;
    s->rows.begun = false;
    x->mem = s->sub;
    s->open = exec_open(x, n->in[1]);
    x->mem = mem;
    return s->open;
}

static step next_of_row(exec *x, const plan_node *n, state *s, batch *in)
{
    arena *mem = x->mem;
    x->mem = s->sub;
    step got = exec_next(x, n->in[1], in);
    x->mem = mem;
    if (got == STEP_END) {
        exec_close(x, n->in[1]);
        s->open = false;
        s->at++;
    }
    return got;
}

static void give(const plan_node *n, state *s, const batch *in, batch *out)
{
    const mv_apply_info *info = n->info;
    uint32_t row = sel_row(s->rows.in.sel, s->at);
    arena_reset(s->out);
    const vec **cols = ARENA_ARRAY(s->out, const vec *, n->cols.n + 1);
    for (uint32_t i = 0; i < n->cols.n; i++) {
        const vec *v = info->sub[i] < 0 ? s->rows.in.cols[info->outer[i]] : NULL;
        cols[i] = info->sub[i] >= 0 ? in->cols[info->sub[i]] : v ? vec_const(s->out, vec_get(v, row)) : NULL;
    }
    *out = (batch){.n_rows = in->n_rows, .sel = in->sel, .n_cols = n->cols.n, .cols = cols};
}

static step mv_apply_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    for (;;) {
        batch in;
        if (s->open) {
            step got = next_of_row(x, n, s, &in);
            if (got == STEP_ROWS && !s->any && in.sel.n > 0) {
                return exec_fail(x, ST_UNSUPPORTED, n->at, "mv-apply met an empty array, and its subquery gives a row for it (summarize without by): "
                                 "whether the engine keeps that row is not known; filter empty arrays out first");
            }
            if (got == STEP_ROWS) {
                give(n, s, &in, out);
                return got;
            }
            if (got == STEP_ERROR) {
                return got;
            }
        }
        if (s->at >= s->rows.in.sel.n) {
            step got = exec_next(x, n->in[0], &in);
            if (got != STEP_ROWS) {
                s->rows.in.sel.n = 0;
                return got;
            }
            arena_reset(s->batch);
            expansion_start(&s->rows, x, &in, s->batch);
            s->at = 0;
        }
        if (!open_row(x, n, s)) {
            return STEP_ERROR;
        }
    }
}

static void mv_apply_close(exec *x, const plan_node *n, void *st)
{
    state *s = st;
    exec_close(x, n->in[1]); /* before the arena that its states live in */
    arena_drop(s->out);
    arena_drop(s->sub);
    arena_drop(s->batch);
}

static void mv_apply_describe(buf *out, const plan_node *n)
{
    const mv_apply_info *info = n->info;
    for (uint32_t i = 0; i < info->expand.n; i++) {
        buf_printf(out, "%s" STR_FMT " = ", i ? ", " : "", STR_ARG(info->inner.cols[info->expand.items[i].column].name));
        expr_text(out, info->expand.items[i].value, &n->in[0]->cols);
    }
}

static void mv_apply_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg)
{
    mv_apply_info *info = n->info;
    for (uint32_t i = 0; i < info->expand.n; i++) {
        each(&info->expand.items[i].value, arg);
    }
    if (info->expand.limit) {
        each(&info->expand.limit, arg);
    }
}

typedef struct source_state {
    arena *mem;
} source_state;

static bool source_open(exec *x, const plan_node *n, void **out)
{
    (void)n;
    source_state *s = ARENA_NEW(x->mem, source_state);
    s->mem = arena_new();
    *out = s;
    return true;
}

static step source_next(exec *x, const plan_node *n, void *st, batch *out)
{
    const mv_apply_info *info = n->info;
    state *apply = x->state[info->apply->id];
    arena *mem = ((source_state *)st)->mem;
    arena_reset(mem);
    step got = expansion_next(&apply->rows, n, NULL, mem, out);
    apply->any = apply->any || got == STEP_ROWS;
    return got;
}

static void source_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((source_state *)st)->mem);
}

static void source_need(plan_node *n) { (void)n; }

const op_class op_mv_apply = {.name = "mv-apply", .code = OP_MV_APPLY, .bind = mv_apply_bind, .open = mv_apply_open,
                              .next = mv_apply_next, .close = mv_apply_close, .describe = mv_apply_describe, .visit = mv_apply_visit,
                              .repeats = true};
const op_class op_mv_apply_source = {.name = "row", .code = -1, .of_part = true, .need = source_need, .open = source_open, .next = source_next,
                                     .close = source_close};
