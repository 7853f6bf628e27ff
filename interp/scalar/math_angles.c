/* math_angles: trigonometry. Inverse functions outside their domain give null, as the pages say. */
#include "interp/scalar/args.h"

#include <math.h>

REAL_1(sin_number, sin(x))
REAL_1(cos_number, cos(x))
REAL_1(tan_number, tan(x))
REAL_1(cot_number, 1 / tan(x))
REAL_1(atan_number, atan(x))
REAL_1_STMT(asin_number, if (x < -1 || x > 1) KERNEL_NULL; else *r = asin(x))
REAL_1_STMT(acos_number, if (x < -1 || x > 1) KERNEL_NULL; else *r = acos(x))
REAL_1(degrees, x *(180 / M_PI))
REAL_1(radians, x *(M_PI / 180))

static void atan2_each(fn_ctx *cx, const datum *args, datum *out)
{
    (void)cx;
    fn_out_real(out, atan2(arg_real(args[0]), arg_real(args[1])));
}

static void pi_each(fn_ctx *cx, const datum *args, datum *out)
{
    (void)cx;
    (void)args;
    fn_out_real(out, M_PI);
}

#define REAL(NAME, BODY) .name = NAME, .sig = "(number: number) -> real", .body = BODY, .page = NAME "-function"

const fn_row fn_rows_math_angles[] = {
    {REAL("sin", sin_number), .naming = NAMING_ARG0, .help = "The sine of an angle in radians",
     .example = "print sin(0)", .gives = "0.0"},
    {REAL("cos", cos_number), .naming = NAMING_ARG0, .help = "The cosine of an angle in radians",
     .example = "print cos(0)", .gives = "1.0"},
    {REAL("tan", tan_number), .naming = NAMING_ARG0, .help = "The tangent of an angle in radians",
     .example = "print tan(0)", .gives = "0.0"},
    {REAL("cot", cot_number), .help = "The cotangent of an angle in radians", .example = "print round(cot(1), 10)",
     .gives = "0.6420926159"},
    {REAL("asin", asin_number), .naming = NAMING_ARG0, .help = "The angle with this sine",
     .example = "print asin(0), asin(2)", .gives = "0.0, null"},
    {REAL("acos", acos_number), .naming = NAMING_ARG0, .help = "The angle with this cosine",
     .example = "print acos(1), acos(2)", .gives = "0.0, null"},
    {REAL("atan", atan_number), .naming = NAMING_ARG0, .help = "The angle with this tangent",
     .example = "print atan(0)", .gives = "0.0"},
    {.name = "atan2",
     .sig = "(y: number, x: number) -> real",
     .each = atan2_each,
     .naming = NAMING_ARG0,
     .help = "The angle of the point (x, y) to the x axis",
     .example = "print atan2(0, 1)",
     .gives = "0.0",
     .page = "atan2-function"},
    {REAL("degrees", degrees), .help = "Radians as degrees", .example = "print degrees(pi() / 4), degrees(pi() * 1.5)",
     .gives = "45.0, 270.0"},
    {REAL("radians", radians), .help = "Degrees as radians", .example = "print radians(180) == pi()", .gives = "true"},
    {.name = "pi",
     .sig = "() -> real",
     .each = pi_each,
     .help = "The number pi",
     .example = "print pi()",
     .gives = "3.141592653589793",
     .page = "pi-function"},
    {0}};
