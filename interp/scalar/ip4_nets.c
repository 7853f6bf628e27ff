/* ip4_nets: IPv4 addresses against one another and against networks. What is no address gives null.
 * Source: ipv4-compare-function.md and the pages beside it. */
#include "interp/scalar/args.h"
#include "interp/scalar/ip4.h"

/* The order of two addresses by the bits that all prefixes leave. The third argument may shorten them. */
static bool compare(const fn_ctx *cx, const datum *args, int *order)
{
    ip4 a, b;
    int64_t prefix = cx->call->n_args > 2 ? args[2].l : 32;
    if (prefix < 0 || prefix > 32 || !ip4_parse(args[0].s, &a) || !ip4_parse(args[1].s, &b)) return false;
    if (a.prefix < prefix) prefix = a.prefix;
    if (b.prefix < prefix) prefix = b.prefix;
    uint32_t x = a.addr & ip4_mask((uint32_t)prefix), y = b.addr & ip4_mask((uint32_t)prefix);
    *order = (x > y) - (x < y);
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

/* A network written left counts as its first address: what parse_ipv4() makes of it. */
static void any_range_each(fn_ctx *cx, const datum *args, datum *out)
{
    ip4 ip;
    if (!ip4_parse(args[0].type == T_STRING ? args[0].s : datum_text(cx->mem, args[0]), &ip)) return;
    ip4_set s = ip4_set_of(cx, args, ip4_parse);
    bool found = ip4_set_has(&s, ip.addr);
    if (found || !s.broken) fn_out_bool(out, found);
}

static bool ranges_prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)ds;
    return ip4_set_prepare(call, mem, ip4_parse);
}

/* RFC 1918. */
static bool is_private(uint32_t addr)
{
    return addr >> 24 == 10 || addr >> 20 == 0xAC1 || addr >> 16 == 0xC0A8;
}

static void private_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    (void)cx;
    KERNEL_LOOP (rows, ip4 ip; if (ip4_parse(args[0]->s[vec_ix(args[0], row)], &ip)) out->b[row] = is_private(ip.addr);
                 else KERNEL_NULL)
        ;
}

static void suffix_each(fn_ctx *cx, const datum *args, datum *out)
{
    ip4 ip;
    (void)cx;
    if (ip4_parse(args[0].s, &ip)) fn_out_long(out, ip.prefix);
}

/* The largest network that begins at `first` and ends at or before `last`. */
static uint32_t widest_prefix(uint32_t first, uint32_t last)
{
    uint32_t prefix = 32;
    while (prefix > 0 && (first & ~ip4_mask(prefix - 1)) == 0 && (first | ~ip4_mask(prefix - 1)) <= last) prefix--;
    return prefix;
}

static void cidr_list_each(fn_ctx *cx, const datum *args, datum *out)
{
    ip4 a, b;
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, 64); /* at most 31 networks up and 31 down */
    uint32_t n = 0;
    if (!ip4_parse(args[0].s, &a) || !ip4_parse(args[1].s, &b) || a.addr > b.addr) return;
    for (uint64_t first = a.addr; first <= b.addr && n < 64;) {
        uint32_t prefix = widest_prefix((uint32_t)first, b.addr);
        char text[IP4_TEXT];
        ip4_print((uint32_t)first, text);
        items[n++] = dyn_string(cx->mem, arena_printf(cx->mem, "%s/%u", text, prefix));
        first += 1ULL << (32 - prefix);
    }
    fn_out_dyn(out, dyn_array(cx->mem, items, n));
}

const fn_row fn_rows_ip4_nets[] = {
    {.name = "ipv4_compare",
     .sig = "(ip1: string, ip2: string, [prefix: long]) -> long",
     .each = compare_each,
     .help = "-1, 0 or 1: the first address is less, equal or greater by the bits of the shortest prefix",
     .example = "print ipv4_compare('192.168.1.1/24', '192.168.1.255'), ipv4_compare('192.168.1.1', '192.168.1.2'), "
                "ipv4_compare('192.168.1.1', '192.168.1.0', 31)",
     .gives = "0, -1, 0",
     .page = "ipv4-compare-function"},
    {.name = "ipv4_is_match",
     .sig = "(ip1: string, ip2: string, [prefix: long]) -> bool",
     .each = match_each,
     .help = "True when two addresses are equal by the bits of the shortest prefix",
     .example = "print ipv4_is_match('192.168.1.1/24', '192.168.1.255')",
     .gives = "true",
     .page = "ipv4-is-match-function"},
    {.name = "ipv4_is_in_range",
     .sig = "(ip: string, ip_range: string) -> bool",
     .each = any_range_each,
     .prepare = ranges_prepare,
     .help = "True when the address is in the network",
     .example = "print ipv4_is_in_range('192.168.1.1', '192.168.1.255/24')",
     .gives = "true",
     .page = "ipv4-is-in-range-function"},
    {.name = "ipv4_is_in_any_range",
     .sig = "(ip: stringordynamic, ranges: string...) -> bool",
     .each = any_range_each,
     .prepare = ranges_prepare,
     .help = "True when the address is in one of the networks",
     .example = "print ipv4_is_in_any_range('192.168.1.6', '192.168.1.1/24', '10.0.0.1/8', '127.1.0.1/16')",
     .gives = "true",
     .page = "ipv4-is-in-any-range-function"},
    {.name = "ipv4_is_in_any_range",
     .sig = "(ip: stringordynamic, ranges: array) -> bool",
     .each = any_range_each,
     .prepare = ranges_prepare,
     .help = "True when the address is in one of the array's networks",
     .example = "print ipv4_is_in_any_range('127.0.0.1', dynamic(['127.0.0.1', '192.168.1.1']))",
     .gives = "true",
     .page = "ipv4-is-in-any-range-function"},
    {.name = "ipv4_is_private",
     .sig = "(ip: string) -> bool",
     .body = private_body,
     .help = "True when the address is in one of the private networks",
     .example = "print ipv4_is_private('10.1.2.3'), ipv4_is_private('192.168.1.1/24'), ipv4_is_private('127.0.0.1'), "
                "ipv4_is_private('me')",
     .gives = "true, true, false, null",
     .page = "ipv4-is-private-function"},
    {.name = "ipv4_netmask_suffix",
     .sig = "(ip: string) -> long",
     .each = suffix_each,
     .help = "The length of the prefix written behind an address; 32 when there is none",
     .example = "print ipv4_netmask_suffix('10.1.2.3'), ipv4_netmask_suffix('192.168.1.1/24')",
     .gives = "32, 24",
     .page = "ipv4-netmask-suffix-function"},
    {.name = "ipv4_range_to_cidr_list",
     .sig = "(start_ip: string, end_ip: string) -> dynamic",
     .each = cidr_list_each,
     .help = "The networks that together are the addresses from one to another",
     .example = "print ipv4_range_to_cidr_list('1.1.128.0', '1.1.140.255')",
     .gives = "[\"1.1.128.0/21\",\"1.1.136.0/22\",\"1.1.140.0/24\"]",
     .page = "ipv4-range-to-cidr-list-function"},
    {0}};
