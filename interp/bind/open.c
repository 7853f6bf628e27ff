/* open: rows whose columns are not all known before the data is seen (bag_unpack, pivot). While a query is only bound, any name may be one
 * of them: it becomes a column, behind the others, of a type that nobody knows yet. A query that runs has all columns before what follows
 * is bound (interp/plugins/early.h). As Microsoft's binder. */
#include "interp/bind/parts.h"

/* A union of tables that have a name in several types calls it name_string, name_long: whoever reads the bare name has tables of one type
 * in mind, here the type that comes first. */
static kql_type type_in_union(const schema *row, str name)
{
    for (uint32_t i = 0; i < row->n; i++) {
        str c = row->cols[i].name;
        const char *type = type_name(row->cols[i].type);
        bool is = c.n == name.n + 1 + strlen(type) && memcmp(c.p, name.p, name.n) == 0 && c.p[name.n] == '_';
        if (is && memcmp(c.p + name.n + 1, type, strlen(type)) == 0)
            return row->cols[i].type;
    }
    return T_UNKNOWN;
}

expr *bind_open_name(binder *b, const ast *node)
{
    if (!b->open_row || b->row != b->open_row) {
        return NULL;
    }
    schema_add(b->mem, b->open_row, node->text, type_in_union(b->open_row, node->text));
    return bind_column(b, b->open_row->n - 1, node->at);
}

schema *bind_open_rows(binder *b, plan_node *in)
{
    schema *former = b->open_row;
    b->open_row = in && in->open_columns ? &in->cols : NULL;
    return former;
}
