#include "base/number_text.h"
#include "base/time_text.h"

#include <stdio.h>

/* Unit words of literals. Microsoft's lexer takes exactly these. */
static const struct {
    const char *word;
    int64_t ticks;
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

/* A count of units as ticks; false when it leaves the range. */
static bool scale(str number, int64_t unit, int64_t *out)
{
    int64_t whole;
    double v;
    if (int64_parse(number, &whole)) return !__builtin_mul_overflow(whole, unit, out);
    if (!double_parse(number, &v)) return false;
    v *= (double)unit;
    if (!(v > -9.2233720368547e18 && v < 9.2233720368547e18)) return false;
    *out = (int64_t)(v < 0 ? v - 0.5 : v + 0.5);
    return true;
}

static bool with_unit(str s, int64_t *out)
{
    uint32_t split = s.n;
    while (split > 0 && !is_digit(s.p[split - 1]) && s.p[split - 1] != '.') split--;
    str number = trimmed(str_sub(s, 0, split)), word = trimmed(str_sub(s, split, s.n - split));
    if (number.n == 0) return false;
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

static bool part(str s, uint32_t *at, int max_digits, int64_t *out)
{
    int n = 0;
    int64_t v = 0;
    for (; *at < s.n && is_digit(s.p[*at]) && n < max_digits; n++) v = v * 10 + (s.p[(*at)++] - '0');
    *out = v;
    return n > 0;
}

static bool seconds_fraction(str s, uint32_t *at, int64_t *ticks)
{
    int n = 0;
    *ticks = 0;
    for (; *at < s.n && is_digit(s.p[*at]); ++*at, n++)
        if (n < 7) *ticks = *ticks * 10 + (s.p[*at] - '0');
    for (int k = n; k < 7; k++) *ticks *= 10;
    return n > 0;
}

/* [d.]hh:mm[:ss[.fffffff]], without its sign */
static bool with_colons(str s, int64_t *out)
{
    uint32_t at = 0;
    int64_t days = 0, h = 0, m = 0, sec = 0, ticks = 0;
    const char *dot = memchr(s.p, '.', s.n), *colon = memchr(s.p, ':', s.n);
    if (dot && dot < colon && (!part(s, &at, 8, &days) || s.p[at++] != '.')) return false;
    if (!part(s, &at, 2, &h) || at >= s.n || s.p[at++] != ':' || !part(s, &at, 2, &m)) return false;
    if (at < s.n && s.p[at] == ':') {
        at++;
        if (!part(s, &at, 2, &sec)) return false;
        if (at < s.n && s.p[at] == '.') {
            at++;
            if (!seconds_fraction(s, &at, &ticks)) return false;
        }
    }
    if (at != s.n || h > 23 || m > 59 || sec > 59 || days > 10675199) return false;
    ticks += h * TICKS_PER_HOUR + m * TICKS_PER_MINUTE + sec * TICKS_PER_SECOND;
    return !__builtin_add_overflow(days * TICKS_PER_DAY, ticks, out);
}

bool timespan_parse(str text, int64_t *out)
{
    str s = trimmed(text);
    if (s.n == 0) return false;
    if (!memchr(s.p, ':', s.n)) return with_unit(s, out);
    bool negative = s.p[0] == '-';
    if (negative || s.p[0] == '+') s = str_sub(s, 1, s.n - 1);
    int64_t v;
    if (!with_colons(s, &v)) return false;
    *out = negative ? -v : v;
    return true;
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
