/* Searching texts and lists. Expected values: the pages of has, contains, in, has_any; the term rules measured on the
 * engine; and a second, simple search over code points, which the fast one must agree with. */
#include "tests/unit/exec_help.h"

#include "base/utf8.h"
#include "interp/scalar/needle_set.h"

#include <stdlib.h>

#define FORMS(op, hay, needle)                                                                                         \
    "datatable(s:string, w:string)['" hay "', '" needle "'] | project s " op " '" needle "', s !" op " w, s " op       \
    "_cs w, s !" op "_cs '" needle "'"

static void test_forms(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {FORMS("has", "North America", "america"), "True|False|False|True"},
        {FORMS("has", "North America", "amer"), "False|True|False|True"},
        {FORMS("hasprefix", "North America", "Amer"), "True|False|True|False"},
        {FORMS("hasprefix", "North America", "rica"), "False|True|False|True"},
        {FORMS("hassuffix", "North America", "RICA"), "True|False|False|True"},
        {FORMS("hassuffix", "North America", "Nort"), "False|True|False|True"},
        {FORMS("contains", "North America", "h am"), "True|False|False|True"},
        {FORMS("startswith", "North America", "north"), "True|False|False|True"},
        {FORMS("endswith", "North America", "america"), "True|False|False|True"},
        {FORMS("endswith", "a", "North America"), "False|True|False|True"},
        {"datatable(s:string)['', 'x'] | project s has '', s contains '', s startswith '', s endswith '', s hasprefix "
         "'', s !has ''",
         "True|True|True|True|True|False;True|True|True|True|True|False"},
        {"datatable(s:string, w:string)['Net.EXE', 'net.exe', 'É', 'é', '', 'a', 'ab', 'a'] | project s =~ w, s !~ w",
         "True|False;True|False;False|True;False|True"},
        {"datatable(s:string)['\xe2\x84\xaa', 'k'] | project s =~ 'K', s in~ ('K', 'x'), s has 'k', 'x K' has s, s =~ "
         "'\xe2\x84\xaa'",
         "False|False|False|False|True;True|True|True|True|False"},
    };
    CHECK_QUERIES(cases);
}

static void test_terms(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print 'alpha_beta' has 'alpha', 'KustoExplorerQueryRun' has 'Explorer', 'café' has 'CAFÉ', 'Привет мир' has "
         "'МИР', 'cafés' has "
         "'café'",
         "True|False|True|True|False"},
        {"print 'net user x /add' has '/add', 'net user x /added' has '/add', 'x/add' has '/add', 'a -enc b' has "
         "'-enc', 'a -encoded b' "
         "has '-enc'",
         "True|False|True|True|False"},
        {"print '10.0.0.1,' has '10.0.0.1', '110.0.0.1' has '10.0.0.1', '10.0.0.12' has '10.0.0.1', 'a10.0.0.1 "
         "10.0.0.1' has '10.0.0.1'",
         "True|False|False|True"},
        {"print 'net user  x' has 'user ', 'users ' has 'user ', 'superuser ' has 'user ', 'a..b' has '..', 'a_b' has "
         "'_'",
         "True|False|False|True|True"},
        {"print 'abcabc abc' has 'abc', 'xabc abcx' has 'abc', 'аabc' has 'abc'", "True|False|False"},
    };
    CHECK_QUERIES(cases);
}

static void test_dynamic_sides(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(y:dynamic)[dynamic({'a':'Admin one','n':41}), dynamic(null)] | project y.a has 'admin', y.n has "
         "'41', y has 'ADMIN', y.a !has "
         "'x', y.a contains y.n, y.a startswith 'ad'",
         "True|True|True|True|False|True;False|False|False|True|null|False"},
        {"datatable(y:dynamic)[dynamic(['one','two three'])] | project y has 'three', y contains 'e t', y =~ "
         "'[\"ONE\",\"two three\"]'",
         "True|False|True"},
    };
    CHECK_QUERIES(cases);
}

