/* reduce: texts grouped by their likeness. It binds, so that a check knows its columns, and is refused when it meets a row: the page shows other groups
 * for the same texts under two thresholds, and its description does not say how either comes about. Source: reduce-operator.md */
#include "interp/exec.h"
#include "interp/refusals.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"

/* Behind `with` stand only the two that there are. */
static bool check_behind(binder *b, const ast *node)
{
    bool ok = true;
    for (uint32_t k = 0; k < node->kid[0]->n; k++) {
        const ast *p = node->kid[0]->kid[k];
        if (p->at.start < node->kid[1]->at.start || str_is(p->text, "threshold") || str_is(p->text, "characters")) continue;
        diag *d = diag_error(b->ds, ST_COMPILE, "KS198", p->at, "reduce knows no '" STR_FMT "'", STR_ARG(p->text));
        diag_hint(b->ds, d, "with threshold = NUMBER, characters = TEXT");
        ok = false;
    }
    return ok;
}

static plan_node *reduce_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"kind", "source"}, {"threshold", "summable"}, {"characters", "string"}, {"hint.*", "any"}};
    bool ok = check_behind(b, node) && bind_params(b, node->kid[0], rules, sizeof rules / sizeof *rules);
    const ast *by = node->kid[1]->kind == AST_NAMED ? node->kid[1]->kid[0] : node->kid[1];
    expr *e = bind_expr(b, by);
    if (e->type != T_STRING && e->type != T_UNKNOWN)
        diag_error(b->ds, ST_COMPILE, "KS141", by->at, "a string is wanted here, and this is %s", type_name(e->type));
    plan_node *out = ok && e->type == T_STRING ? node_over(b, &op_reduce, node->at, in, NULL) : NULL;
    if (!out) return NULL;
    if (!bind_param(node->kid[0], "kind")) out->cols = (schema){0};
    static const column groups[] = {{STR("Pattern"), T_STRING}, {STR("Count"), T_LONG}, {STR("Representative"), T_STRING}};
    for (uint32_t i = 0; i < 3; i++) schema_add(b->mem, &out->cols, bind_unique_name(b, &out->cols, groups[i].name), groups[i].type);
    out->serialized = out->open_columns = false;
    return out;
}

static void reduce_need(plan_node *n) { (void)n; /* whether there is a row, and none of its columns */ }

static step reduce_next(exec *x, const plan_node *n, void *state, batch *out)
{
    (void)state;
    step got = exec_next(x, n->in[0], out);
    if (got != STEP_ROWS) return got; /* no rows make no groups */
    refusal_report(x->ds, n->at, "operator", STR("reduce"));
    return STEP_ERROR;
}

const op_class op_reduce = {.name = "reduce", .code = OP_REDUCE, .bind = reduce_bind, .need = reduce_need, .next = reduce_next};
