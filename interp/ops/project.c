/* project and its forms: -away, -keep, -rename, -reorder. All end as a list of expressions (shared/projection.h). */
#include "interp/bind/parts.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/projection.h"

/* Whether the engine takes a table without columns, and how many rows it then has, is not known. */
static bool gives_columns(binder *b, const ast *node, uint32_t n)
{
    if (n == 0 && !bind_is_refused(b)) bind_unsupported(b, node->at, "a table without columns");
    return n > 0;
}

static plan_node *project_bind(binder *b, const ast *node, plan_node *in)
{
    named_expr *cols;
    uint32_t n;
    const schema *old = bind_rows(b, &in->cols);
    bool ok = bind_columns(b, node->kid + 1, node->n - 1, COLUMNS_PROJECT, &cols, &n);
    bind_rows(b, old);
    return ok && gives_columns(b, node, n) ? projection_bind(b, &op_project, node->at, in, cols, n) : NULL;
}

/* The input's columns whose being named equals `named`, in their order. */
static plan_node *choose(binder *b, const ast *node, plan_node *in, const op_class *op, bool named)
{
    uint32_t room = in->cols.n + node->n, n = 0; /* in an open row a name may come to be a column */
    uint32_t *cols = ARENA_ARRAY(b->mem, uint32_t, room);
    colset set = colset_new(b->mem, room);
    const schema *old = bind_rows(b, &in->cols);
    bool ok = true;
    for (uint32_t k = 1; k < node->n; k++) {
        uint32_t *found, n_found;
        ok = bind_patterns(b, node->kid[k], &found, &n_found) && ok;
        for (uint32_t i = 0; i < n_found; i++) {
            colset_add(&set, found[i]);
        }
    }
    bind_rows(b, old);
    for (uint32_t i = 0; i < in->cols.n; i++) {
        if (colset_has(&set, i) == named) {
            cols[n++] = i;
        }
    }
    ok = ok && (in->open_columns || gives_columns(b, node, n));
    plan_node *out = ok ? projection_of(b, op, node->at, in, cols, n) : NULL;
    if (out && !named) {
        out->open_columns = in->open_columns;
    }
    return out;
}

static plan_node *away_bind(binder *b, const ast *node, plan_node *in) { return choose(b, node, in, &op_project_away, false); }
static plan_node *keep_bind(binder *b, const ast *node, plan_node *in) { return choose(b, node, in, &op_project_keep, true); }

static bool name_taken(const named_expr *cols, uint32_t n, str name)
{
    for (uint32_t i = 0; i < n; i++) {
        if (str_eq(cols[i].name, name)) {
            return true;
        }
    }
    return false;
}

static void keep_columns(binder *b, span at, named_expr *cols, uint32_t *n)
{
    for (; *n < b->row->n; ++*n) {
        cols[*n] = (named_expr){.name = b->row->cols[*n].name, .value = bind_column(b, *n, at), .at = at};
    }
}

/* One `new = old`: the column keeps its place. In an open row it may come to be by being named. */
static bool rename_one(binder *b, const ast *k, named_expr *cols, uint32_t *n)
{
    if (k->kind != AST_NAMED) {
        diag_error(b->ds, ST_COMPILE, "KS110", k->at, "project-rename takes NewName = ColumnName");
        return false;
    }
    expr *e = bind_expr(b, k->kid[0]);
    if (e->kind != EX_COLUMN) {
        if (e->type != T_UNKNOWN) {
            diag_error(b->ds, ST_COMPILE, "KS109", k->kid[0]->at, "only a column can be renamed");
        }
        return false;
    }
    keep_columns(b, k->at, cols, n);
    if (name_taken(cols, *n, k->text) || schema_find(b->row, k->text) >= 0) {
        diag_error(b->ds, ST_COMPILE, "KS171", k->name_at, "there is a column named '" STR_FMT "' already", STR_ARG(k->text));
        return false;
    }
    if (!str_eq(cols[e->column].name, b->row->cols[e->column].name)) {
        return bind_unsupported(b, k->at, "renaming a column twice") != NULL;
    }
    cols[e->column].name = k->text;
    return true;
}

static plan_node *rename_bind(binder *b, const ast *node, plan_node *in)
{
    uint32_t n = 0;
    named_expr *cols = ARENA_ARRAY(b->mem, named_expr, in->cols.n + node->n);
    const schema *old = bind_rows(b, &in->cols);
    bool ok = true;
    keep_columns(b, node->at, cols, &n);
    for (uint32_t i = 1; i < node->n; i++) {
        ok = rename_one(b, node->kid[i], cols, &n) && ok;
    }
    bind_rows(b, old);
    plan_node *out = ok ? projection_bind(b, &op_project_rename, node->at, in, cols, n) : NULL;
    if (out) {
        out->open_columns = in->open_columns;
    }
    return out;
}

const op_class op_project = {.name = "project", .code = OP_PROJECT, .bind = project_bind, PROJECTION_FUNCTIONS};
const op_class op_project_away = {.name = "project-away", .code = OP_PROJECT_AWAY, .bind = away_bind, PROJECTION_FUNCTIONS};
const op_class op_project_keep = {.name = "project-keep", .code = OP_PROJECT_KEEP, .bind = keep_bind, PROJECTION_FUNCTIONS};
const op_class op_project_rename = {.name = "project-rename", .code = OP_PROJECT_RENAME, .bind = rename_bind, PROJECTION_FUNCTIONS};
