#include "interp/bind/hosted.h"

#include "interp/ops/externaldata.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/projection.h"

typedef enum hosted_kind { EXTENDS, TABLE, OPEN } hosted_kind;

static const struct hosted {
    const char *name;
    hosted_kind kind;
    uint32_t least, most;
    const char *columns;
} functions[] = {
#define HOSTED(name, kind, least, most, columns) {name, kind, least, most, columns},
#include "interp/bind/hosted.def"
#undef HOSTED
};

static const struct hosted *find(str name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (str_is(name, functions[i].name)) return &functions[i];
    }
    return NULL;
}

bool hosted_is_known(str name) { return find(name) != NULL; }

bool hosted_is_table(str name)
{
    const struct hosted *h = find(name);
    return h && h->kind != EXTENDS;
}

/* "a:long b:string" */
static bool next_column(const char **at, column *out)
{
    while (**at == ' ') ++*at;
    const char *name = *at, *colon = strchr(name, ':');
    if (!colon) return false;
    const char *end = colon + 1;
    while (*end && *end != ' ') end++;
    out->name = (str){name, (uint32_t)(colon - name)};
    *at = end;
    return type_find((str){colon + 1, (uint32_t)(end - colon - 1)}, &out->type);
}

/* The columns of the input, then those it lacks: nulls, as nothing of it is run. */
static plan_node *bind_extends(binder *b, const struct hosted *h, const ast *call, plan_node *in)
{
    named_expr *cols = ARENA_ARRAY(b->mem, named_expr, in->cols.n + 64);
    const schema *former = bind_rows(b, &in->cols);
    const char *at = h->columns;
    uint32_t n = 0;
    column c;
    for (; n < in->cols.n; n++) cols[n] = (named_expr){.name = in->cols.cols[n].name, .value = bind_column(b, n, call->at), .at = call->at};
    while (next_column(&at, &c)) {
        if (schema_find(&in->cols, c.name) < 0)
            cols[n++] = (named_expr){.name = c.name, .value = bind_constant(b, datum_null(c.type), call->at), .at = call->at};
    }
    bind_rows(b, former);
    plan_node *out = projection_bind(b, &op_extend, call->at, in, cols, n);
    if (out) out->open_columns = in->open_columns;
    return out;
}

static plan_node *bind_empty(binder *b, const struct hosted *h, const ast *call)
{
    const char *at = h->columns;
    column c;
    plan_node *out = bind_node(b, &op_externaldata, call->at, 0, NULL, ARENA_NEW(b->mem, external_info));
    while (out && next_column(&at, &c)) schema_add(b->mem, &out->cols, c.name, c.type);
    if (out) out->open_columns = h->kind == OPEN;
    return out;
}

static bool fits(binder *b, const struct hosted *h, const ast *call)
{
    if (call->n >= h->least && call->n <= h->most) return true;
    diag_error(b->ds, ST_COMPILE, "KS119", call->name_at, "'%s' takes %u to %u arguments, not %u", h->name, h->least, h->most, call->n);
    return false;
}

static plan_node *refuse(binder *b, const struct hosted *h, const ast *call)
{
    diag *d = diag_error(b->ds, ST_UNSUPPORTED, NULL, call->name_at.len ? call->name_at : call->at, "'%s' is a function of the hosted service, which is never asked", h->name);
    diag_hint(b->ds, d, "give one of your own: functions/%s.kql, or --functions DIR", h->name);
    return NULL;
}

static plan_node *bind_watchlist(binder *b, const struct hosted *h, const ast *call)
{
    datum alias;
    bool found = false;
    if (!bind_const(b, call->kid[0], T_STRING, &alias)) return NULL;
    plan_node *rows = watchlist_bind(b, call, alias.s, &found);
    if (found || b->bind_only) return found ? rows : bind_empty(b, h, call);
    diag *d = diag_error(b->ds, ST_UNSUPPORTED, NULL, call->at, "there is no watchlist '" STR_FMT "' here", STR_ARG(alias.s));
    diag_hint(b->ds, d, "give its items as watchlists/" STR_FMT ".csv, or --watchlists DIR", STR_ARG(alias.s));
    return NULL;
}

plan_node *hosted_bind(binder *b, const ast *call, plan_node *piped)
{
    const struct hosted *h = find(call->text);
    if ((h->kind == EXTENDS) != (piped != NULL)) return refuse(b, h, call);
    if (!fits(b, h, call)) return NULL;
    if (str_is(call->text, "_GetWatchlist")) return bind_watchlist(b, h, call);
    if (!b->bind_only) return refuse(b, h, call);
    return piped ? bind_extends(b, h, call, piped) : bind_empty(b, h, call);
}

plan_node *hosted_unlisted(binder *b, const ast *node)
{
    static const struct hosted unlisted = {"", OPEN, 0, 0, ""};
    if (b->bind_only) return bind_empty(b, &unlisted, node);
    diag *d = diag_error(b->ds, ST_UNSUPPORTED, NULL, node->at, "'" STR_FMT "' is a table of another service, which is never asked", STR_ARG(node->text));
    diag_hint(b->ds, d, "give its rows with -t " STR_FMT "=FILE", STR_ARG(node->text));
    return NULL;
}
