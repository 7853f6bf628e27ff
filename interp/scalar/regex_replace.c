/* regex_replace: extract_all, replace_regex, trim, regex_quote. */
#include "interp/scalar/args.h"
#include "interp/scalar/regex_arg.h"

#define MAX_GROUPS 16 /* of extract_all(): its page */

/* ---- extract_all */

static bool extract_all_prepare(fn_call *call, arena *mem, diags *ds)
{
    if (!regex_arg_prepare(call, mem, ds, 0, REGEX_FIND)) return false;
    uint32_t n = call->prepared ? regex_groups(call->prepared) : 1;
    if (n >= 1 && n <= MAX_GROUPS) return true;
    diag *d =
        diag_error(ds, ST_COMPILE, NULL, call->at,
                   "extract_all() wants a regular expression with 1 to %d groups, and this one has %u", MAX_GROUPS, n);
    if (n == 0) diag_hint(ds, d, "put parentheses around what is to be extracted");
    return false;
}

typedef struct group_list {
    uint32_t group[MAX_GROUPS * 2], n;
} group_list;

/* Numbers from 1, or names. The engine drops what names no group, and takes all groups when nothing is left. */
static void read_groups(const regex *r, const dyn *wanted, group_list *out)
{
    for (uint32_t i = 0; wanted && wanted->kind == DYN_ARRAY && i < wanted->n && out->n < MAX_GROUPS * 2; i++) {
        const dyn *w = wanted->item[i];
        int64_t g = w->kind == DYN_LONG ? w->l : w->kind == DYN_STRING ? regex_group_named(r, w->s) : -1;
        if (g >= 1 && g <= regex_groups(r)) out->group[out->n++] = (uint32_t)g;
    }
    if (out->n) return;
    for (uint32_t g = 1; g <= regex_groups(r); g++) out->group[out->n++] = g;
}

static const dyn *one_match(arena *mem, str s, const regex_span *found, const group_list *list)
{
    const dyn **parts = ARENA_ARRAY(mem, const dyn *, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        regex_span f = found[list->group[i]];
        parts[i] = dyn_string(mem, f.start == UINT32_MAX ? STR("") : str_sub(s, f.start, f.len));
    }
    return list->n == 1 ? parts[0] : dyn_array(mem, parts, list->n);
}

static const dyn *all_matches(arena *mem, const regex *r, str s, const group_list *list)
{
    regex_walk w = {0};
    regex_span found[MAX_GROUPS + 1];
    buf items = {0};
    while (regex_next(r, s, &w, found, regex_groups(r) + 1)) {
        const dyn *m = one_match(mem, s, found, list);
        buf_put(&items, &m, sizeof m);
    }
    uint32_t n = (uint32_t)(items.n / sizeof(dyn *));
    const dyn *const *list_of = (const dyn *const *)(const void *)arena_dup(mem, items.p, items.n);
    buf_drop(&items);
    return n ? dyn_array(mem, list_of, n) : NULL;
}

static void extract_all_each(fn_ctx *cx, const datum *args, datum *out)
{
    const regex *r = cx->call->prepared;
    group_list list = {0};
    uint32_t last = cx->call->n_args - 1;
    if (!r) return;
    read_groups(r, last == 2 ? args[1].dy : NULL, &list);

    fn_out_dyn(out, all_matches(cx->mem, r, args[last].s, &list));
}

/* ---- replace_regex(source, regex, rewrite); the old replace(regex, rewrite, source) */

static bool rewrite_ok(const fn_call *call, diags *ds, str rewrite, uint32_t groups)
{
    for (uint32_t i = 0; i < rewrite.n; i++) {
        if (rewrite.p[i] != '\\') continue;
        char c = ++i < rewrite.n ? rewrite.p[i] : ' ';
        if (c == '\\' || (c >= '0' && c <= '9' && (uint32_t)(c - '0') <= groups)) continue;
        if (c >= '0' && c <= '9') {
            diag_error(ds, ST_COMPILE, NULL, call->at, "the rewrite names group %c, and the regular expression has %u",
                       c, groups);
        } else {
            diag *d =
                diag_error(ds, ST_COMPILE, NULL, call->at, "a backslash in the rewrite must stand before a digit");
            diag_hint(ds, d, "a backslash itself is written twice");
        }
        return false;
    }
    return true;
}

