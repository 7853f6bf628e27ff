/* user_function: functions that a let statement defines. A call binds the body anew, with the parameters' names standing for the arguments. */
#include "interp/bind/parts.h"
#include "interp/ops/replay.h"

static bool is_table_parameter(const ast *p) { return p->kid[0]->kind == AST_SCHEMA; }

/* ---- what a body gives, told by its form */

bool scope_function_is_tabular(binder *b, scope *f)
{
    const ast *params = f->syntax->kid[0], *body = f->syntax->kid[1];
    if (b->depth > 200) return false;
    struct scope *here = b->scope;
    const schema *row = bind_rows(b, NULL);
    b->scope = f->seen;
    b->depth++;
    for (uint32_t k = 0; k < params->n; k++) scope_push(b, params->kid[k]->text, is_table_parameter(params->kid[k]) ? NAME_TABLE : NAME_SCALAR);
    for (uint32_t k = 0; k + 1 < body->n; k++) {
        const ast *let = body->kid[k];
        if (let->kind != AST_LET) continue;
        const ast *value = let->kid[0];
        struct scope *seen = b->scope;
        scope_kind kind = value->kind == AST_FUNCTION ? NAME_FUNCTION : bind_is_tabular(b, value) ? NAME_TABLE : NAME_SCALAR;
        scope *s = scope_push(b, let->text, kind);
        s->syntax = value;
        s->seen = seen;
    }
    const ast *last = body->n ? body->kid[body->n - 1] : NULL;
    bool tabular = last && last->kind == AST_EXPRESSION && bind_is_tabular(b, last->kid[0]);
    b->depth--;
    b->scope = here;
    bind_rows(b, row);
    return tabular;
}

bool scope_function_needs_nothing(const scope *f)
{
    const ast *params = f->syntax->kid[0];
    for (uint32_t k = 0; k < params->n; k++)
        if (params->kid[k]->kid[1]->kind == AST_NONE) return false;
    return true;
}

/* ---- arguments */

/* The argument for parameter k: given by name, by position, or NULL. */
static const ast *argument_for(const ast *call, const ast *params, uint32_t k, uint32_t shift)
{
    for (uint32_t i = 0; i < call->n; i++)
        if (call->kid[i]->kind == AST_NAMED && str_eq(call->kid[i]->text, params->kid[k]->text)) return call->kid[i]->kid[0];
    uint32_t at = k - shift;
    return at < call->n && call->kid[at]->kind != AST_NAMED ? call->kid[at] : NULL;
}

static void report_count(binder *b, const ast *call, const ast *params)
{
    span word = bind_place(call).word;
    uint32_t least = 0;
    for (uint32_t k = 0; k < params->n; k++) least += params->kid[k]->kid[1]->kind == AST_NONE;
    if (least == params->n) {
        diag_error(b->ds, ST_COMPILE, "KS119", word, "'" STR_FMT "' takes %u argument%s, not %u", STR_ARG(call->text), least,
                   least == 1 ? "" : "s", call->n);
    } else {
        diag_error(b->ds, ST_COMPILE, "KS119", word, "'" STR_FMT "' takes %u to %u arguments, not %u", STR_ARG(call->text), least, params->n,
                   call->n);
    }
}

/* Any value is taken, and converted: unlike the built-in functions, those of a let ask for nothing. */
static expr *scalar_argument(binder *b, const ast *param, const ast *arg)
{
    expr *e = bind_expr(b, arg ? arg : param->kid[1]);
    kql_type want = bind_type(b, param->kid[0]);
    if (e->type == T_UNKNOWN || want == T_UNKNOWN || e->type == want) return e;
    return bind_cast(b, e, want);
}

/* A table given must have the columns that the parameter declares. */
static bool has_columns(binder *b, const ast *param, const schema *cols, span at)
{
    const ast *want = param->kid[0];
    for (uint32_t k = 0; k < want->n; k++) {
        if (want->kid[k]->kind == AST_STAR) continue;
        int at_col = schema_find(cols, want->kid[k]->text);
        if (at_col >= 0 && cols->cols[at_col].type == bind_type(b, want->kid[k]->kid[0])) continue;
        diag_error(b->ds, ST_COMPILE, "KS249", at, "the table has no column '" STR_FMT "' of the type which '" STR_FMT "' declares", STR_ARG(want->kid[k]->text),
                   STR_ARG(param->text));
        return false;
    }
    return true;
}

typedef struct bound_argument {
    expr *value;
    plan_node *rows;
    const ast *syntax;
} bound_argument;

/* Names given must be parameters'. */
static bool check_names(binder *b, const ast *call, const ast *params)
{
    bool ok = true;
    for (uint32_t i = 0; i < call->n; i++) {
        const ast *arg = call->kid[i];
        bool known = arg->kind != AST_NAMED;
        for (uint32_t k = 0; k < params->n; k++) known |= str_eq(arg->text, params->kid[k]->text);
        if (known) continue;
        diag_error(b->ds, ST_COMPILE, "KS196", arg->name_at.len ? arg->name_at : arg->at, "'" STR_FMT "' is no parameter of '" STR_FMT "'",
                   STR_ARG(arg->text), STR_ARG(call->text));
        ok = false;
    }
    return ok;
}

