/* invoke: calls a function of the query with the rows before it as its first argument. Source: invoke-operator.md */
#include "interp/known.h"
#include "interp/refusals.h"
#include "interp/bind/hosted.h"
#include "interp/bind/scope.h"
#include "interp/ops/operators.h"

static plan_node *no_function(binder *b, const ast *call, plan_node *in)
{
    if (hosted_is_known(call->text)) return hosted_bind(b, call, in);
    if (name_is_known(call->text)) {
        refusal_report(b->ds, call->name_at, "function", call->text);
        return NULL;
    }
    diag_error(b->ds, ST_COMPILE, "KS211", call->name_at, "no function is named '" STR_FMT "'", STR_ARG(call->text));
    return NULL;
}

/* Defender takes a bare column where its functions want the name of one: FileProfile(SHA1, 1000). */
static const ast *with_names_as_text(binder *b, const ast *call)
{
    ast *c = ARENA_NEW(b->mem, ast);
    *c = *call;
    c->kid = ARENA_ARRAY(b->mem, ast *, call->n + 1);
    for (uint32_t i = 0; i < call->n; i++) {
        c->kid[i] = call->kid[i];
        if (call->kid[i]->kind != AST_NAME || scope_find(b->scope, call->kid[i]->text)) {
            continue;
        }
        c->kid[i] = ARENA_NEW(b->mem, ast);
        *c->kid[i] = *call->kid[i];
        c->kid[i]->kind = AST_LITERAL;
        c->kid[i]->op = LIT_STRING;
        c->kid[i]->flags = 0;
    }
    return c;
}

static plan_node *invoke_bind(binder *b, const ast *node, plan_node *in)
{
    const ast *call = node->kid[1];
    if (call->kind != AST_CALL) {
        return bind_unsupported(b, call->at, "a function of another database or cluster");
    }
    scope *f = scope_find(b->scope, call->text);
    if (!f || f->kind != NAME_FUNCTION) {
        return no_function(b, call, in);
    }
    const ast *params = f->syntax->kid[0];
    if (params->n == 0 || params->kid[0]->kid[0]->kind != AST_SCHEMA) {
        diag_error(b->ds, ST_COMPILE, params->n ? NULL : "KS119", call->at, "'" STR_FMT "' takes no table as its first argument", STR_ARG(call->text));
        return NULL;
    }
    if (hosted_is_known(call->text)) {
        call = with_names_as_text(b, call);
    }
    expr *value = NULL;
    plan_node *out = NULL;
    if (scope_call(b, f, call, in, &value, &out) && !out) {
        diag_error(b->ds, ST_COMPILE, NULL, call->at, "'" STR_FMT "' gives a value; invoke wants a table of it", STR_ARG(call->text));
    }
    return out;
}

const op_class op_invoke = {.name = "invoke", .code = OP_INVOKE, .bind = invoke_bind};