static void test_in(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)['a', 'B', '', 'c'] | project s in ('a', 'b'), s !in ('a', 'b'), s in~ ('A', 'b'), s !in~ "
         "('A', 'b'), s in ('')",
         "True|False|True|False|False;False|True|True|False|False;False|True|False|True|True;False|True|False|True|"
         "False"},
        {"datatable(x:int)[4624, 4720, int(null)] | project x in (4624, 1), x !in (4624, 1), x in ('4624', '1'), x in "
         "(4624.5), x in (4720.0), "
         "x in (dynamic([4720, [1]]), 7)",
         "True|False|True|False|False|False;False|True|False|False|True|True;False|True|False|False|False|False"},
        {"datatable(x:real)[1.5, 2, real(null)] | project x in (2, 3), x in (1.5), x in ('1.5'), x !in (2)",
         "False|True|True|True;True|False|False|False;False|False|False|True"},
        {"datatable(d:datetime)[datetime(2024-01-01)] | project d in ('2024-01-01'), d in (datetime(2024-01-01), "
         "datetime(null)), d in ('x')",
         "True|True|False"},
        {"datatable(s:string, t:string)['a', 'a', 'a', 'b'] | project s in (t, 'z'), s !in (t, 'z'), s in~ "
         "(toupper(t))",
         "True|False|True;False|True|False"},
        {"let deep = dynamic([['a', ['b']], 'c']); datatable(s:string)['a', 'b', 'c', 'd'] | project s in (deep), s in "
         "('d', deep)",
         "True|True;True|True;True|True;False|True"},
        {"datatable(y:dynamic)[dynamic({'s':'a','n':4}), dynamic({})] | project y.s in ('a'), y.n in (4, 5), y.n in "
         "('4'), y.s !in ('a'), y.s in~ "
         "('A')",
         "True|True|True|False|True;False|False|False|True|False"},
        {"datatable(x:long, l:dynamic)[1, dynamic([1, 2]), 3, dynamic([1, 2]), 4, dynamic(null)] | project x in (l), x "
         "!in (l)",
         "True|False;False|True;False|True"},
        {"datatable(x:long, y:long)[1, 1, long(null), 1, long(null), long(null)] | project x in (long(null), 2), x !in "
         "(y), x in (1, long(null))",
         "False|False|True;null|True|null;null|null|null"},
        {"datatable(x:real)[real(nan), 0] | project x in (real(nan)), x !in (real(nan)), x in (-0.0)",
         "False|True|False;False|True|True"},
        {"datatable(t:timespan)[1h, timespan(null)] | project t in (60m), t !in ('01:00:00')", "True|False;False|True"},
        {"datatable(s:string)['ADMINISTRATOR', 'Ⱥdministrator', 'administrator1'] | project s in~ ('Administrator', "
         "'x'), s in~ ('ⱥDMINISTRATOR'), "
         "s !in~ ('administratoR1')",
         "True|False|True;False|True|True;False|False|False"},
    };
    CHECK_QUERIES(cases);
}

static void test_has_lists(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"let l = dynamic(['user ', ['/add', 4]]); datatable(s:string)['net user x', 'a /ADD b', 'x 4', 'users', ''] | "
         "project s has_any (l), s "
         "has_any ('zz', l), s has_all ('x', l)",
         "True|True|False;True|True|False;True|True|False;False|False|False;False|False|False"},
        {"datatable(s:string, w:string)['one two', 'two', 'one two', 'thr'] | project s has_any (w, 'x'), s has_all "
         "(w, 'one')",
         "True|True;False|False"},
        {"datatable(y:dynamic)[dynamic({'a':'One two'}), dynamic(null)] | project y.a has_any ('two', 'x'), y.a "
         "has_all ('one', 'two'), y has_any "
         "('a')",
         "True|True|True;False|False|False"},
    };
    CHECK_QUERIES(cases);
}

/* ---- the search against a simple one, over texts made of few characters, so that much is found */

static uint32_t cp_at(str s, uint32_t at)
{
    return utf8_next(s, &at);
}

static bool same_here(str hay, uint32_t at, str what, bool fold, uint32_t *end)
{
    uint32_t i = 0;
    while (i < what.n) {
        if (at >= hay.n) return false;
        uint32_t a = utf8_next(hay, &at), b = utf8_next(what, &i);
        if (fold ? utf8_fold(a) != utf8_fold(b) : a != b) return false;
    }
    *end = at;
    return true;
}

static bool simple_ends(str hay, str what, bool fold)
{
    uint32_t end;
    for (uint32_t at = 0; at < hay.n; utf8_next(hay, &at))
        if (same_here(hay, at, what, fold, &end) && end == hay.n) return true;
    return what.n == 0;
}

static uint32_t before(str s, uint32_t at)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < at; utf8_next(s, &i)) last = i;
    return last;
}

static bool simple_find(str hay, str what, bool fold, bool at_start, bool at_end)
{
    if (what.n == 0) return true;
    bool first = utf8_is_term(cp_at(what, 0)), last = utf8_is_term(cp_at(what, before(what, what.n)));
    for (uint32_t at = 0, end; at < hay.n; utf8_next(hay, &at)) {
        if (!same_here(hay, at, what, fold, &end)) continue;
        bool opens = !at_start || !first || at == 0 || !utf8_is_term(cp_at(hay, before(hay, at)));
        bool closes = !at_end || !last || end == hay.n || !utf8_is_term(cp_at(hay, end));
        if (opens && closes) return true;
    }
    return false;
}

static str random_text(uint32_t *seed, char *room, uint32_t most)
{
    static const char *const parts[] = {"a", "A", "b", "B", "-", " ", "é", "É", "ж", "Ж", "ß", "1"};
    uint32_t kinds = *seed % 3 == 0 ? 12 : 6, n = 0;
    *seed = *seed * 1664525 + 1013904223;
    for (uint32_t k = (*seed >> 9) % (most + 1); k > 0; k--) {
        *seed = *seed * 1664525 + 1013904223;
        const char *part = parts[(*seed >> 11) % kinds];
        memcpy(room + n, part, strlen(part));
        n += (uint32_t)strlen(part);
    }
    return (str){room, n};
}

