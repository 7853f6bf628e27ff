#include "interp/scalar/ip4.h"

#include "interp/convert_text.h"

#include <stdlib.h>

/* A number of at most three digits, without zeros before it. */
static bool octet(str s, uint32_t *at, uint32_t *out)
{
    uint32_t v = 0, from = *at;
    while (*at < s.n && *at - from < 4 && s.p[*at] >= '0' && s.p[*at] <= '9')
        v = v * 10 + (uint32_t)(s.p[(*at)++] - '0');
    uint32_t digits = *at - from;
    *out = v;
    return digits && digits < 4 && v <= 255 && (digits == 1 || s.p[from] != '0');
}

bool ip4_octets(str s, uint32_t *at, uint32_t *out)
{
    uint32_t part, addr = 0;
    for (int k = 0; k < 4; k++) {
        if (k && (*at >= s.n || s.p[(*at)++] != '.')) return false;
        if (!octet(s, at, &part)) return false;
        addr = addr << 8 | part;
    }
    *out = addr;
    return true;
}

bool ip4_parse(str s, ip4 *out)
{
    uint32_t at = 0, addr, prefix = 32;
    s = text_trim(s); /* so the engine */
    if (!ip4_octets(s, &at, &addr)) return false;
    if (at < s.n) {
        if (s.p[at++] != '/' || !octet(s, &at, &prefix) || prefix > 32 || at != s.n) return false;
    }
    *out = (ip4){addr & ip4_mask(prefix), (uint8_t)prefix};
    return true;
}

uint32_t ip4_print(uint32_t addr, char out[IP4_TEXT])
{
    char *p = out;
    for (int shift = 24; shift >= 0; shift -= 8) {
        uint32_t v = addr >> shift & 255;
        if (v >= 100) *p++ = (char)('0' + v / 100);
        if (v >= 10) *p++ = (char)('0' + v / 10 % 10);
        *p++ = (char)('0' + v % 10);
        if (shift) *p++ = '.';
    }
    *p = 0;
    return (uint32_t)(p - out);
}

static int by_first(const void *a, const void *b)
{
    const struct ip4_range *x = a, *y = b;
    return (x->first > y->first) - (x->first < y->first);
}

static void merge(ip4_set *s)
{
    uint32_t n = 0;
    qsort(s->range, s->n, sizeof *s->range, by_first);
    for (uint32_t k = 0; k < s->n; k++) {
        if (n && s->range[k].first <= s->range[n - 1].last) {
            if (s->range[k].last > s->range[n - 1].last) s->range[n - 1].last = s->range[k].last;
        } else {
            s->range[n++] = s->range[k];
        }
    }
    s->n = n;
}

ip4_set ip4_set_make(arena *mem, const item_list *l, ip4_reader *read)
{
    ip4_set s = {.range = arena_alloc(mem, sizeof *s.range * (l->n + 1u)), .broken = l->nulls > 0};
    for (uint32_t k = 0; k < l->n; k++) {
        ip4 net;
        if (l->items[k].type != T_STRING || !read(l->items[k].s, &net)) {
            s.broken = true;
        } else {
            s.range[s.n++] = (struct ip4_range){net.addr, net.addr | ~ip4_mask(net.prefix)};
        }
    }
    merge(&s);
    return s;
}

bool ip4_set_has(const ip4_set *s, uint32_t addr)
{
    uint32_t lo = 0, hi = s->n; /* range[lo - 1] begins at or before addr */
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (s->range[mid].first <= addr) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo && addr <= s->range[lo - 1].last;
}

bool ip4_set_prepare(fn_call *call, arena *mem, ip4_reader *read)
{
    item_list l = {.mem = mem};
    if (!item_list_constants(&l, call)) return true;
    ip4_set *s = ARENA_NEW(mem, ip4_set);
    *s = ip4_set_make(mem, &l, read);
    call->prepared = s;
    return true;
}

ip4_set ip4_set_of(fn_ctx *cx, const datum *args, ip4_reader *read)
{
    if (cx->call->prepared) return *(const ip4_set *)cx->call->prepared;
    item_list l = {.mem = cx->mem};
    for (uint32_t k = 1; k < cx->call->n_args; k++) item_list_add(&l, args[k]);
    return ip4_set_make(cx->mem, &l, read);
}
