#include "interp/scalar/date_units.h"

#include "base/time_text.h"
#include "base/utf8.h"

static const char *const names[UNIT_COUNT_] = {
    [UNIT_YEAR] = "year",
    [UNIT_QUARTER] = "quarter",
    [UNIT_MONTH] = "month",
    [UNIT_WEEK] = "week",
    [UNIT_WEEK_OF_YEAR] = "week_of_year",
    [UNIT_DAY] = "day",
    [UNIT_DAY_OF_YEAR] = "dayofyear",
    [UNIT_HOUR] = "hour",
    [UNIT_MINUTE] = "minute",
    [UNIT_SECOND] = "second",
    [UNIT_MILLISECOND] = "millisecond",
    [UNIT_MICROSECOND] = "microsecond",
    [UNIT_NANOSECOND] = "nanosecond",
};

bool date_unit_prepare(fn_call *call, arena *mem, diags *ds, uint32_t allowed)
{
    date_unit *u = ARENA_NEW(mem, date_unit);
    str words[UNIT_COUNT_], given = call->constants[0] ? call->constants[0]->s : (str){0};
    uint32_t n = 0;
    call->prepared = u;
    for (int i = 0; i < UNIT_COUNT_; i++) {
        if (!(allowed & UNIT_BIT(i))) continue;
        words[n++] = str_of(names[i]);
        *u = (date_unit)i;
        if (utf8_cmp_fold(given, str_of(names[i])) == 0) return true;
    }
    diag *d = diag_error(ds, ST_COMPILE, "KS141", call->at, "'" STR_FMT "' is no period that %s() knows",
                         STR_ARG(given), call->row->name);
    str near = diag_nearest(given, words, n);
    if (near.n) diag_hint(ds, d, "did you mean '" STR_FMT "'?", STR_ARG(near));
    return false;
}

int64_t date_unit_ticks(date_unit u)
{
    switch (u) {
    case UNIT_WEEK:
        return 7 * TICKS_PER_DAY;
    case UNIT_DAY:
        return TICKS_PER_DAY;
    case UNIT_HOUR:
        return TICKS_PER_HOUR;
    case UNIT_MINUTE:
        return TICKS_PER_MINUTE;
    case UNIT_SECOND:
        return TICKS_PER_SECOND;
    case UNIT_MILLISECOND:
        return TICKS_PER_SECOND / 1000;
    case UNIT_MICROSECOND:
        return TICKS_PER_SECOND / 1000000;
    default:
        return 0;
    }
}
