/* mv-expand: what is bound. */
#ifndef INTERP_OPS_MV_EXPAND_H
#define INTERP_OPS_MV_EXPAND_H

#include "interp/bind/binder.h"

typedef struct expanded {
    expr *value;     /* dynamic */
    kql_type type;   /* of an item */
    uint32_t column; /* of the output */
} expanded;

typedef struct mv_expand_info {
    expanded *items;
    uint32_t n;
    int32_t *from;      /* by output column: the input's, or -1 */
    int32_t index;      /* output column of with_itemindex, or -1 */
    expr *limit;        /* rows a row, or NULL */
    bool pairs;         /* kind=array: a bag's entries as [key, value] */
} mv_expand_info;

extern const op_class op_mv_expand;

/* The lists of mv-expand and mv-apply. False: reported. */
bool bind_expanded(binder *b, const ast *list, const schema *in, mv_expand_info *info, schema *out);

#endif
