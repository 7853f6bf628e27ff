/* Where a keyword is a name, and where it is not; what else the scanner must tell apart. Witness: Microsoft's parser,
 * asked. */
#include "tests/unit/grammar_help.h"

static void test_keywords_as_names(void **state)
{
    (void)state;
    reads("count, type, id, on, from, step, view, bin, with", "count type id on from step view bin with");
    parses("T | where count > 1 and on == 2", "(pipe T (where (and (> count 1) (== on 2))))");
    parses("T | extend title = 1, by = 2, where = 3", "(pipe T (extend (named:title 1) (named:by 2) (named:where 3)))");
    parses("T | where kind == 1", "(pipe T (where (== kind 1)))");
    parses("T | where ['asc'] == 1", "(pipe T (where (== ['asc'] 1)))");
    parses("T | where dy.count == 1", "(pipe T (where (== (path:count dy) 1)))");
    parses("datatable(title:string, by:long)['a', 1]",
           "(datatable (schema (parameter:title `string -) (parameter:by `long -)) (list \"a\" 1))");
    parses("T | summarize count() by by = x", "(pipe T (summarize (list (call:count)) (list (named:by x))))");
    refuses("T | where title == 1", "KS006", "title");
    refuses("T | extend kind = 1", "KS006", "kind");
    refuses("T | where string == 1", "KS006", "string");
    refuses("T | where dy.where == 1", "KS005", "where");
    refuses("T | extend asc = 1", "KS006", "asc");
}

static void test_brackets_and_braces(void **state)
{
    (void)state;
    reads("['a b'], [\"c\"], ['d' 'e']", "['a b'] ['c'] ['de']");
    reads("a['b'], a.['b'], a[0], a[-1], a[b].c",
          "(index a \"b\") (path:b a) (index a 0) (index a (u- 1)) (path:c (index a b))");
    reads("['a']['b']", "(index ['a'] \"b\")");
    reads("{x}", "x");
    parses("['my table'] | take 1", "(pipe ['my table'] (take 1))");
    parses("T | project-rename ['a b'] = x", "(pipe T (project-rename (named:a b x)))");
}

static void test_words_of_several_parts(void **state)
{
    (void)state;
    reads("a-b", "(- a b)");
    reads("mv - expand", "(- mv expand)");
    reads("project_away", "project_away");
    parses("T | where x matches regex 'a'", "(pipe T (where (matches regex x \"a\")))");
    parses("T | project-away a | project-keep b", "(pipe T (project-away a) (project-keep b))");
    refuses("print mv-expand", "KS006", "mv-expand");
    refuses("T | where x matches  regex 'a'", "KS198", "matches");
}

static void test_wildcards(void **state)
{
    (void)state;
    parses("T | project-away a*, *b, *c*, x", "(pipe T (project-away ~a* ~*b ~*c* x))");
    parses("T | project-keep *", "(pipe T (project-keep *))");
    parses("T | project-reorder a*, * asc, b desc, c granny-asc",
           "(pipe T (project-reorder ~a* (ordered asc *) (ordered desc b) (ordered asc granny c)))");
    parses("union K*, database('x').T*", "(union ~K* (dot_call (call:database \"x\") ~T*))");
    reads("a*b", "(* a b)");
    parses("T | project-away by*", "(pipe T (project-away ~by*))");
    refuses("T | extend a*", "KS006", "");
}

static void test_blanks_and_comments(void **state)
{
    (void)state;
    parses("\xEF\xBB\xBFT\xC2\xA0| // where\r\n\r\n\t take 1 // end", "(pipe T (take 1))");
    parses("", "");
    parses("// nothing", "");
    parses("T;", "T");
    refuses(";", "KS006", ";");
    refuses("T;;T", "KS006", ";");
    refuses("T T", "KS198", "T");
}

static void test_operator_or_name(void **state)
{
    (void)state;
    parses("range x from 1 to 3 step 1", "(range:x 1 3 1)");
    reads("range(1, 3, 1)", "(call:range 1 3 1)");
    parses("count | take 1", "(pipe count (take 1))");
    parses("T | count", "(pipe T (count))");
    parses("T | as count", "(pipe T (as:count))");
    parses("evaluate f(x)", "(evaluate (call:f x) -)");
    parses("evaluate | take 1", "(pipe evaluate (take 1))");
    parses("let view = 1; print view", "(let:view 1); (print view)");
    parses("reduce | take 1", "(pipe reduce (take 1))");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keywords_as_names),      cmocka_unit_test(test_brackets_and_braces),
        cmocka_unit_test(test_words_of_several_parts), cmocka_unit_test(test_wildcards),
        cmocka_unit_test(test_blanks_and_comments),    cmocka_unit_test(test_operator_or_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
