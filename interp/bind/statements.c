/* statements: a query text's statements, one after the other, and what they give. */
#include "interp/bind/hosted.h"
#include "interp/bind/parts.h"
#include "interp/bind/settings.h"

#include "interp/ops/as.h"
#include "interp/ops/operators.h"
#include "interp/ops/sort.h"
#include "interp/workspace_functions.h"

/* Names that no schema had: a file may have such a column further down than its sample went. */
typedef struct missed {
    str name[64];
    table *read[64]; /* tables that the query reads */
    uint32_t n, n_read;
} missed;

void binder_missed(binder *b, str name)
{
    if (b->missed && b->missed->n < 64) b->missed->name[b->missed->n++] = name;
}

void binder_reads(binder *b, table *t)
{
    missed *m = b->missed;
    for (uint32_t i = 0; m && i < m->n_read; i++)
        if (m->read[i] == t) return;
    if (m && m->n_read < 64) m->read[m->n_read++] = t;
}

/* ---- expressions */

/* A value alone is what print would make of it: so it is in the examples of asin-function.md, day-of-month-function.md and others. */
static plan_node *bind_value_statement(binder *b, ast *node)
{
    ast *params = ARENA_NEW(b->mem, ast), *op = ARENA_NEW(b->mem, ast);
    params->kind = AST_PARAMS;
    op->kind = AST_OP;
    op->op = OP_PRINT;
    op->at = op->name_at = node->at;
    op->n = 2;
    op->kid = ARENA_ARRAY(b->mem, ast *, 2);
    op->kid[0] = params;
    op->kid[1] = node;
    return bind_table(b, op);
}

/* A name or call alone may be either; what it is decides. */
static plan_node *bind_result(binder *b, ast *e)
{
    scope *s = e->kind == AST_NAME || e->kind == AST_CALL ? scope_find(b->scope, e->text) : NULL;
    if (e->kind == AST_NAME && !s && !catalog_find(b->cat, e->text) && !hosted_is_table(e->text)) { /* it could have been a value as well */
        bind_report_table(b, e, "KS142");
        return NULL;
    }
    bool value = s && (s->kind == NAME_SCALAR || (s->kind == NAME_FUNCTION && !scope_function_is_tabular(b, s)));
    bool builtin = !s && e->kind == AST_CALL && fn_next_overload(e->text, NULL) && !bind_is_tabular(b, e);
    return value || builtin ? bind_value_statement(b, e) : bind_table(b, e);
}

static void add_result(binder *b, plan_node *n, plan_node ***results, str **names, uint32_t *count)
{
    b->ends_in_table = n->op != &op_consume;
    if (n->op == &op_group) { /* fork, facet: each leg is a result */
        for (uint32_t i = 0; i < n->n_in; i++) add_result(b, n->in[i], results, names, count);
        b->ends_in_table = false;
        return;
    }
    plan_node **more = ARENA_ARRAY(b->mem, plan_node *, *count + 1);
    str *more_names = ARENA_ARRAY(b->mem, str, *count + 1);
    for (uint32_t i = 0; i < *count; i++) {
        more[i] = (*results)[i];
        more_names[i] = (*names)[i];
    }
    more[*count] = n;
    if (n->op == &op_as) more_names[*count] = ((const as_info *)n->info)->name;
    *results = more;
    *names = more_names;
    ++*count;
}

/* `let T = SecurityEvent | ...` of a workspace is a function without parameters. */
static const ast *function_of(binder *b, const ast *value)
{
    ast *f = ARENA_NEW(b->mem, ast), *params = ARENA_NEW(b->mem, ast), *body = ARENA_NEW(b->mem, ast), *last = ARENA_NEW(b->mem, ast);
    f->kind = AST_FUNCTION;
    params->kind = AST_LIST;
    body->kind = AST_BODY;
    last->kind = AST_EXPRESSION;
    f->kid = ARENA_ARRAY(b->mem, ast *, 2);
    body->kid = ARENA_ARRAY(b->mem, ast *, 1);
    last->kid = ARENA_ARRAY(b->mem, ast *, 1);
    f->n = 2;
    f->kid[0] = params;
    f->kid[1] = body;
    body->n = last->n = 1;
    body->kid[0] = last;
    last->kid[0] = (ast *)value;
    return f;
}

