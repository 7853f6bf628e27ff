/* literal: what a literal's text is worth. */
#include "interp/bind/parts.h"

#include "base/number_text.h"
#include "base/time_text.h"

static str trimmed(str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t' || s.p[0] == '\n' || s.p[0] == '\r')) s = str_sub(s, 1, s.n - 1);
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r')) s.n--;
    return s;
}

static bool read_bool(str s, uint8_t *out)
{
    static const char *const yes[] = {"true", "True", "TRUE", "1"}, *const no[] = {"false", "False", "FALSE", "0"};
    for (int i = 0; i < 4; i++) {
        if (str_is(s, yes[i]) || str_is(s, no[i])) {
            *out = str_is(s, yes[i]);
            return true;
        }
    }
    int64_t n;
    if (!int64_parse(s, &n)) return false;
    *out = n != 0;
    return true;
}

static bool read_int(str s, int32_t *out)
{
    int64_t v;
    if (!int64_parse(s, &v) || v < INT32_MIN || v > INT32_MAX) return false;
    *out = (int32_t)v;
    return true;
}

/* A number of up to `most` digits at *i, blanks around it. */
static bool read_part(str s, uint32_t *i, uint32_t most, int *out)
{
    uint32_t digits = 0;
    while (*i < s.n && s.p[*i] == ' ') ++*i;
    for (*out = 0; *i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9' && digits < most; digits++) *out = *out * 10 + (s.p[(*i)++] - '0');
    while (*i < s.n && s.p[*i] == ' ') ++*i;
    return digits > 0;
}

static bool read_separator(str s, uint32_t *i) { return *i < s.n && (s.p[*i] == '-' || s.p[*i] == ',') && ++*i; }

/* 2024 - 01 - 02 and 2024, 1, 2, as the documentation's examples have them. */
static bool read_loose_date(binder *b, str s, int64_t *out)
{
    uint32_t i = 0;
    int y, m, d;
    bool ok = read_part(s, &i, 4, &y) && read_separator(s, &i) && read_part(s, &i, 2, &m) && read_separator(s, &i) && read_part(s, &i, 2, &d);
    return ok && i == s.n && datetime_parse(arena_printf(b->mem, "%04d-%02d-%02d", y, m, d), out);
}

/* 8:00 and 8:00:30.5 are times of today, as the page of time_window_rolling_avg_fl() shows. */
static bool read_time_today(binder *b, str s, int64_t *out)
{
    int64_t any_day, then;
    for (uint32_t i = 0; i < s.n; i++)
        if (!(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != ':' && s.p[i] != '.') return false;
    if (!datetime_parse(STR("2000-01-01"), &any_day) || !datetime_parse(arena_printf(b->mem, "2000-01-01 " STR_FMT, STR_ARG(s)), &then)) return false;
    *out = b->now - b->now % TICKS_PER_DAY + (then - any_day);
    return memchr(s.p, ':', s.n) != NULL;
}

/* datetime() is now; inside datetime(...) quotes are allowed. */
static bool read_datetime(binder *b, str s, int64_t *out)
{
    if (s.n == 0) {
        *out = b->now;
        return true;
    }
    if (s.n > 1 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0]) s = str_sub(s, 1, s.n - 2);
    return datetime_parse(s, out) || read_loose_date(b, s, out) || read_time_today(b, s, out);
}

static bool read_text(binder *b, ast_literal kind, str s, datum *d)
{
    switch (kind) {
    case LIT_BOOL: return read_bool(s, &d->b);
    case LIT_INT: return read_int(s, &d->i);
    case LIT_LONG: return int64_parse(s, &d->l);
    case LIT_REAL: return double_parse(s, &d->r);
    case LIT_DECIMAL: return decimal_parse(s, &d->dec);
    case LIT_DATETIME: return read_datetime(b, s, &d->l);
    case LIT_TIMESPAN: return timespan_parse(s, &d->l);
    case LIT_GUID: return guid_parse(s, &d->g);
    default: return false;
    }
}

datum literal_value(binder *b, const ast *node)
{
    static const kql_type types[] = {T_BOOL, T_INT, T_LONG, T_REAL, T_DECIMAL, T_STRING, T_DATETIME, T_TIMESPAN, T_GUID, T_DYNAMIC};
    datum d = datum_null(types[node->op]);
    str s = node->op == LIT_STRING ? node->text : trimmed(node->text);
    if (node->op == LIT_STRING) {
        d.s = s;
        return d;
    }
    if (str_is(s, "null")) return d;
    if (node->op == LIT_DYNAMIC) {
        if (!dyn_parse_literal(b->mem, s, &d.dy)) {
            diag_error(b->ds, ST_COMPILE, "KS004", node->at, "this is no dynamic literal");
        } else {
            d.null = d.dy == NULL || d.dy->kind == DYN_NULL;
            if (d.null) d.dy = NULL;
        }
        return d;
    }
    if (read_text(b, (ast_literal)node->op, s, &d)) {
        d.null = false;
    } else {
        diag_error(b->ds, ST_COMPILE, "KS004", node->at, "'" STR_FMT "' is no %s", STR_ARG(s), type_name(d.type));
        d = datum_null(d.type);
    }
    return d;
}
