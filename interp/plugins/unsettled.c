/* unsettled: plugins whose columns are known but not their answers: autocluster and diffpatterns search by seeds, and
 * the pages show what they found only for data that is not there; session_count shows a picture. They bind, and are refused when run. */
#include "interp/exec.h"
#include "interp/refusals.h"

#include "interp/ops/shared/exprs_bind.h"
#include "interp/plugins/options.h"

static const op_class op_unsettled;

/* No rows hold no patterns: that much is certain. */
static bool may_be_empty(const char *name) { return strcmp(name, "autocluster") == 0; }

static bool unsettled_open(exec *x, const plan_node *n, void **out)
{
    (void)out;
    if (may_be_empty(n->info)) return exec_open(x, n->in[0]);
    refusal_report(x->ds, n->at, "plugin", str_of(n->info));
    return false;
}

static void unsettled_need(plan_node *n) { (void)n; /* whether there is a row, and none of its columns */ }

static step unsettled_next(exec *x, const plan_node *n, void *state, batch *out)
{
    (void)state;
    step got = exec_next(x, n->in[0], out);
    if (got != STEP_ROWS) return got;
    refusal_report(x->ds, n->at, "plugin", str_of(n->info));
    return STEP_ERROR;
}

static plan_node *new_node(binder *b, const plugin_call *c, const char *name)
{
    plan_node *n = node_over(b, &op_unsettled, c->op->at, c->in, (void *)(uintptr_t)name);
    if (n) {
        n->cols = (schema){0};
    }
    return n;
}

/* The given columns, then the input's. */
static plan_node *patterns(binder *b, const plugin_call *c, const char *name, const column *first, uint32_t n_first)
{
    plan_node *n = new_node(b, c, name);
    for (uint32_t i = 0; n && i < n_first; i++) {
        schema_add(b->mem, &n->cols, first[i].name, first[i].type);
    }
    for (uint32_t i = 0; n && i < c->in->cols.n; i++) {
        schema_add(b->mem, &n->cols, c->in->cols.cols[i].name, c->in->cols.cols[i].type);
    }
    return n;
}

static plan_node *cluster(binder *b, const plugin_call *c, const char *name)
{
    if (!plugin_options(b, c, 0, "rci")) {
        return NULL;
    }
    const column first[] = {{STR("SegmentId"), T_LONG}, {STR("Count"), T_LONG}, {STR("Percent"), T_REAL}};
    return patterns(b, c, name, first, 3);
}

static plan_node *autocluster_bind(binder *b, const plugin_call *c) { return cluster(b, c, "autocluster"); }

static plan_node *diff_bind(binder *b, const plugin_call *c)
{
    const column first[] = {{STR("SegmentId"), T_LONG}, {STR("CountA"), T_LONG}, {STR("CountB"), T_LONG}, {STR("PercentA"), T_REAL},
                            {STR("PercentB"), T_REAL}, {STR("PercentDiffAB"), T_REAL}};
    if (!plugin_arg_count(b, c, 3, 128)) {
        return NULL;
    }
    datum value;
    if (!plugin_constant(b, c, 1, T_STRING, &value) || !plugin_constant(b, c, 2, T_STRING, &value) || !plugin_options(b, c, 3, "cri")) {
        return NULL;
    }
    return plugin_column(b, c, 0) < 0 ? NULL : patterns(b, c, "diffpatterns", first, 6);
}

static const op_class op_unsettled = {.name = "plugin", .code = -1, .need = unsettled_need, .open = unsettled_open, .next = unsettled_next};

const plugin plugin_autocluster = {.name = "autocluster", .bind = autocluster_bind, .refused = true, .sig = "([SizeWeight, WeightColumn, NumSeeds, CustomWildcard...])",
                                   .help = "Refused when it meets a row: only its columns are known", .page = "autocluster-plugin"};
const plugin plugin_diffpatterns = {
    .name = "diffpatterns", .bind = diff_bind, .refused = true,
    .sig = "(SplitColumn, SplitValueA, SplitValueB, [WeightColumn, Threshold, MaxDimensions, CustomWildcard...])",
    .help = "Refused when it meets a row: only its columns are known", .page = "diffpatterns-plugin"};
