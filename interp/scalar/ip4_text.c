/* ip4_text: IPv4 addresses as numbers and as texts. Source: parse-ipv4-function.md, format-ipv4-function.md and the
 * pages beside them. */
#include "interp/scalar/args.h"
#include "interp/scalar/ip4.h"

static void parse_each(fn_ctx *cx, const datum *args, datum *out)
{
    ip4 ip;
    (void)cx;
    if (ip4_parse(args[0].s, &ip)) fn_out_long(out, ip.addr);
}

/* The bits that both prefixes leave: the one written behind the address and the argument. */
static bool shorten(ip4 *ip, int64_t prefix)
{
    if (prefix < 0 || prefix > 32) return false;
    if (prefix < ip->prefix) *ip = (ip4){ip->addr & ip4_mask((uint32_t)prefix), (uint8_t)prefix};
    return true;
}

static void parse_mask_each(fn_ctx *cx, const datum *args, datum *out)
{
    ip4 ip;
    (void)cx;
    if (ip4_parse(args[0].s, &ip) && shorten(&ip, args[1].l)) fn_out_long(out, ip.addr);
}

/* An address may be a text or the number that parse_ipv4() gives. */
static bool read_any(datum d, ip4 *ip)
{
    if (d.type == T_DYNAMIC) d = dyn_to_datum(d.dy);
    if (d.null) return false;
    if (d.type == T_STRING) return ip4_parse(d.s, ip);
    if (!type_is_integer(d.type) || arg_long(d) < 0 || arg_long(d) > UINT32_MAX) return false;
    *ip = (ip4){(uint32_t)arg_long(d), 32};
    return true;
}

static void format(fn_ctx *cx, const datum *args, datum *out, bool with_prefix)
{
    ip4 ip;
    char text[IP4_TEXT];
    if (!read_any(args[0], &ip) || !shorten(&ip, cx->call->n_args > 1 ? args[1].l : 32)) return;
    ip4_print(ip.addr, text);
    fn_out_str(out, with_prefix ? arena_printf(cx->mem, "%s/%u", text, ip.prefix) : arena_printf(cx->mem, "%s", text));
}

static void format_each(fn_ctx *cx, const datum *args, datum *out)
{
    format(cx, args, out, false);
}
static void format_mask_each(fn_ctx *cx, const datum *args, datum *out)
{
    format(cx, args, out, true);
}

const fn_row fn_rows_ip4_text[] = {
    {.name = "parse_ipv4",
     .sig = "(ip: string) -> long",
     .each = parse_each,
     .help = "The address as a number, null when it is none",
     .example = "print parse_ipv4('192.168.1.1'), parse_ipv4('192.168.1.1/24'), parse_ipv4('255.255.255.255/31'), "
                "parse_ipv4('1.2.3')",
     .gives = "3232235777, 3232235776, 4294967294, null",
     .page = "parse-ipv4-function"},
    {.name = "parse_ipv4_mask",
     .sig = "(ip: string, prefix: long) -> long",
     .each = parse_mask_each,
     .help = "The first bits of an address, as a number",
     .example = "print parse_ipv4_mask('127.0.0.1', 24)",
     .gives = "2130706432",
     .page = "parse-ipv4-mask-function"},
    {.name = "format_ipv4",
     .sig = "(ip: scalar, [prefix: long]) -> string",
     .each = format_each,
     .help = "The address as text, shortened to its first bits",
     .example = "print format_ipv4('192.168.1.1', 24), format_ipv4('192.168.1.1/24', 32), format_ipv4(3232235777), "
                "format_ipv4('192.168.1.1/24', -1)",
     .gives = "192.168.1.0, 192.168.1.0, 192.168.1.1, ",
     .page = "format-ipv4-function"},
    {.name = "format_ipv4_mask",
     .sig = "(ip: scalar, [prefix: long]) -> string",
     .each = format_mask_each,
     .help = "The network of an address as text",
     .example = "print format_ipv4_mask('192.168.1.1', 24), format_ipv4_mask('192.168.1.1', 32), "
                "format_ipv4_mask('192.168.1.1/24', 32)",
     .gives = "192.168.1.0/24, 192.168.1.1/32, 192.168.1.0/24",
     .page = "format-ipv4-mask-function"},
    {0}};
