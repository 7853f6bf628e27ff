/* schema_merge: schemas, as getschema writes them, made one. Source: schema-merge-plugin.md
 *
 *   PreserveOrder (the default): a column must have the ordinal of its first schema in all of them; one that has not is an error row,
 *   with ordinal -1, behind the others. Otherwise a column stands where the schema that has it furthest back puts it.
 *
 * Types that differ, and columns that would share a place, the page leaves open: refused. */
#include "interp/plugins/whole.h"

#include <stdlib.h>

typedef struct merge_info {
    whole whole; /* first */
    uint32_t name, ordinal, data_type, type;
    bool keep_order;
} merge_info;

typedef struct merged {
    str name;
    uint32_t row;            /* where it came first */
    int64_t first, furthest; /* ordinals */
    bool moved;
} merged;

static const op_class op_schema_merge;

static int64_t ordinal_of(const rows *in, uint32_t row, const merge_info *info)
{
    datum d = rows_get(in, row, info->ordinal);
    return d.null ? -1 : d.type == T_INT ? d.i : d.l;
}

static int by_place(const void *a, const void *b)
{
    const merged *x = a, *y = b;
    if (x->moved != y->moved) {
        return x->moved ? 1 : -1;
    }
    return x->furthest < y->furthest ? -1 : x->furthest > y->furthest;
}

static bool add(exec *x, const plan_node *n, const rows *in, uint32_t row, merged *list, uint32_t *count)
{
    const merge_info *info = n->info;
    str name = rows_get(in, row, info->name).s;
    int64_t at = ordinal_of(in, row, info);
    for (uint32_t i = 0; i < *count; i++) {
        if (!str_eq(list[i].name, name)) {
            continue;
        }
        if (!str_eq(rows_get(in, row, info->type).s, rows_get(in, list[i].row, info->type).s)) {
            exec_fail(x, ST_UNSUPPORTED, n->at, "schema_merge of a column with two types ('" STR_FMT "') is not supported", STR_ARG(name));
            return false;
        }
        list[i].moved |= info->keep_order && at != list[i].first;
        list[i].furthest = at > list[i].furthest ? at : list[i].furthest;
        return true;
    }
    list[(*count)++] = (merged){name, row, at, at, false};
    return true;
}

static void give(const rows *in, const merge_info *info, const merged *m, int64_t ordinal, whole_out *out)
{
    static const char moved[] = "ERROR(columns are out of order)", unknown[] = "ERROR(unknown CSL type:ERROR(columns are out of order))";
    whole_put(out, 0, whole_text(m->name));
    whole_put(out, 1, whole_long(m->moved ? -1 : ordinal));
    whole_put(out, 2, m->moved ? whole_text(str_of(unknown)) : rows_get(in, m->row, info->data_type));
    whole_put(out, 3, m->moved ? whole_text(str_of(moved)) : rows_get(in, m->row, info->type));
    whole_row(out);
}

static bool merge_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    const merge_info *info = n->info;
    merged *list = ARENA_ARRAY(in->mem, merged, in->n + 1);
    uint32_t count = 0;
    if (in->n > 20000) {
        exec_fail(x, ST_LIMIT, n->at, "schema_merge takes at most 20000 columns");
        return false;
    }
    for (uint32_t row = 0; row < in->n; row++) {
        if (!add(x, n, in, row, list, &count)) {
            return false;
        }
    }
    qsort(list, count, sizeof *list, by_place);
    for (uint32_t i = 0; i < count; i++) {
        if (i && by_place(&list[i - 1], &list[i]) == 0) {
            exec_fail(x, ST_UNSUPPORTED, n->at, "schema_merge of columns that share a place ('" STR_FMT "', '" STR_FMT "') is not supported",
                      STR_ARG(list[i - 1].name), STR_ARG(list[i].name));
            return false;
        }
        give(in, info, &list[i], i, out);
    }
    return true;
}

static bool find(binder *b, const plugin_call *c, const char *name, kql_type t, uint32_t *out)
{
    int at = schema_find(&c->in->cols, str_of(name));
    kql_type is = at < 0 ? T_UNKNOWN : c->in->cols.cols[at].type;
    if (is != t && !(t == T_LONG && is == T_INT)) {
        diag_error(b->ds, ST_COMPILE, NULL, c->args->at, "schema_merge wants what getschema gives: it has no column %s of type %s", name, type_name(t));
        return false;
    }
    *out = (uint32_t)at;
    return true;
}

static plan_node *merge_bind(binder *b, const plugin_call *c)
{
    merge_info *info = ARENA_NEW(b->mem, merge_info);
    info->whole.run = merge_run;
    info->keep_order = true;
    datum d;
    if (!plugin_arg_count(b, c, 0, 1) || (c->args->n && !plugin_constant(b, c, 0, T_BOOL, &d))) {
        return NULL;
    }
    if (c->args->n) {
        info->keep_order = d.null || d.b;
    }
    if (!find(b, c, "ColumnName", T_STRING, &info->name) || !find(b, c, "ColumnOrdinal", T_LONG, &info->ordinal) ||
        !find(b, c, "DataType", T_STRING, &info->data_type) || !find(b, c, "ColumnType", T_STRING, &info->type)) {
        return NULL;
    }
    plan_node *n = whole_node(b, &op_schema_merge, c, &info->whole);
    if (n) {
        schema_add(b->mem, &n->cols, STR("ColumnName"), T_STRING);
        schema_add(b->mem, &n->cols, STR("ColumnOrdinal"), T_LONG);
        schema_add(b->mem, &n->cols, STR("DataType"), T_STRING);
        schema_add(b->mem, &n->cols, STR("ColumnType"), T_STRING);
    }
    return n;
}

static const op_class op_schema_merge = {.name = "schema_merge", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_schema_merge = {.name = "schema_merge", .bind = merge_bind, .sig = "([PreserveOrder: bool])",
                                    .help = "Schemas, as getschema writes them, made one",
                                    .example = "print a = 1 | getschema | evaluate schema_merge() | project ColumnName, ColumnType", .gives = "a, long",
                                    .page = "schema-merge-plugin"};
