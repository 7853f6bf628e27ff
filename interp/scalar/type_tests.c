/* type_tests: what a value is, and whether it is there. */
#include "interp/scalar/args.h"

#include <math.h>

static void mark(const vec *v, sel rows, vec *out, bool when_null)
{
    if (!v->null && !rows.idx) {
        memset(out->b, !when_null, rows.n);
        return;
    }
    KERNEL_LOOP (rows, out->b[row] = vec_is_null(v, row) == when_null)
        ;
}

static void isnull_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    (void)cx;
    mark(args[0], rows, out, true);
}

static void isnotnull_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    (void)cx;
    mark(args[0], rows, out, false);
}

/* A dynamic names the kind of what it holds; every other type is its own name. Whether a null of such a type calls itself "null", as a
 * dynamic one does, nobody has shown. */
static void gettype_each(fn_ctx *cx, const datum *args, datum *out)
{
    if (args[0].null && args[0].type != T_DYNAMIC && args[0].type != T_STRING) arg_refuse(cx, "a null that is not dynamic");
    const char *name =
        args[0].type == T_DYNAMIC ? dyn_type_name(args[0].null ? NULL : args[0].dy) : type_name(args[0].type);
    fn_out_str(out, str_of(name));
}

KERNEL_1(not_b, b, b, !x)
KERNEL_1(isnan_r, r, b, isnan(x) != 0)
KERNEL_1(isinf_r, r, b, isinf(x) != 0)
KERNEL_1(isfinite_r, r, b, isfinite(x) != 0)

const fn_row fn_rows_type_tests[] = {
    {.name = "isnull",
     .sig = "(expression: scalar) -> bool",
     .body = isnull_body,
     .nulls = NULLS_SEEN,
     .help = "True when the value is null; a string never is",
     .example = "print isnull(int(null)), isnull(''), isnull(parse_json(''))",
     .gives = "true, false, true",
     .page = "isnull-function"},
    {.name = "isnotnull",
     .sig = "(expression: scalar) -> bool",
     .body = isnotnull_body,
     .nulls = NULLS_SEEN,
     .help = "True when the value is not null; a string always",
     .example = "print isnotnull(int(null)), isnotnull(5)",
     .gives = "false, true",
     .page = "isnotnull-function"},
    {.name = "notnull",
     .sig = "(expression: scalar) -> bool",
     .body = isnotnull_body,
     .nulls = NULLS_SEEN,
     .hidden = true,
     .same_as = "isnotnull"},
    {.name = "gettype",
     .sig = "(value: scalar) -> string",
     .each = gettype_each,
     .nulls = NULLS_SEEN,
     .naming = NAMING_PREFIX_ARG0,
     .naming_prefix = "type",
     .help = "The type of the value; for a dynamic, of what it holds",
     .example = "print gettype('a'), gettype(1s), gettype(parse_json('[1]')), gettype(parse_json(''))",
     .gives = "string, timespan, array, null",
     .page = "gettype-function"},
    {.name = "not",
     .sig = "(expression: bool) -> bool",
     .body = not_b,
     .help = "The other truth value; null stays null",
     .example = "print not(true), not(bool(null))",
     .gives = "false, null",
     .page = "not-function"},
    {.name = "isnan",
     .sig = "(number: real) -> bool",
     .body = isnan_r,
     .help = "True when the number is NaN",
     .example = "print isnan(real(nan)), isnan(1.0)",
     .gives = "true, false",
     .page = "isnan-function"},
    {.name = "isinf",
     .sig = "(number: real) -> bool",
     .body = isinf_r,
     .help = "True when the number is infinite, of either sign",
     .example = "print isinf(real(-inf)), isinf(1.0)",
     .gives = "true, false",
     .page = "isinf-function"},
    {.name = "isfinite",
     .sig = "(number: real) -> bool",
     .body = isfinite_r,
     .help = "True when the number is neither infinite nor NaN",
     .example = "print isfinite(1.0), isfinite(real(+inf))",
     .gives = "true, false",
     .page = "isfinite-function"},
    {0}};
