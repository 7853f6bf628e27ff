/* call: from a function's name and its bound arguments to one call, prepared. */
#include "interp/bind/aggregates.h"
#include "interp/bind/windows.h"
#include "interp/refusals.h"

bool name_is_aggregate(str name) { return agg_next_overload(name, NULL) != NULL; }

static void report_unknown(binder *b, str name, span at)
{
    if (name_is_aggregate(name)) {
        diag_error(b->ds, ST_COMPILE, "KS144", at, "the aggregate '" STR_FMT "' cannot stand here", STR_ARG(name));
        return;
    }
    if (name_is_known(name)) {
        refusal_report(b->ds, at, "function", name);
        return;
    }
    if (bind_is_refused(b)) return;
    str *names = ARENA_ARRAY(b->mem, str, fn_count());
    for (uint32_t i = 0; i < fn_count(); i++) names[i] = str_of(fn_at(i)->name);
    str near = diag_nearest(name, names, fn_count());
    diag *d = diag_error(b->ds, ST_COMPILE, "KS211", at, "no function is named '" STR_FMT "'", STR_ARG(name));
    if (near.n) diag_hint(b->ds, d, "did you mean " STR_FMT "?", STR_ARG(near));
}

/* ---- making the call */

static fn_call *make_call(binder *b, const fn_row *row, kql_type result, span at, uint32_t n, expr **args)
{
    fn_call *c = ARENA_NEW(b->mem, fn_call);
    kql_type *types = ARENA_ARRAY(b->mem, kql_type, n + 1);
    const datum **constants = ARENA_ARRAY(b->mem, const datum *, n + 1);
    str *literals = ARENA_ARRAY(b->mem, str, n + 1);
    for (uint32_t k = 0; k < n; k++) {
        types[k] = args[k]->type;
        if (args[k]->kind == EX_CONST) constants[k] = &args[k]->value;
        if (args[k]->kind == EX_CONST && args[k]->type == T_STRING) literals[k] = args[k]->value.s;
    }
    *c = (fn_call){row, n, types, constants, literals, result, NULL, at};
    return c;
}

static bool reads_table(const expr *e) { return e->kind == EX_TABLE || e->kind == EX_SCALAR_TABLE || e->late; }

call_place bind_place(const ast *node)
{
    bool all_fit = node->kind == AST_BINARY || node->kind == AST_UNARY;
    return (call_place){node->at, node->name_at.len ? node->name_at : node->at, node->kind != AST_CALL, all_fit};
}

expr *bind_function_at(binder *b, str name, call_place place, uint32_t n, expr **args)
{
    span at = place.at;
    overload o;
    if (!fn_next_overload(name, NULL)) {
        report_unknown(b, name, place.word);
        return bind_failed(b, at);
    }
    for (uint32_t k = 0; k < n; k++)
        if (args[k]->kind == EX_TABLE) args[k]->type = T_DYNAMIC;
    if (!overload_function(b, name, place, n, args, &o)) return bind_failed(b, at);
    const fn_row *row = o.row;
    expr *e = ARENA_NEW(b->mem, expr);
    *e = (expr){.kind = EX_CALL, .at = at, .n_args = n, .args = args};
    e->type = overload_result(&o, row->result_type, n, args);
    e->row_bound = row->volatile_ || row->window;
    bool late = false, failed = false;
    for (uint32_t k = 0; k < n; k++) {
        e->row_bound |= args[k]->row_bound;
        late |= reads_table(args[k]);
        failed |= args[k]->type == T_UNKNOWN;
    }
    if (failed) { /* reported already; what the result would be is still known, so that nothing more is reported */
        expr *f = bind_failed(b, at);
        bool by_first = str_is(name, "bin") || str_is(name, "floor"); /* a row a type */
        f->type = o.sig.rule == RESULT_TYPE && !by_first ? e->type : T_UNKNOWN;
        f->row_bound = true;
        return f;
    }
    if (row->window) return bind_window(b, make_call(b, row, e->type, at, n, args), args);
    e->call = make_call(b, row, e->type, at, n, args);
    if (late) {
        e->late = ++b->n_late;
        return e;
    }
    uint32_t said = b->ds->n;
    bool asked = row->prepare && !b->trial && (!row->unbuilt || b->bind_only); /* what is not built is refused at its first row */
    if (asked && !row->prepare(e->call, b->mem, b->ds)) {
        if (!bind_only_unsupported(b, said)) return bind_failed(b, at);
        e->row_bound = true; /* it is not prepared: nothing may fold it */
    }
    e->type = e->call->result; /* a constant may decide it: datetime_diff('week', ...) is real */
    return bind_fold(b, e);
}

