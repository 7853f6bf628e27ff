/* Regular expressions: the dialect of regex.md. A case is: pattern, text, and what the whole match and its groups are,
 * in angle brackets, "-" for a group that took no part; "" no match. Expected values are read off the page or reasoned
 * from it. */
#include "tests/unit/unit.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "interp/scalar/regex_tree.h"

#include <stdio.h>

typedef struct match_case {
    const char *pattern, *text, *found;
} match_case;

static const match_case cases[] = {
    /* literals, classes, alternation */
    {"b", "abc", "<b>"},
    {"", "abc", "<>"},
    {"x", "abc", ""},
    {"a|ab", "ab", "<a>"}, /* the first alternative is preferred */
    {"ab|a", "ab", "<ab>"},
    {"(a)|(b)", "b", "<b><-><b>"},
    {".", "\n", ""},
    {"(?s).", "\n", "<\n>"},
    {"[0-9]", "a7", "<7>"},
    {"[^0-9]+", "12ab3", "<ab>"},
    {"[[:alpha:]]+", "12ab3", "<ab>"},
    {"[[:^alpha:]]+", "ab12", "<12>"},
    {"[x[^xyz]]+", "yxaz", "<xa>"},
    {"[a-y&&xyz]+", "abxyz", "<xy>"},
    {"[0-9&&[^4]]+", "4356", "<356>"},
    {"[0-9--4]+", "4356", "<356>"},
    {"[a-g~~b-h]+", "bcahd", "<ah>"},
    {"[\\[\\]]+", "a[]", "<[]>"},
    {"[a&&b]", "ab", ""},
    {"[\\pL--\\p{Greek}&&\\p{Uppercase}]+",
     "a\xCE\x91"
     "B",
     "<B>"},
    {"[^a-z&&b]+", "bac", "<ac>"},
    {"[]a]+", "]a", "<]a>"},
    {"[^]a]+", "]ab", "<b>"},
    {"[-a]+", "b-a", "<-a>"},
    {"[a-]+", "b-a", "<-a>"},
    {"[a.]+", "x.a", "<.a>"},
    {"[\\s\\S]+", "a\n", "<a\n>"},
    {"[\\W_]+", "a_-b", "<_->"},
    {"[^\\W_]+", "-a_", "<a>"},
    {"[&]+", "a&&", "<&&>"},
    /* repetitions */
    {"a*", "aab", "<aa>"},
    {"a*?", "aab", "<>"},
    {"a+?", "aab", "<a>"},
    {"a{2}", "aaa", "<aa>"},
    {"a{2,}", "aaaa", "<aaaa>"},
    {"a{1,2}?", "aaa", "<a>"},
    {"(ab){2,3}", "ababab", "<ababab><ab>"},
    {"a**", "aa", "<aa>"},
    {"(?U)a+", "aa", "<a>"},
    {"(?U)a+?", "aa", "<aa>"},
    {"(a*)(a?)", "aa", "<aa><aa><>"},
    {"(?:a|(b))+", "ba", "<ba><b>"},
    {"a*?*", "aa", "<>"}, /* one empty round, and no more */
    {"(a?" "?)*", "aa", "<><>"},
    {"(a|b*)*c", "abac", "<abac><a>"},
    {"(^)*", "a", "<><>"},
    {"(a*?){2,}b", "aab", "<aab><aa>"},
    /* anchors and boundaries */
    {"^b", "a\nb", ""},
    {"(?m)^b", "a\nb", "<b>"},
    {"(?m)a$", "a\nb", "<a>"},
    {"a$", "a\n", ""}, /* $ is the end, not before a last newline */
    {"\\Aa\\z", "a", "<a>"},
    {"(?mR)a$", "a\r\nb", "<a>"},
    {"(?mR)^b", "a\r\nb", "<b>"},
    {"(?mR)^\\n", "a\r\nb", ""},
    {"(?R).+", "a\r\n", "<a>"},
    {"\\bfoo\\b", "a foo b", "<foo>"},
    {"\\bfoo\\b", "afoo foob", ""},
    {"\\bcaf\xC3\xA9\\b", "un caf\xC3\xA9.", "<caf\xC3\xA9>"},
    {"\\bcaf\\b", "caf\xC3\xA9", ""}, /* Unicode: e with acute is a word character */
    {"(?-u:\\b)caf(?-u:\\b)", "caf\xC3\xA9", "<caf>"},
    {"o\\B.", "fo\xC3\xA9", "<o\xC3\xA9>"},
    {"\\<foo\\>", "foobar foo", "<foo>"},
    {"\\b{start}\\w+\\b{end}", "-ab-", "<ab>"},
    {"\\b{start-half}-", "a--", "<->"},
    {"a\\b{end-half}", "ab a", "<a>"},
    {"(?-u:\\b).+(?-u:\\b)", "$$abc$$", "<abc>"},
    /* Unicode */
    {"\\d+", "\xD9\xA1\xD9\xA2", "<\xD9\xA1\xD9\xA2>"}, /* Arabic digits */
    {"(?-u)\\d+",
     "\xD9\xA1"
     "2",
     "<2>"},
    {"\\w+", "\xC3\xA9t\xC3\xA9!", "<\xC3\xA9t\xC3\xA9>"},
    {"\\W", "\xC3\xA9!", "<!>"},
    {"\\s", "a\xC2\xA0", "<\xC2\xA0>"}, /* a no-break space is white space */
    {"\\p{Greek}+", "a\xCE\xB1\xCE\xB2", "<\xCE\xB1\xCE\xB2>"},
    {"\\P{Greek}+",
     "\xCE\xB1"
     "ab",
     "<ab>"},
    {"\\p{script=Cyrillic}", "a\xD0\x96", "<\xD0\x96>"},
    {"[\\p{Greek}[:digit:]]+",
     "a\xCE\xB1"
     "7",
     "<\xCE\xB1"
     "7>"},
    {"\\pL+",
     "1\xC3\xA9"
     "a2",
     "<\xC3\xA9"
     "a>"},
    {"\\p{Letter}+", "1ab", "<ab>"},
    {"\\p{Lowercase_Letter}+", "Aab", "<ab>"},
    {"\\p{^L}+", "a12", "<12>"},
    {"\\x{10FFFF}", "\xF4\x8F\xBF\xBF", "<\xF4\x8F\xBF\xBF>"},
    {"\\x41\\u0042\\U00000043\\u{44}", "ABCD", "<ABCD>"},
    {"\\101\\t\\n\\r\\f\\v\\a", "A\t\n\r\f\v\a", "<A\t\n\r\f\v\a>"},
    {"\\.\\/\\-\\\"\\#\\ ", "./-\"# ", "<./-\"# >"},
    /* case */
    {"(?i)abc", "xABC", "<ABC>"},
    {"(?i)a+(?-i)b+", "aAbB", "<aAb>"},
    {"(?i:a)b", "Ab", "<Ab>"},
    {"a(?i)b|c", "C", "<C>"}, /* a flag lasts to the end of its group */
    {"(a(?i)b)c", "aBC", ""},
    {"(?i)\xC3\xA9", "\xC3\x89", "<\xC3\x89>"},
    {"(?i)k", "\xE2\x84\xAA", "<\xE2\x84\xAA>"}, /* the Kelvin sign is a k */
    {"(?i)\\x{212A}", "k", "<k>"},
    {"(?i)\xC5\xBF", "S", "<S>"}, /* long s */
    {"(?i)[^a]", "Ab", "<b>"},
    {"(?i)[a-c--b]+", "BAC", "<AC>"},
    {"(?i)\\p{Lu}+", "ab1", "<ab>"},
    {"(?i)\\bSTRASSE\\b", "\xC3\xA9 Strasse", "<Strasse>"},
    {"(?i)\\b\xCE\xA3\\b", "\xCF\x82", "<\xCF\x82>"}, /* sigma has two small letters */
    /* groups and verbose mode */
    {"(?P<first>\\w)(?<last>\\w)", "ab", "<ab><a><b>"},
    {"(?:a)(b)", "ab", "<ab><b>"},
    {"(?x) a b # comment )\n c", "abc", "<abc>"},
    {"(?x) [a b]+ \\ c", "ab c", "<ab c>"},
    {"(?x)a {2} ", "aa", "<aa>"},
    {"((((a))))", "a", "<a><a><a><a><a>"},
    {"()", "", "<><>"},
};

