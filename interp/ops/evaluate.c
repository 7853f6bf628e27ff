/* evaluate: finds the plugin; what it does is the plugin's business (interp/plugins). Source: evaluate-operator.md */
#include "interp/ops/operators.h"

#include "interp/known.h"
#include "interp/plugins/plugin.h"
#include "interp/refusals.h"

static plan_node *report_plugin(binder *b, const ast *call)
{
    if (name_is_known(call->text)) {
        refusal_report(b->ds, call->name_at, "plugin", call->text);
        return NULL;
    }
    str *names = ARENA_ARRAY(b->mem, str, plugin_count() + 1);
    for (uint32_t i = 0; i < plugin_count(); i++) {
        names[i] = str_of(plugin_at(i)->name);
    }
    str near = diag_nearest(call->text, names, plugin_count());
    diag *d = diag_error(b->ds, ST_COMPILE, "KS124", call->name_at, "no plugin is named '" STR_FMT "'", STR_ARG(call->text));
    if (near.n) {
        diag_hint(b->ds, d, "did you mean " STR_FMT "?", STR_ARG(near));
    }
    return NULL;
}

static plan_node *evaluate_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {
        {"hint.distribution", "single|per_node|per_shard|default"}, {"hint.remote", "auto|local"}, {"hint.*", "any"}};
    plugin_call c = {.op = node, .args = node->kid[1], .schema = node->kid[2]->kind == AST_SCHEMA ? node->kid[2] : NULL, .in = in};
    if (!bind_params(b, node->kid[0], rules, 3)) {
        return NULL;
    }
    const plugin *p = plugin_find(c.args->text);
    if (!p) {
        return report_plugin(b, c.args);
    }
    if (!in) {
        return bind_unsupported(b, node->at, "evaluate without a table before it");
    }
    if (c.schema && !p->takes_schema) {
        return bind_unsupported(b, c.schema->at, "an output schema of this plugin");
    }
    plan_node *n = p->bind(b, &c);
    if (n) n->serialized = false; /* serialize-operator.md: whatever the plugin, its rows have no fixed order */
    return n;
}

const op_class op_evaluate = {.name = "evaluate", .code = OP_EVALUATE, .bind = evaluate_bind};
