/* externaldata: rows of local files that stand for what a query would fetch; watchlists are made of it, too. */
#ifndef INTERP_OPS_EXTERNALDATA_H
#define INTERP_OPS_EXTERNALDATA_H

#include "interp/bind/binder.h"
#include "interp/external/external.h"

typedef struct external_info {
    const char **paths;              /* local files, in order */
    const external_format **formats; /* of each */
    uint32_t n;
    bool ignore_first;               /* the first record of every text */
    external_place *places;          /* by column; NULL: cells by number, objects by name */
} external_info;

extern const op_class op_externaldata;

#endif
