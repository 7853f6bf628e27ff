/* dyn_literal_scalar: numbers, timespans, guids and typed literals inside dynamic(...). */
#include "tables/dyn_literal.h"

#include "base/number_text.h"
#include "base/time_text.h"

static const dyn *of(literal *r, datum v)
{
    return dyn_from_datum(r->mem, v);
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_any(str s, const char *const *words)
{
    for (; *words; words++) {
        if (str_is(s, *words))
            return true;
    }
    return false;
}

static bool bool_word(str s, const dyn **out)
{
    static const char *const yes[] = {"true", "True", "TRUE", NULL}, *const no[] = {"false", "False", "FALSE", NULL};
    bool is_yes = is_any(s, yes);
    if (!is_yes && !is_any(s, no))
        return false;
    *out = dyn_bool(is_yes);
    return true;
}

/* What may stand inside the parentheses of each kind of typed literal. */
static bool typed_bool(literal *r, str s, const dyn **out)
{
    int64_t l;
    if (bool_word(s, out))
        return true;
    if (!int64_parse(s, &l))
        return false;
    *out = of(r, (datum){.type = T_BOOL, .b = l != 0});
    return true;
}

static bool typed_long(literal *r, str s, const dyn **out)
{
    int64_t l;
    if (!int64_parse(s, &l))
        return false;
    *out = dyn_long(r->mem, l);
    return true;
}

static bool typed_real(literal *r, str s, const dyn **out)
{
    double d;
    if (!double_parse(s, &d))
        return false;
    *out = dyn_real(r->mem, d);
    return true;
}

static bool typed_datetime(literal *r, str s, const dyn **out)
{
    int64_t t;
    if (!datetime_parse(s, &t))
        return false;
    *out = of(r, (datum){.type = T_DATETIME, .l = t});
    return true;
}

static bool typed_timespan(literal *r, str s, const dyn **out)
{
    int64_t t;
    if (!timespan_parse(s, &t))
        return false;
    *out = of(r, (datum){.type = T_TIMESPAN, .l = t});
    return true;
}

static bool typed_guid(literal *r, str s, const dyn **out)
{
    guid g;
    if (!guid_parse(s, &g))
        return false;
    *out = of(r, (datum){.type = T_GUID, .g = g});
    return true;
}

typedef struct typed {
    const char *name;
    bool (*read)(literal *r, str inside, const dyn **out);
} typed;

static const typed typed_literals[] = {
    {"bool", typed_bool},         {"boolean", typed_bool},    {"long", typed_long},         {"int64", typed_long},
    {"real", typed_real},         {"double", typed_real},     {"datetime", typed_datetime}, {"date", typed_datetime},
    {"timespan", typed_timespan}, {"time", typed_timespan},   {"guid", typed_guid},
};

static str trimmed(str s)
{
    while (s.n && strchr(" \t\r\n", s.p[0]))
        s = str_sub(s, 1, s.n - 1);
    while (s.n && strchr(" \t\r\n", s.p[s.n - 1]))
        s.n--;
    if (s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0])
        s = str_sub(s, 1, s.n - 2);
    return s;
}

/* r->p stands at the opening parenthesis behind `name`. */
static bool read_typed(literal *r, str name, const dyn **out)
{
    const char *close = memchr(r->p, ')', (size_t)(r->end - r->p));
    for (size_t i = 0; close && i < sizeof typed_literals / sizeof *typed_literals; i++) {
        if (!str_is(name, typed_literals[i].name))
            continue;
        str inside = trimmed((str){r->p + 1, (uint32_t)(close - r->p - 1)});
        r->p = close + 1;
        if (!str_is(inside, "null"))
            return typed_literals[i].read(r, inside, out);
        *out = dyn_null();
        return true;
    }
    return false;
}

static str take_word(literal *r)
{
    const char *from = r->p;
    while (r->p < r->end && is_word(*r->p))
        r->p++;
    return (str){from, (uint32_t)(r->p - from)};
}

/* Moves over digits, a fraction and an exponent, or over the letters of a unit: 1, 0x1F, 5., 1.5e-3, 2.5h. */
static str take_number(literal *r)
{
    const char *from = r->p;
    (void)take_word(r);
    if (r->p < r->end && *r->p == '.') {
        r->p++;
        (void)take_word(r);
    }
    bool hex = r->p - from > 1 && (from[1] | 32) == 'x';
    if (!hex && (r->p[-1] | 32) == 'e' && r->p < r->end && (*r->p == '+' || *r->p == '-')) {
        r->p++;
        (void)take_word(r);
    }
    return (str){from, (uint32_t)(r->p - from)};
}

static bool raw_guid(literal *r, const dyn **out)
{
    str s = {r->p, 36};
    if (r->end - r->p < 36 || s.p[8] != '-' || (r->end - r->p > 36 && is_word(r->p[36])) || !typed_guid(r, s, out))
        return false;
    r->p += 36;
    return true;
}

static bool read_digits(literal *r, const dyn **out)
{
    bool minus = literal_take(r, '-');
    literal_blanks(r);
    if (r->p == r->end || *r->p < '0' || *r->p > '9')
        return false;
    str text = take_number(r);
    if (minus) {
        char *z = arena_dup(r->mem, text.p - 1, (size_t)text.n + 1);
        z[0] = '-';
        text = (str){z, text.n + 1};
    }
    return typed_long(r, text, out) || typed_real(r, text, out) || (!minus && typed_timespan(r, text, out));
}

bool literal_scalar(literal *r, const dyn **out)
{
    literal_blanks(r);
    if (r->p == r->end)
        return false;
    if (raw_guid(r, out))
        return true;
    if (*r->p == '-' || (*r->p >= '0' && *r->p <= '9'))
        return read_digits(r, out);
    str word = take_word(r);
    if (str_is(word, "null")) {
        *out = dyn_null();
        return true;
    }
    if (bool_word(word, out))
        return true;
    return r->p < r->end && *r->p == '(' && read_typed(r, word, out);
}
