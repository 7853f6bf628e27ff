#include "interp/ops/shared/groups.h"

#include "base/hash.h"

void groups_init(groups *g, arena *mem, const kql_type *types, uint32_t n_keys)
{
    rows_init_types(&g->keys, mem, types, n_keys);
    g->mask = 255;
    g->in_slots = 0;
    g->place = NULL;
    g->cap_places = 0;
    g->slots = ARENA_ARRAY(mem, uint32_t, g->mask + 1);
    g->cap = 160;
    g->hash = ARENA_ARRAY(mem, uint64_t, g->cap);
    g->packed = (packed_keys){.mem = mem};
    g->dense = (dense_keys){.mem = mem};
}

static void hash_rows(groups *g, const vec *const *keys, sel which)
{
    for (uint32_t k = 0; k < which.n; k++) {
        g->scratch[k] = 0;
    }
    for (uint32_t c = 0; c < g->keys.n_cols; c++) {
        for (uint32_t k = 0; k < which.n; k++) {
            g->scratch[k] = hash_mix(g->scratch[k], vec_hash(keys[c], sel_row(which, k)));
        }
    }
}

static bool same_keys(const groups *g, uint32_t group, const vec *const *keys, uint32_t row)
{
    for (uint32_t c = 0; c < g->keys.n_cols; c++) {
        if (!vec_same(rows_vec(&g->keys, group, c), group % BATCH_ROWS, keys[c], row)) {
            return false;
        }
    }
    return true;
}

/* The slot that holds these keys, or the free one where they belong. */
static uint32_t *probe(const groups *g, uint64_t hash, const vec *const *keys, uint32_t row)
{
    for (uint32_t at = (uint32_t)hash & g->mask;; at = (at + 1) & g->mask) {
        uint32_t slot = g->slots[at];
        if (slot == 0 || (g->hash[slot - 1] == hash && same_keys(g, slot - 1, keys, row))) {
            return &g->slots[at];
        }
    }
}

static void grow(groups *g)
{
    arena *mem = g->keys.mem;
    uint32_t n = g->in_slots;
    uint64_t *hash = ARENA_ARRAY(mem, uint64_t, 2 * (size_t)g->cap);
    memcpy(hash, g->hash, n * sizeof *hash);
    g->hash = hash;
    g->cap *= 2;
    g->mask = 2 * g->mask + 1;
    g->slots = ARENA_ARRAY(mem, uint32_t, (size_t)g->mask + 1);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = (uint32_t)hash[i] & g->mask;
        while (g->slots[at]) {
            at = (at + 1) & g->mask;
        }
        g->slots[at] = i + 1;
    }
}

/* The groups that dense keys numbered go into the slots: only now somebody looks there. */
static void catch_up(groups *g)
{
    for (; g->in_slots < groups_count(g); g->in_slots++) {
        uint64_t hash = 0;
        for (uint32_t c = 0; c < g->keys.n_cols; c++) {
            hash = hash_mix(hash, vec_hash(rows_vec(&g->keys, g->in_slots, c), g->in_slots % BATCH_ROWS));
        }
        if (g->in_slots == g->cap) {
            grow(g);
        }
        g->hash[g->in_slots] = hash;
        uint32_t at = (uint32_t)hash & g->mask;
        while (g->slots[at]) {
            at = (at + 1) & g->mask;
        }
        g->slots[at] = g->in_slots + 1;
    }
}

/* The group of one row, a new one if need be. */
static uint32_t add_row(groups *g, uint64_t hash, const vec *const *keys, uint16_t row)
{
    if (groups_count(g) == g->cap) {
        grow(g);
    }
    uint32_t *slot = probe(g, hash, keys, row);
    if (*slot == 0) {
        g->hash[groups_count(g)] = hash;
        rows_add(&g->keys, keys, (sel){&row, 1});
        *slot = groups_count(g);
        g->in_slots = groups_count(g);
    }
    return *slot - 1;
}