static void check(const match_case *c)
{
    arena *a = arena_new();
    regex_error e = {0};
    const regex *r = regex_new(a, str_of(c->pattern), REGEX_FIND, &e);
    if (!r) fail_msg("%s: " STR_FMT, c->pattern, STR_ARG(e.message));
    regex_tree tree;
    assert_true(regex_parse(a, str_of(c->pattern), &tree, &e));
    const regex_program *own = regex_compile_own(a, &tree);
    for (int engine = 0; engine < 2; engine++) { /* both must say the same */
        regex_span g[8];
        uint32_t n = regex_groups(r) + 1;
        bool hit = engine ? regex_run_own(own, str_of(c->text), 0, g, n) : regex_find(r, str_of(c->text), 0, g, n);
        buf got = {0};
        for (uint32_t i = 0; hit && i < n; i++) {
            buf_char(&got, '<');
            if (g[i].start == UINT32_MAX) {
                buf_char(&got, '-');
            } else {
                buf_put(&got, c->text + g[i].start, g[i].len);
            }
            buf_char(&got, '>');
        }
        if (!str_is(buf_view(&got), c->found)) {
            fail_msg("%s on \"%s\", engine %d: got %.*s, want %s", c->pattern, c->text, engine, STR_ARG(buf_view(&got)),
                     c->found);
        }
        assert_int_equal(engine ? regex_run_own(own, str_of(c->text), 0, NULL, 0) : regex_matches(r, str_of(c->text)),
                         hit);
        buf_drop(&got);
    }
    arena_drop(a);
}

