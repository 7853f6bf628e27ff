/* value_set: distinct values in the order they came, kept in an arena. */
#ifndef INTERP_AGG_VALUE_SET_H
#define INTERP_AGG_VALUE_SET_H

#include "base/arena.h"
#include "tables/vec.h"

typedef struct value_set {
    datum *items;
    uint64_t *hashes; /* of the items */
    uint32_t *slots;  /* 1 + an item's place; 0 is free; a power of two of them, at least twice the items */
    uint32_t n, cap, n_slots;
} value_set;

/* The place of d, or UINT32_MAX. `hash` must be the same for equal values. */
uint32_t value_set_find(const value_set *s, datum d, uint64_t hash);
/* Adds a copy of d unless it is there. True: it was added. */
bool value_set_add(value_set *s, arena *mem, datum d, uint64_t hash);

#endif
