/* xml_parse: XML as a dynamic value. An element with nothing inside is null, one with text alone is that text;
 * attributes are @name, text beside them is #text, what repeats is an array. Comments, instructions and declarations
 * are skipped; entities other than the five of XML are an error, as all that is not well formed: null. A text that is a
 * number and reads back as itself becomes one, as in the page's example. Source: parse-xml-function.md. */
#include "interp/scalar/args.h"

#include "base/buf.h"
#include "base/number_text.h"
#include "base/utf8.h"

#include <stdlib.h>

#define XML_MAX   (1u << 20)
#define XML_DEPTH 200 /* an element takes up to two levels of a dynamic value */

typedef struct reader {
    arena *mem;
    str s;
    uint32_t at;
} reader;

typedef struct member {
    str name;
    const dyn *value;
    uint32_t place;
} member;

typedef struct members {
    member *item;
    uint32_t n, cap;
} members;

static void add(arena *mem, members *m, str name, const dyn *value)
{
    if (m->n == m->cap) {
        uint32_t cap = m->cap ? m->cap * 2 : 4;
        member *bigger = arena_alloc(mem, sizeof *bigger * cap);
        if (m->n) memcpy(bigger, m->item, sizeof *bigger * m->n);
        *m = (members){bigger, m->n, cap};
    }
    m->item[m->n] = (member){name, value, m->n};
    m->n++;
}

/* ---- members of one element as a bag: equal names together, in the order of their first */

static int by_name(const void *a, const void *b)
{
    const member *x = a, *y = b;
    int c = str_cmp(x->name, y->name);
    return c ? c : (x->place > y->place) - (x->place < y->place);
}

static int by_place(const void *a, const void *b)
{
    const member *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

static const dyn *values_of(arena *mem, const member *first, uint32_t n)
{
    if (n == 1) return first->value;
    const dyn **items = ARENA_ARRAY(mem, const dyn *, n);
    for (uint32_t k = 0; k < n; k++) items[k] = first[k].value;
    return dyn_array(mem, items, n);
}

static const dyn *bag_of(arena *mem, members *m)
{
    uint32_t n = 0, next;
    qsort(m->item, m->n, sizeof *m->item, by_name);
    for (uint32_t k = 0; k < m->n; k = next) {
        for (next = k + 1; next < m->n && str_eq(m->item[next].name, m->item[k].name);) next++;
        m->item[n++] = (member){m->item[k].name, values_of(mem, m->item + k, next - k), m->item[k].place};
    }
    qsort(m->item, n, sizeof *m->item, by_place);
    str *keys = ARENA_ARRAY(mem, str, n + 1u);
    const dyn **values = ARENA_ARRAY(mem, const dyn *, n + 1u);
    for (uint32_t k = 0; k < n; k++) {
        keys[k] = m->item[k].name;
        values[k] = m->item[k].value;
    }
    return dyn_bag(mem, keys, values, n);
}

/* ---- characters */

static bool starts(const reader *r, const char *z)
{
    size_t n = strlen(z);
    return r->s.n - r->at >= n && memcmp(r->s.p + r->at, z, n) == 0;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_blanks(reader *r)
{
    while (r->at < r->s.n && blank(r->s.p[r->at])) r->at++;
}

/* Moves behind the next `end`. */
static bool skip_past(reader *r, const char *end)
{
    for (; r->at < r->s.n; r->at++) {
        if (!starts(r, end)) continue;
        r->at += (uint32_t)strlen(end);
        return true;
    }
    return false;
}

static bool name_char(char c, bool first)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (uint8_t)c >= 0x80) return true;
    return !first && ((c >= '0' && c <= '9') || c == '-' || c == '.');
}

static bool read_name(reader *r, str *out)
{
    uint32_t from = r->at;
    while (r->at < r->s.n && name_char(r->s.p[r->at], r->at == from)) r->at++;
    *out = str_sub(r->s, from, r->at - from);
    return out->n > 0;
}

