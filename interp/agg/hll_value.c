#include "interp/agg/hll_value.h"

#include "base/number_text.h"
#include "interp/scalar/base64.h"

#include <stdlib.h>

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Sorted: the same values give the same sketch, whatever order they came in. */
static const dyn *hashes_to_dyn(const hll *h, arena *mem)
{
    uint64_t *all = ARENA_ARRAY(mem, uint64_t, h->n + 2);
    const dyn **items = ARENA_ARRAY(mem, const dyn *, h->n + 2);
    uint32_t n = 0;
    if (h->zero) all[n++] = 0;
    for (uint32_t i = 0; i < h->slots; i++)
        if (h->few[i]) all[n++] = h->few[i];
    qsort(all, n, sizeof *all, by_number);
    for (uint32_t i = 0; i < n; i++) items[i] = dyn_string(mem, arena_printf(mem, "%lld", (long long)(int64_t)all[i]));
    return dyn_array(mem, items, n);
}

const dyn *hll_to_dyn(const hll *h, arena *mem)
{
    const dyn **parts = ARENA_ARRAY(mem, const dyn *, 3), **bits = ARENA_ARRAY(mem, const dyn *, 1);
    bits[0] = dyn_long(mem, h->bits);
    parts[0] = dyn_array(mem, bits, 1);
    parts[1] = h->counters ? dyn_array(mem, NULL, 0) : hashes_to_dyn(h, mem);
    str bytes = h->counters ? (str){(const char *)h->counters, (size_t)1 << h->bits} : (str){0};
    parts[2] = dyn_string(mem, bytes.n ? base64_encode(mem, bytes) : (str){0});
    return dyn_array(mem, parts, 3);
}

static bool read_counters(str text, arena *mem, hll *out)
{
    str bytes;
    if (!base64_decode(mem, text, &bytes) || bytes.n != (size_t)1 << out->bits) return false;
    out->counters = arena_alloc(mem, bytes.n);
    for (size_t i = 0; i < bytes.n; i++) {
        out->counters[i] = (uint8_t)bytes.p[i];
        if (out->counters[i] > 65 - out->bits) return false; /* no run is longer */
    }
    return true;
}

static bool read_bits(const dyn *v, hll *out)
{
    const dyn *bits = v->kind == DYN_ARRAY && v->n == 1 ? v->item[0] : dyn_null();
    if (bits->kind != DYN_LONG) return false;
    for (int64_t accuracy = 0; hll_bits(accuracy); accuracy++)
        if (hll_bits(accuracy) == bits->l) out->bits = (uint8_t)bits->l;
    return out->bits != 0;
}

bool hll_from_dyn(const dyn *v, arena *mem, hll *out)
{
    *out = (hll){0};
    if (!v || v->kind != DYN_ARRAY || v->n != 3 || !read_bits(v->item[0], out)) return false;
    const dyn *hashes = v->item[1], *counters = v->item[2];
    if (hashes->kind != DYN_ARRAY || counters->kind != DYN_STRING) return false;
    if (counters->s.n) return hashes->n == 0 && read_counters(counters->s, mem, out);
    for (uint32_t i = 0; i < hashes->n; i++) {
        int64_t hash;
        if (hashes->item[i]->kind != DYN_STRING || !int64_parse(hashes->item[i]->s, &hash)) return false;
        hll_add(out, mem, (uint64_t)hash);
    }
    return true;
}

bool hll_merge_dyn(hll *into, arena *mem, const dyn *v)
{
    hll h;
    if (!hll_from_dyn(v, mem, &h) || (into->bits && into->bits != h.bits)) return false;
    into->bits = h.bits;
    hll_merge(into, mem, &h);
    return true;
}
