/* regex_match: matches regex, extract, countof, indexof_regex. */
#include "base/utf8.h"
#include "interp/scalar/args.h"
#include "interp/scalar/regex_arg.h"

/* ---- matches regex */

static bool match_prepare(fn_call *call, arena *mem, diags *ds)
{
    return regex_arg_prepare(call, mem, ds, 1, REGEX_FIND);
}

/* A dynamic is its text; a null one matches nothing. A pattern that is not valid gives null. */
static void match_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    regex_cache *cache = ARENA_NEW(cx->mem, regex_cache);
    bool text = args[0]->type == T_STRING, pattern_text = args[1]->type == T_STRING;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        if (vec_is_null(args[0], row) || vec_is_null(args[1], row)) continue;
        str s = text ? args[0]->s[vec_ix(args[0], row)] : datum_text(cx->mem, vec_get(args[0], row));
        str p = pattern_text ? args[1]->s[vec_ix(args[1], row)] : datum_text(cx->mem, vec_get(args[1], row));
        const regex *r = regex_arg_at(cx, cache, p);
        if (r) {
            out->b[row] = regex_matches(r, s);
        } else {
            fn_set_null(out, row);
        }
    }
}

/* ---- extract */

static bool extract_prepare(fn_call *call, arena *mem, diags *ds)
{
    return regex_arg_prepare(call, mem, ds, 0, REGEX_FIND);
}

static void extract_each(fn_ctx *cx, const datum *args, datum *out)
{
    const regex *r = cx->call->prepared;
    int64_t group = args[1].l;
    if (!r || group < 0 || group > regex_groups(r)) return;
    regex_span *found = ARENA_ARRAY(cx->mem, regex_span, group + 1);
    if (!regex_find(r, args[2].s, 0, found, (uint32_t)group + 1) || found[group].start == UINT32_MAX) return;
    datum piece = {.type = T_STRING, .s = str_sub(args[2].s, found[group].start, found[group].len)};
    out_datum(out, convert_datum(cx->mem, piece, out->type));
}

/* ---- countof */

static bool countof_prepare(fn_call *call, arena *mem, diags *ds)
{
    const datum *kind = call->n_args > 2 ? call->constants[2] : NULL;
    if (!kind || str_is(kind->s, "normal")) return true;
    if (str_is(kind->s, "regex")) return regex_arg_prepare(call, mem, ds, 1, REGEX_FIND);
    diag_error(ds, ST_COMPILE, NULL, call->at, "countof() counts by 'normal' or 'regex', not by '" STR_FMT "'",
               STR_ARG(kind->s));
    return false;
}

/* Overlapping ones too: "aa" is three times in "aaaa". An empty text never occurs (so the engine). */
static int64_t count_plain(str s, str needle)
{
    int64_t n = 0;
    for (uint32_t at = 0; needle.n && needle.n <= s.n - at;) {
        const char *hit = memmem(s.p + at, s.n - at, needle.p, needle.n);
        if (!hit) break;
        n++;
        at = (uint32_t)(hit - s.p) + 1;
    }
    return n;
}

static int64_t count_regex(const regex *r, str s)
{
    regex_walk w = {0};
    regex_span found;
    int64_t n = 0;
    while (regex_next(r, s, &w, &found, 1)) n++;
    return n;
}

static void countof_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    regex_cache *cache = ARENA_NEW(cx->mem, regex_cache);
    bool plain = cx->call->n_args < 3 || str_is(args[2]->s[0], "normal");
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        str s = args[0]->s[vec_ix(args[0], row)], what = args[1]->s[vec_ix(args[1], row)];
        const regex *r = plain ? NULL : regex_arg_at(cx, cache, what);
        if (!plain && !r) {
            fn_set_null(out, row);
        } else {
            out->l[row] = plain ? count_plain(s, what) : count_regex(r, s);
        }
    }
}

/* ---- indexof_regex */

static bool indexof_prepare(fn_call *call, arena *mem, diags *ds)
{
    return regex_arg_prepare(call, mem, ds, 1, REGEX_FIND);
}

