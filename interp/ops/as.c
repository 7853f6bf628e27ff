/* as: gives the table a name (union's withsource shows it), and hands its rows on. */
#include "interp/ops/as.h"

#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/pass.h"

static plan_node *as_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"hint.*", "any"}};
    bind_params(b, node->kid[0], rules, 1);
    as_info *info = ARENA_NEW(b->mem, as_info);
    info->name = node->text;
    return node_over(b, &op_as, node->at, in, info);
}

static void describe(buf *out, const plan_node *n) { buf_str(out, ((const as_info *)n->info)->name); }

const op_class op_as = {.name = "as", .code = OP_AS, .bind = as_bind, .need = pass_need, .next = pass_next, .describe = describe};