/* Binds all arguments in the caller's scope; false: the call is not worth going on with. */
static bool bind_arguments(binder *b, const ast *call, const ast *params, plan_node *piped, bound_argument *out)
{
    uint32_t shift = piped ? 1 : 0;
    if (call->n + shift > params->n) {
        report_count(b, call, params);
        return false;
    }
    if (!check_names(b, call, params)) return false;
    for (uint32_t k = 0; k < params->n; k++) {
        const ast *param = params->kid[k], *arg = piped && k == 0 ? NULL : argument_for(call, params, k, shift);
        bool given = arg || (piped && k == 0);
        if (!given && param->kid[1]->kind == AST_NONE) {
            report_count(b, call, params);
            return false;
        }
        if (!is_table_parameter(param)) {
            out[k].value = scalar_argument(b, param, arg);
            continue;
        }
        out[k].rows = piped && k == 0 ? piped : bind_table(b, arg);
        out[k].syntax = arg;
        if (!out[k].rows || !has_columns(b, param, &out[k].rows->cols, arg ? arg->at : call->at)) return false;
    }
    return true;
}

/* ---- the call */

static void push_arguments(binder *b, const ast *params, const bound_argument *args, struct scope *caller)
{
    for (uint32_t k = 0; k < params->n; k++) {
        bool rows = args[k].rows != NULL;
        scope *s = scope_push(b, params->kid[k]->text, rows ? NAME_TABLE : NAME_SCALAR);
        s->value = args[k].value;
        s->plan = args[k].rows;
        s->syntax = args[k].syntax;
        s->seen = caller;
        if (rows) s->cols = args[k].rows->cols;
        if (rows && !args[k].syntax) s->piped = share_plan(b, args[k].rows);
    }
}

bool bind_function_body(binder *b, const ast *body, expr **value, plan_node **rows)
{
    for (uint32_t k = 0; k + 1 < body->n; k++) {
        if (body->kid[k]->kind == AST_LET) bind_let(b, body->kid[k]);
    }
    const ast *last = body->n ? body->kid[body->n - 1] : NULL;
    if (!last || last->kind != AST_EXPRESSION) {
        diag_error(b->ds, ST_COMPILE, NULL, body->at, "the function gives nothing: its last statement must be an expression");
        return false;
    }
    if (bind_is_tabular(b, last->kid[0])) {
        *rows = bind_table(b, last->kid[0]);
        return *rows != NULL;
    }
    *value = bind_expr(b, last->kid[0]);
    return true;
}

/* What goes wrong in a function of the workspace has no place in the query: it is told at the call. */
static void tell_at_call(binder *b, const scope *f, const ast *call, const diags *own)
{
    for (uint32_t i = 0; i < own->n; i++) {
        const diag *d = &own->items[i];
        bool inside = d->has_span && d->span.len == 0 && d->span.start == 0;
        span at = inside || !d->has_span ? call->at : d->span;
        if (d->severity != SEV_ERROR) continue;
        diag *mine = inside ? diag_error(b->ds, d->status, d->code, at, "in the workspace function '" STR_FMT "' (%s): " STR_FMT, STR_ARG(f->name), f->path, STR_ARG(d->message))
                            : diag_error(b->ds, d->status, d->code, at, STR_FMT, STR_ARG(d->message));
        if (d->hint.n) diag_hint(b->ds, mine, STR_FMT, STR_ARG(d->hint));
    }
}

static bool call_function(binder *b, scope *f, const ast *call, plan_node *piped, expr **value, plan_node **rows);

bool scope_call(binder *b, scope *f, const ast *call, plan_node *piped, expr **value, plan_node **rows)
{
    diags *real = b->ds, own = {.mem = b->mem, .muted = real->muted};
    if (!f->path) return call_function(b, f, call, piped, value, rows);
    b->ds = &own;
    bool ok = call_function(b, f, call, piped, value, rows);
    b->ds = real;
    tell_at_call(b, f, call, &own);
    return ok;
}

static bool call_function(binder *b, scope *f, const ast *call, plan_node *piped, expr **value, plan_node **rows)
{
    const ast *params = f->syntax->kid[0], *body = f->syntax->kid[1];
    if (f->broken) return false;
    if (b->calls > 100) {
        diag_error(b->ds, ST_COMPILE, "KS245", call->at, "function calls are nested too deeply");
        bind_stop(b);
        return false;
    }
    if (bind_is_full(b)) return false;
    bound_argument *args = ARENA_ARRAY(b->mem, bound_argument, params->n + 1);
    if (!bind_arguments(b, call, params, piped, args)) return false;
    struct scope *caller = b->scope;
    const schema *row = bind_rows(b, NULL);
    struct agg_list *aggs = b->aggs;
    b->aggs = NULL;
    b->scope = f->seen;
    b->depth++;
    push_arguments(b, params, args, caller);
    b->calls++;
    uint32_t made_up = b->n_made_up;
    b->n_made_up = 0;
    bool ok = bind_function_body(b, body, value, rows);
    b->n_made_up = made_up;
    b->calls--;
    b->depth--;
    b->scope = caller;
    b->aggs = aggs;
    bind_rows(b, row);
    return ok;
}
