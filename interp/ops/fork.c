/* fork and facet give several results: a group, whose legs the query's results are. The rows before it are made once and read by every leg.
 * No operator may follow. Sources: fork-operator.md, facet-operator.md; which operators a leg may have, the order of facet's tables (the one
 * of `with` first) and their columns: Microsoft's binder. */
#include "interp/ops/as.h"
#include "interp/ops/operators.h"
#include "interp/ops/replay.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/syntax.h"

static bool may_stand_in_leg(ast_operator op)
{
    static const ast_operator all[] = {OP_AS, OP_COUNT, OP_DISTINCT, OP_EXECUTE_AND_CACHE, OP_EXTEND, OP_WHERE, OP_INVOKE, OP_MV_EXPAND, OP_PARSE,
                                       OP_PARSE_WHERE, OP_PARSE_KV, OP_PROJECT, OP_PROJECT_AWAY, OP_PROJECT_BY_NAMES, OP_PROJECT_KEEP,
                                       OP_PROJECT_RENAME, OP_PROJECT_REORDER, OP_REDUCE, OP_SAMPLE_DISTINCT, OP_SAMPLE, OP_SORT, OP_SUMMARIZE,
                                       OP_TAKE, OP_TOP_HITTERS, OP_TOP_NESTED, OP_TOP};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i] == op) {
            return true;
        }
    }
    return false;
}

static bool check_leg(binder *b, const ast *pipe)
{
    bool ok = pipe->kind == AST_PIPE && pipe->kid[0]->kind == AST_NONE;
    if (!ok) {
        diag_error(b->ds, ST_COMPILE, "KS176", pipe->kind == AST_PIPE ? pipe->kid[0]->at : pipe->at, "a tabular operator is expected here: a leg goes on with the rows before fork");
    }
    for (uint32_t k = 1; ok && k < pipe->n; k++) {
        ast_operator op = (ast_operator)pipe->kid[k]->op;
        if (!may_stand_in_leg(op)) {
            diag_error(b->ds, ST_COMPILE, "KS177", pipe->kid[k]->name_at, "the operator '%s' cannot stand here", ast_operator_word(op));
            ok = false;
        }
    }
    return ok;
}

static plan_node *name_leg(binder *b, plan_node *leg, str name)
{
    as_info *info = ARENA_NEW(b->mem, as_info);
    info->name = name;
    return leg ? node_over(b, &op_as, leg->at, leg, info) : NULL;
}

/* The operators of a leg over the shared rows. */
static plan_node *bind_leg(binder *b, const ast *pipe, shared_plan *source)
{
    plan_node *input = replay_bind(b, source, pipe->at);
    struct scope *here = b->scope;
    const schema *old = bind_rows(b, input ? &input->cols : NULL);
    plan_node *leg = input ? bind_pipeline(b, pipe, input) : NULL;
    bind_rows(b, old);
    b->scope = here;
    return leg;
}

static plan_node *make_group(binder *b, const ast *node, uint32_t n, plan_node **legs)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!legs[i]) {
            return NULL;
        }
    }
    return bind_node(b, &op_group, node->at, n, legs, NULL);
}

static plan_node *fork_bind(binder *b, const ast *node, plan_node *in)
{
    shared_plan *source = share_plan(b, in);
    plan_node **legs = ARENA_ARRAY(b->mem, plan_node *, node->n);
    for (uint32_t i = 1; i < node->n; i++) {
        const ast *leg = node->kid[i], *pipe = leg->kind == AST_NAMED ? leg->kid[0] : leg;
        legs[i - 1] = check_leg(b, pipe) ? bind_leg(b, pipe, source) : NULL;
        if (leg->kind == AST_NAMED) {
            legs[i - 1] = name_leg(b, legs[i - 1], leg->text);
        }
    }
    return make_group(b, node, node->n - 1, legs);
}

/* summarize count_x = count() by x */
static plan_node *bind_facet(binder *b, const ast *of, shared_plan *source)
{
    plan_node *input = check_is_column(b, of) ? replay_bind(b, source, of->at) : NULL;
    if (!input) {
        return NULL;
    }
    ast *count = syntax_call(b, STR("count"), of->at, 0, NULL), *by = syntax_name(b, of->text, of->at);
    count = syntax_named(b, arena_printf(b->mem, "count_" STR_FMT, STR_ARG(of->text)), count);
    ast *lists[] = {syntax_node(b, AST_LIST, of->at, 1, &count), syntax_node(b, AST_LIST, of->at, 1, &by)};
    return op_summarize.bind(b, syntax_op(b, OP_SUMMARIZE, of->at, 2, lists), input);
}

static plan_node *facet_bind(binder *b, const ast *node, plan_node *in)
{
    shared_plan *source = share_plan(b, in);
    const ast *by = node->kid[1], *with = node->kid[2];
    plan_node **legs = ARENA_ARRAY(b->mem, plan_node *, by->n + 1);
    uint32_t n = 0;
    if (with->kind != AST_NONE) {
        legs[n++] = bind_leg(b, with, source);
    }
    for (uint32_t i = 0; i < by->n; i++) {
        legs[n++] = bind_facet(b, by->kid[i], source);
    }
    return make_group(b, node, n, legs);
}

static step group_next(exec *x, const plan_node *n, void *state, batch *out)
{
    (void)x;
    (void)n;
    (void)state;
    (void)out;
    return STEP_END; /* never asked: its legs are results of their own */
}

const op_class op_fork = {.name = "fork", .code = OP_FORK, .bind = fork_bind};
const op_class op_facet = {.name = "facet", .code = OP_FACET, .bind = facet_bind};
const op_class op_group = {.name = "group", .code = -1, .next = group_next};
