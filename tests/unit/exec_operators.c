/* Operators, each by the rule of its documentation page; no scalar functions are needed to read these. */
#include "tests/unit/exec_help.h"

#define T "datatable(a:long,b:string)[1,'x',2,'y',long(null),'',1,'z'] | "

static void test_order_and_amount(void **state)
{
    (void)state;
    static const query_case cases[] = {
        /* desc is the default and puts nulls last, asc puts them first; equal rows stay in order */
        {T "sort by a", "2|y;1|x;1|z;null|"},
        {T "sort by a asc", "null|;1|x;1|z;2|y"},
        {T "sort by a asc nulls last, b", "1|z;1|x;2|y;null|"},
        {T "top 2 by a asc", "null|;1|x"},
        {T "top 0 by a", ""},
        {T "top 9 by b asc | project b", ";x;y;z"},
        {T "take 2", "1|x;2|y"},
        {T "sort by a | project b | take 2", "y;x"},
        {T "count", "4"},
        {T "distinct a", "1;2;null"},
        {T "distinct *| count", "4"},
        {"range x from 1 to 10000 step 1 | top 3 by x", "10000;9999;9998"},
        {"range x from 1 to 10000 step 1 | sort by x | take 2", "10000;9999"},
    };
    CHECK_QUERIES(cases);
}

static void test_columns(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {T "take 1 | extend c = 7, a = b", "x|x|7"}, /* extend keeps a column's place, sees the old values */
        {T "take 1 | project b, n = a", "x|1"},
        {T "take 1 | project-away a*", "x"},
        {T "take 1 | project-keep b, a", "1|x"}, /* in the input's order */
        {T "take 1 | project-rename q = a | project-reorder b", "x|1"},
        {"print a1=1, a10=2, a9=3 | project-reorder a* asc", "1|2|3"},
        {"print a1=1, a10=2, a9=3 | project-reorder a* granny-asc", "1|3|2"},
        {"print a1=1, a10=2, a9=3 | project-reorder a* granny-desc", "2|3|1"},
        {"print x = 1 | getschema", "x|0|System.Int64|long"},
    };
    CHECK_QUERIES(cases);
}

static void test_groups(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {T "summarize count() by a", "1|2;2|1;null|1"},
        {T "summarize by a", "1;2;null"},
        {T "summarize count()", "4"},
        {"datatable(a:long)[] | summarize count(), sum(a)", "0|0"}, /* one row without by ... */
        {"datatable(a:long)[] | summarize count() by a", ""},       /* ... none with it */
        {"range x from 1 to 5000 step 1 | summarize c = count() by x | summarize sum(c), max(x)", "5000|5000"},
    };
    CHECK_QUERIES(cases);
}

static void test_sources(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"range x from 1 to 7 step 3", "1;4;7"},
        {"range x from 5 to 1 step long(-2)", "5;3;1"},
        {"range x from 5 to 1 step 2", ""},
        {"range x from 9223372036854775806 to 9223372036854775807 step 1", "9223372036854775806;9223372036854775807"},
        {"range x from 1.0 to 2.0 step 0.5", "1.0;1.5;2.0"},
        {"range x from 0h to 2h step 1h", "00:00:00;01:00:00;02:00:00"},
        {"range x from 1 to 3 step 0", "error"},
        {"datatable(a:int,b:string)[1]", "error"},
        {"print 1, x = 'a'", "1|a"},
        {"let n = toscalar(range x from 2 to 3 step 1 | top 1 by x); range y from 1 to n step 1", "1;2;3"},
    };
    CHECK_QUERIES(cases);
}

static void test_union(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print x=1,y=2 | union (print z=3)", "1|2|null;null|null|3"},
        {"print x=1 | union (print x='a')", "1|;null|a"}, /* x_long, x_string */
        {"print x=1,y=2 | union kind=inner (print y=3,z=4)", "2;3"},
        {"print x=1 | as T | union withsource=S (print x=2)", "T|1;union_arg1|2"},
        {"union isfuzzy=true nowhere, (print x=1)", "1"},
        {"union nowhere, (print x=1)", "error"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_amount), cmocka_unit_test(test_columns), cmocka_unit_test(test_groups),
        cmocka_unit_test(test_sources),          cmocka_unit_test(test_union),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
