/* packed_keys: what a row's keys are, in sixteen bytes, and which group they got. It only remembers: what it does not know is
 * looked up in the groups, and columns that come with other codes make it forget. */
#ifndef INTERP_OPS_SHARED_PACKED_KEYS_H
#define INTERP_OPS_SHARED_PACKED_KEYS_H

#include "tables/vec.h"

#define PACKED_MOST 8 /* columns */

typedef struct packed_key {
    uint64_t w[2];
} packed_key;

typedef struct packed_entry {
    packed_key key;
    uint32_t group; /* + 1; 0: free */
} packed_entry;

typedef struct packed_keys {
    arena *mem;
    packed_entry *entries;
    uint32_t mask, n;
    const vec_codes *codes[PACKED_MOST]; /* of each column; NULL: it is no coded one */
} packed_keys;

/* The keys of `which`, packed; false: they cannot be. */
bool packed_keys_make(packed_keys *p, const vec *const *keys, uint32_t n_keys, sel which, packed_key *out);
packed_entry *packed_keys_find(packed_keys *p, packed_key key); /* an entry with the key, or a free one to be filled */
void packed_keys_added(packed_keys *p);                         /* a free entry was filled; entries move */

#endif
