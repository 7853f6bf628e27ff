/* ip6: IPv6 addresses; an IPv4 address among them is ::ffff:a.b.c.d, and a prefix written behind dotted numbers counts
 * from its first bit. Source: ipv6-compare-function.md, parse-ipv6-mask-function.md and the pages beside them. */
#include "interp/scalar/args.h"
#include "interp/scalar/ip4.h"
#include "interp/scalar/ip6.h"

#include <arpa/inet.h>

void ip6_cut(ip6 *ip, uint32_t prefix)
{
    if (prefix >= ip->prefix) return;
    ip->prefix = prefix;
    for (uint32_t k = 0; k < 16; k++) {
        uint32_t bits = ip->prefix > k * 8 ? ip->prefix - k * 8 : 0;
        ip->byte[k] &= (uint8_t)(bits >= 8 ? 0xFF : 0xFF00 >> bits);
    }
}

static bool read_prefix(str s, uint32_t limit, uint32_t *out)
{
    uint32_t v = 0;
    if (s.n == 0 || s.n > 3 || (s.n > 1 && s.p[0] == '0')) return false;
    for (uint32_t k = 0; k < s.n; k++) {
        if (s.p[k] < '0' || s.p[k] > '9') return false;
        v = v * 10 + (uint32_t)(s.p[k] - '0');
    }
    *out = v;
    return v <= limit;
}

static void map_ip4(ip6 *ip, uint32_t addr)
{
    memset(ip->byte, 0, 10);
    ip->byte[10] = ip->byte[11] = 0xFF;
    for (int k = 0; k < 4; k++) ip->byte[12 + k] = (uint8_t)(addr >> (24 - 8 * k));
    ip->dotted = true;
}

/* "a.b.c.d", and "::a.b.c.d", which the pages take for the same. */
static bool read_dotted(str s, ip6 *ip)
{
    uint32_t addr, at = s.n > 2 && s.p[0] == ':' && s.p[1] == ':' ? 2 : 0;
    ip->compatible = at > 0;
    if (!ip4_octets(s, &at, &addr) || at != s.n) return false;
    map_ip4(ip, addr);

    return true;
}

/* A zone, %eth0, is left out, as the engine does. */
static bool read_hex(str s, ip6 *ip)
{
    char text[INET6_ADDRSTRLEN];
    const char *zone = memchr(s.p, '%', s.n);
    if (zone) s.n = (uint32_t)(zone - s.p);

    if (s.n >= sizeof text || memchr(s.p, 0, s.n)) return false;
    memcpy(text, s.p, s.n);
    text[s.n] = 0;
    ip->dotted = s.n && memchr(s.p, '.', s.n);
    ip->compatible = false;
    return inet_pton(AF_INET6, text, ip->byte) == 1;
}

bool ip6_parse(str s, ip6 *ip)
{
    const char *slash = s.n ? memchr(s.p, '/', s.n) : NULL;
    str address = slash ? str_sub(s, 0, (uint32_t)(slash - s.p)) : s;
    uint32_t prefix;
    *ip = (ip6){.prefix = 128};
    if (address.n == 0 || (!read_dotted(address, ip) && !read_hex(address, ip))) return false;
    if (!slash) return true;
    if (!read_prefix(str_sub(s, address.n + 1, s.n - address.n - 1), ip->dotted ? 32 : 128, &prefix)) return false;
    ip6_cut(ip, ip->dotted ? prefix + 96 : prefix);
    return true;
}

/* The order by the bits that all prefixes leave. A third argument counts as of IPv4 where both are and it can. */
static bool compare(const fn_ctx *cx, const datum *args, int *order)
{
    ip6 a, b;
    int64_t prefix = cx->call->n_args > 2 ? args[2].l : 128;
    if (prefix < 0 || prefix > 128 || !ip6_parse(args[0].s, &a) || !ip6_parse(args[1].s, &b)) return false;
    if (a.dotted && b.dotted && prefix <= 32) prefix += 96;
    ip6_cut(&a, (uint32_t)prefix);
    ip6_cut(&b, a.prefix);
    ip6_cut(&a, b.prefix);
    int c = memcmp(a.byte, b.byte, 16);
    *order = (c > 0) - (c < 0);
    return true;
}

static void compare_each(fn_ctx *cx, const datum *args, datum *out)
{
    int order;
    if (compare(cx, args, &order)) fn_out_long(out, order);
}

static void match_each(fn_ctx *cx, const datum *args, datum *out)
{
    int order;
    if (compare(cx, args, &order)) fn_out_bool(out, order == 0);
}

/* ---- networks: a list of them is read once when it is constant */

typedef struct ip6_list {
    ip6 *items;
    uint32_t n;
    bool broken;
} ip6_list;

static ip6_list make_list(arena *mem, const item_list *l)
{
    ip6_list made = {.items = ARENA_ARRAY(mem, ip6, l->n + 1u), .broken = l->nulls > 0};
    for (uint32_t k = 0; k < l->n; k++) {
        if (l->items[k].type == T_STRING && ip6_parse(l->items[k].s, &made.items[made.n])) {
            made.n++;
        } else {
            made.broken = true;
        }
    }
    return made;
}

static bool prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)ds;
    item_list l = {.mem = mem};
    if (!item_list_constants(&l, call)) return true;
    ip6_list *made = ARENA_NEW(mem, ip6_list);
    *made = make_list(mem, &l);
    call->prepared = made;
    return true;
}

