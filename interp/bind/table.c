/* table: tabular expressions: names, pipelines, operators used as sources. */
#include "interp/bind/hosted.h"
#include "interp/bind/settings.h"
#include "interp/bind/windows.h"

#include "interp/ops/operators.h"
#include "interp/ops/replay.h"
#include "interp/ops/scan.h"
#include "interp/refusals.h"

#define NODES_MAX 20000 /* plan nodes of one query: lets that double at each step end here */

plan_node *bind_unsupported(binder *b, span at, const char *what)
{
    diag_error(b->ds, ST_UNSUPPORTED, NULL, at, "%s is not supported yet", what);
    return NULL;
}

bool bind_only_unsupported(binder *b, uint32_t said)
{
    for (uint32_t i = said; i < b->ds->n; i++)
        if (b->ds->items[i].severity == SEV_ERROR && b->ds->items[i].status != ST_UNSUPPORTED) return false;
    if (!b->bind_only) return false;
    for (uint32_t i = said; i < b->ds->n; i++) b->ds->items[i].severity = SEV_WARNING;
    return true;
}

bool bind_is_refused(const binder *b)
{
    for (uint32_t i = 0; i < b->ds->n; i++)
        if (b->ds->items[i].severity == SEV_ERROR && b->ds->items[i].status == ST_UNSUPPORTED) return true;
    return false;
}

bool bind_is_full(binder *b) { return b->n_nodes >= NODES_MAX; }

plan_node *bind_node(binder *b, const op_class *op, span at, uint32_t n_in, plan_node **in, void *info)
{
    if (bind_is_full(b)) {
        int muted = b->ds->muted;
        b->ds->muted = 0;
        if (b->n_nodes++ == NODES_MAX) diag_error(b->ds, ST_LIMIT, NULL, at, "the query unfolds to more than %d operators", NODES_MAX);
        b->ds->muted = muted;
        return NULL;
    }
    plan_node *n = ARENA_NEW(b->mem, plan_node);
    *n = (plan_node){.op = op, .id = b->n_nodes++, .at = at, .n_in = n_in, .info = info};
    n->in = ARENA_ARRAY(b->mem, plan_node *, n_in + 1);
    for (uint32_t i = 0; i < n_in; i++) n->in[i] = in[i];
    return n;
}

/* ---- names */

void bind_report_table(binder *b, const ast *node, const char *code)
{
    if (bind_is_refused(b)) return;
    str *names;
    uint32_t n = catalog_names(b->cat, b->mem, &names);
    str near = diag_nearest(node->text, names, n);
    diag *d = diag_error(b->ds, ST_COMPILE, code, node->at, "no table is named '" STR_FMT "'", STR_ARG(node->text));
    d->no_table = true;
    if (near.n) {
        diag_hint(b->ds, d, "did you mean " STR_FMT "?", STR_ARG(near));
    } else {
        diag_hint(b->ds, d, "give it with -t " STR_FMT "=FILE", STR_ARG(node->text));
    }
}

static plan_node *bind_table_name(binder *b, const ast *node)
{
    scope *s = scope_find(b->scope, node->text);
    if (s && !bind_is_visible(b, s, node->text)) s = NULL;
    if (s && s->kind == NAME_TABLE) return scope_table(b, s, node->at);
    if (s && s->kind == NAME_FUNCTION) {
        expr *value = NULL;
        plan_node *rows = NULL;
        ast call = *node;
        call.kind = AST_CALL;
        call.n = 0;
        if (!scope_call(b, s, &call, NULL, &value, &rows)) return NULL;
        if (rows) return rows;
    }
    if (s) {
        diag_error(b->ds, ST_COMPILE, "KS111", node->at, "'" STR_FMT "' is a value; a table is wanted here", STR_ARG(node->text));
        return NULL;
    }
    plan_node *base = bind_base_table(b, node->text, node->at);
    if (!base && hosted_is_table(node->text)) return hosted_bind(b, node, NULL);
    if (!base && !bind_is_full(b)) bind_report_table(b, node, "KS204");
    return base;
}

static plan_node *bind_table_call(binder *b, const ast *node)
{
    scope *s = scope_find(b->scope, node->text);
    if (s && s->kind == NAME_PATTERN) return bind_pattern_use(b, s, node, (str){0});
    if (s && s->kind == NAME_FUNCTION) {
        expr *value = NULL;
        plan_node *rows = NULL;
        if (!scope_call(b, s, node, NULL, &value, &rows)) return NULL;
        if (rows) return rows;
        diag_error(b->ds, ST_COMPILE, "KS111", node->at, "'" STR_FMT "' gives a value; a table is wanted here", STR_ARG(node->text));
        return NULL;
    }
    if (str_is(node->text, "table") && node->n >= 1) {
        datum name;
        if (!bind_const(b, node->kid[0], T_STRING, &name)) return NULL;
        if (b->trial && name.s.n == 0) { /* a parameter's value: the calls know it */
            diag_error(b->ds, ST_UNSUPPORTED, NULL, node->at, "the table is named by an argument");
            return NULL;
        }
        ast named = *node->kid[0];
        named.kind = AST_NAME;
        named.text = name.s;
        return bind_table_name(b, &named);
    }
    if (hosted_is_table(node->text)) return hosted_bind(b, node, NULL);
    if (name_is_known(node->text)) {
        diag_error(b->ds, ST_UNSUPPORTED, NULL, node->at, "'" STR_FMT "' is not supported yet as a table", STR_ARG(node->text));
        return NULL;
    }
    if (!bind_is_refused(b))
        diag_error(b->ds, ST_COMPILE, "KS211", node->name_at, "no table or function is named '" STR_FMT "'", STR_ARG(node->text))->no_table = true;
    return NULL;
}

