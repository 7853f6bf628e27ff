/* JSON to the letter (RFC 8259), without recursion: what --strict holds every line to. */
#include "tables/load/json_walk.h"

#include "base/utf8.h"

#define DEPTH_LIMIT 2048

typedef struct check {
    const char *p, *e;
    uint32_t depth;
    char open[DEPTH_LIMIT]; /* the closing brackets still owed */
} check;

static void blanks(check *c)
{
    c->p = json_blank(c->p, c->e);
}

static bool eat(check *c, char want)
{
    if (c->p < c->e && *c->p == want) {
        c->p++;
        return true;
    }
    return false;
}

static bool escape(check *c)
{
    if (eat(c, 'u')) {
        for (int i = 0; i < 4; i++, c->p++) {
            if (c->p >= c->e || !memchr("0123456789abcdefABCDEF", *c->p, 22)) {
                return false;
            }
        }
        return true;
    }
    if (c->p >= c->e || !memchr("\"\\/bfnrt", *c->p, 8)) {
        return false;
    }
    c->p++;
    return true;
}

static bool string(check *c)
{
    const char *start = ++c->p;
    for (; c->p < c->e && *c->p != '"';) {
        if ((unsigned char)*c->p < 0x20) {
            return false;
        }
        if (*c->p++ == '\\' && !escape(c)) {
            return false;
        }
    }
    str text = {start, (uint32_t)(c->p - start)};
    return c->p < c->e && *c->p++ == '"' && utf8_valid(text);
}

static bool some_digits(check *c)
{
    const char *start = c->p;
    while (c->p < c->e && *c->p >= '0' && *c->p <= '9') {
        c->p++;
    }
    return c->p > start;
}

static bool number(check *c)
{
    eat(c, '-');
    if (!eat(c, '0') && !some_digits(c)) {
        return false;
    }
    if (eat(c, '.') && !some_digits(c)) {
        return false;
    }
    if (eat(c, 'e') || eat(c, 'E')) {
        (void)(eat(c, '+') || eat(c, '-'));
        return some_digits(c);
    }
    return true;
}

static bool word(check *c, const char *z)
{
    size_t n = strlen(z);
    if ((size_t)(c->e - c->p) < n || memcmp(c->p, z, n) != 0) {
        return false;
    }
    c->p += n;
    return true;
}

static bool scalar(check *c)
{
    switch (c->p < c->e ? *c->p : 0) {
    case '"':
        return string(c);
    case 't':
        return word(c, "true");
    case 'f':
        return word(c, "false");
    case 'n':
        return word(c, "null");
    default:
        return number(c);
    }
}

static bool key(check *c)
{
    blanks(c);
    if (c->p >= c->e || *c->p != '"' || !string(c)) {
        return false;
    }
    blanks(c);
    if (!eat(c, ':')) {
        return false;
    }
    blanks(c);
    return true;
}

/* Opens brackets until a value stands complete; false: not JSON. */
static bool descend(check *c)
{
    for (;;) {
        blanks(c);
        char open = c->p < c->e ? *c->p : 0;
        if (open != '{' && open != '[') {
            return scalar(c);
        }
        if (c->depth == DEPTH_LIMIT) {
            return false;
        }
        c->p++;
        blanks(c);
        char close = open == '{' ? '}' : ']';
        if (eat(c, close)) {
            return true;
        }
        c->open[c->depth++] = close;
        if (open == '{' && !key(c)) {
            return false;
        }
    }
}

bool json_is_value(str json)
{
    check c = {.p = json.p, .e = json.p + json.n};
    if (!descend(&c)) {
        return false;
    }
    for (;;) {
        blanks(&c);
        if (c.depth == 0) {
            return c.p == c.e;
        }
        if (eat(&c, c.open[c.depth - 1])) {
            c.depth--;
            continue;
        }
        if (!eat(&c, ',') || (c.open[c.depth - 1] == '}' && !key(&c)) || !descend(&c)) {
            return false;
        }
    }
}
