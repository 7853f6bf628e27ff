/* find: rows of several tables in which a condition holds. Only tables that have a column which the condition names take part (all do where
 * it looks at any column). Each gives
 *
 *   source_   the columns that all of them have   those that the condition names   pack_: a bag of its other columns
 *
 * or source_ and the columns of `project`. What a table lacks is null. Source: find-operator.md; columns as Microsoft's binder. A column of
 * several types is refused: the page and the binder disagree about it. */
#include "interp/bind/scope.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/projection.h"
#include "interp/ops/shared/search_predicate.h"
#include "interp/ops/shared/syntax.h"
#include "interp/ops/union.h"

typedef struct finding {
    binder *b;
    const ast *node;
    union_legs legs;
    ast *condition;
    bool any_column;    /* the condition looks at all columns */
    schema named;       /* columns that the condition names, in order */
    schema out;         /* without source_ */
    bool pack;          /* pack_ is the last of them */
} finding;

static bool refuse(finding *f, span at, const char *what)
{
    bind_unsupported(f->b, at, what);
    return false;
}

/* The column of that name in the legs; false where none has it, or where they disagree about its type. */
static bool look_up(finding *f, str name, span at, column *out, bool *found)
{
    *found = false;
    for (uint32_t i = 0; i < f->legs.n; i++) {
        const schema *cols = &f->legs.node[i]->cols;
        int k = schema_find(cols, name);
        if (k >= 0 && *found && cols->cols[k].type != out->type) {
            return refuse(f, at, "find over a column of several types");
        }
        if (k >= 0) {
            *out = cols->cols[k];
            *found = true;
        }
    }
    return true;
}

/* Collects what the condition names. Tables inside it are queries of their own. */
static bool walk(finding *f, const ast *node)
{
    column c;
    bool found;
    if (node->kind == AST_PIPE || node->kind == AST_OP || node->kind == AST_TOSCALAR) {
        return true;
    }
    f->any_column |= node->kind == AST_STAR;
    if (node->kind == AST_NAME) {
        if (!look_up(f, node->text, node->at, &c, &found)) {
            return false;
        }
        if (found && schema_find(&f->named, c.name) < 0) {
            schema_add(f->b->mem, &f->named, c.name, c.type);
        }
    }
    for (uint32_t i = 0; i < node->n; i++) {
        if (!walk(f, node->kid[i])) {
            return false;
        }
    }
    return true;
}

static void keep_tables(finding *f)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->legs.n; i++) {
        bool has = f->any_column || f->legs.n == 1;
        for (uint32_t k = 0; k < f->named.n && !has; k++) {
            has = schema_find(&f->legs.node[i]->cols, f->named.cols[k].name) >= 0;
        }
        if (has) {
            f->legs.node[kept] = f->legs.node[i];
            f->legs.source[kept++] = f->legs.source[i];
        }
    }
    f->legs.n = kept;
}

/* ---- columns */

static bool is_common(const finding *f, str name)
{
    for (uint32_t i = 1; i < f->legs.n; i++) {
        if (schema_find(&f->legs.node[i]->cols, name) < 0) {
            return false;
        }
    }
    return true;
}

static bool smart_columns(finding *f)
{
    const schema *first = &f->legs.node[0]->cols;
    for (uint32_t i = 0; i < first->n; i++) {
        column c;
        bool found;
        if (!is_common(f, first->cols[i].name)) {
            continue;
        }
        if (!look_up(f, first->cols[i].name, f->node->name_at, &c, &found)) {
            return false;
        }
        schema_add(f->b->mem, &f->out, c.name, c.type);
    }
    for (uint32_t i = 0; i < f->named.n; i++) {
        if (schema_find(&f->out, f->named.cols[i].name) < 0) {
            schema_add(f->b->mem, &f->out, f->named.cols[i].name, f->named.cols[i].type);
        }
    }
    for (uint32_t i = 0; i < f->legs.n; i++) {
        for (uint32_t k = 0; k < f->legs.node[i]->cols.n; k++) {
            f->pack |= schema_find(&f->out, f->legs.node[i]->cols.cols[k].name) < 0;
        }
    }
    return true;
}