expr *bind_function(binder *b, str name, span at, uint32_t n, expr **args)
{
    return bind_function_at(b, name, (call_place){at, at, false, false}, n, args);
}

expr *bind_call(binder *b, const char *fn, span at, uint32_t n, expr **args) { return bind_function(b, str_of(fn), at, n, args); }

/* ---- calls with a meaning of their own */

static expr *bind_case(binder *b, const ast *node, uint32_t n, expr **args)
{
    bool iff = str_is(node->text, "iff") || str_is(node->text, "iif"), failed = false;
    if (iff ? n != 3 : (n < 3 || n % 2 == 0)) {
        diag_error(b->ds, ST_COMPILE, iff ? "KS119" : "KS120", node->name_at, iff ? "'" STR_FMT "' takes 3 arguments" : "'" STR_FMT "' takes pairs of condition and value, and a last value", STR_ARG(node->text));
        return bind_failed(b, node->at);
    }
    kql_type *types = ARENA_ARRAY(b->mem, kql_type, n);
    uint32_t n_types = 0;
    for (uint32_t k = 0; k < n; k++) {
        bool condition = k + 1 < n && k % 2 == 0;
        kql_type t = args[k]->type;
        if (!condition) types[n_types++] = t;
        if (condition && t != T_BOOL && t != T_UNKNOWN) {
            diag_error(b->ds, ST_COMPILE, "KS107", args[k]->at, "a condition must be bool, and this is %s", type_name(t));
            failed = true;
        }
        failed |= t == T_UNKNOWN;
    }
    kql_type common = type_of_branches(types, n_types);
    expr *e = ARENA_NEW(b->mem, expr);
    *e = (expr){.kind = EX_CASE, .type = common, .at = node->at, .n_args = n, .args = args};
    for (uint32_t k = 0; k < n; k++) {
        if (k % 2 == 1 || k + 1 == n) args[k] = bind_cast(b, args[k], common);
        e->row_bound |= args[k]->row_bound;
    }
    if (failed) {
        expr *f = bind_failed(b, node->at);
        f->type = common;
        f->row_bound = true;
        return f;
    }
    return bind_fold(b, e);
}

/* column_ifexists("name", otherwise): the column, read as the type of the other value when they differ. */
static expr *bind_column_ifexists(binder *b, const ast *node)
{
    datum name;
    if (node->n != 2) {
        diag_error(b->ds, ST_COMPILE, "KS119", node->name_at, "'" STR_FMT "' takes 2 arguments, not %u", STR_ARG(node->text), node->n);
        return bind_failed(b, node->at);
    }
    expr *otherwise = bind_expr(b, node->kid[1]);
    if (!bind_const(b, node->kid[0], T_STRING, &name)) return bind_failed(b, node->at);
    int at = b->row ? schema_find(b->row, name.s) : -1;
    return at < 0 ? otherwise : bind_cast(b, bind_column(b, (uint32_t)at, node->at), otherwise->type);
}

/* pack_all([ignore_null_empty]): the whole row as a bag. */
static expr *bind_pack_all(binder *b, const ast *node)
{
    uint32_t n = b->row ? b->row->n : 0;
    if (n == 0) {
        diag_error(b->ds, ST_COMPILE, "KS199", node->at, "there are no columns to pack here");
        return bind_failed(b, node->at);
    }
    datum skip = {.type = T_BOOL, .null = false, .b = false};
    if (node->n > 0 && !bind_const(b, node->kid[0], T_BOOL, &skip)) return bind_failed(b, node->at);
    expr **args = ARENA_ARRAY(b->mem, expr *, n * 2);
    for (uint32_t k = 0; k < n; k++) {
        args[k * 2] = bind_constant(b, (datum){.type = T_STRING, .s = b->row->cols[k].name}, node->at);
        args[k * 2 + 1] = bind_column(b, k, node->at);
    }
    return bind_function(b, skip.b ? STR("pack_nonempty") : STR("bag_pack"), node->at, n * 2, args);
}

