/* dyn_literal: the values inside dynamic(...). What is accepted follows the analyzer's grammar of JSON values. */
#include "tables/dyn_literal.h"

void literal_blanks(literal *r)
{
    while (r->p < r->end) {
        if (*r->p == '/' && r->end - r->p > 1 && r->p[1] == '/') {
            while (r->p < r->end && *r->p != '\n')
                r->p++;
        } else if (strchr(" \t\r\n\f\v", *r->p) && *r->p) {
            r->p++;
        } else if (r->end - r->p > 1 && memcmp(r->p, "\xC2\xA0", 2) == 0) {
            r->p += 2; /* a no-break space */
        } else {
            return;
        }
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