static bool add_projected(finding *f, const ast *item)
{
    const ast *name = item->kind == AST_TYPED ? item->kid[0] : item;
    column c = {0};
    bool found;
    if (name->kind != AST_NAME) {
        return diags_status(f->b->ds) == ST_OK && refuse(f, item->at, "this in find's project");
    }
    if (schema_find(&f->out, name->text) >= 0) {
        return refuse(f, item->at, "a column twice in find's project");
    }
    if (item->kind == AST_TYPED) {
        c.type = bind_type(f->b, item->kid[1]);
        found = false;
        for (uint32_t i = 0; i < f->legs.n; i++) {
            found |= schema_find(&f->legs.node[i]->cols, name->text) >= 0;
        }
    } else if (!look_up(f, name->text, name->at, &c, &found)) {
        return false;
    }
    if (!found) {
        diag_error(f->b->ds, ST_COMPILE, "KS142", name->at, "no column is named '" STR_FMT "'", STR_ARG(name->text));
        return false;
    }
    schema_add(f->b->mem, &f->out, name->text, c.type);
    return c.type != T_UNKNOWN;
}

/* pack(*), as Microsoft's binder has it, or pack_all(), as the page does: one and the same. */
static bool is_pack(finding *f, const ast *item, bool last)
{
    if (item->kind != AST_CALL || !last) {
        return false;
    }
    if (item->n == 0 && !str_eq(item->text, STR("pack_all"))) {
        diag_error(f->b->ds, ST_COMPILE, "KS109", item->at, "a column is wanted here, or pack_all()");
        return false;
    }
    return true;
}

static bool projected_columns(finding *f)
{
    const ast *list = f->node->kid[3];
    for (uint32_t i = 0; i < list->n; i++) {
        const ast *item = list->kid[i];
        if (is_pack(f, item, i + 1 == list->n)) {
            f->pack = true;
        } else if (!add_projected(f, item)) {
            return false;
        }
    }
    return true;
}

/* ---- one table */

/* Its columns, and those that the condition names and it lacks. */
static plan_node *widen(finding *f, plan_node *in)
{
    binder *b = f->b;
    named_expr *cols = ARENA_ARRAY(b->mem, named_expr, in->cols.n + f->named.n + 1);
    uint32_t n = in->cols.n;
    for (uint32_t i = 0; i < n; i++) {
        cols[i] = (named_expr){.name = in->cols.cols[i].name, .value = bind_column(b, i, f->node->at), .at = f->node->at};
    }
    for (uint32_t i = 0; i < f->named.n; i++) {
        const column *c = &f->named.cols[i];
        if (schema_find(&in->cols, c->name) < 0) {
            cols[n++] = (named_expr){.name = c->name, .value = bind_constant(b, datum_null(c->type), f->node->at), .at = f->node->at};
        }
    }
    return n == in->cols.n ? in : projection_bind(b, &op_project, f->node->at, in, cols, n);
}

static expr *pack_rest(finding *f, const schema *own)
{
    binder *b = f->b;
    expr **args = ARENA_ARRAY(b->mem, expr *, 2 * own->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < own->n; i++) {
        if (schema_find(&f->out, own->cols[i].name) < 0) {
            args[n++] = bind_constant(b, (datum){.type = T_STRING, .s = own->cols[i].name}, f->node->at);
            args[n++] = bind_column(b, i, f->node->at);
        }
    }
    return bind_call(b, "bag_pack", f->node->at, n, args);
}

/* own: the table's columns, the first of in's. */
static plan_node *give_columns(finding *f, plan_node *in, const schema *own)
{
    binder *b = f->b;
    named_expr *cols = ARENA_ARRAY(b->mem, named_expr, f->out.n + 2);
    uint32_t n = 0;
    for (; n < f->out.n; n++) {
        int at = schema_find(own, f->out.cols[n].name);
        kql_type t = f->out.cols[n].type;
        expr *e = at >= 0 ? bind_cast(b, bind_column(b, (uint32_t)at, f->node->at), t) : bind_constant(b, datum_null(t), f->node->at);
        cols[n] = (named_expr){.name = f->out.cols[n].name, .value = e, .at = f->node->at};
    }
    if (f->pack) {
        cols[n++] = (named_expr){.name = STR("pack_"), .value = pack_rest(f, own), .at = f->node->at};
    }
    return projection_bind(b, &op_project, f->node->at, in, cols, n);
}

