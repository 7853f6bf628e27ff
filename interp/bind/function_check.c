/* function_check: a let function's body is looked at where it is written, called or not, with parameters of which only the types are known.
 * What depends on their values is left to the calls. */
#include "interp/bind/parts.h"

#include "interp/ops/operators.h"

#define TRIAL_EXPRS 20000  /* calls and operators of one look: beyond it the calls must tell */
#define QUERY_EXPRS 300000 /* and of a whole query: functions that double at each step end here */

/* Mistakes that no argument can mend; others (a constant out of range, a pattern that does not compile) wait for one. */
static bool is_certain(const diag *d)
{
    static const char *const codes[] = {"KS106", "KS107", "KS108", "KS109", "KS111", "KS116", "KS117", "KS119", "KS127", "KS131", "KS137", "KS138", "KS141",
                                        "KS142", "KS144", "KS147", "KS171", "KS196", "KS201", "KS204", "KS206", "KS211", "KS232", "KS236", "KS242"};
    for (size_t i = 0; d->code && i < sizeof codes / sizeof *codes; i++)
        if (strcmp(d->code, codes[i]) == 0) return true;
    return false;
}

static plan_node *declared_table(binder *b, const ast *param)
{
    plan_node *n = bind_node(b, op_find(OP_DATATABLE), param->at, 0, NULL, NULL);
    const ast *cols = param->kid[0];
    for (uint32_t k = 0; n && k < cols->n; k++)
        if (cols->kid[k]->kind == AST_PARAMETER) schema_add(b->mem, &n->cols, cols->kid[k]->text, bind_type(b, cols->kid[k]->kid[0]));
    return n;
}

static void push_declared(binder *b, const ast *params)
{
    for (uint32_t k = 0; k < params->n; k++) {
        const ast *p = params->kid[k];
        bool rows = p->kid[0]->kind == AST_SCHEMA;
        plan_node *given = rows ? declared_table(b, p) : NULL;
        expr *value = rows ? NULL : bind_constant(b, datum_null(bind_type(b, p->kid[0])), p->at);
        scope *s = scope_push(b, p->text, rows ? NAME_TABLE : NAME_SCALAR);
        s->value = value;
        s->plan = given;
        s->shared = true;
        if (given) s->cols = given->cols;
    }
}

/* After something that is not supported, what else is found means little. */
static bool report_certain(binder *b, const diags *found)
{
    bool any = false;
    for (uint32_t i = 0; i < found->n; i++) {
        const diag *d = &found->items[i];
        if (d->severity != SEV_ERROR) continue;
        if (d->status == ST_UNSUPPORTED) break;
        if (!is_certain(d)) continue;
        diag *copy = diag_error(b->ds, d->status, d->code, d->span, STR_FMT, STR_ARG(d->message));
        if (d->hint.n) diag_hint(b->ds, copy, STR_FMT, STR_ARG(d->hint));
        any = true;
    }
    return any;
}

expr *bind_param_default(binder *b, const ast *param, kql_type want)
{
    expr *e = bind_expr(b, param->kid[1]);
    if (e->type == T_UNKNOWN || e->type == want || (type_is_number(e->type) && type_is_number(want))) return bind_cast(b, e, want);
    diag_error(b->ds, ST_COMPILE, "KS141", e->at, "the default of '" STR_FMT "' must be %s, and this is %s", STR_ARG(param->text), type_name(want),
               type_name(e->type));
    return bind_failed(b, e->at);
}

static bool default_fits(binder *b, const ast *param)
{
    if (param->kid[0]->kind == AST_SCHEMA || param->kid[1]->kind == AST_NONE) return true;
    kql_type want = bind_type(b, param->kid[0]);
    return want == T_UNKNOWN || bind_param_default(b, param, want)->type != T_UNKNOWN;
}

/* user-defined-functions.md: those without a default come first. The analyzer looks at neither that nor repeated names. */
static bool check_parameters(binder *b, const ast *params)
{
    bool ok = true, defaults = false, scalars = false;
    for (uint32_t k = 0; k < params->n; k++) {
        const ast *p = params->kid[k];
        bool repeated = false, given = p->kid[1]->kind != AST_NONE;
        for (uint32_t i = 0; i < k; i++) repeated |= str_eq(params->kid[i]->text, p->text);
        if (repeated) diag_error(b->ds, ST_COMPILE, NULL, p->at, "two parameters are named '" STR_FMT "'", STR_ARG(p->text));
        if (defaults && !given)
            diag_error(b->ds, ST_COMPILE, NULL, p->at, "'" STR_FMT "' needs a default, as a parameter before it has one", STR_ARG(p->text));
        bool late = scalars && p->kid[0]->kind == AST_SCHEMA;
        if (late) diag_error(b->ds, ST_COMPILE, "KS226", p->at, "'" STR_FMT "' is a table, and tables are declared first", STR_ARG(p->text));
        ok &= !repeated && (given || !defaults) && !late && default_fits(b, p);
        defaults |= given;
        scalars |= p->kid[0]->kind != AST_SCHEMA;
    }
    return ok;
}

bool function_check(binder *b, const ast *function)
{
    if (b->calls && !b->trial) return true; /* seen where it was written */
    if (!check_parameters(b, function->kid[0])) return false;
    diags found = {.mem = b->mem};
    binder look = *b;
    look.ds = &found;
    look.trial = true;
    look.row = look.right_row = NULL;
    look.aggs = NULL;
    look.n_exprs = 0;
    look.n_made_up = 0;
    look.depth++;
    push_declared(&look, function->kid[0]);
    expr *value = NULL;
    plan_node *rows = NULL;
    bind_function_body(&look, function->kid[1], &value, &rows);
    return !report_certain(b, &found);
}

void bind_stop(binder *b) { b->n_exprs = UINT32_MAX / 2; }

bool bind_expr_is_affordable(binder *b, const ast *node)
{
    uint32_t most = b->trial ? TRIAL_EXPRS : QUERY_EXPRS;
    if (b->n_exprs > most) return false;
    bool counts = node->kind == AST_CALL || node->kind == AST_UNARY || node->kind == AST_BINARY || node->kind == AST_PATH;
    if (!counts || b->n_exprs++ < most) return true; /* lists of a million literals are fine */
    int muted = b->ds->muted;
    b->ds->muted = 0;
    diag_error(b->ds, ST_LIMIT, NULL, node->at, "the query unfolds to more than %u calls and operators", most);
    b->ds->muted = muted;
    return false;
}