/* ---- operators */

static plan_node *bind_operator(binder *b, const ast *node, plan_node *in);

/* Behind fork or facet, each result is drawn; one that has a name keeps it. */
static plan_node *draw_each(binder *b, const ast *node, plan_node *group)
{
    for (uint32_t i = 0; i < group->n_in; i++) {
        plan_node **at = group->in[i]->op == &op_as ? &group->in[i]->in[0] : &group->in[i];
        *at = bind_operator(b, node, *at);
        if (!*at) return NULL;
    }
    return group;
}

static plan_node *bind_operator(binder *b, const ast *node, plan_node *in)
{
    const op_class *op = op_find(node->op);
    if (in && in->op == &op_group && node->op == OP_RENDER) return draw_each(b, node, in);
    if (in && in->op == &op_group) return bind_unsupported(b, node->at, "an operator behind fork or facet");
    if (!op) {
        span word = node->name_at.len ? node->name_at : node->at;
        refusal_report(b->ds, word, "operator", str_of(ast_operator_word((ast_operator)node->op)));
        return NULL;
    }
    const schema *former = bind_rows(b, in ? &in->cols : NULL);
    struct agg_list *aggs = b->aggs;
    struct window_list *windows = b->windows, calls = {.in = in};
    b->aggs = NULL;
    b->windows = in ? &calls : NULL;
    schema *open = bind_open_rows(b, in);
    plan_node *out = bind_windows_below(b, op->bind(b, node, in), &calls);
    b->open_row = open;
    if (out && in && in->open_columns) out->open_columns = node->op != OP_COUNT && node->op != OP_GETSCHEMA;
    b->aggs = aggs;
    b->windows = windows;
    bind_rows(b, former);
    return out;
}

/* `| as Name` lets later parts of the query read what came before it. */
static void name_prefix(binder *b, const ast *pipe, uint32_t k, const plan_node *n)
{
    ast *prefix = ARENA_NEW(b->mem, ast);
    *prefix = *pipe;
    prefix->n = k + 1;
    struct scope *seen = b->scope;
    scope *s = scope_push(b, pipe->kid[k]->text, NAME_TABLE);
    s->syntax = prefix;
    s->seen = seen;
    s->taken = true;
    s->cols = n->cols;
    s->level = UINT32_MAX; /* no let: it may be repeated */
}

/* The same inside a subquery, whose source is no text that could be bound again: its rows so far are shared. */
static plan_node *name_rows(binder *b, str name, plan_node *n)
{
    shared_plan *source = share_plan(b, n);
    scope *s = scope_push(b, name, NAME_TABLE);
    s->piped = source;
    s->cols = n->cols;
    s->level = UINT32_MAX;
    return replay_bind(b, source, n->at);
}

/* `as hint.materialized=true`: whoever reads the name reads the rows that go on here. Source: as-operator.md, named-expressions.md */
static bool is_materialized(binder *b, const ast *as)
{
    const ast *hint = bind_param(as->kid[0], "hint.materialized");
    expr *on = hint ? bind_expr(b, hint) : NULL;
    if (on && (on->kind != EX_CONST || on->type != T_BOOL)) bind_unsupported(b, hint->at, "hint.materialized other than true or false");
    return on && on->kind == EX_CONST && on->type == T_BOOL && !on->value.null && on->value.b;
}

plan_node *bind_pipeline(binder *b, const ast *pipe, plan_node *in)
{
    for (uint32_t k = 1; in && k < pipe->n; k++) {
        in = bind_operator(b, pipe->kid[k], in);
        if (!in || pipe->kid[k]->op != OP_AS) continue;
        bool goes_on = k + 1 < pipe->n;
        if (goes_on && is_materialized(b, pipe->kid[k])) in = name_rows(b, pipe->kid[k]->text, in);
        else if (pipe->kid[0]->kind != AST_NONE) name_prefix(b, pipe, k, in);
        else if (goes_on) in = name_rows(b, pipe->kid[k]->text, in); /* the last of them names the result */
    }
    bool several = in && in->op == &op_group && pipe->kid[0]->kind == AST_NONE;
    return several ? bind_unsupported(b, pipe->at, "fork or facet in a subquery") : in;
}