static void test_search_agrees(void **state)
{
    (void)state;
    uint32_t seed = 7;
    char h[200], w[20];
    for (int round = 0; round < 200000; round++) {
        str hay = random_text(&seed, h, 60), what = random_text(&seed, w, 5);
        bool fold = round % 2;
        needle n = needle_make(what, fold);
        char *copy = malloc(hay.n ? hay.n : 1); /* so that the sanitizer sees a read beyond it */
        memcpy(copy, hay.p, hay.n);
        str exact = {copy, hay.n};
        bool ok = needle_contains(&n, exact) == simple_find(hay, what, fold, false, false) &&
                  needle_has(&n, exact) == simple_find(hay, what, fold, true, true) &&
                  needle_hasprefix(&n, exact) == simple_find(hay, what, fold, true, false) &&
                  needle_hassuffix(&n, exact) == simple_find(hay, what, fold, false, true);
        uint32_t end = 0;
        ok = ok && needle_ends(&n, exact) == simple_ends(hay, what, fold);
        ok = ok && needle_starts(&n, exact) == same_here(hay, 0, what, fold, &end);
        ok = ok && needle_equal(&n, exact) == (same_here(hay, 0, what, fold, &end) && end == hay.n);
        free(copy);
        if (!ok)
            fail_msg("round %d: \"" STR_FMT "\" in \"" STR_FMT "\", fold %d", round, STR_ARG(what), STR_ARG(hay), fold);
    }
}

/* Many needles in one pass find what each finds alone. */
static void test_sets_agree(void **state)
{
    (void)state;
    uint32_t seed = 11;
    char h[200], w[8][20];
    str what[8];
    arena *mem = arena_new();
    for (int round = 0; round < 50000; round++) {
        uint32_t n = (uint32_t)round % 9, found = 0;
        str hay = random_text(&seed, h, 40);
        for (uint32_t k = 0; k < n; k++) what[k] = random_text(&seed, w[k], 5);
        for (uint32_t k = 0; k < n; k++) found += simple_find(hay, what[k], true, true, true);
        needle_set set = needle_set_make(mem, what, n, round % 5 == 0);
        if (needle_set_any(&set, hay) != (found > 0) || needle_set_all(&set, hay) != (found == n)) {
            fail_msg("round %d: %u of %u in \"" STR_FMT "\"", round, found, n, STR_ARG(hay));
        }
        arena_reset(mem);
    }
    arena_drop(mem);
}

static uint32_t next_of(uint32_t *seed, uint32_t n)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 9) % n;
}

/* `n` bytes of `from`; every so often a long run of one of them. */
static str random_of(uint32_t *seed, const char *from, char *room, uint32_t n)
{
    for (uint32_t i = 0; i < n;) {
        uint32_t run = next_of(seed, 40) ? 1 : 70;
        char c = from[next_of(seed, (uint32_t)strlen(from))];
        for (; run > 0 && i < n; run--) room[i++] = c;
    }
    return (str){room, n};
}

/* Needles that are terms are looked up term by term: wherever a term ends, in a block of 64 bytes, at its edge, or behind it. */
static void test_sets_of_terms_agree(void **state)
{
    (void)state;
    uint32_t seed = 5, seen = 0;
    char room[400], w[6][80];
    str what[6];
    arena *mem = arena_new();
    for (int round = 0; round < 50000; round++) {
        uint32_t found = 0, n = 4 + next_of(&seed, 3);
        for (uint32_t k = 0; k < n; k++)
            what[k] = random_of(&seed, "aAbZz09", w[k], 1 + (next_of(&seed, 9) ? next_of(&seed, 4) : 60 + next_of(&seed, 8)));
        str hay = random_of(&seed, "aAbBzZ09-@[`{/:  .", room, next_of(&seed, 260));
        if (hay.n > 2 && next_of(&seed, 9) == 0) memcpy(room + next_of(&seed, hay.n - 1), "\xc3\xa9", 2);
        char *copy = malloc(hay.n ? hay.n : 1);
        memcpy(copy, hay.p, hay.n);
        for (uint32_t k = 0; k < n; k++) found += simple_find(hay, what[k], true, true, true);
        needle_set set = needle_set_make(mem, what, n, false);
        if (needle_set_any(&set, (str){copy, hay.n}) != (found > 0)) fail_msg("round %d: %u of %u in \"" STR_FMT "\"", round, found, n, STR_ARG(hay));
        seen += found > 0;
        free(copy);
        arena_reset(mem);
    }
    assert_true(seen > 5000 && seen < 45000);
    arena_drop(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),      cmocka_unit_test(test_terms),     cmocka_unit_test(test_dynamic_sides),
        cmocka_unit_test(test_in),         cmocka_unit_test(test_has_lists), cmocka_unit_test(test_search_agrees),
        cmocka_unit_test(test_sets_agree), cmocka_unit_test(test_sets_of_terms_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
