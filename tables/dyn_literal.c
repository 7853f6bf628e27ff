/* dyn_literal: the values inside dynamic(...). What is accepted follows the analyzer's grammar of JSON values. */
#include "tables/dyn_literal.h"

/* The bytes of the blank at p, or 0: what the scanner of queries takes for one. */
static size_t blank(const char *p, const char *end)
{
    static const char *const wide[] = {"\xC2\xA0",     "\xE1\x9A\x80", "\xE1\xA0\x8E", "\xE2\x80\xAF",
                                       "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF"};
    size_t left = (size_t)(end - p);
    if (left && (*p == ' ' || (*p >= '\t' && *p <= '\r')))
        return 1;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        if (left >= strlen(wide[i]) && memcmp(p, wide[i], strlen(wide[i])) == 0)
            return strlen(wide[i]);
    }
    bool general = left >= 3 && memcmp(p, "\xE2\x80", 2) == 0 && (unsigned char)p[2] >= 0x80 && (unsigned char)p[2] <= 0x8B;
    return general ? 3 : 0;
}

void literal_blanks(literal *r)
{
    for (;;) {
        size_t n = blank(r->p, r->end);
        if (r->end - r->p > 1 && r->p[0] == '/' && r->p[1] == '/') {
            const char *line = memchr(r->p, '\n', (size_t)(r->end - r->p));
            n = (size_t)((line ? line : r->end) - r->p);
        }
        if (!n)
            return;
        r->p += n;
    }
}

bool literal_take(literal *r, char c)
{
    literal_blanks(r);
    if (r->p == r->end || *r->p != c)
        return false;
    r->p++;
    return true;
}

static bool read_value(literal *r, const dyn **out);

/* The entries up to `close`, onto the stack. */
static bool read_entries(literal *r, char close)
{
    if (literal_take(r, close))
        return true;
    do {
        str key = {0};
        const dyn *value = NULL;
        bool bad = false;
        if (close == '}' && (!literal_strings(r, &key, &bad) || !literal_take(r, ':')))
            return false;
        if (!read_value(r, &value))
            return false;
        dyn_stack_push(&r->stack, key, value);
    } while (literal_take(r, ','));
    return literal_take(r, close);
}

static bool read_container(literal *r, bool bag, const dyn **out)
{
    uint32_t height = dyn_stack_height(&r->stack);
    if (++r->depth > DYN_MAX_DEPTH || !read_entries(r, bag ? '}' : ']'))
        return false;
    r->depth--;
    *out = bag ? dyn_stack_bag(&r->stack, r->mem, height) : dyn_stack_array(&r->stack, r->mem, height);
    return true;
}

static bool read_nested(literal *r, const dyn **out)
{
    static const char word[] = "dynamic";
    size_t n = sizeof word - 1;
    if ((size_t)(r->end - r->p) <= n || memcmp(r->p, word, n) != 0)
        return false;
    const char *back = r->p;
    r->p += n;
    if (literal_take(r, '(')) {
        if (++r->depth <= DYN_MAX_DEPTH && read_value(r, out) && literal_take(r, ')')) {
            r->depth--;
            return true;
        }
    }
    r->p = back;
    return false;
}

static bool read_value(literal *r, const dyn **out)
{
    str s;
    bool bad = false;
    literal_blanks(r);
    if (literal_strings(r, &s, &bad)) {
        *out = dyn_string(r->mem, s);
        return true;
    }
    if (bad)
        return false;
    if (literal_take(r, '{'))
        return read_container(r, true, out);
    if (literal_take(r, '['))
        return read_container(r, false, out);
    return read_nested(r, out) || literal_scalar(r, out);
}

bool dyn_parse_literal(arena *a, str text, const dyn **out)
{
    literal r = {.mem = a, .p = text.p, .end = text.p + text.n};
    const dyn *v = NULL;
    bool ok = read_value(&r, &v);
    literal_blanks(&r);
    ok = ok && r.p == r.end;
    dyn_stack_drop(&r.stack);
    if (ok)
        *out = v->kind == DYN_NULL ? NULL : v;
    return ok;
}
