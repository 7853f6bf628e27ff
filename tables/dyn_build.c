/* dyn_build: from entries on a stack to arrays and bags. */
#include "tables/dyn_build.h"

#include "base/hash.h"

#define FEW_KEYS 12 /* up to here looking at every key is faster than a table */

uint32_t dyn_stack_height(const dyn_stack *s)
{
    return (uint32_t)(s->entries.n / sizeof(dyn_entry));
}

void dyn_stack_push(dyn_stack *s, str key, const dyn *value)
{
    dyn_entry e = {key, value ? value : dyn_null()};
    buf_put(&s->entries, &e, sizeof e);
}

static dyn_entry *entries_above(dyn_stack *s, uint32_t height, uint32_t *n)
{
    *n = dyn_stack_height(s) - height;
    return *n ? (dyn_entry *)(void *)s->entries.p + height : NULL;
}

const dyn *dyn_stack_array(dyn_stack *s, arena *a, uint32_t height)
{
    uint32_t n;
    const dyn_entry *e = entries_above(s, height, &n);
    const dyn **items = arena_alloc(a, n * sizeof *items);
    for (uint32_t i = 0; i < n; i++)
        items[i] = e[i].value;
    s->entries.n = height * sizeof(dyn_entry);
    return dyn_array(a, items, n);
}

/* Both squeeze e[0..n) to distinct keys, in place, and return how many there are. */
static uint32_t squeeze_few(dyn_entry *e, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = 0;
        while (k < kept && !str_eq(e[k].key, e[i].key))
            k++;
        if (k == kept)
            e[kept++] = e[i];
        else
            e[k].value = e[i].value;
    }
    return kept;
}

static uint32_t squeeze_many(dyn_entry *e, uint32_t n)
{
    uint32_t size = 32, kept = 0;
    while (size < 2 * (uint64_t)n)
        size *= 2;
    buf table = {0};
    buf_reserve(&table, size * sizeof(uint32_t));
    uint32_t *slot = (uint32_t *)(void *)table.p; /* place in e plus one; 0: free */
    memset(slot, 0, size * sizeof *slot);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t h = (uint32_t)hash_str(e[i].key) & (size - 1);
        while (slot[h] && !str_eq(e[slot[h] - 1].key, e[i].key))
            h = (h + 1) & (size - 1);
        if (slot[h]) {
            e[slot[h] - 1].value = e[i].value;
        } else {
            e[kept++] = e[i];
            slot[h] = kept;
        }
    }
    buf_drop(&table);
    return kept;
}

const dyn *dyn_stack_bag(dyn_stack *s, arena *a, uint32_t height)
{
    uint32_t n;
    dyn_entry *e = entries_above(s, height, &n);
    if (n)
        n = n <= FEW_KEYS ? squeeze_few(e, n) : squeeze_many(e, n);
    str *keys = arena_alloc(a, n * sizeof *keys);
    const dyn **values = arena_alloc(a, n * sizeof *values);
    for (uint32_t i = 0; i < n; i++) {
        keys[i] = e[i].key;
        values[i] = e[i].value;
    }
    s->entries.n = height * sizeof(dyn_entry);
    return dyn_bag(a, keys, values, n);
}

void dyn_stack_drop(dyn_stack *s)
{
    buf_drop(&s->entries);
}
