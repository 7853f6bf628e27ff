/* zone_rule: "CET-1CEST,M3.5.0,M10.5.0/3": offsets and turning points that repeat every year. */
#include "base/time_text.h"
#include "interp/scalar/dates.h"
#include "interp/scalar/zone.h"

typedef struct reader {
    const char *p, *end;
} reader;

static bool take(reader *r, char c)
{
    if (r->p == r->end || *r->p != c) return false;
    r->p++;
    return true;
}

static bool number(reader *r, int *out)
{
    int v = 0, digits = 0;
    for (; r->p < r->end && *r->p >= '0' && *r->p <= '9' && digits < 5; digits++) v = v * 10 + (*r->p++ - '0');
    *out = v;
    return digits > 0;
}

/* CET, or <+0330> */
static bool skip_name(reader *r)
{
    const char *from = r->p;
    if (take(r, '<')) {
        while (r->p < r->end && *r->p != '>') r->p++;
        return take(r, '>');
    }
    while (r->p < r->end && ((*r->p | 32) >= 'a' && (*r->p | 32) <= 'z')) r->p++;
    return r->p > from;
}

/* [+-]hh[:mm[:ss]] */
static bool clock(reader *r, int64_t *out)
{
    int h, m = 0, s = 0;
    bool minus = take(r, '-');
    if (!minus) (void)take(r, '+');
    if (!number(r, &h) || (take(r, ':') && (!number(r, &m) || (take(r, ':') && !number(r, &s))))) return false;
    *out = h * 3600LL + m * 60LL + s;
    if (minus) *out = -*out;
    return true;
}

static bool turn(reader *r, zone_turn *t)
{
    *t = (zone_turn){.kind = 'D', .at = 7200};
    if (!take(r, ',')) return false;
    if (take(r, 'M')) {
        t->kind = 'M';
        if (!number(r, &t->month) || !take(r, '.') || !number(r, &t->week) || !take(r, '.') || !number(r, &t->day))
            return false;
        if (t->month < 1 || t->month > 12 || t->week < 1 || t->week > 5 || t->day > 6) return false;
    } else {
        if (take(r, 'J')) t->kind = 'J';
        if (!number(r, &t->day) || t->day > 365) return false;
    }
    return !take(r, '/') || clock(r, &t->at);
}

bool zone_rule_parse(str text, zone_rule *out)
{
    reader r = {text.p, text.p + text.n};
    *out = (zone_rule){0};
    if (!skip_name(&r) || !clock(&r, &out->standard)) return false;
    out->standard = -out->standard; /* POSIX counts westward */
    if (r.p == r.end) return true;
    if (!skip_name(&r)) return false;
    out->has_summer = true;
    out->summer = out->standard + 3600;
    if (r.p < r.end && *r.p != ',') {
        if (!clock(&r, &out->summer)) return false;
        out->summer = -out->summer;
    }
    return turn(&r, &out->to_summer) && turn(&r, &out->to_standard) && r.p == r.end;
}

/* Local seconds since 1970 of a turning point in a year, by the clock that runs until then. */
static int64_t turn_in(const zone_turn *t, int year)
{
    civil c = {.year = year, .month = t->kind == 'M' ? t->month : 1, .day = 1};
    int64_t start = 0, day;
    civil_to_ticks(&c, &start);
    if (t->kind == 'M') {
        day = (t->day - civil_weekday(start) + 7) % 7 + (t->week - 1) * 7;
        if (day >= civil_days_in_month(year, t->month)) day -= 7; /* week 5 is the last */
    } else {
        bool leap = civil_days_in_month(year, 2) == 29;
        day = t->kind == 'J' ? t->day - 1 + (leap && t->day > 59) : t->day;
    }
    return (start - UNIX_EPOCH_TICKS) / TICKS_PER_SECOND + day * 86400 + t->at;
}

int64_t zone_rule_offset(const zone_rule *r, int64_t unix_seconds)
{
    int64_t local;
    if (!r->has_summer || __builtin_mul_overflow(unix_seconds + r->standard, TICKS_PER_SECOND, &local))
        return r->standard;
    local += UNIX_EPOCH_TICKS;
    if (!dates_valid(local)) return r->standard;
    int year = civil_from_ticks(local).year;
    int64_t from = turn_in(&r->to_summer, year) - r->standard, to = turn_in(&r->to_standard, year) - r->summer;
    bool summer = from < to ? unix_seconds >= from && unix_seconds < to : unix_seconds >= from || unix_seconds < to;
    return summer ? r->summer : r->standard;
}
