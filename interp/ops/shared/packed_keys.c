#include "interp/ops/shared/packed_keys.h"

#include "base/hash.h"

#define FIRST_ENTRIES 1024

static uint32_t bits_of(const vec *v)
{
    if (v->codes) {
        return 16;
    }
    switch (v->type) {
    case T_BOOL: return 8;
    case T_INT: return 32;
    case T_LONG:
    case T_DATETIME:
    case T_TIMESPAN: return 64;
    default: return 0;
    }
}

static void forget(packed_keys *p)
{
    if (p->n) {
        memset(p->entries, 0, ((size_t)p->mask + 1) * sizeof *p->entries);
    }
    p->n = 0;
}

/* Each column has its place in one of the two words; two wide ones fill them. */
static bool place(packed_keys *p, const vec *const *keys, uint32_t n_keys, uint8_t *word, uint8_t *shift)
{
    uint32_t used[2] = {0, 0};
    if (n_keys == 0 || n_keys > PACKED_MOST) {
        return false;
    }
    for (uint32_t i = 0; i < n_keys; i++) {
        uint32_t bits = bits_of(keys[i]);
        if (bits == 0 || keys[i]->constant || (keys[i]->null && !keys[i]->codes)) {
            return false;
        }
        word[i] = used[0] + bits > 64;
        shift[i] = (uint8_t)used[word[i]];
        used[word[i]] += bits;
        if (used[1] > 64) {
            return false;
        }
    }
    for (uint32_t i = 0; i < n_keys; i++) {
        if (p->codes[i] != keys[i]->codes) {
            p->codes[i] = keys[i]->codes;
            forget(p);
        }
    }
    return true;
}

static inline uint64_t value(const vec *v, uint32_t row)
{
    if (v->codes) {
        return v->code[row];
    }
    return v->type == T_BOOL ? v->b[row] : v->type == T_INT ? (uint32_t)v->i[row] : (uint64_t)v->l[row];
}

bool packed_keys_make(packed_keys *p, const vec *const *keys, uint32_t n_keys, sel which, packed_key *out)
{
    uint8_t word[PACKED_MOST], shift[PACKED_MOST];
    if (!place(p, keys, n_keys, word, shift)) {
        return false;
    }
    memset(out, 0, which.n * sizeof *out);
    for (uint32_t i = 0; i < n_keys; i++) {
        for (uint32_t k = 0; k < which.n; k++) {
            out[k].w[word[i]] |= value(keys[i], sel_row(which, k)) << shift[i];
        }
    }
    return true;
}

static packed_entry *find(packed_entry *entries, uint32_t mask, packed_key key)
{
    uint32_t at = (uint32_t)hash_mix(key.w[0], key.w[1]) & mask;
    while (entries[at].group && (entries[at].key.w[0] != key.w[0] || entries[at].key.w[1] != key.w[1])) {
        at = (at + 1) & mask;
    }
    return &entries[at];
}

packed_entry *packed_keys_find(packed_keys *p, packed_key key)
{
    if (!p->entries) {
        p->mask = FIRST_ENTRIES - 1;
        p->entries = ARENA_ARRAY(p->mem, packed_entry, FIRST_ENTRIES);
    }
    return find(p->entries, p->mask, key);
}

void packed_keys_added(packed_keys *p)
{
    if (++p->n <= p->mask / 2) {
        return;
    }
    uint32_t mask = 2 * p->mask + 1;
    packed_entry *more = ARENA_ARRAY(p->mem, packed_entry, (size_t)mask + 1);
    for (uint32_t i = 0; i <= p->mask; i++) {
        if (p->entries[i].group) {
            *find(more, mask, p->entries[i].key) = p->entries[i];
        }
    }
    p->entries = more;
    p->mask = mask;
}
