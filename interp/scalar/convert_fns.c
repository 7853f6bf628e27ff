/* convert_fns: tostring(), tolong() ... All are one body: the type of the result says what to convert to
 * (interp/convert). */
#include "base/buf.h"
#include "interp/scalar/args.h"

static void convert_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    convert_vec(cx->mem, args[0], rows, out);
}

/* Lower-case hex digits of value, in its own width when negative; at least min of them, at most 16. */
static void tohex(fn_ctx *cx, const datum *args, datum *out)
{
    char digits[16];
    uint64_t v = args[0].type == T_INT ? (uint32_t)args[0].i : (uint64_t)args[0].l;
    int64_t min = cx->call->n_args > 1 ? arg_long(args[1]) : 1;
    uint32_t n = 0;
    if (min > 16) min = 16;
    do {
        digits[15 - n++] = "0123456789abcdef"[v & 15];
        v >>= 4;
    } while (v || (int64_t)n < min);
    fn_out_str(out, (str){arena_dup(cx->mem, digits + 16 - n, n), n});
}

#define CONVERT(NAME, ARG, TO)                                                                                         \
    .name = NAME, .sig = "(value: " ARG ") -> " TO, .body = convert_body, .naming = NAMING_ARG0

const fn_row fn_rows_convert_fns[] = {
    {CONVERT("tostring", "scalar", "string"), .help = "The value as text; a null is the empty string",
     .example = "print tostring(true), tostring(123), tostring(int(null))", .gives = "True, 123, ",
     .page = "tostring-function"},
    {CONVERT("toint", "scalar", "int"),
     .help = "The value as a 32-bit integer, fractions cut off; null where it is none",
     .example = "print toint('123'), toint(2.3), toint('3.14')", .gives = "123, 2, null", .page = "toint-function"},
    {CONVERT("tolong", "scalar", "long"),
     .help = "The value as a 64-bit integer, fractions cut off; null where it is none",
     .example = "print tolong('123'), tolong('0x1F'), tolong('x')", .gives = "123, 31, null",
     .page = "tolong-function"},
    {CONVERT("toreal", "scalar", "real"), .help = "The value as a real; null where it is none",
     .example = "print toreal('123.4')", .gives = "123.4", .page = "toreal-function"},
    {CONVERT("todouble", "scalar", "real"), .help = "The value as a real; null where it is none",
     .example = "print todouble('123.4')", .gives = "123.4", .page = "toreal-function"},
    {CONVERT("todecimal", "scalar", "decimal"), .help = "The value as a decimal; null where it is none",
     .example = "print todecimal('123.45678')", .gives = "123.45678", .page = "todecimal-function"},
    {CONVERT("tobool", "scalar", "bool"),
     .help = "The value as a bool: true and false in any case, numbers other than 0",
     .example = "print tobool('true'), tobool('false'), tobool(123), tobool('?')", .gives = "true, false, true, null",
     .page = "tobool-function"},
    {CONVERT("toboolean", "scalar", "bool"),
     .help = "The value as a bool: true and false in any case, numbers other than 0", .example = "print toboolean(1)",
     .gives = "true", .page = "tobool-function"},
    {CONVERT("todatetime", "scalar", "datetime"), .help = "The value as a datetime; null where it is none",
     .example = "print todatetime('12-02-2022')", .gives = "2022-12-02T00:00:00.0000000Z",
     .page = "todatetime-function"},
    {CONVERT("totimespan", "scalar", "timespan"), .help = "The value as a timespan; a number counts days",
     .example = "print totimespan('0.00:03:00'), totimespan(2)", .gives = "00:03:00, 2.00:00:00",
     .page = "totimespan-function"},
    {CONVERT("totime", "scalar", "timespan"), .hidden = true, .same_as = "totimespan"},
    {CONVERT("toguid", "stringordynamic", "guid"),
     .help = "The first 32 hex digits of the text as a guid; null where there are none",
     .example = "print toguid('0123456789ab-cdef-0123-456789abcdef')", .gives = "01234567-89ab-cdef-0123-456789abcdef",
     .page = "toguid-function"},
    {.name = "tohex",
     .sig = "(value: integer, [minLength: integer]) -> string",
     .each = tohex,
     .naming = NAMING_ARG0,
     .help = "The number in hexadecimal digits, at least minLength of them",
     .example = "print tohex(256), tohex(-256), tohex(toint(-256), 8), tohex(256, 8)",
     .gives = "100, ffffffffffffff00, ffffff00, 00000100",
     .page = "tohex-function"},
    {0}};
