/* datetime_text: a reader that walks over a text once, part by part: date, time, fraction, zone. */
#include "base/time_text.h"

typedef struct reader {
    const char *p, *end;
} reader;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static bool at_end(const reader *r) { return r->p == r->end; }

static bool take(reader *r, char c)
{
    if (r->p == r->end || *r->p != c) return false;
    r->p++;
    return true;
}

static void blanks(reader *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\r' || *r->p == '\n')) r->p++;
}

/* A number of at most `max` digits; how many there were, 0 for none. */
static int number(reader *r, int max, int *out)
{
    int n = 0, v = 0;
    for (; r->p < r->end && is_digit(*r->p) && n < max; n++) v = v * 10 + (*r->p++ - '0');
    *out = v;
    return n;
}

/* .fffffff: seven digits count, more are read and cut. */
static bool fraction(reader *r, civil *c)
{
    int n = 0, v = 0;
    for (; r->p < r->end && is_digit(*r->p); r->p++, n++)
        if (n < 7) v = v * 10 + (*r->p - '0');
    if (n == 0) return false;
    for (; n < 7; n++) v *= 10;
    c->ticks = v;
    return true;
}

/* hh:mm[:ss[.fffffff]] */
static bool time_of_day(reader *r, civil *c)
{
    if (!number(r, 2, &c->hour)) return false;
    if (!take(r, ':') || !number(r, 2, &c->minute)) return false;
    if (take(r, ':')) {
        if (!number(r, 2, &c->second)) return false;
        if ((take(r, '.') || take(r, ',')) && !fraction(r, c)) return false;
    }
    return true;
}

/* Z, GMT, UTC, +hh:mm, +hhmm, +hh, or nothing: minutes east of UTC. */
static bool zone(reader *r, int *minutes)
{
    *minutes = 0;
    blanks(r);
    if (at_end(r)) return true;
    if (r->end - r->p >= 3 && ((strncmp(r->p, "GMT", 3) == 0) || strncmp(r->p, "UTC", 3) == 0)) {
        r->p += 3;
        return true;
    }
    if (take(r, 'Z') || take(r, 'z')) return true;
    int sign = take(r, '+') ? 1 : take(r, '-') ? -1 : 0, h, m = 0;
    if (!sign || number(r, 2, &h) != 2) return false;
    bool colon = take(r, ':');
    int n = number(r, 2, &m);
    if ((colon && n != 2) || n == 1 || h > 14 || m > 59) return false;
    *minutes = sign * (h * 60 + m);
    return true;
}

/* A run of letters that begins one of the names: at least three of them, any case. Which name, from 1; 0 for none. */
static int name(reader *r, const char *const *names, int n)
{
    const char *from = r->p;
    while (r->p < r->end && is_letter(*r->p)) r->p++;
    size_t len = (size_t)(r->p - from);
    for (int i = 0; len >= 3 && i < n; i++) {
        size_t k = 0;
        while (k < len && (from[k] | 32) == names[i][k]) k++; /* stops at the NUL of a shorter name */
        if (k == len) return i + 1;
    }
    return 0;
}

static int month_name(reader *r)
{
    static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
    return name(r, months, 12);
}

static int weekday_name(reader *r)
{
    static const char *const days[] = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
    return name(r, days, 7);
}

/* 14 is 2014, 85 is 1985: as .NET's calendar, two digits up to 49 are 20xx. */
static int full_year(int y, int digits) { return digits > 2 ? y : y < 50 ? 2000 + y : 1900 + y; }

/* [Sat, ]8 Nov 14 and Saturday, 08-Nov-14 (RFC 822, 850) */
static bool named_date(reader *r, civil *c)
{
    if (r->p < r->end && is_letter(*r->p)) {
        if (!weekday_name(r) || !take(r, ',')) return false; /* which day it was is not looked at */
        blanks(r);
    }
    if (!number(r, 2, &c->day)) return false;
    bool dash = take(r, '-');
    blanks(r);
    c->month = month_name(r);
    if (!c->month || (dash && !take(r, '-'))) return false;
    blanks(r);
    int n = number(r, 4, &c->year);
    c->year = full_year(c->year, n);
    return n == 2 || n == 4;
}

