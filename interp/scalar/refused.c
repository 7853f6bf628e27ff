/* refused: functions whose signature is known and whose answers are not, as no page says how they are made. They bind, so that a check
 * knows the columns of a query that calls them, and are refused by name at the first row that wants their answer. */
#include "interp/fn.h"
#include "interp/refusals.h"

static void report(const fn_call *call, diags *ds) { refusal_report(ds, call->at, "function", str_of(call->row->name)); }

static bool refuse(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    report(call, ds);
    return false;
}

static void refuse_each(fn_ctx *cx, const datum *args, datum *out)
{
    (void)args;
    (void)out;
    if (cx->ds && diags_status(cx->ds) == ST_OK) report(cx->call, cx->ds); /* said once */
}

#define UNBUILT .prepare = refuse, .each = refuse_each, .nulls = NULLS_SEEN, .volatile_ = true, .unbuilt = true
#define REFUSED(NAME, SIG) {.name = NAME, .sig = SIG, UNBUILT}

const fn_row fn_rows_refused[] = {
    REFUSED("hash_combine", "(source: scalar, more: scalar...) -> long"),
    REFUSED("hash_many", "(source: notdynamic...) -> long"),
    REFUSED("current_cluster_endpoint", "() -> string"),
    REFUSED("current_database", "() -> string"),
    REFUSED("current_principal", "() -> string"),
    REFUSED("current_principal_details", "() -> dynamic"),
    REFUSED("current_principal_is_member_of", "(group: arrayorstring...) -> bool"),
    REFUSED("cursor_after", "(cursor: string) -> bool"),
    REFUSED("cursor_before_or_at", "(cursor: string) -> bool"),
    REFUSED("cursor_current", "() -> string"),
    REFUSED("extent_id", "() -> guid"),
    REFUSED("extent_tags", "() -> dynamic"),
    {.name = "series_periods_detect",
     .sig = "(series: array, min_period: number, max_period: number, num_periods: long) -> dynamic",
     UNBUILT,
     .tuple = "periods: dynamic, scores: dynamic"},
    {.name = "series_periods_validate",
     .sig = "(series: array, period: number...17) -> dynamic",
     UNBUILT,
     .tuple = "periods: dynamic, scores: dynamic"},
    {0}};
