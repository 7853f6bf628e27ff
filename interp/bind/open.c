/* open: rows whose columns are not all known before the data is seen (bag_unpack, pivot). While a query is only bound, any name may be one
 * of them: it becomes a column, behind the others, of a type that nobody knows yet. A query that runs has all columns before what follows
 * is bound (interp/plugins/early.h). As Microsoft's binder. */
#include "interp/bind/parts.h"

expr *bind_open_name(binder *b, const ast *node)
{
    if (!b->open_row || b->row != b->open_row) {
        return NULL;
    }
    schema_add(b->mem, b->open_row, node->text, T_UNKNOWN);
    return bind_column(b, b->open_row->n - 1, node->at);
}

schema *bind_open_rows(binder *b, plan_node *in)
{
    schema *former = b->open_row;
    b->open_row = in && in->open_columns ? &in->cols : NULL;
    return former;
}
