/* invoke: calls a function of the query with the rows before it as its first argument. Source: invoke-operator.md */
#include "interp/known.h"
#include "interp/bind/scope.h"
#include "interp/ops/operators.h"

static plan_node *no_function(binder *b, const ast *call)
{
    if (name_is_known(call->text)) {
        diag_error(b->ds, ST_UNSUPPORTED, NULL, call->name_at, "the function '" STR_FMT "' is not supported yet", STR_ARG(call->text));
        return NULL;
    }
    diag_error(b->ds, ST_COMPILE, "KS211", call->name_at, "no function is named '" STR_FMT "'", STR_ARG(call->text));
    return NULL;
}

static plan_node *invoke_bind(binder *b, const ast *node, plan_node *in)
{
    const ast *call = node->kid[1];
    if (call->kind != AST_CALL) {
        return bind_unsupported(b, call->at, "a function of another database or cluster");
    }
    scope *f = scope_find(b->scope, call->text);
    if (!f || f->kind != NAME_FUNCTION) {
        return no_function(b, call);
    }
    const ast *params = f->syntax->kid[0];
    if (params->n == 0 || params->kid[0]->kid[0]->kind != AST_SCHEMA) {
        diag_error(b->ds, ST_COMPILE, params->n ? NULL : "KS119", call->at, "'" STR_FMT "' takes no table as its first argument", STR_ARG(call->text));
        return NULL;
    }
    expr *value = NULL;
    plan_node *out = NULL;
    if (scope_call(b, f, call, in, &value, &out) && !out) {
        diag_error(b->ds, ST_COMPILE, NULL, call->at, "'" STR_FMT "' gives a value; invoke wants a table of it", STR_ARG(call->text));
    }
    return out;
}

const op_class op_invoke = {.name = "invoke", .code = OP_INVOKE, .bind = invoke_bind};
