/* text_cut: pieces of texts and where they stand: substring, split, indexof, has_any_index. */
#include "interp/scalar/needle.h"
#include "interp/scalar/text.h"

/* ---- substring */

/* A negative start counts from the end; farther back than the beginning there is nothing (so the engine). */
static str substring(str s, int64_t start, int64_t length)
{
    if (start < 0) {
        int64_t n = utf8_count(s);
        start = start < -n ? n : n + start;
    }
    uint32_t from = text_byte_at(s, start);
    s = str_sub(s, from, s.n - from);
    s.n = length < 0 ? 0 : text_byte_at(s, length);
    return s;
}

static void substring_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        datum s = vec_get(args[0], row);
        int64_t length = cx->call->n_args > 2 ? arg_long(vec_get(args[2], row)) : INT64_MAX;
        out->s[row] = substring(datum_text(cx->mem, s), arg_long(vec_get(args[1], row)), length);
    }
}

/* ---- split */

static const char *find(str s, uint32_t from, str what)
{
    if (what.n == 0 || what.n > s.n - from) return NULL;
    return what.n == 1 ? memchr(s.p + from, what.p[0], s.n - from) : memmem(s.p + from, s.n - from, what.p, what.n);
}

static uint32_t count_parts(str s, str delimiter)
{
    uint32_t n = 1;
    for (const char *hit = find(s, 0, delimiter); hit; hit = find(s, (uint32_t)(hit - s.p) + delimiter.n, delimiter))
        n++;
    return n;
}

static const dyn *split(arena *mem, str s, str delimiter)
{
    uint32_t n = count_parts(s, delimiter), from = 0;
    const dyn **parts = ARENA_ARRAY(mem, const dyn *, n);
    for (uint32_t i = 0; i < n; i++) {
        const char *hit = find(s, from, delimiter);
        uint32_t to = hit ? (uint32_t)(hit - s.p) : s.n;
        parts[i] = dyn_string(mem, str_sub(s, from, to - from));
        from = to + delimiter.n;
    }
    return dyn_array(mem, parts, n);
}

/* With an index, an array of that piece alone. Null when there is no such piece, and for an empty delimiter (so the
 * engine). */

static void split_each(fn_ctx *cx, const datum *args, datum *out)
{
    if (args[1].s.n == 0) return;
    const dyn *all = split(cx->mem, datum_text(cx->mem, args[0]), args[1].s);
    if (cx->call->n_args > 2) {
        if (args[2].null) return;
        int64_t i = arg_long(args[2]);
        if (i < 0 || i >= all->n) return;
        all = dyn_array(cx->mem, all->item + i, 1);
    }
    fn_out_dyn(out, all);
}

/* ---- indexof */

/* The nth place of the text at or behind byte `from`; occurrences do not overlap. -1: there is none. Each is looked for
 * within `length` characters from where the search for it begins: so the page's eighth example. */
static int64_t find_nth(str s, uint32_t from, str what, int64_t length, int64_t nth)
{
    for (; from <= s.n && nth > 0; nth--) {
        str part = str_sub(s, from, s.n - from);
        if (length >= 0) part.n = text_byte_at(part, length);
        const char *hit = what.n ? find(part, 0, what) : part.p;
        if (what.n && !hit) return -1;
        uint32_t at = from + (uint32_t)(hit - part.p);
        if (nth == 1) return at;
        from = at + (what.n ? what.n : 1);
    }
    return -1;
}

/* Only the part from start on and length long is looked at; a negative start counts from the end (the page's fifth
 * example). */
static void indexof_each(fn_ctx *cx, const datum *args, datum *out)
{
    uint32_t n = cx->call->n_args;
    int64_t start = n > 2 ? arg_long(args[2]) : 0, length = n > 3 ? arg_long(args[3]) : -1,
            nth = n > 4 ? arg_long(args[4]) : 1;
    if (length < -1 || nth < 0) return;
    str s = datum_text(cx->mem, args[0]), what = datum_text(cx->mem, args[1]);
    if (start < 0) {
        int64_t count = utf8_count(s);
        start = start < -count ? 0 : count + start;
    }
    int64_t at = find_nth(s, text_byte_at(s, start), what, length, nth);
    fn_out_long(out, at < 0 ? -1 : (int64_t)utf8_count((str){s.p, (uint32_t)at}));
}

/* ---- has_any_index */

/* The first item that is in the text as `has` finds it. */
static void has_any_index_each(fn_ctx *cx, const datum *args, datum *out)
{
    str s = datum_text(cx->mem, args[0]);
    const dyn *items = args[1].dy;
    if (items->kind != DYN_ARRAY) return;
    for (uint32_t i = 0; i < items->n; i++) {
        if (items->item[i]->kind == DYN_NULL) continue;
        needle what = needle_make(dyn_text(cx->mem, items->item[i]), true);
        if (!needle_has(&what, s)) continue;
        fn_out_long(out, i);
        return;
    }
    fn_out_long(out, -1);
}

const fn_row fn_rows_text_cut[] = {
    {.name = "substring",
     .sig = "(string: scalar, start: integer, [length: integer]) -> string",
     .body = substring_body,
     .help = "The part of the text from a character on, counted from 0 or, negative, from the end",
     .example = "print substring('123456', 1), substring('123456', 2, 2), substring('ABCD', 0, 2), substring('123456', "
                "-2, 2), substring('abc', -10)",
     .gives = "23456, 34, AB, 56, ",
     .page = "substring-function"},
    {.name = "split",
     .sig = "(source: scalar, delimiter: string, [requestedIndex: integer]) -> dynamic",
     .each = split_each,
     .nulls = NULLS_SEEN,
     .naming = NAMING_ARG0,
     .help = "An array of what stands between the delimiters, or of one such piece",
     .example = "print split('aa_bb', '_'), split('aaa_bbb_ccc', '_', 1), split('', '_'), split('a__b', '_'), "
                "split('aabbcc', 'bb'), split('a_b', '_', 2), split('ab', '')",
     .gives = "[\"aa\",\"bb\"], [\"bbb\"], [\"\"], [\"a\",\"\",\"b\"], [\"aa\",\"cc\"], null, null",
     .page = "split-function"},
    {.name = "indexof",
     .sig = "(string: scalar, match: scalar, [start: integer], [length: integer], [occurrence: const integer]) -> long",
     .each = indexof_each,
     .help = "Where the text stands first, counting characters from 0; -1 when it does not occur",
     .example = "print indexof('abcdefg', 'cde'), indexof('abcdefg', 'cde', 1, 2), indexof('abcdefg', 'cde', -5), "
                "indexof(1234567, 5, 1, 4), "
                "indexof('abcdefgabcdefg', 'cde', 1, 10, 2), indexof('abcdefgabcdefg', 'cde', 1, -1, 3)",
     .gives = "2, -1, 2, 4, 9, -1",
     .page = "indexof-function"},
    {.name = "has_any_index",
     .sig = "(source: stringordynamic, values: array) -> long",
     .each = has_any_index_each,
     .help = "The place in the array of the first item that the text has; -1 for none",
     .example = "print has_any_index('this is an example', dynamic(['not', 'example'])), has_any_index('this is', "
                "dynamic(['found'])), "
                "has_any_index('Example number 2', dynamic([1, 2, 3])), has_any_index('this', dynamic([]))",
     .gives = "1, -1, 1, -1",
     .page = "has-any-index-function"},
    {0}};
