/* preview: two results, the first rows and how many rows there are: what fork (take N) (count) gives. Source: preview-plugin.md */
#include "interp/ops/operators.h"
#include "interp/ops/replay.h"
#include "interp/ops/shared/syntax.h"
#include "interp/plugins/plugin.h"

static plan_node *preview_bind(binder *b, const plugin_call *c)
{
    datum rows;
    if (!plugin_arg_count(b, c, 1, 1) || !plugin_constant(b, c, 0, T_LONG, &rows)) {
        return NULL;
    }
    span at = c->op->at;
    shared_plan *source = share_plan(b, c->in);
    plan_node *first = replay_bind(b, source, at), *all = replay_bind(b, source, at);
    ast *count = (ast *)c->args->kid[0];
    plan_node *legs[] = {first ? op_take.bind(b, syntax_op(b, OP_TAKE, at, 1, &count), first) : NULL,
                         all ? op_count.bind(b, syntax_op(b, OP_COUNT, at, 0, NULL), all) : NULL};
    return legs[0] && legs[1] ? bind_node(b, &op_group, at, 2, legs, NULL) : NULL;
}

const plugin plugin_preview = {.name = "preview", .bind = preview_bind, .sig = "(NumberOfRows)",
                               .help = "Two results: the first rows, and the number of all", .page = "preview-plugin"};
