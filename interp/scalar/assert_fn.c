/* assert_fn: assert(): checked while the query is read, whether rows come by or not. */
#include "interp/fn.h"

static bool prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    const datum *held = call->constants[0], *message = call->constants[1];
    if (!held) {
        diag_error(ds, ST_COMPILE, NULL, call->at, "the condition of assert() must be a constant");
        return false;
    }
    if (!held->null && held->b) return true;
    str text = message ? message->s : (str){0};
    diag_error(ds, ST_COMPILE, NULL, call->at, "assert() has failed with message: '" STR_FMT "'", STR_ARG(text));
    return false;
}

static void holds(fn_ctx *cx, const datum *args, datum *out)
{
    (void)cx;
    (void)args;
    fn_out_bool(out, true);
}

const fn_row fn_rows_assert_fn[] = {
    {.name = "assert",
     .sig = "(predicate: bool, message: string) -> bool",
     .each = holds,
     .prepare = prepare,
     .nulls = NULLS_SEEN,
     .help = "True; the query fails with the message when the condition, a constant, is not true",
     .example = "print assert(1 < 2, 'never said')",
     .gives = "true",
     .page = "assert-function"},
    {0}};
