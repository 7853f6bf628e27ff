/* groups: gives rows with equal keys one number each, in order of first appearance. Open addressing over stored hashes:
 *
 *   slots  [ group+1 | 0 | group+1 ... ]   power of two, at most 5/8 full; 0 is free
 *   hash[group], keys row `group`          what a slot is compared by
 *
 * Null is equal to null, NaN to NaN.
 *
 * Keys that have a place of their own (dense_keys.h) need no slot; the slots catch up when they are asked. Otherwise keys that are
 * codes or whole numbers, at most sixteen bytes together, are looked up in a table of packed keys first. */
#ifndef INTERP_OPS_SHARED_GROUPS_H
#define INTERP_OPS_SHARED_GROUPS_H

#include "interp/ops/shared/dense_keys.h"
#include "interp/ops/shared/packed_keys.h"
#include "interp/ops/shared/rows.h"

typedef struct groups {
    rows keys; /* one row a group */
    uint32_t *slots;
    uint64_t *hash;
    uint32_t mask, cap; /* slots - 1; room in `hash` */
    uint32_t in_slots;  /* groups that have a slot */
    uint64_t scratch[BATCH_ROWS];
    packed_keys packed;
    dense_keys dense;
    uint32_t *place;     /* by group, while `dense` serves */
    uint32_t cap_places;
} groups;

void groups_init(groups *g, arena *mem, const kql_type *types, uint32_t n_keys);
/* group[k] for each row k of `which`; unseen keys become new groups. */
void groups_add(groups *g, const vec *const *keys, sel which, uint32_t *group);
/* The same without adding: ROWS_NONE where no group has these keys. */
void groups_find(groups *g, const vec *const *keys, sel which, uint32_t *group);
/* Column `col` of the keys of a block of groups, `first` a multiple of BATCH_ROWS; with codes where the keys came with them. */
const vec *groups_vec(const groups *g, uint32_t first, uint32_t col, uint32_t n, arena *mem);
static inline uint32_t groups_count(const groups *g) { return g->keys.n; }

#endif
