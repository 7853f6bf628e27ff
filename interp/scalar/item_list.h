/* item_list: the right side of in, has_any and their kind: values, and lists of values inside dynamic arrays, flattened. */
#ifndef INTERP_SCALAR_ITEM_LIST_H
#define INTERP_SCALAR_ITEM_LIST_H

#include "interp/fn.h"

typedef struct item_list {
    arena *mem;
    datum *items; /* scalars; nulls are counted, not listed */
    uint32_t n, cap, nulls;
} item_list;

void item_list_add(item_list *l, datum d);
/* All constants of a call from argument 1 on. False: one of them is no constant. */
bool item_list_constants(item_list *l, const fn_call *call);

#endif
