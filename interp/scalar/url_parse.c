/* url_parse: the parts of a URL. What the engine does beyond the page: the path keeps its first slash; a lone slash at
 * the very end is no path; a user without a password belongs to the host; nothing is decoded; what has no scheme has no
 * parts; parameters are sorted by name, one without name or value is dropped, and a repeated one holds an array. */
#include "interp/scalar/text.h"

#include <stdlib.h>

typedef struct parameter {
    str name, value;
    uint32_t place;
} parameter;

static int by_name(const void *a, const void *b)
{
    const parameter *x = a, *y = b;
    int c = str_cmp(x->name, y->name);
    return c ? c : (x->place > y->place) - (x->place < y->place);
}

static uint32_t find_char(str s, char c)
{
    const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
    return hit ? (uint32_t)(hit - s.p) : s.n;
}

/* The part before the first such character; *rest is what follows it. */
static str cut(str s, char c, str *rest)
{
    uint32_t at = find_char(s, c);
    *rest = at < s.n ? str_sub(s, at + 1, s.n - at - 1) : (str){0};
    return (str){s.p, at};
}

static uint32_t read_parameters(arena *mem, str query, parameter **out)
{
    uint32_t n = 0, most = 1;
    for (uint32_t i = 0; i < query.n; i++) most += query.p[i] == '&';
    parameter *all = ARENA_ARRAY(mem, parameter, most);
    while (query.n) {
        str value, name = cut(cut(query, '&', &query), '=', &value);
        if (name.n == 0 || value.n == 0) continue;
        all[n] = (parameter){name, value, n};
        n++;
    }
    qsort(all, n, sizeof *all, by_name);
    *out = all;
    return n;
}

static const dyn *values_of(arena *mem, const parameter *p, uint32_t n)
{
    const dyn **items = ARENA_ARRAY(mem, const dyn *, n);
    for (uint32_t i = 0; i < n; i++) items[i] = dyn_string(mem, p[i].value);
    return n == 1 ? items[0] : dyn_array(mem, items, n);
}

static const dyn *query_bag(arena *mem, str query)
{
    parameter *p;
    uint32_t n = read_parameters(mem, query, &p), keys = 0, next;
    str *key = ARENA_ARRAY(mem, str, n + 1u);
    const dyn **value = ARENA_ARRAY(mem, const dyn *, n + 1u);
    for (uint32_t i = 0; i < n; i = next) {
        for (next = i + 1; next < n && str_eq(p[next].name, p[i].name);) next++;
        key[keys] = p[i].name;
        value[keys++] = values_of(mem, p + i, next - i);
    }
    return dyn_bag(mem, key, value, keys);
}

typedef struct url {
    str scheme, host, port, path, user, password, query, fragment;
} url;

/* name:password@host:port */
static void read_authority(str s, url *u)
{
    uint32_t at = find_char(s, '@'), colon = find_char(s, ':');
    if (at < s.n && colon < at) {
        u->user = cut(str_sub(s, 0, at), ':', &u->password);
        s = str_sub(s, at + 1, s.n - at - 1);
    }
    u->host = s;
    uint32_t end = s.n;
    while (end > 0 && (uint8_t)(s.p[end - 1] - '0') < 10) end--;
    if (end == 0 || end == s.n || s.p[end - 1] != ':') return;
    u->host = str_sub(s, 0, end - 1);
    u->port = str_sub(s, end, s.n - end);
}

static uint32_t scheme_length(str s)
{
    uint32_t n = 0;
    while (n < s.n &&
           ((uint8_t)((s.p[n] | 32) - 'a') < 26 || (n && ((uint8_t)(s.p[n] - '0') < 10 || memchr("+-.", s.p[n], 3)))))
        n++;
    return n && s.n - n >= 3 && memcmp(s.p + n, "://", 3) == 0 ? n : 0;
}

static url read_url(str s)
{
    url u = {0};
    uint32_t n = scheme_length(s);
    if (n == 0) return u;
    u.scheme = str_sub(s, 0, n);
    s = str_sub(s, n + 3, s.n - n - 3);
    bool has_more = find_char(s, '#') < s.n || find_char(s, '?') < s.n;
    s = cut(s, '#', &u.fragment);
    s = cut(s, '?', &u.query);
    uint32_t slash = find_char(s, '/');
    read_authority(str_sub(s, 0, slash), &u);
    u.path = str_sub(s, slash, s.n - slash);
    if (u.path.n == 1 && !has_more) u.path = (str){0};
    return u;
}

static void parse_url_each(fn_ctx *cx, const datum *args, datum *out)
{
    static const str keys[] = {{"Scheme", 6},
                               {"Host", 4},
                               {"Port", 4},
                               {"Path", 4},
                               {"Username", 8},
                               {"Password", 8},
                               {"Query Parameters", 16},
                               {"Fragment", 8}};
    url u = read_url(args[0].s);
    arena *m = cx->mem;
    const dyn **values = ARENA_ARRAY(m, const dyn *, 8);
    str parts[] = {u.scheme, u.host, u.port, u.path, u.user, u.password, u.query, u.fragment};
    for (int i = 0; i < 8; i++) values[i] = i == 6 ? query_bag(m, u.query) : dyn_string(m, parts[i]);
    fn_out_dyn(out, dyn_bag(m, keys, values, 8));
}

static void parse_urlquery_each(fn_ctx *cx, const datum *args, datum *out)
{
    static const str key = {"Query Parameters", 16};
    const dyn **value = ARENA_ARRAY(cx->mem, const dyn *, 1);
    value[0] = query_bag(cx->mem, args[0].s);
    fn_out_dyn(out, dyn_bag(cx->mem, &key, value, 1));
}

const fn_row fn_rows_url_parse[] = {
    {.name = "parse_url",
     .sig = "(url: string) -> dynamic",
     .each = parse_url_each,
     .help = "A bag of the URL's parts, as texts; empty ones where it is no URL",
     .example = "print parse_url('scheme://username:password@host:1234/this/is/a/path?k1=v1&k2=v2#fragment')",
     .gives = "{\"Scheme\":\"scheme\",\"Host\":\"host\",\"Port\":\"1234\",\"Path\":\"/this/is/a/"
              "path\",\"Username\":\"username\",\"Password\":\"password\","
              "\"Query Parameters\":{\"k1\":\"v1\",\"k2\":\"v2\"},\"Fragment\":\"fragment\"}",
     .page = "parse-url-function"},
    {.name = "parseurl",
     .sig = "(url: string) -> dynamic",
     .each = parse_url_each,
     .hidden = true,
     .same_as = "parse_url"},
    {.name = "parse_urlquery",
     .sig = "(query: string) -> dynamic",
     .each = parse_urlquery_each,
     .help = "A bag of the parameters of a URL's query part",
     .example = "print parse_urlquery('k1=v1&k2=v2&k3=v3')",
     .gives = "{\"Query Parameters\":{\"k1\":\"v1\",\"k2\":\"v2\",\"k3\":\"v3\"}}",
     .page = "parse-url-query-function"},
    {.name = "parseurlquery",
     .sig = "(query: string) -> dynamic",
     .each = parse_urlquery_each,
     .hidden = true,
     .same_as = "parse_urlquery"},
    {0}};
