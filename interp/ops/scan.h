/* scan: reading a table. Internal: the binder makes one where a query names a table; rewrites push filters into it. */
#ifndef INTERP_OPS_SCAN_H
#define INTERP_OPS_SCAN_H

#include "interp/bind/binder.h"

typedef struct scan_info {
    table *table;
    expr *filter;   /* rows that are wanted, or NULL */
    uint32_t share; /* 0: reads alone; else 1 + the group that reads the table together */
    struct scan_group *group;
} scan_info;

/* Scans of one table whose rows are read in one pass. */
typedef struct scan_group {
    uint32_t id;
    table *table;
    uint32_t n;
    const plan_node **readers;
    colset read; /* columns that any of them needs */
} scan_group;

extern const op_class op_scan;
plan_node *scan_bind(binder *b, table *t, span at);
/* Lets `by` tell early which rows of a table in memory are wanted, where the scan has no filter of its own; else nothing. Before its
 * first rows. */
void scan_offer(exec *x, const plan_node *n, const struct scan_decider *by);
void scan_read_columns(const plan_node *n, colset *out); /* what is decoded: what is read of it and what the filter reads */

#endif