static plan_node *bind_table_of(finding *f, plan_node *leg)
{
    binder *b = f->b;
    schema own = leg->cols;
    const schema *old = bind_rows(b, &leg->cols);
    plan_node *out = widen(f, leg);
    if (out) {
        bind_rows(b, &out->cols);
        out = op_where.bind(b, syntax_op(b, OP_WHERE, f->condition->at, 1, &f->condition), out);
    }
    if (out) {
        bind_rows(b, &out->cols);
        out = give_columns(f, out, &own);
    }
    bind_rows(b, old);
    return out;
}

/* ---- all of it */

/* What source_ shows of rows that only a let names is not known. */
static bool has_names(finding *f, const ast *tables)
{
    for (uint32_t i = 0; i < tables->n; i++) {
        const scope *s = tables->kid[i]->kind == AST_NAME ? scope_find(f->b->scope, tables->kid[i]->text) : NULL;
        if (s && s->kind == NAME_TABLE) {
            bind_unsupported(f->b, tables->kid[i]->at, "find in rows that a let names");
            return false;
        }
    }
    return true;
}

static bool bind_scope(finding *f)
{
    binder *b = f->b;
    const ast *tables = f->node->kid[1];
    ast *all = syntax_node(b, AST_STAR, f->node->at, 0, NULL);
    const ast *fuzzy = bind_param(f->node->kid[0], "isfuzzy");
    bool is_fuzzy = fuzzy && fuzzy->text.n && (fuzzy->text.p[0] | 32) == 't';
    ast *legs = syntax_op(b, OP_UNION, f->node->at, tables->n ? tables->n : 1, tables->n ? tables->kid : &all);
    search_rules rules = {0};
    f->condition = search_predicate(b, f->node->kid[2], &rules);
    return has_names(f, tables) && union_bind_legs(b, legs, is_fuzzy, &f->legs) && f->condition && walk(f, f->condition);
}

/* A name that no table has is an error; a condition without any name is no case that the page knows. */
static bool check_condition(finding *f)
{
    if (f->any_column || f->named.n || f->legs.n == 1) {
        return true;
    }
    schema none = {0};
    const schema *old = bind_rows(f->b, &none);
    expr *e = bind_predicate(f->b, f->condition);
    bind_rows(f->b, old);
    return e->type != T_UNKNOWN && refuse(f, f->condition->at, "find with a condition that names no column");
}

static plan_node *find_bind(binder *b, const ast *node, plan_node *in)
{
    static const param_rule rules[] = {{"withsource", "name"}, {"with_source", "name"}, {"isfuzzy", "bool"}};
    finding f = {.b = b, .node = node};
    bool ok = bind_params(b, node->kid[0], rules, sizeof rules / sizeof *rules);
    const ast *source = bind_param(node->kid[0], "withsource");
    source = source ? source : bind_param(node->kid[0], "with_source");
    if (in || node->kid[4]->n) {
        return bind_unsupported(b, node->name_at, in ? "find behind another operator" : "find's project-away");
    }
    if (!ok || !bind_scope(&f) || !check_condition(&f)) {
        return NULL;
    }
    keep_tables(&f);
    if (f.legs.n == 0 || !(node->kid[3]->n ? projected_columns(&f) : smart_columns(&f))) {
        return NULL;
    }
    str name = source ? source->text : STR("source_");
    if (schema_find(&f.out, name) >= 0) {
        return bind_unsupported(b, node->name_at, "a source column with the name of another");
    }
    for (uint32_t i = 0; i < f.legs.n; i++) {
        f.legs.node[i] = bind_table_of(&f, f.legs.node[i]);
        if (!f.legs.node[i]) {
            return NULL;
        }
    }
    return union_make(b, node, &f.legs, false, name);
}

const op_class op_find_rows = {.name = "find", .code = OP_FIND, .bind = find_bind};
