/* Aggregates over rows: empty input, nulls, groups, ties, limits. Expected: semantics of the engine, the pages, and
 * summarize-operator.md for what nothing gives. */
#include "tests/unit/exec_help.h"

static void test_of_nothing(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(x:long)[] | summarize count(), countif(x > 0), dcount(x), sum(x), avg(x)", "0|0|0|0|NaN"},
        {"datatable(x:long)[] | summarize min(x), max(x), take_any(x), percentile(x, 50), arg_max(x, x)",
         "null|null|null|null|null|null"},
        {"datatable(x:long)[] | summarize make_list(x), make_set(x), stdev(x), variance(x)", "[]|[]|0.0|0.0"},
        {"datatable(x:long)[] | summarize variancep(x), stdevp(x), binary_all_or(x)", "null|null|null"},
        {"datatable(x:decimal, y:timespan)[] | summarize sum(x), avg(x), avg(y)", "0|null|null"},
        {"datatable(x:string)[] | summarize max(x), take_any(x)", "|"},
        {"datatable(x:long)[] | summarize count() by x", ""},
        {"datatable(x:long)[long(null)] | summarize sum(x), avg(x), count(), count(x)", "0|NaN|1|1"},
    };
    CHECK_QUERIES(cases);
}

static void test_numbers(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(x:int)[2147483647, 1, int(null)] | summarize sum(x), avg(x), min(x), max(x)",
         "2147483648|1073741824.0|1|2147483647"},
        {"datatable(x:long)[9223372036854775807, 1] | summarize sum(x), avg(x)",
         "-9223372036854775808|4.611686018427388E+18"},
        {"datatable(x:decimal)[decimal(0.1), decimal(0.2)] | summarize sum(x), avg(x)", "0.3|0.15"},
        {"datatable(x:timespan)[1h, 2h] | summarize sum(x), avg(x), max(x)", "03:00:00|01:30:00|02:00:00"},
        {"datatable(x:datetime)[datetime(2024-01-01), datetime(2024-01-03)] | summarize avg(x)",
         "2024-01-02T00:00:00.0000000Z"},
        {"datatable(x:real)[real(nan), 2.0, 1.0] | summarize min(x), max(x)", "1.0|2.0"},
        {"datatable(x:string)['b', 'a', 'c'] | summarize min(x), max(x)", "a|c"},
        {"datatable(x:bool)[true, false] | summarize min(x), max(x)", "False|True"},
        {"datatable(x:long)[1, 2, 3, 4] | summarize sumif(x, x > 2), avgif(x, x > 2), minif(x, x > 2), maxif(x, x < "
         "3), countif(x > 2)",
         "7|3.5|3|2|2"},
        {"datatable(x:long, b:bool)[1, bool(null), 2, true] | summarize countif(b), sumif(x, b)", "1|2"},
        {"range x from 1 to 5 step 1 | summarize count(), sum(x) by o = x % 2", "1|3|9;0|2|6"},
    };
    CHECK_QUERIES(cases);
}

static void test_rows(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(a:long, b:string)[1, 'x', 3, 'y', 3, 'z'] | summarize arg_max(a, b)", "3|y"},
        {"datatable(a:long, b:string)[1, 'x', 1, 'y'] | summarize arg_min(a, b)", "1|x"},
        {"datatable(f:string, c:string, v:int)['A', 'r', 1, 'A', 'g', int(null), 'B', 'y', int(null), 'B', 'g', "
         "int(null)]"
         " | summarize arg_max(v, c) by f",
         "A|1|r;B|null|y"},
        {"datatable(t:string, v:long)['b', 1, 'abcdefghijklmnopqrstuvwxyz', 2, 'c', 3] | summarize arg_max(t, v)",
         "c|3"},
        {"datatable(a:long, b:string)[long(null), 'x', 3, 'y'] | summarize take_any(a)", "3"},
        {"datatable(a:long, b:string)[long(null), 'x', 3, 'y'] | summarize take_any(a, b)", "null|x"},
        {"datatable(b:string)['', 'y', 'z'] | summarize take_any(b)", "y"},
    };
    CHECK_QUERIES(cases);
}