/* Functions of the workspace stand around the query: its own names come in front of theirs. */
static void push_functions(binder *b)
{
    for (const workspace_function *f = b->functions; f; f = f->next) {
        struct scope *seen = b->scope;
        bool function = f->syntax->kind == AST_FUNCTION;
        scope *s = scope_push(b, f->name, NAME_FUNCTION);
        s->syntax = function ? f->syntax : function_of(b, f->syntax);
        s->seen = seen;
        s->path = f->path;
        s->level = UINT32_MAX;
    }
}

static void bind_statements(binder *b, const ast *query, plan_node ***results, str **names, uint32_t *n)
{
    push_functions(b);
    for (uint32_t k = 0; k < query->n; k++) {
        const ast *s = query->kid[k];
        switch (s->kind) {
        case AST_LET: bind_let(b, s); break;
        case AST_SET: bind_set(b, s); break;
        case AST_EXPRESSION: {
            ast *e = s->kid[0];
            plan_node *plan = bind_is_tabular(b, e) || e->kind == AST_NAME || e->kind == AST_CALL ? bind_result(b, e) : bind_value_statement(b, e);
            if (plan) add_result(b, plan, results, names, n);
            break;
        }
        case AST_DECLARE_PARAMETERS: bind_query_parameters(b, s); break;
        case AST_DECLARE_PATTERN: bind_pattern(b, s); break;
        case AST_RESTRICT: bind_restrict(b, s); break;
        default: break; /* alias database: wherever a table is said to be, it is here */
        }
    }
}

/* set query_take_max_records: as if every result ended in take. */
static void cut_results(binder *b, plan_node **results, uint32_t n)
{
    for (uint32_t i = 0; b->settings->take && i < n; i++) {
        take_info *info = ARENA_NEW(b->mem, take_info);
        info->count = (expr *)b->settings->take;
        plan_node *in = results[i];
        plan_node *out = bind_node(b, &op_take, in->at, 1, &in, info);
        if (!out) return;
        out->cols = in->cols;
        out->serialized = in->serialized;
        out->open_columns = in->open_columns;
        results[i] = out;
    }
}

static bool has_error(const diags *ds, uint32_t from)
{
    for (uint32_t i = from; i < ds->n; i++)
        if (ds->items[i].severity == SEV_ERROR) return true;
    return false;
}

/* Looks for the missed names in the whole of every file; true if one was found, so that binding again makes sense. */
static bool discover(binder *b, const missed *m)
{
    bool found = false;
    for (uint32_t i = 0; i < m->n_read; i++)
        for (uint32_t k = 0; k < m->n; k++)
            if (schema_find(table_schema(m->read[i]), m->name[k]) < 0) found |= table_discover(m->read[i], m->name[k], b->ds);
    return found;
}

/* The name, or a text that says it (column_ifexists). */
static bool names_timestamp(const ast *node)
{
    if (str_is(node->text, "Timestamp"))
        return true;
    for (uint32_t i = 0; i < node->n; i++) {
        if (names_timestamp(node->kid[i])) return true;
    }
    return false;
}

static bool any_names_timestamp(const binder *b, const ast *query)
{
    for (const workspace_function *f = b->functions; f; f = f->next) {
        if (names_timestamp(f->syntax)) return true;
    }
    return names_timestamp(query);
}

bool bind_query(binder *b, const ast *query, plan_node ***results, str **names, uint32_t *n)
{
    b->names_timestamp = any_names_timestamp(b, query);
    binder start = *b;
    uint32_t errors = b->ds->n;
    for (int round = 0;; round++) {
        missed m = {0};
        *b = start;
        b->settings = ARENA_NEW(b->mem, settings);
        b->missed = &m;
        *n = 0;
        bind_statements(b, query, results, names, n);
        b->missed = NULL;
        cut_results(b, *results, *n);
        bool failed = has_error(b->ds, errors);
        if (failed && m.n && round < 3 && discover(b, &m)) {
            b->ds->n = errors;
            continue;
        }
        if (!failed && *n == 0) { /* statements.md: at least one must be tabular; the analyzer lets it pass */
            diag *d = b->bind_only ? diag_warn(b->ds, NULL, query->at, "the query gives no result")
                                   : diag_error(b->ds, ST_COMPILE, NULL, query->at, "the query gives no result");
            diag_hint(b->ds, d, "end it with a table, or an expression to print");
            failed = !b->bind_only;
        }
        return !failed;
    }
}
