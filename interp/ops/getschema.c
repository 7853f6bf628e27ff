/* getschema: the columns of a table as rows; the table itself is not read. Source: getschema-operator.md */
#include "interp/ops/operators.h"
#include "interp/ops/shared/constant_rows.h"
#include "interp/ops/shared/exprs_bind.h"

/* The .NET names that the engine shows. */
static str dotnet_name(kql_type t)
{
    switch (t) {
    case T_BOOL: return STR("System.SByte");
    case T_INT: return STR("System.Int32");
    case T_LONG: return STR("System.Int64");
    case T_REAL: return STR("System.Double");
    case T_DECIMAL: return STR("System.Data.SqlTypes.SqlDecimal");
    case T_STRING: return STR("System.String");
    case T_DATETIME: return STR("System.DateTime");
    case T_TIMESPAN: return STR("System.TimeSpan");
    case T_GUID: return STR("System.Guid");
    default: return STR("System.Object");
    }
}

static plan_node *getschema_bind(binder *b, const ast *node, plan_node *in)
{
    if (node->n && node->kid[0]->n) return bind_unsupported(b, node->kid[0]->kid[0]->at, "a kind of getschema");
    plan_node *out = node_over(b, &op_getschema, node->at, in, NULL);
    if (!out) {
        return NULL;
    }
    out->cols = (schema){0};
    schema_add(b->mem, &out->cols, STR("ColumnName"), T_STRING);
    schema_add(b->mem, &out->cols, STR("ColumnOrdinal"), T_LONG);
    schema_add(b->mem, &out->cols, STR("DataType"), T_STRING);
    schema_add(b->mem, &out->cols, STR("ColumnType"), T_STRING);
    datum *cells = ARENA_ARRAY(b->mem, datum, 4 * in->cols.n + 1);
    for (uint32_t i = 0; i < in->cols.n; i++) {
        column c = in->cols.cols[i];
        cells[4 * i] = (datum){.type = T_STRING, .s = c.name};
        cells[4 * i + 1] = (datum){.type = T_LONG, .l = i};
        cells[4 * i + 2] = (datum){.type = T_STRING, .s = dotnet_name(c.type)};
        cells[4 * i + 3] = (datum){.type = T_STRING, .s = str_of(type_name(c.type))};
    }
    out->info = constant_rows_new(b->mem, cells, in->cols.n, &out->cols);
    out->serialized = true;
    out->open_columns = false;
    return out;
}

const op_class op_getschema = {.name = "getschema", .code = OP_GETSCHEMA, .bind = getschema_bind, .need = constant_rows_need,
                               .open = constant_rows_open, .next = constant_rows_next, .describe = constant_rows_describe};