static void any_range_each(fn_ctx *cx, const datum *args, datum *out)
{
    ip6 ip;
    ip6_list list;
    if (!ip6_parse(args[0].type == T_STRING ? args[0].s : datum_text(cx->mem, args[0]), &ip)) return;
    if (cx->call->prepared) {
        list = *(const ip6_list *)cx->call->prepared;
    } else {
        item_list l = {.mem = cx->mem};
        for (uint32_t k = 1; k < cx->call->n_args; k++) item_list_add(&l, args[k]);
        list = make_list(cx->mem, &l);
    }
    for (uint32_t k = 0; k < list.n; k++) {
        ip6 start = ip;
        ip6_cut(&start, list.items[k].prefix);
        if (memcmp(start.byte, list.items[k].byte, 16) == 0) {
            fn_out_bool(out, true);
            return;
        }
    }
    if (!list.broken) fn_out_bool(out, false);
}

/* ---- text */

/* ::a.b.c.d is ::ffff:a.b.c.d on the page of parse_ipv6_mask(), and not to the engine's parse_ipv6(). */
static void parse_each(fn_ctx *cx, const datum *args, datum *out)
{
    ip6 ip;
    int64_t prefix = cx->call->n_args > 1 ? args[1].l : 128;
    if (prefix < 0 || prefix > 128 || !ip6_parse(args[0].s, &ip)) return;
    ip6_cut(&ip, (uint32_t)prefix);
    if (ip.compatible && cx->call->n_args == 1) ip.byte[10] = ip.byte[11] = 0;
    const uint8_t *b = ip.byte;
    fn_out_str(out, arena_printf(cx->mem, "%02x%02x:%02x%02x:%02x%02x:%02x%02x:%02x%02x:%02x%02x:%02x%02x:%02x%02x",
                                 b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13],
                                 b[14], b[15]));
}

const fn_row fn_rows_ip6[] = {
    {.name = "ipv6_compare",
     .sig = "(ip1: string, ip2: string, [prefix: long]) -> long",
     .each = compare_each,
     .help = "-1, 0 or 1: the first IPv6 or IPv4 address is less, equal or greater by the bits of the shortest prefix",
     .example = "print ipv6_compare('fe80::85d:e82c:9446:7994/120', 'fe80::85d:e82c:9446:7998'), "
                "ipv6_compare('192.168.1.1/24', '::ffff:c0a8:01ff', 127), ipv6_compare('::1', '::2')",
     .gives = "0, 0, -1",
     .page = "ipv6-compare-function"},
    {.name = "ipv6_is_match",
     .sig = "(ip1: string, ip2: string, [prefix: long]) -> bool",
     .each = match_each,
     .help = "True when two IPv6 or IPv4 addresses are equal by the bits of the shortest prefix",
     .example = "print ipv6_is_match('::192.168.1.1/30', '192.168.1.255/24'), "
                "ipv6_is_match('fe80::85d:e82c:9446:7994', 'fe80::85d:e82c:9446:7995', 127)",
     .gives = "true, true",
     .page = "ipv6-is-match-function"},
    {.name = "ipv6_is_in_range",
     .sig = "(ip: string, ip_range: string) -> bool",
     .each = any_range_each,
     .prepare = prepare,
     .help = "True when the address is in the network",
     .example = "print ipv6_is_in_range('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', "
                "'a5e:f127:8a9d:146d:e102:b5d3:c755:0000/112'), "
                "ipv6_is_in_range('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', '0:0:0:0:0:ffff:c0a8:ac/60')",
     .gives = "true, false",
     .page = "ipv6-is-in-range-function"},
    {.name = "ipv6_is_in_any_range",
     .sig = "(ip: stringordynamic, ranges: string...) -> bool",
     .each = any_range_each,
     .prepare = prepare,
     .help = "True when the address is in one of the networks",
     .example = "print ipv6_is_in_any_range('fe80::1', '::/8', 'fe80::/10')",
     .gives = "true",
     .page = "ipv6-is-in-any-range-function"},
    {.name = "ipv6_is_in_any_range",
     .sig = "(ip: stringordynamic, ranges: array) -> bool",
     .each = any_range_each,
     .prepare = prepare,
     .help = "True when the address is in one of the array's networks",
     .example = "print ipv6_is_in_any_range('a5e:f127:8a9d:146d:e102:b5d3:c756:abd1', "
                "dynamic(['a5e:f127:8a9d:146d:e102:b5d3:c755:f6cd/112', '0:0:0:0:0:ffff:c0a8:ac/60']))",
     .gives = "false",
     .page = "ipv6-is-in-any-range-function"},
    {.name = "parse_ipv6",
     .sig = "(ip: string) -> string",
     .each = parse_each,
     .help = "The IPv6 or IPv4 address in the long form of IPv6, empty when it is none",
     .example = "print parse_ipv6('192.168.255.255'), parse_ipv6('192.168.255.255/24'), parse_ipv6('me')",
     .gives = "0000:0000:0000:0000:0000:ffff:c0a8:ffff, 0000:0000:0000:0000:0000:ffff:c0a8:ff00, ",
     .page = "parse-ipv6-function"},
    {.name = "parse_ipv6_mask",
     .sig = "(ip: string, prefix: long) -> string",
     .each = parse_each,
     .help = "The first bits of an IPv6 or IPv4 address, in the long form of IPv6",
     .example = "print parse_ipv6_mask('192.168.255.255', 120), parse_ipv6_mask('fe80::85d:e82c:9446:7994/120', 124), "
                "parse_ipv6_mask('::192.168.255.255/24', 128)",
     .gives = "0000:0000:0000:0000:0000:ffff:c0a8:ff00, fe80:0000:0000:0000:085d:e82c:9446:7900, "
              "0000:0000:0000:0000:0000:ffff:c0a8:ff00",
     .page = "parse-ipv6-mask-function"},
    {0}};
