/* The functions and the operator that take regular expressions. Expected: their pages, and what was measured on the
 * engine (extract_all's groups, countof of nothing). */
#include "tests/unit/exec_help.h"

static void test_matches_regex(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)['KANSAS', 'Kansas', ''] | project s matches regex 'K.*S', s matches regex '(?i)k.*s$', s "
         "matches regex '^$'",
         "True|True|False;False|True|False;False|False|True"},
        {"datatable(d:dynamic)[dynamic('a1'), dynamic([1]), dynamic(null)] | project d matches regex @'\\d'",
         "True;True;False"},
        {"datatable(s:string, p:string)['abc', 'b', 'abc', '^b'] | project s matches regex p",
         "True;False"},
        {"datatable(s:string, p:string)['abc', 'b', 'abc', '('] | project s matches regex p", "error"},
        {"let p = strcat('^', 'a'); datatable(s:string)['abc', 'bac'] | where s matches regex p", "abc"},
        {"datatable(s:string)['café.'] | project s matches regex @'\\bcafé\\b', s matches regex @'\\bcaf\\b'",
         "True|False"},
        {"print 'a' matches regex 'a(?=b)'", "error"},
        {"print 'a' matches regex '('", "error"},
        {"print 'a' matches regex '((a{1000}){1000}){1000}'", "error"},
    };
    CHECK_QUERIES(cases);
}

static void test_extract(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(t:string)['User: James, Email: J@e.com, Age: 29', 'User: David, Age: 35'] | project extract('User: "
         "([^,]+)', 1, t), "
         "extract(@'Email: (\\S+),', 1, t), extract(@'\\d+', 0, t)",
         "James|J@e.com|29;David||35"},
        {"datatable(d:string)['15-12-2024', 'x'] | project extract(@'-(\\d{2})-', 1, d, typeof(int)), extract('(x)', "
         "1, d, typeof(string))",
         "12|;null|x"},
        {"print extract('(a)|(b)', 1, 'b'), extract('(a)', 2, 'a'), extract('(a)', -1, 'a'), extract('(?P<w>[a-z]+)', "
         "1, 'ab')",
         "|||ab"},
        {"print isempty(extract('a', long(null), 'a'))", "True"},
        {"datatable(p:string)['a'] | project extract(p, 0, 'a')", "error"},
    };
    CHECK_QUERIES(cases);
}

static void test_extract_all(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)[' test word'] | project extract_all(@'(?:^| )([a-z]+)', s), extract_all(@'(?:^| "
         ")([a-z])([a-z]+)', s)",
         "[\"test\",\"word\"]|[[\"t\",\"est\"],[\"w\",\"ord\"]]"},
        {"datatable(s:string)[' test word'] | project extract_all(@'(\\d+)', s)", "null"},
        {"print extract_all('(a)(b)', dynamic([2, 1]), 'abab'), extract_all('(a)(b)', dynamic([1, 1]), 'ab'), "
         "extract_all('(a)(b)', dynamic([1, 5]), 'ab'), extract_all('(a)(b)', dynamic([5]), 'ab'), "
         "extract_all('(a)(b)', dynamic([]), 'ab')",
         "[[\"b\",\"a\"],[\"b\",\"a\"]]|[[\"a\",\"a\"]]|[\"a\"]|[[\"a\",\"b\"]]|[[\"a\",\"b\"]]"},
        {"print extract_all('(a)|(b)', 'ab')", "[[\"a\",\"\"],[\"\",\"b\"]]"},
        {"print extract_all('[a-z]+', 'ab')", "error"},
        {"print extract_all('(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)', 'ab')", "error"},
    };
    CHECK_QUERIES(cases);
}

static void test_replace(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)['Number is 1', 'x'] | project replace_regex(s, @'is (\\d+)', @'was: \\1'), replace('is', "
         "'was', s)",
         "Number was: 1|Number was 1;x|x"},
        {"print replace_regex('abc', '', '-'), replace_regex('aXbX', 'X', ''), replace_regex('ab', '(a)|(b)', "
         "@'<\\1\\2\\0>')",
         "-a-b-c-|ab|<aa><bb>"},
        {"print replace_regex('a', 'a', @'\\\\x'), replace_regex('a', 'a', '$1')", "\\x|$1"},
        {"print replace_regex('a', 'a', @'\\1')", "error"},
        {"print replace_regex('a', 'a', @'\\q')", "error"},
    };
    CHECK_QUERIES(cases);
}

static void test_trim(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)['  a b  ', ''] | project trim(' ', s), trim_start(' ', s), trim_end(' ', s), "
         "trim(@'\\s+', s)",
         " a b | a b  |  a b |a b;|||"},
        {"print trim('x*', 'xxaxx'), trim('a|ab', 'abcab'), trim('.', 'abc'), trim_start('a(?x) # comment', 'aab'), "
         "trim_end('b|ab', 'cab')",
         "a|bc|b|ab|c"},
        {"print trim('é', 'éaé'), trim_end(@'\\bé', 'a é')", "a|a "},
        {"datatable(p:string)['a'] | project trim(p, 'a')", "error"},
    };
    CHECK_QUERIES(cases);
}

static void test_counting(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print countof('aaa', 'a'), countof('aaaa', 'aa'), countof('ababa', 'aba', 'normal'), countof('ababa', 'aba', "
         "'regex'), "
         "countof('abcabc', 'a.c', 'regex')",
         "3|3|2|1|2"},
        {"print countof('', 'a'), countof('ab', 'abc'), countof('AAAA', 'aa'), countof('abc', ''), countof('ααα', "
         "'αα'), countof('aaaa', 'a+', 'regex')",
         "0|0|0|0|2|1"},
        {"print countof('a', 'a', 'fuzzy')", "error"},
        {"print indexof_regex('abcabc', 'a.c'), indexof_regex('abcabcdefg', 'a.c', 0, 9, 2), indexof_regex('abcabc', "
         "'a.c', 1, -1, 2), "
         "indexof_regex('ababaa', 'a.a', 0, -1, 2), indexof_regex('abcabc', 'a|ab', -1), indexof_regex('éab', 'b'), "
         "indexof_regex(12345, 4)",
         "0|3|-1|-1|null|2|3"},
        {"print regex_quote('(so$me.Te^xt)'), regex_quote('a_b é'), 'a.b' matches regex regex_quote('a.b')",
         "\\(so\\$me\\.Te\\^xt\\)|a_b é|True"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_matches_regex), cmocka_unit_test(test_extract),
                                       cmocka_unit_test(test_extract_all),   cmocka_unit_test(test_replace),
                                       cmocka_unit_test(test_trim),          cmocka_unit_test(test_counting)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
