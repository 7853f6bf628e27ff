/* sketch_fns: what can be asked of the sketches that hll() makes. */
#include "interp/agg/hll_value.h"
#include "interp/scalar/args.h"

static void dcount_hll(fn_ctx *cx, const datum *args, datum *out)
{
    hll h;
    if (hll_from_dyn(args[0].dy, cx->mem, &h)) fn_out_long(out, hll_count(&h));
}

/* What is null has nothing to merge; what is no sketch, or one of another accuracy, leaves no answer. */
static void merge_all(fn_ctx *cx, const datum *args, datum *out)
{
    hll h = {0};
    for (uint32_t i = 0; i < cx->call->n_args; i++)
        if (!args[i].null && !hll_merge_dyn(&h, cx->mem, args[i].dy)) return;
    if (h.bits) fn_out_dyn(out, hll_to_dyn(&h, cx->mem));
}

const fn_row fn_rows_sketch_fns[] = {
    {.name = "dcount_hll",
     .sig = "(hll: array) -> long",
     .each = dcount_hll,
     .naming = NAMING_NAME_ARG0,
     .help = "How many different values a sketch of hll() saw",
     .example = "range x from 1 to 5 step 1 | summarize h = hll(x % 2) | project dcount_hll(h)",
     .gives = "2",
     .page = "dcount-hll-function"},
    {.name = "hll_merge",
     .sig = "(hll: array, hll: array, [rest: array...64]) -> dynamic",
     .each = merge_all,
     .nulls = NULLS_SEEN,
     .naming = NAMING_PREFIX,
     .naming_prefix = "hll_merged_result",
     .help = "Sketches of hll() as one",
     .example = "range x from 1 to 10 step 1 | extend y = x + 10 | summarize a = hll(x), b = hll(y) | project m = "
                "hll_merge(a, b) | project dcount_hll(m)",
     .gives = "20",
     .page = "hll-merge-function"},
    {0}};
