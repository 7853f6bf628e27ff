/* text_format: small notations: a CSV record, a number of bytes, a version. */
#include "interp/scalar/text.h"

/* ---- parse_csv */

/* One field, from r on; *at is left behind it. Quotes open a field only at its start; two of them inside are one. */
static str csv_field(arena *mem, str s, uint32_t *at)
{
    uint32_t from = *at;
    if (from >= s.n || s.p[from] != '"') {
        while (*at < s.n && s.p[*at] != ',' && s.p[*at] != '\n' && s.p[*at] != '\r') ++*at;
        return str_sub(s, from, *at - from);
    }
    char *p = arena_alloc(mem, s.n - from + 1u);
    uint32_t n = 0;
    bool quoted = true;
    for (++*at; *at < s.n; ++*at) {
        char c = s.p[*at];
        if (!quoted && (c == ',' || c == '\n' || c == '\r')) break;
        if (c == '"' && quoted && *at + 1 < s.n && s.p[*at + 1] == '"') {
            ++*at;
        } else if (c == '"' && quoted) {
            quoted = false;
            continue;
        }
        p[n++] = c;
    }
    return (str){p, n};
}

/* The first record only. */
static void parse_csv_each(fn_ctx *cx, const datum *args, datum *out)
{
    str s = datum_text(cx->mem, args[0]);
    buf items = {0};
    for (uint32_t at = 0;; at++) {
        const dyn *d = dyn_string(cx->mem, csv_field(cx->mem, s, &at));
        buf_put(&items, &d, sizeof d);
        if (at >= s.n || s.p[at] != ',') break;
    }
    uint32_t n = (uint32_t)(items.n / sizeof(dyn *));
    fn_out_dyn(out, dyn_array(cx->mem, (const dyn *const *)(const void *)arena_dup(cx->mem, items.p, items.n), n));
    buf_drop(&items);
}

/* ---- format_bytes */

static const char *const units[] = {"Bytes", "KB", "MB", "GB", "TB", "PB", "EB"};
#define N_UNITS (sizeof units / sizeof *units)

static size_t unit_named(str name)
{
    size_t u = 0;
    while (u < N_UNITS && !str_is(name, units[u])) u++;
    return u;
}

static bool format_bytes_prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    const datum *d = call->n_args > 2 ? call->constants[2] : NULL;
    if (!d || d->s.n == 0 || unit_named(d->s) < N_UNITS) return true;
    diag *e = diag_error(ds, ST_COMPILE, NULL, call->at, "format_bytes() knows no unit '" STR_FMT "'", STR_ARG(d->s));
    diag_hint(ds, e, "the units are Bytes, KB, MB, GB, TB, PB and EB");
    return false;
}

static void format_bytes_each(fn_ctx *cx, const datum *args, datum *out)
{
    uint32_t n = cx->call->n_args;
    double v = arg_real(args[0]);
    double digits = n > 1 ? arg_real(args[1]) : 0;
    size_t unit = n > 2 && args[2].s.n ? unit_named(args[2].s) : N_UNITS;
    bool chosen = unit < N_UNITS;
    for (size_t u = 0; chosen ? u < unit : u + 1 < N_UNITS && (v >= 1024 || v <= -1024); u++) {
        v /= 1024;
        if (!chosen) unit = u + 1;
    }
    if (unit == N_UNITS) unit = 0;
    decimal d;
    char text[DECIMAL_TEXT];
    if (!decimal_from_double(v, &d) || !(digits >= 0)) return;
    uint32_t len = decimal_print(decimal_round(d, digits < 30 ? (int)digits : 30), text);
    fn_out_str(out, arena_printf(cx->mem, "%.*s %s", (int)len, text, units[unit]));
}

/* ---- parse_version */

#define PARTS  4
#define DIGITS 8

/* The parts side by side, eight digits each. */
static void parse_version_each(fn_ctx *cx, const datum *args, datum *out)
{
    char all[PARTS * DIGITS + 1];
    str s = args[0].s;
    uint32_t parts = 0;
    (void)cx;
    memset(all, '0', sizeof all);
    for (uint32_t at = 0;; at++, parts++) {
        uint32_t from = at;
        while (at < s.n && (uint8_t)(s.p[at] - '0') < 10) at++;
        uint32_t n = at - from;
        if (parts == PARTS || n == 0 || n > DIGITS || (at < s.n && s.p[at] != '.')) return;
        memcpy(all + (parts + 1) * DIGITS - n, s.p + from, n);
        if (at == s.n) break;
    }
    out->null = !decimal_parse((str){all, PARTS * DIGITS}, &out->dec);
}

const fn_row fn_rows_text_format[] = {
    {.name = "parse_csv", .sig = "(csv_text: stringordynamic) -> dynamic", .each = parse_csv_each, .naming = NAMING_ARG0,
     .help = "An array of the fields of one record of comma-separated values",
     .example = "print parse_csv('aa,\"b,b,b\",cc,\"Escaping quotes: \"\"Title\"\"\",\"line1\\nline2\"'), parse_csv('record1,a,b\\nrecord2,x,y')",
     .gives = "[\"aa\",\"b,b,b\",\"cc\",\"Escaping quotes: \\\"Title\\\"\",\"line1\\nline2\"], [\"record1\",\"a\",\"b\"]", .page = "parse-csv-function"},
    {.name = "format_bytes", .sig = "(size: number, [precision: const number], [format: const string]) -> string", .each = format_bytes_each,
     .prepare = format_bytes_prepare, .naming = NAMING_ARG0, .help = "A number of bytes in the unit that suits it, or in the one given",
     .example = "print format_bytes(564), format_bytes(10332, 1), format_bytes(20010332), format_bytes(20010332, 2), format_bytes(20010332, 0, 'KB')",
     .gives = "564 Bytes, 10.1 KB, 19 MB, 19.08 MB, 19541 KB", .page = "format-bytes-function"},
    {.name = "parse_version", .sig = "(version: string) -> decimal", .each = parse_version_each,
     .help = "A version of up to four numbers as one number that sorts as versions do; null when it is none",
     .example = "print parse_version('0.0.0.5'), parse_version('0.2'), parse_version('1.2.3.4'), parse_version('1'), parse_version('1.a')",
     .gives = "5, 20000000000000000, 1000000020000000300000004, 1000000000000000000000000, null", .page = "parse-version-function"},
    {0}};
