/* column_list: the columns that an operator makes, one after the other, with the rules by which a name is kept, numbered or refused.
 * Microsoft's binder has the same two ways in: a name that the user said is declared, one that was inferred is added. */
#ifndef INTERP_BIND_COLUMN_LIST_H
#define INTERP_BIND_COLUMN_LIST_H

#include "interp/bind/binder.h"

typedef struct column_item {
    named_expr col;
    bool declared; /* by name, or as a column of the row: a second declaration is an error */
    bool row;      /* extend's input column, as it came */
} column_item;

typedef struct column_list {
    binder *b;
    column_item *items;
    uint32_t n, cap;
    struct name_slot *slots; /* every name given out, with the last number put behind it */
    uint32_t n_slots;
} column_list;

/* The row's columns, as extend begins. */
void column_list_row(column_list *l);

/* An inferred name. Is it taken, the column gets a number behind it; with `replace` it takes the other's place. */
void column_add(column_list *l, named_expr c, bool replace);

/* A name said by the user, or a column of the row. Twice is an error (KS171). With `replace` it takes the place of a column that was
 * only inferred, else a number as above. */
void column_declare(column_list *l, named_expr c, bool replace);

/* A call with several results: the first names are the user's, the others' are inferred; print drops what it was not asked for. */
void column_tuple(column_list *l, const ast *call, ast *const *names, uint32_t n_names, columns_mode mode);

/* Column1, Column2 ...: counted over the whole query, names that mean something passed over. */
str column_made_up_name(binder *b, bool row_too);

#endif