static void test_matches(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(&cases[i]);
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *message;
        uint32_t at;
    } bad[] = {
        {"a(?=b)", "look-ahead", 1},
        {"a(?!b)", "negative look-ahead", 1},
        {"(?<=a)b", "look-behind", 0},
        {"(?<!a)b", "negative look-behind", 0},
        {"(a)\\1", "backreference \\1", 3},
        {"(?P<n>a)(?P=n)", "a backreference", 8},
        {"(?P<n>a)\\k<n>", "backreference \\k", 8},
        {"(?>a)", "an atomic group", 0},
        {"ab(c", "not closed", 2},
        {"a)", "closes nothing", 1},
        {"[a", "not closed", 0},
        {"*a", "repeats nothing", 0},
        {"a{2", "not closed", 1},
        {"x{b}", "a number", 1},
        {"a{3,2}", "backwards", 1},
        {"[z-a]", "backwards", 1},
        {"\\q", "means nothing", 0},
        {"a\\", "backslash", 1},
        {"\\p{Nope}", "not known", 0},
        {"a{1001}", "more than 1000", 1},
        {"(?z)", "flag", 2},
        {"(?P<n>a)(?P<n>b)", "two groups", 12},
        {"[\\b]", "inside brackets", 1},
        {"(?-u).", "half a character", 5},
        {"\\x{110000}", "no such character", 0},
        {"(?P<1a>x)", "must begin", 4},
        {"\\xZ", "not complete", 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        arena *a = arena_new();
        regex_error e = {0};
        assert_null(regex_new(a, str_of(bad[i].pattern), REGEX_FIND, &e));
        const char *message = arena_dup(a, e.message.p, e.message.n);
        if (!strstr(message, bad[i].message) || e.at != bad[i].at)
            fail_msg("%s: \"%s\" at %u", bad[i].pattern, message, e.at);
        arena_drop(a);
    }
}

/* A pattern that grows beyond its budget, and one that nests without end, are refused; nothing is slow. */
static void test_limits(void **state)
{
    (void)state;
    arena *a = arena_new();
    regex_error e;
    assert_null(regex_new(a, STR("((\\w{100}){100}){100}"), REGEX_FIND, &e));
    assert_true(e.limit);
    assert_null(regex_new(a, STR("(?m)(?R)(((^\\w{100}){100}){100})"), REGEX_FIND, &e));
    assert_true(e.limit);
    buf deep = {0};
    for (int i = 0; i < 100000; i++) buf_char(&deep, '(');
    assert_null(regex_new(a, buf_view(&deep), REGEX_FIND, &e));
    assert_non_null(strstr(arena_dup(a, e.message.p, e.message.n), "too deeply"));
    buf_clear(&deep);
    for (int i = 0; i < 100000; i++) buf_char(&deep, '[');
    assert_null(regex_new(a, buf_view(&deep), REGEX_FIND, &e));
    buf_clear(&deep);
    buf_char(&deep, 'a');
    for (int i = 0; i < 100000; i++) buf_char(&deep, '*');
    assert_null(regex_new(a, buf_view(&deep), REGEX_FIND, &e));
    buf_drop(&deep);
    buf evil = {0};
    for (int i = 0; i < 200000; i++) buf_char(&evil, 'a');
    buf_text(&evil, "\xC3\xA9");
    const regex *r = regex_new(a, STR("\\b(a+)+$"), REGEX_FIND, &e); /* backtrackers take years */
    assert_false(regex_matches(r, buf_view(&evil)));
    buf_drop(&evil);
    arena_drop(a);
}

