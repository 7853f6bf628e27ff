/* pattern: declare pattern name = (parameters)[path] { ("value", ...).["path"] = { body }; ... }: which body a use means is told by its
 * constants. Source: pattern-statement.md */
#include "interp/bind/parts.h"
#include "interp/bind/settings.h"

void bind_pattern(binder *b, const ast *declare)
{
    struct scope *seen = b->scope;
    scope *s = scope_push(b, declare->text, NAME_PATTERN);
    s->syntax = declare;
    s->seen = seen;
}

static bool is_case(const ast *kid) { return kid->kind == AST_LIST; }

static bool same_value(binder *b, const ast *want, const ast *arg)
{
    expr *a = bind_expr(b, want), *e = bind_expr(b, arg);
    return a->kind == EX_CONST && e->kind == EX_CONST && a->type == e->type && datum_cmp(a->value, e->value) == 0;
}

static bool fits(binder *b, const ast *kase, const ast *call, str path)
{
    const ast *values = kase->kid[0], *name = kase->kid[1];
    bool same = values->n == call->n && str_eq(name->kind == AST_NONE ? (str){0} : name->text, path);
    for (uint32_t k = 0; same && k < call->n; k++) same = same_value(b, values->kid[k], call->kid[k]);
    return same;
}

plan_node *bind_pattern_use(binder *b, struct scope *s, const ast *call, str path)
{
    for (uint32_t k = 0; k < s->syntax->n; k++) {
        const ast *kase = s->syntax->kid[k];
        if (!is_case(kase) || !fits(b, kase, call, path)) continue;
        struct scope *here = b->scope;
        expr *value = NULL;
        plan_node *rows = NULL;
        b->scope = s->seen;
        bool ok = bind_function_body(b, kase->kid[2], &value, &rows);
        b->scope = here;
        if (ok && !rows) diag_error(b->ds, ST_COMPILE, "KS111", call->at, "this case of the pattern gives a value; a table is wanted here");
        return rows;
    }
    diag_error(b->ds, ST_COMPILE, "KS188", call->name_at.len ? call->name_at : call->at, "no case of the pattern '" STR_FMT "' fits", STR_ARG(s->name));
    return NULL;
}