/* ingestion_time(): what the data has in its place, with a warning where that is another time. */
static expr *bind_ingestion_time(binder *b, const ast *node)
{
    const char *from;
    expr *when = bind_arrival(b, node->at, &from);
    if (!when) return bind_function(b, node->text, node->at, 0, NULL);
    if (from && strcmp(from, "_TimeReceived") == 0) diag_warn(b->ds, NULL, node->at, "ingestion_time() is read from _TimeReceived, a little before it");
    else if (!from && !b->arrival) diag_warn(b->ds, NULL, node->at, "the data does not say when it was ingested: its own time is read instead");
    return when;
}

/* bin_auto(x): bin() or bin_at(), as the query's settings say. */
static expr *bind_bin_auto(binder *b, const ast *node)
{
    if (node->n == 1 && b->bin_auto[0]) {
        expr **args = ARENA_ARRAY(b->mem, expr *, 3), *fixed = b->bin_auto[1];
        args[0] = bind_expr(b, node->kid[0]);
        args[1] = b->bin_auto[0];
        args[2] = fixed;
        return bind_function_at(b, fixed ? STR("bin_at") : STR("bin"), bind_place(node), fixed ? 3 : 2, args);
    }
    if (node->n == 1) diag_error(b->ds, ST_COMPILE, NULL, node->at, "bin_auto() wants a size: set query_bin_auto_size = 1h;");
    else diag_error(b->ds, ST_COMPILE, "KS119", node->name_at, "'bin_auto' takes 1 argument, not %u", node->n);
    return bind_failed(b, node->at);
}

static expr *bind_user_call(binder *b, scope *f, const ast *node)
{
    expr *value = NULL;
    plan_node *rows = NULL;
    if (!scope_call(b, f, node, NULL, &value, &rows)) return bind_failed(b, node->at);
    if (value) return value;
    diag_error(b->ds, ST_COMPILE, "KS108", node->at, "'" STR_FMT "' gives a table; a value is wanted here", STR_ARG(node->text));
    return bind_failed(b, node->at);
}

expr *bind_ast_call(binder *b, const ast *node)
{
    scope *f = scope_find(b->scope, node->text);
    if (f && f->kind == NAME_FUNCTION) return bind_user_call(b, f, node);
    if (b->aggs && name_is_aggregate(node->text)) return aggregate_value(b->aggs, node);
    if (str_is(node->text, "column_ifexists") || str_is(node->text, "columnifexists")) return bind_column_ifexists(b, node);
    if (str_is(node->text, "ingestion_time") && node->n == 0) return bind_ingestion_time(b, node);
    if (str_is(node->text, "pack_all")) return bind_pack_all(b, node);
    if (str_is(node->text, "bin_auto")) return bind_bin_auto(b, node);
    expr *of_columns = bind_column_call(b, node);
    if (of_columns) return of_columns;
    if (!fn_next_overload(node->text, NULL) && (b->aggs || name_is_known(node->text) || name_is_aggregate(node->text))) {
        report_unknown(b, node->text, node->name_at); /* its arguments would only mislead */
        return bind_failed(b, node->at);
    }
    expr **args = ARENA_ARRAY(b->mem, expr *, node->n + 1);
    for (uint32_t k = 0; k < node->n; k++) {
        const ast *arg = node->kid[k];
        args[k] = bind_expr(b, arg->kind == AST_NAMED ? arg->kid[0] : arg);
    }
    if (str_is(node->text, "iff") || str_is(node->text, "iif") || str_is(node->text, "case")) return bind_case(b, node, node->n, args);
    return bind_function_at(b, node->text, bind_place(node), node->n, args);
}

expr *bind_typeof(binder *b, const ast *node)
{
    kql_type t = node->n == 1 && node->kid[0]->kind == AST_TYPE ? bind_type(b, node->kid[0]) : T_UNKNOWN;
    if (t == T_UNKNOWN && node->n == 1 && node->kid[0]->kind != AST_TYPE) diag_error(b->ds, ST_COMPILE, "KS172", node->at, "one type is wanted here");
    expr *e = bind_constant(b, (datum){.type = T_STRING, .s = str_of(type_name(t))}, node->at);
    e->literal = e->is_type = true;
    return e;
}
