#include "tables/load/schemas.h"
#include "base/embed.h"

EMBED(schema_log_analytics, "tables/schemas/log_analytics.schema");
EMBED(schema_others, "tables/schemas/others.schema");

typedef struct text {
    const char *p, *e;
} text;

static uint32_t texts(text out[2])
{
    out[0] = (text){schema_log_analytics, schema_log_analytics_end};
    out[1] = (text){schema_others, schema_others_end};
    return 2;
}

/* The word at p: up to a blank or the line's end. */
static str word(const char *p, const char *e)
{
    const char *q = p;
    while (q < e && *q != ' ' && *q != '\n') {
        q++;
    }
    return (str){p, (uint32_t)(q - p)};
}

/* Binary search over bytes: the middle is moved back to its line's beginning. */
static const char *find_line(text t, str name)
{
    const char *lo = t.p, *hi = t.e;
    while (lo < hi) {
        const char *mid = lo + (hi - lo) / 2;
        while (mid > lo && mid[-1] != '\n') {
            mid--;
        }
        int c = str_cmp(name, word(mid, t.e));
        if (c == 0) {
            return mid;
        }
        if (c < 0) {
            hi = mid;
        } else {
            const char *nl = memchr(mid, '\n', (size_t)(t.e - mid));
            lo = nl ? nl + 1 : t.e;
        }
    }
    return NULL;
}

static uint32_t count_words(const char *p, const char *e)
{
    uint32_t n = 0;
    for (; p < e && *p != '\n'; p++) {
        n += *p == ' ';
    }
    return n;
}

static column read_column(str w)
{
    const char *colon = memchr(w.p, ':', w.n);
    column c = {w, T_STRING};
    if (colon) {
        c.name.n = (uint32_t)(colon - w.p);
        type_find(str_sub(w, c.name.n + 1, w.n - c.name.n - 1), &c.type);
    }
    return c;
}

static void read_columns(arena *a, const char *p, const char *e, schema *out)
{
    str w = word(p, e);
    *out = (schema){.cols = ARENA_ARRAY(a, column, count_words(p, e) + 1)};
    for (p = w.p + w.n; p < e && *p == ' '; p = w.p + w.n) {
        w = word(p + 1, e);
        out->cols[out->n++] = read_column(w);
    }
}

bool builtin_find(arena *a, str name, schema *out)
{
    text t[2];
    for (uint32_t i = 0, n = texts(t); i < n; i++) {
        const char *line = find_line(t[i], name);
        if (line) {
            read_columns(a, line, t[i].e, out);
            return true;
        }
    }
    return false;
}

uint32_t builtin_names(arena *a, str **out)
{
    text t[2];
    uint32_t n = 0, k = texts(t);
    for (uint32_t i = 0; i < k; i++) {
        for (const char *p = t[i].p; p < t[i].e; p++) {
            n += *p == '\n';
        }
    }
    *out = ARENA_ARRAY(a, str, n + 1);
    n = 0;
    for (uint32_t i = 0; i < k; i++) {
        for (const char *p = t[i].p; p < t[i].e;) {
            (*out)[n++] = word(p, t[i].e);
            const char *nl = memchr(p, '\n', (size_t)(t[i].e - p));
            p = nl ? nl + 1 : t[i].e;
        }
    }
    return n;
}

static bool starts(str s, const char *z)
{
    uint32_t n = (uint32_t)strlen(z);
    return s.n >= n && memcmp(s.p, z, n) == 0;
}

bool builtin_has_two_times(str table)
{
    static const char *const others[] = {
        "DeviceEtw",       "DeviceApp",   "DeviceCalendar",       "DeviceCleanup", "DeviceConnect", "DeviceHealth",
        "DeviceHeartbeat", "DeviceSkype", "DeviceHardwareHealth", "DeviceCustom",  "IdentityEvents"};
    static const char *const names[] = {"AlertInfo",      "AlertEvidence", "CloudAppEvents",   "CloudAuditEvents",
                                        "UrlClickEvents", "BehaviorInfo",  "BehaviorEntities", "OAuthAppInfo"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (starts(table, others[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_is(table, names[i])) {
            return true;
        }
    }
    return starts(table, "Device") || starts(table, "Email") || starts(table, "Identity");
}