static bool prepare_rewrite(fn_call *call, arena *mem, diags *ds, uint32_t pattern, uint32_t rewrite)
{
    if (!regex_arg_prepare(call, mem, ds, pattern, REGEX_FIND)) return false;
    const datum *d = call->constants[rewrite];
    return !d || !call->prepared || rewrite_ok(call, ds, d->s, regex_groups(call->prepared));
}

static bool replace_prepare(fn_call *call, arena *mem, diags *ds)
{
    return prepare_rewrite(call, mem, ds, 1, 2);
}
static bool replace_old_prepare(fn_call *call, arena *mem, diags *ds)
{
    return prepare_rewrite(call, mem, ds, 0, 1);
}

static void put_rewrite(buf *out, str s, str rewrite, const regex_span *found)
{
    for (uint32_t i = 0; i < rewrite.n; i++) {
        char c = rewrite.p[i];
        if (c != '\\' || i + 1 == rewrite.n) {
            buf_char(out, c);
            continue;
        }
        c = rewrite.p[++i];
        if (c < '0' || c > '9') {
            buf_char(out, c);
            continue;
        }
        regex_span f = found[c - '0'];
        if (f.start != UINT32_MAX) buf_str(out, str_sub(s, f.start, f.len));
    }
}

static str replace(arena *mem, const regex *r, str s, str rewrite)
{
    regex_walk w = {0};
    regex_span found[10];
    buf out = {0};
    uint32_t done = 0;
    bool any = false;
    while (regex_next(r, s, &w, found, 10)) {
        buf_put(&out, s.p + done, found[0].start - done);
        put_rewrite(&out, s, rewrite, found);
        done = found[0].start + found[0].len;
        any = true;
    }
    if (any) {
        buf_put(&out, s.p + done, s.n - done);
        s = arena_str(mem, buf_view(&out));
    }
    buf_drop(&out);
    return s;
}

static void replace_each(fn_ctx *cx, const datum *args, datum *out)
{
    if (cx->call->prepared) fn_out_str(out, replace(cx->mem, cx->call->prepared, args[0].s, args[2].s));
}

static void replace_old_each(fn_ctx *cx, const datum *args, datum *out)
{
    if (cx->call->prepared) fn_out_str(out, replace(cx->mem, cx->call->prepared, args[2].s, args[1].s));
}

/* ---- trim */

typedef struct trimmer {
    const regex *front, *back; /* either may be NULL */
} trimmer;

static bool prepare_trim(fn_call *call, arena *mem, diags *ds, regex_use front, regex_use back)
{
    trimmer *t = ARENA_NEW(mem, trimmer);
    if (front && !regex_arg_prepare(call, mem, ds, 0, front)) return false;
    if (front) t->front = call->prepared;
    if (back && !regex_arg_prepare(call, mem, ds, 0, back)) return false;
    if (back) t->back = call->prepared;
    call->prepared = t;
    return true;
}

/* One match at each end, as measured on the engine (kql-to-sql, against the emulator): trim('x', 'xxabcxx') is xabcx. The page of trim() says
 * "all", and shows patterns that end in a plus. */
static bool trim_prepare(fn_call *call, arena *mem, diags *ds)
{
    return prepare_trim(call, mem, ds, REGEX_LEADING, REGEX_TRAILING);
}
static bool trim_start_prepare(fn_call *call, arena *mem, diags *ds)
{
    return prepare_trim(call, mem, ds, REGEX_LEADING, REGEX_FIND);
}
static bool trim_end_prepare(fn_call *call, arena *mem, diags *ds)
{
    return prepare_trim(call, mem, ds, REGEX_FIND, REGEX_TRAILING);
}

static void trim_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    const trimmer *t = cx->call->prepared;
    regex_span f;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        str s = args[1]->s[vec_ix(args[1], row)];
        if (t && t->front && regex_find(t->front, s, 0, &f, 1)) s = str_sub(s, f.len, s.n - f.len);
        if (t && t->back && regex_find(t->back, s, 0, &f, 1)) s.n = f.start;
        out->s[row] = s;
    }
}

/* ---- regex_quote */

static void quote_each(fn_ctx *cx, const datum *args, datum *out)
{
    str s = datum_text(cx->mem, args[0]);
    char *p = arena_alloc(cx->mem, 2 * (size_t)s.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] && strchr("\\.+*?()|[]{}^$#&-~", s.p[i])) p[n++] = '\\';
        p[n++] = s.p[i];
    }
    fn_out_str(out, (str){p, n});
}