static bool read_code(str digits, uint32_t *out)
{
    bool hex = digits.n && digits.p[0] == 'x';
    uint32_t v = 0;
    if (digits.n <= hex || digits.n > 8) return false;
    for (uint32_t k = hex; k < digits.n; k++) {
        char c = digits.p[k];
        uint32_t d = c >= '0' && c <= '9'                        ? (uint32_t)(c - '0')
                     : hex && (c | 32) >= 'a' && (c | 32) <= 'f' ? (uint32_t)((c | 32) - 'a') + 10
                                                                 : 99;
        if (d == 99) return false;
        v = v * (hex ? 16 : 10) + d;
    }
    *out = v;
    return v > 0 && v <= 0x10FFFF;
}

static bool read_entity(str name, uint32_t *out)
{
    static const struct {
        const char *name;
        char c;
    } known[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    if (name.n && name.p[0] == '#') return read_code(str_sub(name, 1, name.n - 1), out);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        if (!str_is(name, known[k].name)) continue;
        *out = (uint32_t)known[k].c;
        return true;
    }
    return false;
}

/* The text with its entities replaced; itself when there are none. */
static bool plain_text(arena *mem, str s, str *out)
{
    *out = s;
    if (s.n == 0 || !memchr(s.p, '&', s.n)) return true;
    char *made = arena_alloc(mem, s.n + 1u); /* an entity is never shorter than what it stands for */
    uint32_t n = 0;
    for (uint32_t at = 0; at < s.n;) {
        if (s.p[at] != '&') {
            made[n++] = s.p[at++];
            continue;
        }
        uint32_t cp, end = at + 1;
        while (end < s.n && end - at < 12 && s.p[end] != ';') end++;
        if (end >= s.n || s.p[end] != ';' || !read_entity(str_sub(s, at + 1, end - at - 1), &cp)) return false;
        n += utf8_put(cp, made + n);
        at = end + 1;
    }
    *out = (str){made, n};
    return true;
}

static str trimmed(str s)
{
    while (s.n && blank(s.p[0])) s = str_sub(s, 1, s.n - 1);
    while (s.n && blank(s.p[s.n - 1])) s.n--;
    return s;
}

static const dyn *text_value(arena *mem, str s)
{
    char back[NUMBER_TEXT];
    int64_t l;
    double v;
    if (s.n && s.n < 25 && (s.p[0] == '-' || (s.p[0] >= '0' && s.p[0] <= '9'))) {
        if (int64_parse(s, &l) && str_eq(s, (str){back, int64_print(l, back)})) return dyn_long(mem, l);
        if (double_parse(s, &v) && str_eq(s, (str){back, double_print(v, back)})) return dyn_real(mem, v);
    }
    return dyn_string(mem, s);
}

/* ---- markup */

static bool read_attributes(reader *r, members *m)
{
    for (;;) {
        str name, value;
        uint32_t before = r->at;
        skip_blanks(r);
        if (r->at < r->s.n && (r->s.p[r->at] == '>' || r->s.p[r->at] == '/')) return true;
        if (before == r->at || !read_name(r, &name)) return false;
        skip_blanks(r);
        if (!starts(r, "=")) return false;
        r->at++;
        skip_blanks(r);
        char quote = r->at < r->s.n ? r->s.p[r->at] : 0;
        if (quote != '"' && quote != '\'') return false;
        uint32_t from = ++r->at;
        while (r->at < r->s.n && r->s.p[r->at] != quote && r->s.p[r->at] != '<') r->at++;
        if (r->at >= r->s.n || r->s.p[r->at] != quote || !plain_text(r->mem, str_sub(r->s, from, r->at - from), &value))
            return false;
        r->at++;
        add(r->mem, m, arena_printf(r->mem, "@" STR_FMT, STR_ARG(name)), dyn_string(r->mem, value));
    }
}

/* A comment or an instruction; false: none stands here, or it does not end. */
static bool skip_aside(reader *r)
{
    if (starts(r, "<!--")) return skip_past(r, "-->");
    return starts(r, "<?") && skip_past(r, "?>");
}

