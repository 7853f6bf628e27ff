/* data_size: estimate_data_size(). Its page settles long (8 bytes) and string (its length); of the other types it says
 * only that dynamic is larger than its text, so they are refused. The binder lets only columns through, and unfolds *. */
#include "interp/scalar/args.h"

static bool prepare(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    for (uint32_t i = 0; i < call->n_args; i++) {
        if (call->arg_types[i] == T_LONG || call->arg_types[i] == T_STRING || call->arg_types[i] == T_UNKNOWN) continue;
        diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "estimate_data_size() of a column of type %s is not supported",
                   type_name(call->arg_types[i]));
        return false;
    }
    return true;
}

static void estimate(fn_ctx *cx, const datum *args, datum *out)
{
    int64_t size = 0;
    for (uint32_t i = 0; i < cx->call->n_args; i++) size += args[i].type == T_STRING ? (int64_t)args[i].s.n : 8;
    fn_out_long(out, size);
}

const fn_row fn_rows_data_size[] = {
    {.name = "estimate_data_size",
     .sig = "(column: scalar, [rest: scalar...]) -> long",
     .each = estimate,
     .prepare = prepare,
     .nulls = NULLS_SEEN,
     .help = "The bytes that columns of type long and string take",
     .example = "range x from 1 to 10 step 1 | extend Text = '1234567890' | summarize sum(estimate_data_size(*))",
     .gives = "180",
     .page = "estimate-data-size-function"},
    {0}};
