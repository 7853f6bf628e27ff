/* kept: a value that an aggregate holds on to over batches. A string is copied into room that is used again when the
 * next one fits, so that a maximum that rises with every batch does not grow the arena each time. */
#ifndef INTERP_AGG_KEPT_H
#define INTERP_AGG_KEPT_H

#include "interp/agg.h"

typedef struct kept {
    datum d;
    char *room;
    uint32_t cap;
} kept;

static inline void kept_set(kept *k, arena *mem, datum d)
{
    if (d.type == T_STRING) {
        if (d.s.n > k->cap) {
            k->cap = d.s.n < 16 ? 16 : d.s.n + d.s.n / 2;
            k->room = arena_alloc(mem, k->cap);
        }
        if (d.s.n) memcpy(k->room, d.s.p, d.s.n);
        d.s.p = k->room;
    } else if (d.type == T_DYNAMIC) {
        d = datum_copy(mem, d);
    }
    k->d = d;
}

#endif