static bool read_text(reader *r, members *m)
{
    str s;
    if (starts(r, "<![CDATA[")) {
        uint32_t from = r->at + 9;
        r->at = from;
        if (!skip_past(r, "]]>")) return false;
        s = str_sub(r->s, from, r->at - 3 - from);
    } else {
        uint32_t from = r->at;
        while (r->at < r->s.n && r->s.p[r->at] != '<') r->at++;
        if (!plain_text(r->mem, trimmed(str_sub(r->s, from, r->at - from)), &s)) return false;
    }
    if (s.n) add(r->mem, m, STR("#text"), text_value(r->mem, s));
    return true;
}

static bool read_element(reader *r, int depth, str *name, const dyn **value);

/* Up to the closing tag of `name`. */
static bool read_content(reader *r, int depth, str name, members *m)
{
    while (r->at < r->s.n) {
        str inner;
        const dyn *value;
        if (starts(r, "</")) {
            r->at += 2;
            if (!read_name(r, &inner) || !str_eq(inner, name)) return false;
            skip_blanks(r);
            if (!starts(r, ">")) return false;
            r->at++;
            return true;
        }
        if (starts(r, "<!--") || starts(r, "<?")) {
            if (!skip_aside(r)) return false;
        } else if (r->s.p[r->at] != '<' || starts(r, "<![CDATA[")) {
            if (!read_text(r, m)) return false;
        } else {
            if (!read_element(r, depth + 1, &inner, &value)) return false;
            add(r->mem, m, inner, value);
        }
    }
    return false;
}

static const dyn *element_value(arena *mem, members *m)
{
    if (m->n == 0) return dyn_null();
    if (m->n == 1 && str_is(m->item[0].name, "#text")) return m->item[0].value;
    return bag_of(mem, m);
}

static bool read_element(reader *r, int depth, str *name, const dyn **value)
{
    members m = {0};
    if (depth > XML_DEPTH || !starts(r, "<")) return false;
    r->at++;
    if (!read_name(r, name) || !read_attributes(r, &m)) return false;
    if (starts(r, "/>")) {
        r->at += 2;
    } else {
        if (!starts(r, ">")) return false;
        r->at++;
        if (!read_content(r, depth, *name, &m)) return false;
    }
    *value = element_value(r->mem, &m);
    return true;
}

/* Blanks, comments, instructions and a document type without declarations of its own. */
static bool skip_asides(reader *r)
{
    for (;;) {
        skip_blanks(r);
        if (starts(r, "<!DOCTYPE")) {
            uint32_t from = r->at;
            if (!skip_past(r, ">") || memchr(r->s.p + from, '[', r->at - from)) return false;
        } else if (!starts(r, "<!--") && !starts(r, "<?")) {
            return true;
        } else if (!skip_aside(r)) {
            return false;
        }
    }
}

static void parse_each(fn_ctx *cx, const datum *args, datum *out)
{
    reader r = {.mem = cx->mem, .s = args[0].type == T_STRING ? args[0].s : datum_text(cx->mem, args[0])};
    str *name = ARENA_NEW(cx->mem, str);
    const dyn **value = ARENA_NEW(cx->mem, const dyn *);
    if (r.s.n == 0 || r.s.n > XML_MAX) return;
    if (starts(&r, "\xEF\xBB\xBF")) r.at = 3;
    if (!skip_asides(&r) || !read_element(&r, 0, name, value) || !skip_asides(&r) || r.at != r.s.n) return;
    fn_out_dyn(out, dyn_bag(cx->mem, name, value, 1));
}

const fn_row fn_rows_xml_parse[] = {
    {.name = "parse_xml",
     .sig = "(xml_text: stringordynamic) -> dynamic",
     .each = parse_each,
     .naming = NAMING_ARG0,
     .help = "The dynamic value that says what the XML says, null when it is not well formed",
     .example = "print parse_xml('<e name=\"value\">text</e>'), parse_xml('<e> text <a>118.0</a> <a>b</a> </e>'), "
                "parse_xml('<e>')",
     .gives =
         "{\"e\":{\"@name\":\"value\",\"#text\":\"text\"}}, {\"e\":{\"#text\":\"text\",\"a\":[118.0,\"b\"]}}, null",
     .page = "parse-xml-function"},
    {0}};
