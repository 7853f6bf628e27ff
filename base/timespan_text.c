/* timespan_text: "1.5h", "15 seconds", "2", "-1.02:03:04.5". Whatever is less than a tick is cut. */
#include "base/time_text.h"

#include <stdio.h>

typedef __int128 wide; /* no count of days below overflows it before it is looked at */

/* Unit words of literals. Microsoft's lexer takes exactly these. */
static const struct {
    const char *word;
    int64_t ticks; /* 0: a hundredth */
} units[] = {
    {"d", TICKS_PER_DAY},         {"day", TICKS_PER_DAY},         {"days", TICKS_PER_DAY},
    {"h", TICKS_PER_HOUR},        {"hr", TICKS_PER_HOUR},         {"hrs", TICKS_PER_HOUR},
    {"hour", TICKS_PER_HOUR},     {"hours", TICKS_PER_HOUR},      {"m", TICKS_PER_MINUTE},
    {"min", TICKS_PER_MINUTE},    {"minute", TICKS_PER_MINUTE},   {"minutes", TICKS_PER_MINUTE},
    {"s", TICKS_PER_SECOND},      {"sec", TICKS_PER_SECOND},      {"second", TICKS_PER_SECOND},
    {"seconds", TICKS_PER_SECOND}, {"ms", 10000},                 {"milli", 10000},
    {"millis", 10000},            {"millisec", 10000},            {"millisecond", 10000},
    {"milliseconds", 10000},      {"micro", 10},                  {"micros", 10},
    {"microsec", 10},             {"microsecond", 10},            {"microseconds", 10},
    {"nano", 0},                  {"nanos", 0},                   {"nanosec", 0},
    {"nanosecond", 0},            {"nanoseconds", 0},             {"tick", 1},
    {"ticks", 1},
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static str trimmed(str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t')) s = str_sub(s, 1, s.n - 1);
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t')) s.n--;
    return s;
}

static bool fit(wide ticks, bool negative, int64_t *out)
{
    if (negative) ticks = -ticks;
    if (ticks < INT64_MIN || ticks > INT64_MAX) return false;
    *out = (int64_t)ticks;
    return true;
}

/* Digits at *at as a number below 10^18; how many were taken. Of more, with `cut` the rest is passed over; -1 without. */
static int digits(str s, uint32_t *at, bool cut, int64_t *out)
{
    int n = 0;
    *out = 0;
    for (; *at < s.n && is_digit(s.p[*at]); ++*at) {
        if (*out < 100000000000000000LL && (!cut || n < 18)) {
            *out = *out * 10 + (s.p[*at] - '0');
            n++;
        } else if (cut) {
            continue;
        } else {
            return -1;
        }
    }
    return n;
}

/* digits[.digits] units */
static bool scale(str number, int64_t unit, wide *out)
{
    uint32_t at = 0;
    int64_t whole = 0, fraction = 0, below = 1;
    int n = digits(number, &at, false, &whole), behind = 0;
    if (n < 0) return false;
    if (at < number.n && number.p[at] == '.') {
        at++;
        behind = digits(number, &at, true, &fraction);
    }
    if (at != number.n || n + behind == 0) return false;
    for (int i = 0; i < behind; i++) below *= 10;
    *out = (wide)whole * unit + (wide)fraction * unit / below;
    return true;
}

static bool with_unit(str s, wide *out)
{
    uint32_t split = 0;
    while (split < s.n && (is_digit(s.p[split]) || s.p[split] == '.')) split++;
    str number = str_sub(s, 0, split), word = trimmed(str_sub(s, split, s.n - split));
    if (word.n == 0) return scale(number, TICKS_PER_DAY, out); /* timespan(2) is two days */
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!str_is(word, units[i].word)) continue;
        if (units[i].ticks) return scale(number, units[i].ticks, out);
        if (!scale(number, 1, out)) return false; /* 100 nanoseconds are a tick */
        *out /= 100;
        return true;
    }
    return false;
}

/* One or two digits. */
static bool pair(str s, uint32_t *at, int64_t *out)
{
    uint32_t from = *at;
    return digits(s, at, false, out) > 0 && *at - from <= 2;
}

static bool take(str s, uint32_t *at, char c)
{
    if (*at >= s.n || s.p[*at] != c) return false;
    ++*at;
    return true;
}

/* [d.]hh:mm[:ss[.fffffff]] */
static bool with_colons(str s, wide *out)
{
    uint32_t at = 0;
    int64_t days = 0, h = 0, m = 0, sec = 0, fraction = 0;
    if (digits(s, &at, false, &days) <= 0) return false;
    if (take(s, &at, '.')) {
        if (!pair(s, &at, &h)) return false;
    } else {
        if (at > 2) return false;
        h = days;
        days = 0;
    }
    if (!take(s, &at, ':') || !pair(s, &at, &m)) return false;
    if (take(s, &at, ':')) {
        if (!pair(s, &at, &sec)) return false;
        if (take(s, &at, '.')) {
            int n = digits(s, &at, true, &fraction);
            if (n <= 0) return false;
            for (; n < 7; n++) fraction *= 10;
            for (; n > 7; n--) fraction /= 10;
        }
    }
    if (at != s.n || h > 23 || m > 59 || sec > 59) return false;
    *out = (wide)days * TICKS_PER_DAY + h * TICKS_PER_HOUR + m * TICKS_PER_MINUTE + sec * TICKS_PER_SECOND + fraction;
    return true;
}

bool timespan_parse(str text, int64_t *out)
{
    str s = trimmed(text);
    bool negative = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) s = str_sub(s, 1, s.n - 1);
    if (s.n == 0) return false;
    wide ticks;
    bool read = memchr(s.p, ':', s.n) ? with_colons(s, &ticks) : with_unit(s, &ticks);
    return read && fit(ticks, negative, out);
}

uint32_t timespan_print(int64_t ticks, char out[TIME_TEXT])
{
    uint64_t t = ticks < 0 ? 0 - (uint64_t)ticks : (uint64_t)ticks;
    int n = 0;
    if (ticks < 0) out[n++] = '-';
    uint64_t days = t / TICKS_PER_DAY;
    if (days) n += sprintf(out + n, "%llu.", (unsigned long long)days);
    n += sprintf(out + n, "%02d:%02d:%02d", (int)(t / TICKS_PER_HOUR % 24), (int)(t / TICKS_PER_MINUTE % 60),
                 (int)(t / TICKS_PER_SECOND % 60));
    if (t % TICKS_PER_SECOND) n += sprintf(out + n, ".%07d", (int)(t % TICKS_PER_SECOND));
    return (uint32_t)n;
}