static void room_for_places(groups *g, uint32_t more)
{
    if (groups_count(g) + more > g->cap_places) {
        uint32_t cap = 2 * (groups_count(g) + more);
        uint32_t *place = arena_alloc(g->keys.mem, cap * sizeof *place);
        if (groups_count(g)) {
            memcpy(place, g->place, groups_count(g) * sizeof *place);
        }
        g->place = place;
        g->cap_places = cap;
    }
}

/* Whether all groups are old ones; then they are in group[]. */
static bool dense_known(const groups *g, const uint16_t *code, uint32_t n, uint32_t *group)
{
    const uint32_t *cell = g->dense.cell;
    bool known = true;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t group_and_one = cell[code[k]];
        known &= group_and_one != 0;
        group[k] = group_and_one - 1;
    }
    return known;
}

/* A place that holds nothing yet is a new group's; the batch's new groups are stored together. */
static bool add_dense(groups *g, const vec *const *keys, sel which, uint32_t *group)
{
    uint16_t fresh[BATCH_ROWS];
    uint32_t n = 0;
    const uint16_t *code = dense_keys_alone(&g->dense, keys, g->keys.n_cols, which);
    if (!code && !dense_keys_places(&g->dense, keys, g->keys.n_cols, which, group)) {
        return false;
    }
    if (code && dense_known(g, code, which.n, group)) {
        return true;
    }
    room_for_places(g, which.n);
    for (uint32_t k = 0; k < which.n; k++) {
        uint32_t place = code ? code[k] : group[k], *cell = &g->dense.cell[place];
        if (*cell == 0) {
            g->place[groups_count(g) + n] = place;
            fresh[n++] = (uint16_t)sel_row(which, k);
            *cell = groups_count(g) + n;
        }
        group[k] = *cell - 1;
    }
    rows_add(&g->keys, keys, (sel){fresh, n});
    return true;
}

static void add_packed(groups *g, const vec *const *keys, sel which, const packed_key *key, uint32_t *group)
{
    for (uint32_t k = 0; k < which.n; k++) {
        packed_entry *e = packed_keys_find(&g->packed, key[k]);
        if (e->group) {
            group[k] = e->group - 1;
            continue;
        }
        uint16_t row = (uint16_t)sel_row(which, k);
        hash_rows(g, keys, (sel){&row, 1});
        group[k] = add_row(g, g->scratch[0], keys, row);
        *e = (packed_entry){key[k], group[k] + 1};
        packed_keys_added(&g->packed);
    }
}

void groups_add(groups *g, const vec *const *keys, sel which, uint32_t *group)
{
    packed_key key[BATCH_ROWS];
    if (!g->dense.off && add_dense(g, keys, which, group)) {
        return;
    }
    catch_up(g);
    if (packed_keys_make(&g->packed, keys, g->keys.n_cols, which, key)) {
        add_packed(g, keys, which, key, group);
        return;
    }
    hash_rows(g, keys, which);
    for (uint32_t k = 0; k < which.n; k++) {
        __builtin_prefetch(&g->slots[(uint32_t)g->scratch[k] & g->mask]);
    }
    for (uint32_t k = 0; k < which.n; k++) {
        group[k] = add_row(g, g->scratch[k], keys, (uint16_t)sel_row(which, k));
    }
}

void groups_find(groups *g, const vec *const *keys, sel which, uint32_t *group)
{
    catch_up(g);
    hash_rows(g, keys, which);
    for (uint32_t k = 0; k < which.n; k++) {
        group[k] = *probe(g, g->scratch[k], keys, sel_row(which, k)) - 1; /* a free slot gives ROWS_NONE */
    }
}

const vec *groups_vec(const groups *g, uint32_t first, uint32_t col, uint32_t n, arena *mem)
{
    const vec *v = rows_vec(&g->keys, first, col);
    if (g->dense.off || !g->dense.cell || !g->dense.codes[col]) {
        return v;
    }
    vec *coded = ARENA_NEW(mem, vec);
    uint16_t *code = arena_alloc(mem, BATCH_ROWS * sizeof *code);
    dense_keys_codes(&g->dense, col, g->place + first, n, code);
    *coded = *v;
    coded->codes = g->dense.codes[col];
    coded->code = code;
    return coded;
}
