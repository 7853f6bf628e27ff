/* statements: a query text's statements, one after the other, and what they give. */
#include "interp/bind/parts.h"

#include "base/time_text.h"
#include "interp/ops/as.h"
#include "interp/ops/operators.h"

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

/* ---- set */

/* Request properties that change nothing here: how results are cut, cached, spread over machines. */
static bool is_harmless(str name)
{
    static const char *const names[] = {"truncationmaxrecords", "truncationmaxsize", "notruncation", "maxoutputcolumns", "servertimeout",
                                        "norequesttimeout", "maxmemoryconsumptionperiterator", "max_memory_consumption_per_query_per_node",
                                        "best_effort", "deferpartialqueryfailures", "results_cache_max_age", "query_results_cache_max_age",
                                        "query_force_row_level_security", "query_language", "request_description", "queryconsistency"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i])) return true;
    return str_cmp(name, STR("query_fanout")) == 0 || (name.n > 5 && memcmp(name.p, "hint_", 5) == 0);
}

static void bind_set(binder *b, const ast *set)
{
    if (str_is(set->text, "query_now")) {
        datum now;
        if (set->kid[0]->kind == AST_LITERAL && set->kid[0]->op == LIT_STRING) {
            if (!datetime_parse(set->kid[0]->text, &b->now)) diag_error(b->ds, ST_COMPILE, "KS107", set->at, "query_now wants a datetime");
        } else if (bind_const(b, set->kid[0], T_DATETIME, &now) && !now.null) {
            b->now = now.l;
        }
        return;
    }
    bool size = str_is(set->text, "query_bin_auto_size");
    if (size || str_is(set->text, "query_bin_auto_at")) {
        expr *said = bind_expr(b, set->kid[0]);
        if (said->type == T_UNKNOWN) return;
        if (!bind_is_constant(said)) diag_error(b->ds, ST_COMPILE, "KS129", set->at, "'" STR_FMT "' wants a constant", STR_ARG(set->text));
        b->bin_auto[!size] = said;
        return;
    }
    if (is_harmless(set->text)) return;
    if (set->text.n > 20 && memcmp(set->text.p, "query_datetimescope_", 20) == 0)
        bind_unsupported(b, set->at, "set query_datetimescope_...");
}

/* ---- expressions */

/* A value alone is what print would make of it. */
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
    if (e->kind == AST_NAME && !s && !catalog_find(b->cat, e->text)) { /* it could have been a value as well */
        bind_report_table(b, e, "KS142");
        return NULL;
    }
    bool value = s && (s->kind == NAME_SCALAR || (s->kind == NAME_FUNCTION && !scope_function_is_tabular(b, s)));
    bool builtin = !s && e->kind == AST_CALL && fn_next_overload(e->text, NULL) && !bind_is_tabular(b, e);
    return value || builtin ? bind_value_statement(b, e) : bind_table(b, e);
}

static void add_result(binder *b, plan_node *n, plan_node ***results, str **names, uint32_t *count)
{
    if (n->op == &op_group) { /* fork, facet: each leg is a result */
        for (uint32_t i = 0; i < n->n_in; i++) add_result(b, n->in[i], results, names, count);
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

static void bind_statements(binder *b, const ast *query, plan_node ***results, str **names, uint32_t *n)
{
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
        case AST_DECLARE_PARAMETERS: bind_unsupported(b, s->at, "declare query_parameters"); break;
        case AST_DECLARE_PATTERN: bind_unsupported(b, s->at, "declare pattern"); break;
        case AST_ALIAS: bind_unsupported(b, s->at, "alias database"); break;
        case AST_RESTRICT: bind_unsupported(b, s->at, "restrict access"); break;
        default: break;
        }
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

bool bind_query(binder *b, const ast *query, plan_node ***results, str **names, uint32_t *n)
{
    binder start = *b;
    uint32_t errors = b->ds->n;
    for (int round = 0;; round++) {
        missed m = {0};
        *b = start;
        b->missed = &m;
        *n = 0;
        bind_statements(b, query, results, names, n);
        b->missed = NULL;
        bool failed = has_error(b->ds, errors);
        if (failed && m.n && round < 3 && discover(b, &m)) {
            b->ds->n = errors;
            continue;
        }
        if (!failed && *n == 0) {
            diag *d = diag_warn(b->ds, NULL, query->at, "the query gives no result");
            diag_hint(b->ds, d, "end it with a table, or an expression to print");
        }
        return !failed;
    }
}