/* 2014-11-08, 2014-11, 2014, 2014.11.08, 2014/11/08, 20141108 */
static bool year_first(reader *r, civil *c)
{
    if (r->end - r->p >= 8 && is_digit(r->p[4]) && is_digit(r->p[7])) {
        if (number(r, 4, &c->year) != 4 || number(r, 2, &c->month) != 2) return false;
        return number(r, 2, &c->day) == 2;
    }
    if (number(r, 4, &c->year) != 4) return false;
    char mark = r->p < r->end ? *r->p : 0;
    c->month = c->day = 1;
    if (mark != '-' && mark != '/' && mark != '.') return true;
    r->p++;
    if (!number(r, 2, &c->month)) return false;
    if (!take(r, mark)) return true;
    return number(r, 2, &c->day) > 0;
}

/* 12-02-2022, 12/2/2022: month first */
static bool month_first(reader *r, civil *c)
{
    if (!number(r, 2, &c->month) || at_end(r)) return false;
    char mark = *r->p;
    if (mark != '-' && mark != '/' && mark != '.') return false;
    r->p++;
    if (!number(r, 2, &c->day) || !take(r, mark)) return false;
    int n = number(r, 4, &c->year);
    c->year = full_year(c->year, n);
    return n == 2 || n == 4;
}

static bool date(reader *r, civil *c)
{
    reader start = *r;
    int digits = 0;
    while (r->p + digits < r->end && is_digit(r->p[digits])) digits++;
    if (digits >= 4) return year_first(r, c);
    if (digits > 0 && month_first(r, c)) return true;
    *r = start;
    return named_date(r, c);
}

/* AM/PM behind a time: 12 AM is 0 h. */
static bool half_day(reader *r, civil *c)
{
    blanks(r);
    if (r->end - r->p < 2 || (r->p[1] | 32) != 'm') return true;
    char h = (char)(r->p[0] | 32);
    if (h != 'a' && h != 'p') return true;
    if (c->hour < 1 || c->hour > 12) return false;
    c->hour = c->hour % 12 + (h == 'p' ? 12 : 0);
    r->p += 2;
    return true;
}

bool datetime_parse(str text, int64_t *out)
{
    if (text.n == 0) return false;
    reader r = {text.p, text.p + text.n};
    civil c = {0};
    int minutes = 0;
    int64_t ticks;
    blanks(&r);
    if (at_end(&r) || !date(&r, &c)) return false;
    bool more = take(&r, 'T') || take(&r, 't');
    blanks(&r);
    if (more || (!at_end(&r) && is_digit(*r.p))) {
        if (!time_of_day(&r, &c) || !half_day(&r, &c)) return false;
    }
    if (!zone(&r, &minutes)) return false;
    blanks(&r);
    if (!at_end(&r)) return false;
    bool midnight = c.hour == 24 && c.minute == 0 && c.second == 0 && c.ticks == 0; /* ISO 8601: the end of the day */
    if (midnight) c.hour = 0;
    if (!civil_to_ticks(&c, &ticks)) return false;
    ticks += (midnight ? TICKS_PER_DAY : 0) - minutes * TICKS_PER_MINUTE;
    if (ticks < 0 || ticks > DATETIME_MAX_TICKS) return false;
    *out = ticks;
    return true;
}

static char *digits_out(char *p, int v, int n)
{
    for (int i = n - 1; i >= 0; i--, v /= 10) p[i] = (char)('0' + v % 10);
    return p + n;
}

uint32_t datetime_print(int64_t ticks, char out[TIME_TEXT])
{
    civil c = civil_from_ticks(ticks);
    char *p = digits_out(out, c.year, 4);
    *p++ = '-';
    p = digits_out(p, c.month, 2);
    *p++ = '-';
    p = digits_out(p, c.day, 2);
    *p++ = 'T';
    p = digits_out(p, c.hour, 2);
    *p++ = ':';
    p = digits_out(p, c.minute, 2);
    *p++ = ':';
    p = digits_out(p, c.second, 2);
    *p++ = '.';
    p = digits_out(p, c.ticks, 7);
    *p++ = 'Z';
    *p = 0;
    return (uint32_t)(p - out);
}
