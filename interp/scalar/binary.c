/* binary: the bits of integers. Shifts go by shift % 64; a negative one gives null. Source: binary-and-function.md and
 * the pages beside it. */
#include "interp/scalar/args.h"

/* Integers of both widths come in; all bodies see longs. */
#define LONGS_2(NAME, STMT)                                                                                            \
    KERNEL_2_STMT(NAME##_longs, l, l, l, STMT)                                                                         \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                           \
    {                                                                                                                  \
        const vec *both[2] = {convert_arg(cx->mem, args[0], rows, T_LONG),                                             \
                              convert_arg(cx->mem, args[1], rows, T_LONG)};                                            \
        NAME##_longs(cx, both, rows, out);                                                                             \
    }
#define LONGS_1(NAME, EXPR)                                                                                            \
    KERNEL_1(NAME##_long, l, l, EXPR)                                                                                  \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                           \
    {                                                                                                                  \
        const vec *one = convert_arg(cx->mem, args[0], rows, T_LONG);                                                  \
        NAME##_long(cx, &one, rows, out);                                                                              \
    }

LONGS_2(and_body, *r = x & y)
LONGS_2(or_body, *r = x | y)
LONGS_2(xor_body, *r = x ^ y)
LONGS_2(left_body, if (y >= 0) *r = (int64_t)((uint64_t)x << (y & 63)); else KERNEL_NULL)
LONGS_2(right_body, if (y >= 0) *r = x >> (y & 63); else KERNEL_NULL)
LONGS_1(not_body, ~x)
LONGS_1(ones_of_long, __builtin_popcountll((uint64_t)x))

/* A negative int has 32 bits set or 64, as the engine widens it or not. */
static void ones_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    for (uint32_t k = 0; args[0]->type == T_INT && k < rows.n; k++) {
        datum v = vec_get(args[0], sel_row(rows, k));
        if (!v.null && v.i < 0) arg_refuse(cx, "a negative int");
    }
    ones_of_long(cx, args, rows, out);
}

#define TWO(NAME, A, B, BODY)                                                                                          \
    .name = NAME, .sig = "(" A ": integer, " B ": integer) -> long", .body = BODY, .naming = NAMING_ARG0
#define ONE(NAME, BODY) .name = NAME, .sig = "(value: integer) -> long", .body = BODY, .naming = NAMING_ARG0

const fn_row fn_rows_binary[] = {
    {TWO("binary_and", "value1", "value2", and_body), .help = "The bits that both numbers have",
     .example = "print binary_and(6, 3)", .gives = "2", .page = "binary-and-function"},
    {TWO("binary_or", "value1", "value2", or_body), .help = "The bits that one of the numbers has",
     .example = "print binary_or(6, 3)", .gives = "7", .page = "binary-or-function"},
    {TWO("binary_xor", "value1", "value2", xor_body), .help = "The bits that just one of the numbers has",
     .example = "print binary_xor(6, 3)", .gives = "5", .page = "binary-xor-function"},
    {TWO("binary_shift_left", "value", "shift", left_body), .help = "The bits moved up",
     .example = "print binary_shift_left(1, 2), binary_shift_left(1, 65), binary_shift_left(1, -1)",
     .gives = "4, 2, null", .page = "binary-shift-left-function"},
    {TWO("binary_shift_right", "value", "shift", right_body), .help = "The bits moved down; the sign stays",
     .example = "print binary_shift_right(1, 2), binary_shift_right(20, 2)", .gives = "0, 5",
     .page = "binary-shift-right-function"},
    {ONE("binary_not", not_body), .help = "The bits that the number lacks", .example = "print binary_not(100)",
     .gives = "-101", .page = "binary-not-function"},
    {ONE("bitset_count_ones", ones_body), .help = "How many bits are set", .example = "print bitset_count_ones(42)",
     .gives = "3", .page = "bitset-count-ones-function"},
    {0}};