/* The byte of code point n, or s.n behind the end. */
static uint32_t byte_of(str s, int64_t n)
{
    uint32_t at = 0;
    for (int64_t i = 0; i < n && at < s.n; i++) utf8_next(s, &at);
    return at;
}

/* Only the part of the text from start on and length long is looked at; places count from the text's beginning, in
 * characters. */
static void indexof_each(fn_ctx *cx, const datum *args, datum *out)
{
    uint32_t n = cx->call->n_args;
    int64_t start = n > 2 ? arg_long(args[2]) : 0, length = n > 3 ? arg_long(args[3]) : -1,
            nth = n > 4 ? arg_long(args[4]) : 1;
    const regex *r = cx->call->prepared;
    if (!r || start < 0 || length < -1 || nth < 0) return;
    str s = datum_text(cx->mem, args[0]);
    uint32_t from = byte_of(s, start);
    str part = str_sub(s, from, s.n - from);
    if (length >= 0) part.n = byte_of(part, length);
    regex_walk w = {0};
    regex_span found;
    while (nth > 0 && regex_next(r, part, &w, &found, 1)) {
        if (--nth > 0) continue;
        fn_out_long(out, (int64_t)utf8_count((str){s.p, from + found.start}));
        return;
    }
    fn_out_long(out, -1);
}

const fn_row fn_rows_regex_match[] = {
    {.name = "matches regex",
     .sig = "(left: stringordynamic, right: stringordynamic) -> bool",
     .body = match_body,
     .prepare = match_prepare,
     .nulls = NULLS_SEEN,
     .help = "True when the regular expression on the right matches somewhere in the text; (?i) ignores case",
     .example = "print 'KANSAS' matches regex 'K.*S', 'Kansas' matches regex 'K.*S', 'Kansas' matches regex '(?i)K.*S'",
     .gives = "true, false, true",
     .page = "matches-regex-operator"},
    {.name = "extract",
     .sig = "(regex: const string, captureGroup: long, source: string) -> string",
     .each = extract_each,
     .prepare = extract_prepare,
     .help = "What a group of the regular expression matches, 0 being all of it; empty or null without a match",
     .example = "print extract('User: ([^,]+)', 1, 'User: James, Age: 29'), extract(@'\\d+', 0, 'Age: 35'), "
                "extract('x', 0, 'Age')",
     .gives = "James, 35, ",
     .page = "extract-function"},
    {.name = "extract",
     .sig = "(regex: const string, captureGroup: long, source: string, typeLiteral: typeliteral) -> T3literal",
     .each = extract_each,
     .prepare = extract_prepare,
     .help = "What a group of the regular expression matches, as a value of the type",
     .example = "print extract(@'-(\\d{2})-', 1, '21-07-2023', typeof(int)), extract('(x)', 1, 'a', typeof(long))",
     .gives = "7, null",
     .page = "extract-function"},
    {.name = "countof",
     .sig = "(source: string, search: string, [kind: lit string]) -> long",
     .body = countof_body,
     .prepare = countof_prepare,
     .help = "How often the text occurs, overlaps included, or how often the regular expression matches ('regex')",
     .example = "print countof('aaaa', 'aa'), countof('ababa', 'ab', 'normal'), countof('ababa', 'aba', 'regex')",
     .gives = "3, 2, 1",
     .page = "countof-function"},
    {.name = "indexof_regex",
     .sig = "(string: scalar, match: const scalar, [start: integer], [length: integer], [occurrence: const integer]) "
            "-> long",
     .each = indexof_each,
     .prepare = indexof_prepare,
     .help = "Where the regular expression matches first, counting characters from 0; -1 without a match",
     .example = "print indexof_regex('abcabc', 'a.c'), indexof_regex('abcabcdefg', 'a.c', 0, 9, 2), "
                "indexof_regex('ababaa', 'a.a', 0, -1, 2), "
                "indexof_regex('abcabc', 'a|ab', -1)",
     .gives = "0, 3, -1, null",
     .page = "indexof-regex-function"},
    {0}};
