/* order: the rows of a store in the order of `sort by`. Stable, total: null, NaN and every value have their place.
 *
 *   nulls first:  null NaN values       nulls last:  values NaN null        (asc and desc turn only the values)
 *
 * A 64-bit prefix of the first key, made so that unsigned comparison gives the order, settles most comparisons; the rest look
 * at the keys themselves. Source: sort-operator.md */
#ifndef INTERP_OPS_SHARED_ORDER_H
#define INTERP_OPS_SHARED_ORDER_H

#include "interp/ops/shared/rows.h"

typedef struct order_key {
    uint32_t column; /* of the store */
    bool desc, nulls_first;
} order_key;

typedef struct order {
    const rows *store;
    const order_key *keys;
    uint32_t n_keys;
} order;

int order_cmp(const order *o, uint32_t a, uint32_t b); /* 0 only when all keys are the same */
int order_cmp_values(order_key k, datum a, datum b);
/* What settles most comparisons by this key: a lower prefix comes first, equal ones are not decided. out[k] is row k's of `which`. */
void order_prefixes(order_key k, const vec *v, sel which, uint64_t *out);
uint64_t order_prefix(order_key k, datum d);
uint64_t order_nth(uint64_t *v, uint32_t n, uint32_t nth); /* the nth smallest (from 0); v is reordered */
uint32_t *order_rows(const order *o, arena *mem);          /* all row numbers, sorted */
/* The rows that come first, as many as count (at most all): the last of them last, the others as they stand in the store. */
uint32_t *order_first(const order *o, uint32_t count, arena *mem);

#endif
