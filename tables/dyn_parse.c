/* dyn_parse: JSON text to a dynamic value, in one pass. The text is copied into the arena once; strings of the tree are views
 * of that copy, and escapes are decoded in place, which never makes them longer. */
#include "tables/dyn.h"

#include "base/number_text.h"
#include "base/time_text.h"
#include "base/utf8.h"
#include "tables/dyn_build.h"

typedef struct reader {
    arena *mem;
    char *p, *end;
    int depth;
    dyn_stack stack;
} reader;

static bool read_value(reader *r, const dyn **out);

static void skip_blanks(reader *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\n' || *r->p == '\r'))
        r->p++;
}

static bool take(reader *r, char c)
{
    if (r->p == r->end || *r->p != c)
        return false;
    r->p++;
    return true;
}

static bool take_word(reader *r, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(r->end - r->p) < n || memcmp(r->p, word, n) != 0)
        return false;
    r->p += n;
    return true;
}

static bool take_digits(reader *r)
{
    char *from = r->p;
    while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
        r->p++;
    return r->p > from;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)? */
static bool read_number(reader *r, const dyn **out)
{
    const char *from = r->p;
    bool whole = true;
    (void)take(r, '-');
    if (!take(r, '0') && !take_digits(r))
        return false;
    if (take(r, '.')) {
        whole = false;
        if (!take_digits(r))
            return false;
    }
    if (take(r, 'e') || take(r, 'E')) {
        whole = false;
        if (!take(r, '+'))
            (void)take(r, '-');
        if (!take_digits(r))
            return false;
    }
    str text = {from, (uint32_t)(r->p - from)};
    int64_t l;
    double d;
    if (whole && int64_parse(text, &l)) {
        *out = dyn_long(r->mem, l);
        return true;
    }
    if (!double_parse(text, &d))
        return false;
    *out = dyn_real(r->mem, d);
    return true;
}

static bool read_hex4(reader *r, uint32_t *out)
{
    if (r->end - r->p < 4)
        return false;
    *out = 0;
    for (int i = 0; i < 4; i++) {
        char c = *r->p++;
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 32) - 'a' + 10);
        if (digit > 15 || (digit > 9 && !((c | 32) >= 'a' && (c | 32) <= 'f')))
            return false;
        *out = *out * 16 + digit;
    }
    return true;
}

/* What follows \u. Two halves make one character; a half alone is put down as U+FFFD by utf8_put. */
static bool read_unicode(reader *r, uint32_t *cp)
{
    uint32_t low;
    if (!read_hex4(r, cp))
        return false;
    if (*cp < 0xD800 || *cp >= 0xDC00)
        return true;
    char *back = r->p;
    if (take(r, '\\') && take(r, 'u') && read_hex4(r, &low) && low >= 0xDC00 && low < 0xE000)
        *cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
    else
        r->p = back;
    return true;
}

static bool read_escape(reader *r, uint32_t *cp)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (r->p == r->end)
        return false;
    char c = *r->p++;
    if (c == 'u')
        return read_unicode(r, cp);
    const char *known = memchr(from, c, sizeof from - 1);
    if (!known)
        return false;
    *cp = (uint32_t)(unsigned char)to[known - from];
    return true;
}

/* The opening quote is behind r->p. */
static bool read_string(reader *r, str *out)
{
    char *from = r->p, *to;
    while (r->p < r->end && *r->p != '"' && *r->p != '\\' && (unsigned char)*r->p >= 0x20)
        r->p++;
    to = r->p;
    for (;;) {
        if (r->p == r->end || (unsigned char)*r->p < 0x20)
            return false;
        char c = *r->p++;
        if (c == '"')
            break;
        if (c != '\\') {
            *to++ = c;
            continue;
        }
        uint32_t cp;
        char text[4];
        if (!read_escape(r, &cp))
            return false;
        uint32_t n = utf8_put(cp, text);
        memcpy(to, text, n);
        to += n;
    }
    *out = (str){from, (uint32_t)(to - from)};
    return true;
}

/* yyyy-MM-ddTHH:mm:ss and what may follow it: the strings that the engine turns into datetimes. */
static bool looks_like_time(str s)
{
    static const char shape[] = "0000-00-00T00:00:00";
    if (s.n < sizeof shape - 1 || s.n > 40)
        return false;
    for (uint32_t i = 0; i < sizeof shape - 1; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';
        if (shape[i] == '0' ? !digit : s.p[i] != shape[i])
            return false;
    }
    return true;
}

static bool read_text(reader *r, const dyn **out)
{
    str s;
    int64_t ticks;
    if (!read_string(r, &s))
        return false;
    if (looks_like_time(s) && datetime_parse(s, &ticks))
        *out = dyn_from_datum(r->mem, (datum){.type = T_DATETIME, .l = ticks});
    else
        *out = dyn_string(r->mem, s);
    return true;
}

/* The entries up to `close`, onto the stack; the opening bracket is behind r->p. */
static bool read_entries(reader *r, char close)
{
    skip_blanks(r);
    if (take(r, close))
        return true;
    do {
        str key = {0};
        const dyn *value = NULL;
        skip_blanks(r);
        if (close == '}') {
            if (!take(r, '"') || !read_string(r, &key))
                return false;
            skip_blanks(r);
            if (!take(r, ':'))
                return false;
        }
        if (!read_value(r, &value))
            return false;
        dyn_stack_push(&r->stack, key, value);
        skip_blanks(r);
    } while (take(r, ','));
    return take(r, close);
}

static bool read_container(reader *r, bool bag, const dyn **out)
{
    uint32_t height = dyn_stack_height(&r->stack);
    if (++r->depth > DYN_MAX_DEPTH || !read_entries(r, bag ? '}' : ']'))
        return false;
    r->depth--;
    *out = bag ? dyn_stack_bag(&r->stack, r->mem, height) : dyn_stack_array(&r->stack, r->mem, height);
    return true;
}

static bool read_value(reader *r, const dyn **out)
{
    skip_blanks(r);
    if (take(r, '{'))
        return read_container(r, true, out);
    if (take(r, '['))
        return read_container(r, false, out);
    if (take(r, '"'))
        return read_text(r, out);
    if (take_word(r, "null"))
        *out = dyn_null();
    else if (take_word(r, "true"))
        *out = dyn_bool(true);
    else if (take_word(r, "false"))
        *out = dyn_bool(false);
    else
        return read_number(r, out);
    return true;
}

bool dyn_parse(arena *a, str json, const dyn **out)
{
    str fixed = utf8_repair(a, json);
    char *copy = arena_dup(a, fixed.p, fixed.n);
    reader r = {.mem = a, .p = copy, .end = copy + fixed.n};
    const dyn *v = NULL;
    bool ok = read_value(&r, &v);
    skip_blanks(&r);
    ok = ok && r.p == r.end;
    dyn_stack_drop(&r.stack);
    if (ok)
        *out = v->kind == DYN_NULL ? NULL : v;
    return ok;
}
