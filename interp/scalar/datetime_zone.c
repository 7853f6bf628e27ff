/* datetime_zone: datetimes of a time zone as UTC and back. Zones come from the system's tz database; without one the
 * functions are refused. */
#include "interp/scalar/args.h"
#include "interp/scalar/dates.h"
#include "interp/scalar/zone.h"
#include "interp/refusals.h"

static int64_t unix_seconds(int64_t t)
{
    return dates_floor_div(t - UNIX_EPOCH_TICKS, TICKS_PER_SECOND);
}

static bool to_local(fn_ctx *cx, const zone *z, int64_t t, int64_t *out)
{
    (void)cx;
    return dates_shift(t, zone_offset(z, unix_seconds(t)), TICKS_PER_SECOND, out);
}

/* A local time that the clock skips is read with the offset after the gap, as the page's example does. One that comes
 * twice is refused: the page leaves open which of the two is meant. */
static bool to_utc(fn_ctx *cx, const zone *z, int64_t t, int64_t *out)
{
    int64_t local = unix_seconds(t), before = zone_offset(z, local - 86400), after = zone_offset(z, local + 86400);
    bool fits_before = zone_offset(z, local - before) == before, fits_after = zone_offset(z, local - after) == after;
    if (before != after && fits_before && fits_after)
        refuse_row(cx->ds, cx->call->at, "a local time that comes twice, when the clock is set back,");
    return dates_shift(t, -(fits_before && !fits_after ? before : after), TICKS_PER_SECOND, out);
}

typedef bool shift(fn_ctx *cx, const zone *z, int64_t t, int64_t *out);

/* The zones that a batch names, when they come from a column. */
typedef struct cache {
    str names[16];
    const zone *zones[16];
    uint32_t n, next;
} cache;

static const zone *cached(arena *mem, cache *c, str name)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (str_eq(c->names[i], name)) return c->zones[i];
    uint32_t at = c->n < 16 ? c->n++ : c->next++ % 16;
    c->names[at] = name;
    return c->zones[at] = zone_load(mem, name);
}

static void shift_rows(fn_ctx *cx, const vec *const *args, sel rows, vec *out, shift *f)
{
    cache c = {0};
    KERNEL_LOOP (rows, const zone *z = cx->call->prepared;
                 if (!z) z = cached(cx->mem, &c, args[1]->s[vec_ix(args[1], row)]);
                 if (!z) refuse_row(cx->ds, cx->call->at, "a name that is no time zone");
                 if (!z || !f(cx, z, args[0]->l[vec_ix(args[0], row)], &out->l[row])) fn_set_null(out, row))
        ;
}

static void datetime_utc_to_local(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    shift_rows(cx, args, rows, out, to_local);
}
static void datetime_local_to_utc(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    shift_rows(cx, args, rows, out, to_utc);
}

static bool prepare(fn_call *call, arena *mem, diags *ds)
{
    const datum *name = call->constants[1];
    if (!zone_data_present()) {
        diag_error(ds, ST_UNSUPPORTED, NULL, call->at,
                   "%s() needs the system's time zones (/usr/share/zoneinfo), and there are none", call->row->name);
        return false;
    }
    if (!name) return true;
    call->prepared = (void *)zone_load(mem, name->s);
    if (call->prepared) return true;
    diag_error(ds, ST_COMPILE, NULL, call->at, "'" STR_FMT "' is no time zone", STR_ARG(name->s));
    return false;
}

#define ROW(NAME)                                                                                                      \
    .name = #NAME, .sig = "(from: datetime, timezone: string) -> datetime", .body = NAME, .prepare = prepare

const fn_row fn_rows_datetime_zone[] = {
    {ROW(datetime_utc_to_local), .help = "A datetime of UTC in the local time of a zone",
     .example = "print datetime_utc_to_local(datetime(2022-07-11 22:18:48), 'US/Pacific')",
     .gives = "2022-07-11T15:18:48.0000000Z", .page = "datetime-utc-to-local-function"},
    {ROW(datetime_local_to_utc), .help = "A datetime in the local time of a zone as UTC",
     .example = "print datetime_local_to_utc(datetime(2020-02-02 20:02:20), 'Europe/Paris')",
     .gives = "2020-02-02T19:02:20.0000000Z", .page = "datetime-local-to-utc-function"},
    {0}};