static void test_lists_and_sets(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(x:string)['b', 'a', 'b'] | summarize make_set(x), make_list(x)",
         "[\"b\",\"a\"]|[\"b\",\"a\",\"b\"]"},
        {"datatable(x:long)[3, long(null), 1, 3] | summarize make_set(x), make_list(x), make_list_with_nulls(x)",
         "[3,1]|[3,1,3]|[3,null,1,3]"},
        {"range x from 1 to 10 step 1 | summarize make_set(x, 3), make_list(x, 2), make_set_if(x, x > 5, 2)",
         "[1,2,3]|[1,2]|[6,7]"},
        {"range x from 1 to 200 step 1 | summarize s = makeset(x), l = makelist(x) | project array_length(s), "
         "array_length(l)",
         "128|128"},
        {"datatable(v:int, a:dynamic)[1, dynamic(['A1', 'A2', 'A3']), 5, dynamic(['A2', 'C1']), 7, dynamic(['C2', "
         "'A3']), 5, dynamic(['C2', 'A1'])]"
         " | summarize make_set(v), make_set(a)",
         "[1,5,7]|[\"A1\",\"A2\",\"A3\",\"C1\",\"C2\"]"},
        {"datatable(d:dynamic)[dynamic([1]), dynamic([1])] | summarize make_list(d)", "[[1],[1]]"},
        {"datatable(d:dynamic)[dynamic({'a': 1}), dynamic({'a': 2, 'b': 3}), dynamic([1])] | summarize make_bag(d)",
         "{\"a\":1,\"b\":3}"},
        {"range x from 1 to 3000 step 1 | summarize s = make_set(x % 700) | project array_length(s)", "700"},
    };
    CHECK_QUERIES(cases);
}

/* Accuracy 1 promises exact answers up to 1,000 values, 0.8% beyond; 3 standard errors are allowed here. */
static void test_distinct(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(x:string)['a', 'b', 'a', ''] | summarize dcount(x), count_distinct(x)", "3|3"},
        {"datatable(x:long)[1, long(null), 1] | summarize dcount(x), dcountif(x, x > 1), count_distinct(x)", "1|0|1"},
        {"range x from 1 to 8000 step 1 | summarize dcount(x), dcount(x, 2), count_distinct(x)", "8000|8000|8000"},
        {"range x from 1 to 200000 step 1 | summarize d = dcount(x, 0), e = dcount(x) | project d between (190400 .. "
         "209600), e between (195200 .. 204800)",
         "True|True"},
        {"range x from 1 to 200000 step 1 | summarize count_distinct(x)", "200000"},
        {"range x from 1 to 3 step 1 | summarize dcount(x, 7)", "error"},
    };
    CHECK_QUERIES(cases);
}

static void test_percentiles(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"range x from 1 to 10 step 1 | summarize percentiles(x, 0, 10, 11, 50, 95, 100)", "1|1|2|5|10|10"},
        {"datatable(x:string)['c', 'a', 'b'] | summarize percentile(x, 50)", "error"},
        {"datatable(n:long, x:long)[8, 10, 6, 20, 3, 30, 1, 40] | summarize percentilesw(x, n, 50, 75, 99.9)",
         "20|20|40"},
        {"range x from 1 to 4 step 1 | summarize percentiles_array(x, dynamic([25, 50]))", "[1,2]"},
        {"range x from 1 to 4 step 1 | summarize percentile(x, 101)", "error"},
        {"range x from 1 to 5 step 1 | summarize stdev(x), variancep(x), covariance(x, 2 * x)",
         "1.5811388300841898|2.0|5.0"},
        {"range x from 1 to 1 step 1 | summarize stdev(x), variancep(x)", "0.0|0.0"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_of_nothing),     cmocka_unit_test(test_numbers),  cmocka_unit_test(test_rows),
        cmocka_unit_test(test_lists_and_sets), cmocka_unit_test(test_distinct), cmocka_unit_test(test_percentiles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
