/* conditional: the first, least or greatest of several values. iff(), iif() and case() are here by signature only: the
 * binder makes them EX_CASE, so that a branch is computed only for the rows that take it. */
#include "interp/scalar/args.h"

/* Arguments come in one type (`common`). */
static void coalesce_each(fn_ctx *cx, const datum *args, datum *out)
{
    for (uint32_t i = 0; i < cx->call->n_args; i++)
        if (!args[i].null && !(args[i].type == T_STRING && args[i].s.n == 0)) {
            out_datum(out, args[i]);
            return;
        }
}

/* sign 1: the greatest; -1: the least. Nulls do not take part. */
static void best_of(fn_ctx *cx, const datum *args, datum *out, int sign)
{
    const datum *best = NULL;
    for (uint32_t i = 0; i < cx->call->n_args; i++)
        if (!args[i].null && (!best || sign * datum_cmp(args[i], *best) > 0)) best = &args[i];
    if (best) out_datum(out, *best);
}

static void max_of_each(fn_ctx *cx, const datum *args, datum *out)
{
    best_of(cx, args, out, 1);
}
static void min_of_each(fn_ctx *cx, const datum *args, datum *out)
{
    best_of(cx, args, out, -1);
}

const fn_row fn_rows_conditional[] = {
    {.name = "iff",
     .sig = "(if: bool, then: commonordynamic, else: commonordynamic) -> common",
     .nulls = NULLS_SEEN,
     .help = "One value where the condition is true, the other where it is false or null",
     .example = "print iff(1 > 2, 'a', 'b')",
     .gives = "b",
     .page = "iff-function"},
    {.name = "iif",
     .sig = "(if: bool, then: commonordynamic, else: commonordynamic) -> common",
     .nulls = NULLS_SEEN,
     .help = "The same as iff()",
     .example = "print iif(true, 'a', 'b')",
     .gives = "a",
     .page = "iff-function"},
    {.name = "case",
     .sig = "(predicate: bool, then: commonordynamic, [rest: scalar...]) -> common",
     .nulls = NULLS_SEEN,
     .help = "The value behind the first true condition, else the last argument",
     .example = "print case(1 > 2, 'a', 2 > 1, 'b', 'c')",
     .gives = "b",
     .page = "case-function"},
    {.name = "coalesce",
     .sig = "(arg: common, arg: common, [rest: common...64]) -> common",
     .each = coalesce_each,
     .nulls = NULLS_SEEN,
     .help = "The first value that is not null; among strings, not empty",
     .example = "print coalesce(tolong('not a number'), tolong('42'), 33)",
     .gives = "42",
     .page = "coalesce-function"},
    {.name = "max_of",
     .sig = "(arg: commonorderable, arg: commonorderable, [rest: commonorderable...64]) -> common",
     .each = max_of_each,
     .nulls = NULLS_SEEN,
     .help = "The greatest of the values; nulls do not count",
     .example = "print max_of(10, 1, -3, 17)",
     .gives = "17",
     .page = "max-of-function"},
    {.name = "min_of",
     .sig = "(arg: commonorderable, arg: commonorderable, [rest: commonorderable...64]) -> common",
     .each = min_of_each,
     .nulls = NULLS_SEEN,
     .help = "The least of the values; nulls do not count",
     .example = "print min_of(10, 1, -3, 17), min_of(int(null), 3)",
     .gives = "-3, 3",
     .page = "min-of-function"},
    {0}};