/* materialize() runs once, however often the name that it was given is read. */
static plan_node *bind_materialize(binder *b, const ast *node)
{
    for (uint32_t i = b->n_shared; i-- > 0;)
        if (b->shared[i]->syntax == node && b->shared[i]->seen == b->scope) return replay_bind(b, b->shared[i], node->at);
    struct scope *seen = b->scope;
    plan_node *n = bind_table(b, node->kid[0]);
    if (!n) return NULL;
    shared_plan *s = share_plan(b, n);
    s->syntax = node;
    s->seen = seen;
    return replay_bind(b, s, node->at);
}

/* ---- tables said to be elsewhere: all there is is here */

static bool is_place(const ast *node)
{
    static const char *const words[] = {"database", "cluster", "workspace", "app", "adx", "arg"};
    if (node->kind == AST_DOT_CALL) return is_place(node->kid[0]) && is_place(node->kid[1]);
    for (size_t i = 0; node->kind == AST_CALL && i < sizeof words / sizeof *words; i++)
        if (str_is(node->text, words[i])) return true;
    return false;
}

static scope *pattern_of(binder *b, const ast *node)
{
    scope *s = node->kind == AST_CALL ? scope_find(b->scope, node->text) : NULL;
    return s && s->kind == NAME_PATTERN ? s : NULL;
}

static plan_node *bind_elsewhere(binder *b, const ast *node)
{
    const ast *of = node->kid[0];
    scope *pattern = pattern_of(b, of);
    if (pattern && node->kind == AST_PATH) return bind_pattern_use(b, pattern, of, node->text);
    if (node->kind == AST_DOT_CALL && is_place(of) && str_is(node->kid[1]->text, "table")) return bind_table_call(b, node->kid[1]);
    if (!is_place(of) || node->kind == AST_DOT_CALL) return bind_unsupported(b, node->at, "a function of another database");
    plan_node *base = bind_base_table(b, node->text, node->at);
    ast name = {.kind = AST_NAME, .text = node->text, .at = node->name_at.len ? node->name_at : node->at};
    if (!base && of->kind == AST_CALL && (str_is(of->text, "adx") || str_is(of->text, "arg"))) return hosted_unlisted(b, node);
    if (!base && !bind_is_full(b)) bind_report_table(b, &name, "KS204");
    return base;
}

static plan_node *bind_form(binder *b, const ast *node)
{
    switch (node->kind) {
    case AST_NAME: return bind_table_name(b, node);
    case AST_PIPE: return bind_pipeline(b, node, bind_table(b, node->kid[0]));
    case AST_OP: return bind_operator(b, node, NULL);
    case AST_CALL: return bind_table_call(b, node);
    case AST_MATERIALIZE: return bind_materialize(b, node);
    case AST_DOT_CALL:
    case AST_PATH: return bind_elsewhere(b, node);
    case AST_WILDCARD: diag_error(b->ds, ST_COMPILE, "KS268", node->at, "a name pattern cannot stand here"); return NULL;
    case AST_TOTABLE: return bind_table(b, node->kid[0]);
    default: diag_error(b->ds, ST_COMPILE, "KS111", node->at, "a table is wanted here"); return NULL;
    }
}

plan_node *bind_table(binder *b, const ast *node)
{
    if (b->depth > 500) {
        diag_error(b->ds, ST_COMPILE, "KS245", node->at, "this is nested too deeply");
        bind_stop(b);
        return NULL;
    }
    const schema *former = bind_rows(b, NULL);
    const schema *right = b->right_row;
    struct agg_list *aggs = b->aggs;
    struct window_list *windows = b->windows;
    struct step_list *steps = b->steps;
    b->steps = NULL;
    b->right_row = NULL;
    b->aggs = NULL;
    b->windows = NULL;
    b->depth++;
    b->tables++;
    plan_node *n = bind_form(b, node);
    b->tables--;
    if (n && n->op == &op_group && b->depth > 1) n = bind_unsupported(b, node->at, "fork or facet inside another query");
    b->depth--;
    b->aggs = aggs;
    b->windows = windows;
    b->steps = steps;
    b->right_row = right;
    bind_rows(b, former);
    return n;
}

/* ---- is it a table at all? */

bool bind_is_tabular(binder *b, const ast *node)
{
    scope *s;
    switch (node->kind) {
    case AST_PIPE:
    case AST_OP:
    case AST_MATERIALIZE:
    case AST_TOTABLE: return true;
    case AST_DOT_CALL: return true;
    case AST_PATH: return is_place(node->kid[0]) || pattern_of(b, node->kid[0]);
    case AST_NAME:
        if (b->row && schema_find(b->row, node->text) >= 0) return false;
        s = scope_find(b->scope, node->text);
        if (s) return s->kind == NAME_TABLE || (s->kind == NAME_FUNCTION && scope_function_is_tabular(b, s));
        return catalog_find(b->cat, node->text) != NULL;
    case AST_CALL:
        s = scope_find(b->scope, node->text);
        if (s) return s->kind == NAME_PATTERN || (s->kind == NAME_FUNCTION && scope_function_is_tabular(b, s));
        return str_is(node->text, "table") || is_place(node);
    default: return false;
    }
}
