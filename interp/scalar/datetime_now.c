/* datetime_now: the time of the query, one and the same for all of it. */
#include "interp/scalar/args.h"
#include "interp/scalar/dates.h"

static void out_datetime(datum *out, int64_t t)
{
    if (dates_valid(t)) fn_out_long(out, t);
}

static void now_each(fn_ctx *cx, const datum *args, datum *out)
{
    int64_t t;
    if (!__builtin_add_overflow(cx->now, cx->call->n_args ? args[0].l : 0, &t)) out_datetime(out, t);
}

static void ago_each(fn_ctx *cx, const datum *args, datum *out)
{
    int64_t t;
    if (!__builtin_sub_overflow(cx->now, args[0].l, &t)) out_datetime(out, t);
}

/* Local files were never ingested. The page: without the policy that records the time the value is null. */
static void ingestion_time_each(fn_ctx *cx, const datum *args, datum *out)
{
    (void)cx;
    (void)args;
    (void)out;
}

static bool warn_ingestion(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    diag_warn(ds, NULL, call->at, "ingestion_time() is null: these rows were read from files, not ingested");
    return true;
}

const fn_row fn_rows_datetime_now[] = {{.name = "now",
                                        .sig = "([offset: timespan]) -> datetime",
                                        .each = now_each,
                                        .per_query = true,
                                        .help = "The time of the query in UTC, shifted by an offset",
                                        .example = "print now(-1d)",
                                        .gives = "2023-12-31T00:00:00.0000000Z",
                                        .page = "now-function"},
                                       {.name = "ago",
                                        .sig = "(timespan: timespan) -> datetime",
                                        .each = ago_each,
                                        .per_query = true,
                                        .help = "The time of the query less a timespan",
                                        .example = "print ago(1h)",
                                        .gives = "2023-12-31T23:00:00.0000000Z",
                                        .page = "ago-function"},
                                       {.name = "ingestion_time",
                                        .sig = "() -> datetime",
                                        .each = ingestion_time_each,
                                        .prepare = warn_ingestion,
                                        .naming = NAMING_PREFIX,
                                        .naming_prefix = "$IngestionTime",
                                        .help = "When the row was ingested; null, since files on disk were not",
                                        .example = "print x = ingestion_time()",
                                        .gives = "null",
                                        .page = "ingestion-time-function"},
                                       {0}};
