/* settings: set, restrict and declare query_parameters. */
#include "interp/bind/settings.h"

#include "interp/bind/hosted.h"

#include "interp/bind/parts.h"
#include "interp/kql.h"

#include <stdlib.h>

/* ---- set */

static const struct option {
    const char *name, *types;
} options[] = {
#define OPTION(name, types) {name, types},
#include "interp/bind/options.def"
#undef OPTION
};

static int by_name(const void *key, const void *row) { return str_cmp(*(const str *)key, str_of(((const struct option *)row)->name)); }

/* The value as one of the option's types; false after an error was reported, and where there is no value. */
static bool option_value(binder *b, const ast *set, const char *types, expr **out)
{
    if (set->kid[0]->kind == AST_NONE) return false;
    expr *e = bind_expr(b, set->kid[0]);
    if (e->type == T_UNKNOWN) return false;
    const char *name = type_name(e->type), *found = strstr(types, name);
    bool fits = *types == 0 || found || (strcmp(types, "int") == 0 && e->type == T_LONG) || (strcmp(types, "long") == 0 && e->type == T_INT);
    if (!fits) {
        diag_error(b->ds, ST_COMPILE, "KS141", set->kid[0]->at, "'" STR_FMT "' wants %s, and this is %s", STR_ARG(set->text), types, name);
    } else if (!bind_is_constant(e)) {
        diag_error(b->ds, ST_COMPILE, "KS129", set->kid[0]->at, "'" STR_FMT "' wants a constant", STR_ARG(set->text));
    }
    *out = e;
    return fits && bind_is_constant(e);
}

static void apply(binder *b, str name, expr *value)
{
    settings *s = b->settings;
    bool null = value->value.null;
    if (str_is(name, "query_now") && !null) b->now = value->value.l;
    if (str_is(name, "query_bin_auto_size")) b->bin_auto[0] = value;
    if (str_is(name, "query_bin_auto_at")) b->bin_auto[1] = value;
    if (str_is(name, "query_take_max_records") && !null) s->take = value;
    if (str_is(name, "notruncation")) s->no_truncation = null || value->value.b;
    if (str_is(name, "truncationmaxrecords") && !null) {
        s->truncates = true;
        s->truncation = value->value.l;
    }
    if (str_is(name, "query_datetimescope_column")) s->time_column = value->value.s;
    if (str_is(name, "query_datetimescope_from")) {
        s->has_from = !null;
        s->from = value->value.l;
    }
    if (str_is(name, "query_datetimescope_to")) {
        s->has_to = !null;
        s->to = value->value.l;
    }
}

/* Options that ask for other results than the query's rows. A word alone says true. */
static bool asks_for_something_else(str name, const expr *value)
{
    static const char *const switches[] = {"query_results_apply_getschema", "validate_permissions", "query_cursor_scoped_tables"};
    if (str_is(name, "query_language")) {
        str v = value && !value->value.null ? value->value.s : STR("kql");
        return !str_is(v, "kql") && !str_is(v, "csl");
    }
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        if (str_is(name, switches[i])) return !value || value->type != T_BOOL || value->value.null || value->value.b;
    }
    return false;
}

/* Of an option that nobody here knows, the value is looked at all the same. */
static void check_unknown(binder *b, const ast *value)
{
    if (value->kind == AST_NAME) bind_expr(b, value);
    if (value->kind == AST_CALL || value->kind == AST_BINARY)
        diag_error(b->ds, ST_COMPILE, "KS130", value->at, "the value of an option is a constant or a name");
}

void bind_set(binder *b, const ast *set)
{
    const struct option *o = bsearch(&set->text, options, sizeof options / sizeof *options, sizeof *options, by_name);
    expr *value = NULL;
    bool alone = set->kid[0]->kind == AST_NONE;
    if (alone && str_is(set->text, "notruncation")) b->settings->no_truncation = true; /* a word alone says true */
    bool has_value = o && option_value(b, set, o->types, &value);
    if (!o) check_unknown(b, set->kid[0]);
    if (has_value) apply(b, set->text, value);
    if ((alone || has_value) && asks_for_something_else(set->text, value)) {
        diag_error(b->ds, ST_UNSUPPORTED, NULL, set->at, "the option '" STR_FMT "' is not supported: what it asks for is not the query's rows",
                   STR_ARG(set->text));
    }
}

/* ---- restrict */

void bind_restrict(binder *b, const ast *restrict_)
{
    for (uint32_t k = 0; k < restrict_->n; k++) {
        const ast *e = restrict_->kid[k];
        if (e->kind == AST_NAME && !scope_find(b->scope, e->text) && !catalog_find(b->cat, e->text) && !hosted_is_table(e->text))
            bind_report_table(b, e, "KS142");
    }
    b->settings->restricted = restrict_;
    b->settings->restricted_at = scope_push(b, (str){0}, NAME_SCALAR); /* nameless: it only marks the place */
}

/* ---- declare query_parameters */

static const kql_parameter *given(const binder *b, str name)
{
    for (uint32_t i = 0; i < b->n_params; i++)
        if (str_eq(b->params[i].name, name)) return &b->params[i];
    return NULL;
}

/* The text given on the command line, read as the inside of a literal of that type. */
static expr *read_given(binder *b, const ast *param, const kql_parameter *p, kql_type want)
{
    static const ast_literal literals[T_COUNT_] = {
        [T_BOOL] = LIT_BOOL,         [T_INT] = LIT_INT,           [T_LONG] = LIT_LONG, [T_REAL] = LIT_REAL,       [T_DECIMAL] = LIT_DECIMAL,
        [T_STRING] = LIT_STRING,     [T_DATETIME] = LIT_DATETIME, [T_TIMESPAN] = LIT_TIMESPAN, [T_GUID] = LIT_GUID, [T_DYNAMIC] = LIT_DYNAMIC,
    };
    ast literal = {.kind = AST_LITERAL, .op = (uint16_t)literals[want], .text = p->value, .at = param->at};
    return bind_constant(b, literal_value(b, &literal), param->at);
}

/* Without a value and without a default a query can be checked, but not run. */
static expr *parameter_value(binder *b, const ast *param, kql_type want)
{
    const kql_parameter *p = given(b, param->text);
    if (p) return read_given(b, param, p, want);
    if (param->kid[1]->kind != AST_NONE) return bind_param_default(b, param, want);
    if (!b->bind_only) {
        diag *d = diag_error(b->ds, ST_USAGE, NULL, param->at, "the query parameter '" STR_FMT "' has no value", STR_ARG(param->text));
        diag_hint(b->ds, d, "give it with --param " STR_FMT "=VALUE", STR_ARG(param->text));
    }
    return bind_constant(b, datum_null(want), param->at);
}

void bind_query_parameters(binder *b, const ast *declare)
{
    for (uint32_t k = 0; k < declare->n; k++) {
        const ast *param = declare->kid[k];
        if (param->kid[0]->kind == AST_SCHEMA) {
            bind_unsupported(b, param->at, "a query parameter that is a table");
            continue;
        }
        kql_type want = bind_type(b, param->kid[0]);
        expr *value = want == T_UNKNOWN ? bind_failed(b, param->at) : parameter_value(b, param, want);
        scope_push(b, param->text, NAME_SCALAR)->value = value;
    }
}
