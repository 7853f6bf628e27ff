/* partition: what its binding and its running know of one another. */
#ifndef INTERP_OPS_PARTITION_H
#define INTERP_OPS_PARTITION_H

#include "interp/ops/shared/part.h"

typedef struct partition_info {
    uint32_t key;      /* column of the input */
    bool rows_read;    /* the subquery reads the partition's rows; else only the key, and tables of its own */
    bool legacy;       /* at most 64 partitions */
    part_slots slots;
    const plan_node *node;
} partition_info;

bool partition_open(exec *x, const plan_node *n, void **state);
step partition_next(exec *x, const plan_node *n, void *state, batch *out);
void partition_close(exec *x, const plan_node *n, void *state);

/* The rows of the partition at work, as its subquery's source; its key alone. */
extern const op_class op_partition_source, op_partition_key;

#endif
