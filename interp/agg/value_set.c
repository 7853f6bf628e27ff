#include "interp/agg/value_set.h"

static uint32_t probe(const value_set *s, datum d, uint64_t hash)
{
    uint32_t at = (uint32_t)hash & (s->n_slots - 1);
    for (; s->slots[at]; at = (at + 1) & (s->n_slots - 1)) {
        uint32_t i = s->slots[at] - 1;
        if (s->hashes[i] == hash && datum_same(s->items[i], d)) break;
    }
    return at;
}

uint32_t value_set_find(const value_set *s, datum d, uint64_t hash)
{
    if (s->n == 0) return UINT32_MAX;
    return s->slots[probe(s, d, hash)] - 1; /* a free slot holds 0 */
}

/* Room for one more. What is outgrown stays in the arena: all of it together is no more than the last. */
static void grow(value_set *s, arena *mem)
{
    uint32_t cap = s->cap ? 2 * s->cap : 8;
    datum *items = arena_alloc(mem, cap * sizeof *items);
    uint64_t *hashes = arena_alloc(mem, cap * sizeof *hashes);
    if (s->n) {
        memcpy(items, s->items, s->n * sizeof *items);
        memcpy(hashes, s->hashes, s->n * sizeof *hashes);
    }
    s->items = items;
    s->hashes = hashes;
    s->cap = cap;
    s->n_slots = 2 * cap;
    s->slots = arena_zero(mem, s->n_slots * sizeof *s->slots);
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t at = (uint32_t)hashes[i] & (s->n_slots - 1);
        while (s->slots[at]) at = (at + 1) & (s->n_slots - 1);
        s->slots[at] = i + 1;
    }
}

bool value_set_add(value_set *s, arena *mem, datum d, uint64_t hash)
{
    if (s->n == s->cap) grow(s, mem);
    uint32_t at = probe(s, d, hash);
    if (s->slots[at]) return false;
    s->items[s->n] = datum_copy(mem, d);
    s->hashes[s->n] = hash;
    s->slots[at] = ++s->n;
    return true;
}
