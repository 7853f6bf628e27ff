/* search: rows of many tables in which a condition holds, with the name of their table in front: `union withsource=$table`, then `where`
 * over all columns but that one. Source: search-operator.md; columns as Microsoft's binder. */
#include "interp/bind/parts.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/projection.h"
#include "interp/ops/shared/search_predicate.h"
#include "interp/ops/shared/syntax.h"

#define TABLE "$table"

static plan_node *bind_tables(binder *b, const ast *node, plan_node *in)
{
    const ast *tables = node->kid[1];
    ast *all = syntax_node(b, AST_STAR, node->at, 0, NULL), *name = syntax_name(b, STR(TABLE), node->at);
    uint32_t n = in ? 0 : tables->n ? tables->n : 1;
    ast *legs = syntax_op(b, OP_UNION, node->at, n, in || tables->n ? tables->kid : &all);
    ast *param = syntax_node(b, AST_PARAM, node->at, 1, &name);
    param->text = STR("withsource");
    ast *params[2] = {param};
    uint32_t n_params = 1;
    for (uint32_t i = 0; i < node->kid[0]->n && n_params < 2; i++) {
        if (str_is(node->kid[0]->kid[i]->text, "isfuzzy")) {
            params[n_params++] = node->kid[0]->kid[i];
        }
    }
    legs->kid[0] = syntax_node(b, AST_PARAMS, node->at, n_params, params);
    legs->text = STR("search"); /* rows of no table are search_arg0's, as measured (kql-to-sql, against the emulator) */
    return op_union.bind(b, legs, in);
}

/* The first column last, or the last first: conditions look at those before the last one. */
static plan_node *turn(binder *b, const ast *node, plan_node *in, bool back)
{
    uint32_t n = in->cols.n, *cols = ARENA_ARRAY(b->mem, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        cols[i] = back ? (i + n - 1) % n : (i + 1) % n;
    }
    const schema *old = bind_rows(b, &in->cols);
    plan_node *out = projection_of(b, &op_project, node->at, in, cols, n);
    bind_rows(b, old);
    return out;
}

static plan_node *search_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"kind", "default|case_insensitive|case_sensitive"}, {"isfuzzy", "bool"}};
    bool ok = bind_params(b, node->kid[0], rules, sizeof rules / sizeof *rules);
    const ast *kind = bind_param(node->kid[0], "kind");
    search_rules how = {.case_sensitive = kind && str_is(kind->text, "case_sensitive"), .wildcards = true};
    if (in && node->kid[1]->n) {
        diag_error(b->ds, ST_COMPILE, "KS175", node->name_at, "search in (...) stands at the beginning of a query");
        return NULL;
    }
    if (in && schema_find(&in->cols, STR(TABLE)) >= 0) {
        return bind_unsupported(b, node->name_at, "search over the result of another");
    }
    ast *condition = search_predicate(b, node->kid[2], &how);
    plan_node *all = bind_tables(b, node, in);
    if (!all || !condition || !ok) {
        return NULL;
    }
    plan_node *out = turn(b, node, all, false);
    if (!out) {
        return NULL;
    }
    schema cols = out->cols;
    out->cols.n--; /* the table's name is no column to be searched */
    out->open_columns = all->open_columns;
    schema *former = bind_open_rows(b, out);
    out = op_where.bind(b, syntax_op(b, OP_WHERE, condition->at, 1, &condition), out);
    b->open_row = former;
    if (!out) {
        return NULL;
    }
    out->in[0]->cols = out->cols = cols;
    out = turn(b, node, out, true);
    if (out) {
        out->serialized = false;
        out->open_columns = all->open_columns;
    }
    return out;
}

const op_class op_search = {.name = "search", .code = OP_SEARCH, .bind = search_bind};
