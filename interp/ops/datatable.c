/* datatable: rows written in the query. A literal of another type is converted to its column's, null where it cannot be.
 * Source: datatable-operator.md */
#include "interp/ops/operators.h"
#include "interp/bind/binder.h"
#include "interp/ops/shared/constant_rows.h"

/* The page wants values of the column's type, and does not say what becomes of others. Converted is what can be read in one way only. */
static bool reads_one_way(binder *b, datum from, datum to)
{
    if (from.null || from.type == to.type) return true;
    bool number = type_is_number(from.type), fraction = from.type == T_REAL && type_is_integer(to.type);
    if (to.type == T_DYNAMIC && from.type == T_STRING) {
        const dyn *json;
        return !dyn_parse(b->mem, from.s, &json);
    }
    return !to.null && !fraction && (!number || type_is_number(to.type) || to.type == T_STRING || to.type == T_DYNAMIC) &&
           (from.type != T_BOOL || to.type == T_STRING || to.type == T_DYNAMIC);
}

static bool names_differ(binder *b, const ast *decl, uint32_t at)
{
    for (uint32_t i = 0; i < at; i++) {
        if (str_eq(decl->kid[i]->text, decl->kid[at]->text)) {
            diag_error(b->ds, ST_COMPILE, "KS171", decl->kid[at]->at, "a column named '" STR_FMT "' is there already", STR_ARG(decl->kid[at]->text));
            return false;
        }
    }
    return true;
}

static bool bind_cells(binder *b, const ast *list, const schema *cols, datum *cells)
{
    bool ok = true;
    for (uint32_t i = 0; i < list->n; i++) {
        kql_type type = cols->cols[i % cols->n].type;
        expr *given = bind_expr(b, list->kid[i]), *e = bind_cast(b, given, type);
        if (given->kind == EX_CONST && e->kind == EX_CONST && !reads_one_way(b, given->value, e->value)) {
            bind_unsupported(b, list->kid[i]->at, "a value that is not of its column's type");
        }
        ok = ok && e->kind == EX_CONST;
        cells[i] = e->kind == EX_CONST ? e->value : datum_null(type);
    }
    return ok || diags_status(b->ds) != ST_OK;
}

static plan_node *datatable_bind(binder *b, const ast *node, plan_node *in)
{
    (void)in;
    const ast *decl = node->kid[1], *list = node->kid[2];
    plan_node *out = bind_node(b, &op_datatable, node->at, 0, NULL, NULL);
    for (uint32_t i = 0; out && i < decl->n; i++) {
        str name = decl->kid[i]->text;
        if (schema_find(&out->cols, name) >= 0) {
            diag_error(b->ds, ST_COMPILE, "KS171", decl->kid[i]->name_at, "there is a column '" STR_FMT "' already", STR_ARG(name));
        }
        schema_add(b->mem, &out->cols, decl->kid[i]->text, bind_type(b, decl->kid[i]->kid[0]));
        if (!names_differ(b, decl, i)) {
            return NULL;
        }
    }
    if (!out) {
        return NULL;
    }
    uint32_t n = out->cols.n;
    if (n == 0 || list->n % n) {
        span at = list->n ? list->kid[list->n - 1]->at : node->at;
        diag_error(b->ds, ST_COMPILE, "KS173", at, "%u values do not fill rows of %u columns", list->n, n);
        return NULL;
    }
    const schema *old = bind_rows(b, NULL);
    datum *cells = ARENA_ARRAY(b->mem, datum, list->n + 1);
    if (!bind_cells(b, list, &out->cols, cells)) {
        diag_error(b->ds, ST_COMPILE, NULL, list->at, "datatable takes literal values");
    }
    bind_rows(b, old);
    for (uint32_t i = 0; i < n; i++) {
        if (out->cols.cols[i].type == T_UNKNOWN) {
            return NULL;
        }
    }
    out->info = constant_rows_new(b->mem, cells, list->n / n, &out->cols);
    return out;
}

const op_class op_datatable = {.name = "datatable", .code = OP_DATATABLE, .bind = datatable_bind, .need = constant_rows_need,
                               .open = constant_rows_open, .next = constant_rows_next, .describe = constant_rows_describe};