static void all_matches(const char *pattern, const char *text, const char *want)
{
    arena *a = arena_new();
    regex_error e;
    const regex *r = regex_new(a, str_of(pattern), REGEX_FIND, &e);
    regex_walk w = {0};
    regex_span g;
    buf got = {0};
    while (regex_next(r, str_of(text), &w, &g, 1)) buf_printf(&got, "%u+%u ", g.start, g.len);
    assert_str(buf_view(&got), want);
    buf_drop(&got);
    arena_drop(a);
}

static void test_walks(void **state)
{
    (void)state;
    all_matches("a.", "abacad", "0+2 2+2 4+2 ");
    all_matches("a*", "aab", "0+2 3+0 "); /* none right behind a match */
    all_matches("",
                "\xC3\xA9"
                "a",
                "0+0 2+0 3+0 ");
    all_matches("^a", "aaa", "0+1 ");
    all_matches("\\b", "ab cd", "0+0 2+0 3+0 5+0 ");
    all_matches("\\b",
                "\xC3\xA9"
                "b",
                "0+0 3+0 ");
}

static void test_names(void **state)
{
    (void)state;
    arena *a = arena_new();
    regex_error e;
    const regex *r = regex_new(a, STR("(a)(?P<x.y>b)(?<_z>c)"), REGEX_FIND, &e);
    assert_int_equal(regex_groups(r), 3);
    assert_int_equal(regex_group_named(r, STR("x.y")), 2);
    assert_int_equal(regex_group_named(r, STR("_z")), 3);
    assert_int_equal(regex_group_named(r, STR("z")), -1);
    arena_drop(a);
}

/* Letters that are one when case is ignored: folding one at a time must agree with looking at all the others. */
static void test_cases_are_mutual(void **state)
{
    (void)state;
    arena *a = arena_new();
    for (uint32_t cp = 0; cp < 0x1E944; cp++) {
        uint32_t others[] = {utf8_fold(cp), cp - 1, cp + 1, cp + 32, cp + 80, cp + 8, 'k', 's', 0x3C2, 0x3B9};
        code_set *s = set_range(a, cp, cp, true);
        for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
            if (others[i] > CODE_POINT_MAX) continue;
            if (set_has(s, others[i]) != set_has(set_range(a, others[i], others[i], true), cp)) {
                fail_msg("%x and %x: not the same both ways", cp, others[i]);
            }
        }
        arena_reset(a);
    }
    arena_drop(a);
}

/* The stretches that set_ranges() leaps over: one category, no cases, in no class but whole. */
static void test_stretches_are_alike(void **state)
{
    (void)state;
    static const char *const names[] = {"L",   "Lo",        "M",           "N",   "Cn",     "Co",   "Cc",
                                        "Any", "Lowercase", "White_Space", "Han", "Hangul", "Latin"};
    arena *a = arena_new();
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        const code_class *c = class_property(a, str_of(names[k]));
        assert_non_null(c);
        code_set *s = set_named(a, c, false, true);
        for (int z = 0; z < SET_ALIKE; z++) {
            bool first = set_has(s, set_alike[z].lo);
            for (uint32_t cp = set_alike[z].lo; cp <= set_alike[z].hi; cp++)
                if (set_has(s, cp) != first) fail_msg("%s: %x is not as %x", names[k], cp, set_alike[z].lo);
        }
    }
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_matches),
                                       cmocka_unit_test(test_refused),
                                       cmocka_unit_test(test_limits),
                                       cmocka_unit_test(test_walks),
                                       cmocka_unit_test(test_names),
                                       cmocka_unit_test(test_cases_are_mutual),
                                       cmocka_unit_test(test_stretches_are_alike)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