const fn_row fn_rows_regex_replace[] = {
    {.name = "extract_all",
     .sig = "(regex: const string, source: string) -> dynamic",
     .each = extract_all_each,
     .prepare = extract_all_prepare,
     .help = "An array of what the groups of the regular expression match, match by match; null without a match",
     .example = "print extract_all(@'(\\d+)', 'a set: 123, 567'), extract_all(@'(\\w)(\\w+)(\\w)', '82b8be2d-dfa7'), "
                "extract_all('(x)', 'a')",
     .gives = "[\"123\",\"567\"], [[\"8\",\"2b8be2\",\"d\"],[\"d\",\"fa\",\"7\"]], null",
     .page = "extract-all-function"},
    {.name = "extract_all",
     .sig = "(regex: const string, captureGroups: array, source: string) -> dynamic",
     .each = extract_all_each,
     .prepare = extract_all_prepare,
     .help = "The same for some of the groups, by number or name",
     .example = "print extract_all(@'(?P<first>\\w)(\\w+)(?P<last>\\w)', dynamic(['first', 3]), '82b8be2d-dfa7'), "
                "extract_all('(a)(b)', dynamic([1, 5]), 'ab'), extract_all('(a)(b)', dynamic([5]), 'ab')",
     .gives = "[[\"8\",\"d\"],[\"d\",\"7\"]], [\"a\"], [[\"a\",\"b\"]]",
     .page = "extract-all-function"},
    {.name = "extractall",
     .sig = "(regex: const string, source: string) -> dynamic",
     .each = extract_all_each,
     .prepare = extract_all_prepare,
     .hidden = true,
     .same_as = "extract_all"},
    {.name = "extractall",
     .sig = "(regex: const string, captureGroups: array, source: string) -> dynamic",
     .each = extract_all_each,
     .prepare = extract_all_prepare,
     .hidden = true,
     .same_as = "extract_all"},
    {.name = "replace_regex",
     .sig = "(source: string, lookup_regex: const string, rewrite_pattern: const string) -> string",
     .each = replace_each,
     .prepare = replace_prepare,
     .help = "The text with every match of the regular expression replaced; \\1 in the rewrite is the first group",
     .example = "print replace_regex('Number is 1', @'is (\\d+)', @'was: \\1')",
     .gives = "Number was: 1",
     .page = "replace-regex-function"},
    {.name = "replace",
     .sig = "(regex: const string, rewrite: const string, source: string) -> string",
     .each = replace_old_each,
     .prepare = replace_old_prepare,
     .hidden = true,
     .same_as = "replace_regex"},
    {.name = "trim",
     .sig = "(regex: const string, source: string) -> string",
     .body = trim_body,
     .prepare = trim_prepare,
     .help = "The text without what the regular expression matches at its start and its end",
     .example = "print trim('--', '--https://bing.com--'), trim(@'[^\\w]+', '-  Te st1// $')",
     .gives = "https://bing.com, Te st1",
     .page = "trim-function"},
    {.name = "trim_start",
     .sig = "(regex: const string, source: string) -> string",
     .body = trim_body,
     .prepare = trim_start_prepare,
     .help = "The text without what the regular expression matches at its start",
     .example = "print trim_start('https://', 'https://bing.com'), trim_start(@'[^\\w]+', '-  Te st1// $')",
     .gives = "bing.com, Te st1// $",
     .page = "trim-start-function"},
    {.name = "trim_end",
     .sig = "(regex: const string, source: string) -> string",
     .body = trim_body,
     .prepare = trim_end_prepare,
     .help = "The text without what the regular expression matches at its end",
     .example = "print trim_end('.com', 'bing.com'), trim_end(@'[^\\w]+', '-  Te st1// $')",
     .gives = "bing, -  Te st1",
     .page = "trim-end-function"},
    {.name = "regex_quote",
     .sig = "(string: scalar) -> string",
     .each = quote_each,
     .help = "The text as a regular expression that matches just it",
     .example = "print regex_quote('(so$me.Te^xt)')",
     .gives = "\\(so\\$me\\.Te\\^xt\\)",
     .page = "regex-quote-function"},
    {0}};
