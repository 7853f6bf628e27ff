/* ip4_search: IPv4 addresses inside texts. One counts when it is whole: no letter or digit touches it at either end.
 * Source: has-ipv4-function.md, has-any-ipv4-prefix-function.md and the pages beside them. */
#include "base/utf8.h"
#include "interp/scalar/args.h"
#include "interp/scalar/ip4.h"

/* An address without a prefix length. */
static bool read_whole(str s, ip4 *out)
{
    uint32_t at = 0;
    out->prefix = 32;
    return ip4_octets(s, &at, &out->addr) && at == s.n;
}

/* A whole address, or its beginning up to and with a dot: "192.168." */
static bool read_prefix(str s, ip4 *out)
{
    char text[IP4_TEXT];
    uint32_t dots = 0;
    if (s.n == 0 || s.n > 12 || s.p[s.n - 1] != '.') return read_whole(s, out);
    for (uint32_t k = 0; k < s.n; k++) dots += s.p[k] == '.';
    if (dots > 3) return false;
    memcpy(text, s.p, s.n);
    memcpy(text + s.n, "0.0.0", 5); /* what is missing counts nothing */
    uint32_t n = s.n + (4 - dots) * 2 - 1;
    if (!read_whole((str){text, n}, out)) return false;
    out->prefix = (uint8_t)(dots * 8);
    return true;
}

static bool term_before(str s, uint32_t at)
{
    uint32_t from = at;
    if (at == 0) return false;
    do from--;
    while (from > 0 && at - from < 4 && ((uint8_t)s.p[from] & 0xC0) == 0x80);
    return utf8_is_term(utf8_next(s, &from));
}

static bool term_at(str s, uint32_t at)
{
    return at < s.n && utf8_is_term(utf8_next(s, &at));
}

static bool any_inside(const ip4_set *set, str s)
{
    if (set->n == 0) return false;
    for (uint32_t at = 0; at < s.n;) {
        uint32_t addr, end = at;
        if (s.p[at] < '0' || s.p[at] > '9') {
            at++;
            continue;
        }
        if (!term_before(s, at) && ip4_octets(s, &end, &addr) && !term_at(s, end) && ip4_set_has(set, addr))
            return true;
        while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9') at++;
    }
    return false;
}

static void search(fn_ctx *cx, const datum *args, datum *out, ip4_reader *read)
{
    ip4_set set = ip4_set_of(cx, args, read);
    fn_out_bool(out, any_inside(&set, args[0].type == T_STRING ? args[0].s : datum_text(cx->mem, args[0])));
}

static void whole_each(fn_ctx *cx, const datum *args, datum *out)
{
    search(cx, args, out, read_whole);
}
static void prefix_each(fn_ctx *cx, const datum *args, datum *out)
{
    search(cx, args, out, read_prefix);
}

static bool whole_prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)ds;
    return ip4_set_prepare(call, mem, read_whole);
}

static bool prefix_prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)ds;
    return ip4_set_prepare(call, mem, read_prefix);
}

#define WHOLE  .each = whole_each, .prepare = whole_prepare
#define PREFIX .each = prefix_each, .prepare = prefix_prepare

const fn_row fn_rows_ip4_search[] = {
    {.name = "has_ipv4",
     .sig = "(source: stringordynamic, ip: string) -> bool",
     WHOLE,
     .help = "True when the text holds the address",
     .example = "print has_ipv4('05:04:54 127.0.0.1 GET /favicon.ico 404', '127.0.0.1'), has_ipv4('05:04:54127.0.0.1 "
                "GET', '127.0.0.1'), has_ipv4('127.0.0.256', '127.0.0.256')",
     .gives = "true, false, false",
     .page = "has-ipv4-function"},
    {.name = "has_ipv4_prefix",
     .sig = "(source: stringordynamic, ip_prefix: string) -> bool",
     PREFIX,
     .help = "True when the text holds an address that begins so",
     .example = "print has_ipv4_prefix('05:04:54 127.0.0.1 GET', '127.0.'), has_ipv4_prefix('05:04:54 127.0.0.1 GET', "
                "'127.0'), has_ipv4_prefix('05:04:54 127.0.0.256 GET', '127.0.')",
     .gives = "true, false, false",
     .page = "has-ipv4-prefix-function"},
    {.name = "has_any_ipv4",
     .sig = "(source: stringordynamic, ips: string...) -> bool",
     WHOLE,
     .help = "True when the text holds one of the addresses",
     .example = "print has_any_ipv4('05:04:54 127.0.0.1 GET', '127.0.0.1', '127.0.0.2'), "
                "has_any_ipv4('05:04:54127.0.0.1 GET', '127.0.0.1')",
     .gives = "true, false",
     .page = "has-any-ipv4-function"},
    {.name = "has_any_ipv4",
     .sig = "(source: stringordynamic, ips: array) -> bool",
     WHOLE,
     .help = "True when the text holds one of the array's addresses",
     .example = "print has_any_ipv4('05:04:54 127.0.0.1 GET', dynamic(['127.0.0.1', '127.0.0.2']))",
     .gives = "true",
     .page = "has-any-ipv4-function"},
    {.name = "has_any_ipv4_prefix",
     .sig = "(source: stringordynamic, ip_prefixes: string...) -> bool",
     PREFIX,
     .help = "True when the text holds an address that begins with one of these",
     .example = "print has_any_ipv4_prefix('05:04:54 127.0.0.1 GET', '127.0.', '192.168.'), "
                "has_any_ipv4_prefix('05:04:54 127.0.0.1 GET', '127.0')",
     .gives = "true, false",
     .page = "has-any-ipv4-prefix-function"},
    {.name = "has_any_ipv4_prefix",
     .sig = "(source: stringordynamic, ip_prefixes: array) -> bool",
     PREFIX,
     .help = "True when the text holds an address that begins with one of the array",
     .example = "print has_any_ipv4_prefix('05:04:54 127.0.0.1 GET', dynamic(['127.0.', '192.168.']))",
     .gives = "true",
     .page = "has-any-ipv4-prefix-function"},
    {0}};
