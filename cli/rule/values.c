/* values: how rules write durations and trigger operators. */
#include "cli/rule/rule.h"

#include "base/time_text.h"

#include <strings.h>

static bool digits(str t, uint32_t *at, int64_t *out)
{
    uint32_t from = *at;
    *out = 0;
    while (*at < t.n && t.p[*at] >= '0' && t.p[*at] <= '9') {
        if (*at - from == 9)
            return false; /* longer than any rule could mean, and no overflow */
        *out = *out * 10 + (t.p[(*at)++] - '0');
    }
    return *at > from;
}

static int64_t date_unit(char c) { return c == 'D' ? TICKS_PER_DAY : c == 'W' ? 7 * TICKS_PER_DAY : 0; }
static int64_t time_unit(char c) { return c == 'H' ? TICKS_PER_HOUR : c == 'M' ? TICKS_PER_MINUTE : c == 'S' ? TICKS_PER_SECOND : 0; }

/* P1D, PT5M, P1DT2H30M: whole numbers; years and months have no fixed length. */
static bool iso_duration(str t, int64_t *out)
{
    bool time = false;
    int64_t sum = 0, n, part;
    uint32_t at = 1, parts = 0;
    while (at < t.n) {
        if (t.p[at] == 'T' && !time) {
            time = true;
            at++;
        }
        if (!digits(t, &at, &n) || at == t.n)
            return false;
        int64_t unit = time ? time_unit(t.p[at]) : date_unit(t.p[at]);
        if (!unit || __builtin_mul_overflow(n, unit, &part) || __builtin_add_overflow(sum, part, &sum))
            return false;
        at++;
        parts++;
    }
    *out = sum;
    return parts > 0;
}

/* 5m, 1h, 14d: what the templates are written in. */
static bool short_duration(str t, int64_t *out)
{
    int64_t n;
    uint32_t at = 0;
    if (!digits(t, &at, &n) || at + 1 != t.n)
        return false;
    int64_t unit = t.p[at] == 'm' ? TICKS_PER_MINUTE : t.p[at] == 'h' ? TICKS_PER_HOUR : t.p[at] == 'd' ? TICKS_PER_DAY : 0;
    return unit && !__builtin_mul_overflow(n, unit, out);
}

bool rule_duration(str text, int64_t *ticks)
{
    int64_t v;
    bool is = text.n > 1 && text.p[0] == 'P' ? iso_duration(text, &v) : short_duration(text, &v);
    if (!is)
        is = text.n && memchr(text.p, ':', text.n) && timespan_parse(text, &v) && v >= 0;
    if (is)
        *ticks = v;
    return is;
}

bool rule_trigger_parse(str text, rule_trigger *out)
{
    static const char *const names[][2] = {
        [TRIGGER_GREATER] = {"gt", "GreaterThan"}, [TRIGGER_LESS] = {"lt", "LessThan"}, [TRIGGER_EQUAL] = {"eq", "Equal"}, [TRIGGER_NOT_EQUAL] = {"ne", "NotEqual"},
    };
    for (int i = 0; i < 4; i++) {
        for (int k = 0; k < 2; k++) {
            if (text.n == strlen(names[i][k]) && strncasecmp(text.p, names[i][k], text.n) == 0) {
                *out = (rule_trigger)i;
                return true;
            }
        }
    }
    return false;
}
