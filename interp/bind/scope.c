/* scope: let statements, and what their names give where they are used. */
#include "interp/bind/parts.h"
#include "interp/ops/replay.h"

scope *scope_find(scope *s, str name)
{
    for (; s; s = s->outer)
        if (str_eq(s->name, name)) return s;
    return NULL;
}

scope *scope_push(binder *b, str name, scope_kind kind)
{
    scope *s = ARENA_NEW(b->mem, scope);
    s->outer = b->scope;
    s->name = name;
    s->kind = kind;
    s->level = b->depth;
    s->tables = b->tables;
    return b->scope = s;
}

plan_node *scope_table(binder *b, scope *s, span at)
{
    if (s->piped) return replay_bind(b, s->piped, at);
    if (s->plan && s->shared) return s->plan;
    if (s->plan && !s->taken) {
        s->taken = true;
        return s->plan;
    }
    if (!s->syntax || bind_is_full(b)) return NULL;
    scope *here = b->scope;
    b->scope = s->seen;
    b->ds->muted++; /* its mistakes were reported where it is written */
    plan_node *n = bind_table(b, s->syntax);
    b->ds->muted--;
    b->scope = here;
    return n;
}

/* ---- let */

static void report_repeated(binder *b, const ast *let)
{
    for (scope *s = b->scope; s && s->level == b->depth; s = s->outer)
        if (str_eq(s->name, let->text)) {
            diag_error(b->ds, ST_COMPILE, "KS201", let->name_at.len ? let->name_at : let->at, "'" STR_FMT "' has been given a value already",
                       STR_ARG(let->text));
            return;
        }
}

void bind_let(binder *b, const ast *let)
{
    const ast *value = let->kid[0];
    report_repeated(b, let);
    struct scope *seen = b->scope;
    if (value->kind == AST_FUNCTION) {
        scope *s = scope_push(b, let->text, NAME_FUNCTION);
        s->syntax = value;
        s->seen = seen;
        b->scope = seen; /* no recursion: the body does not see its own name */
        s->broken = !function_check(b, value);
        b->scope = s;
        return;
    }
    if (bind_is_tabular(b, value)) {
        plan_node *n = bind_table(b, value);
        b->scope = seen; /* names that `as` gave inside stay inside */
        scope *s = scope_push(b, let->text, NAME_TABLE);
        s->seen = seen;
        s->plan = n;
        s->syntax = n ? value : NULL;
        if (n) s->cols = n->cols;
        return;
    }
    expr *e = bind_expr(b, value);
    scope *s = scope_push(b, let->text, NAME_SCALAR);
    s->value = e;
}
