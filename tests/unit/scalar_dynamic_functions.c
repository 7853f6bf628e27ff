/* Dynamic values, arrays, bags and sets, and the few functions around them: edges and nulls. Expected: the function
 * pages. */
#include "tests/unit/exec_help.h"

static void test_paths(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(s:string)['{\"a\":[1,{\"b\":\"x\"}],\"n\":null}', '', 'no'] | extend d = parse_json(s) | project "
         "d.a[1].b, d['a'][0], d.a[-1], d.n, d.a[9]",
         "x|1|{\"b\":\"x\"}|null|null;null|null|null|null|null;null|null|null|null|null"},
        {"datatable(k:string, i:long)['a', 1, 'b', 0] | extend d = dynamic({'a': [1, 2], 'b': [3]}) | project d[k], "
         "d[k][i]",
         "[1,2]|2;[3]|3"},
        {"print parse_json('{'), gettype(parse_json('{')), isnull(parse_json(''))", "{|string|True"},
        {"print extract_json('$.t', '{\"t\":\"2020-01-01T00:00:00Z\"}'), extract_json('$.a[1]', '{\"a\":[1,2]}', "
         "typeof(long)), extract_json('$.x', '{}')",
         "2020-01-01T00:00:00Z|2|"},
        {"print extract_json('$..a', '{}')", "error"},
        {"print dynamic_to_json(dynamic({'b': [1, {'d': 1, 'c': 2}], 'a': 'x'})), dynamic_to_json(true)",
         "{\"a\":\"x\",\"b\":[1,{\"c\":2,\"d\":1}]}|True"},
    };
    CHECK_QUERIES(cases);
}

static void test_bags(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(a:long, b:string)[1, '', long(null), 'x'] | project bag_pack('a', a, 'b', b)",
         "{\"a\":1,\"b\":\"\"};{\"a\":null,\"b\":\"x\"}"},
        {"print bag_pack('a', 1, 'b')", "error"},
        {"print bag_pack('a', 1, 'a', 2)", "{\"a\":2}"},
        {"datatable(d:dynamic)[dynamic({'a': 'b', 'c': 1}), dynamic(null), dynamic({}), dynamic('a'), dynamic([])] | "
         "project bag_keys(d)",
         "[\"a\",\"c\"];null;[];null;null"},
        {"print bag_merge(dynamic({'A1': 12, 'B1': 2}), dynamic({'A2': 81, 'A1': 1})), bag_merge(dynamic(null), "
         "dynamic({'a': 1}))",
         "{\"A1\":12,\"B1\":2,\"A2\":81}|{\"a\":1}"},
        {"print bag_has_key(dynamic({'a': {'b': null}}), '$.a.b'), bag_has_key(dynamic({'$x': 1}), '$x'), "
         "bag_has_key(dynamic({'a': [1]}), '$.a[0]')",
         "True|True|False"},
        {"print bag_remove_keys(dynamic({'k': 1, 'm': {'p': 1, 'q': 2}}), dynamic(['$.m.p', 'k', 'zz']))",
         "{\"m\":{\"q\":2}}"},
        {"print bag_set_key(dynamic({'a': 1}), '$.b.c', 'x'), bag_set_key(dynamic({'a': 1}), 'a', 2), "
         "bag_set_key(dynamic([1]), 'a', 2)",
         "{\"a\":1,\"b\":{\"c\":\"x\"}}|{\"a\":2}|null"},
        {"print bag_zip(dynamic(['a', 8, 'b']), dynamic([1, '2', 2.5])), bag_zip(dynamic(['a']), dynamic(1)), "
         "bag_zip(dynamic('a'), dynamic([1]))",
         "{\"a\":1,\"b\":2.5}|{\"a\":null}|null"},
        {"print treepath(parse_json('{\"l\":[100,\"abc\",{\"x\":\"y\"}]}'))",
         "[\"['l']\",\"['l'][0]\",\"['l'][0]['x']\"]"},
    };
    CHECK_QUERIES(cases);
}

static void test_arrays(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(d:dynamic)[dynamic([1, 2, 3]), dynamic([]), dynamic(null), dynamic({})] | project array_length(d), "
         "array_reverse(d)",
         "3|[3,2,1];0|[];null|null;null|null"},
        {"print array_slice(dynamic([1, 2, 3, 4, 5]), 2, -1), array_slice(dynamic([1, 2, 3]), -9, 0), "
         "array_slice(dynamic([1]), 5, 9), array_slice(dynamic([1, 2, 3]), 0, 3)",
         "[3,4,5]|[1]|[]|[1,2,3]"},
        {"print array_rotate_left(dynamic([1, 2, 3, 4, 5]), -2), array_rotate_right(dynamic([]), 2), "
         "array_rotate_left(dynamic([1, 2]), -9223372036854775807)",
         "[4,5,1,2,3]|[]|[2,1]"},
        {"print array_shift_left(dynamic([1, 2, 3]), -1), array_shift_right(dynamic(['a', 'b']), 1), "
         "array_shift_left(dynamic([1, 2]), 99, 0)",
         "[null,1,2]|[\"\",\"a\"]|[0,0]"},
        {"print array_split(dynamic([1, 2, 3, 4, 5]), 2), array_split(dynamic([1, 2, 3]), dynamic([-1, 9])), "
         "array_split(dynamic([]), 1)",
         "[[1,2],[3,4,5]]|[[1,2],[3],[]]|[[],[]]"},
        {"print array_index_of(dynamic(['a', 'b', 'a', 'b']), 'b', 1, -1, 2), array_index_of(dynamic([1]), 2), "
         "array_index_of(dynamic([1]), 1, 0, -2), "
         "array_index_of(dynamic(['a', 'b', 'a']), 'a', -1)",
         "3|-1|null|2"},
        {"print array_sort_asc(dynamic([3, 'b', 1.5, null, 'a', 2h, true])), array_sort_desc(dynamic([1, 'a', 2, 'b', "
         "null]), false)",
         "[1.5,3,\"02:00:00\",\"a\",\"b\",true,null]|[null,2,1,\"b\",\"a\"]"},
        {"print array_sort_asc(dynamic([3, 1, 2]), dynamic(['c', 'a', 'b']), dynamic([1]))[1], "
         "array_sort_asc(dynamic([1]), dynamic([1, 2]))[1]",
         "[\"a\",\"b\",\"c\"]|null"},
        {"print array_iff(dynamic([1, 0, 'x', null]), 'yes', dynamic([1, 2])), array_sum(dynamic([1, 2.5])), "
         "array_sum(dynamic([])), zip(dynamic([1]), dynamic(['a', 'b']))",
         "[\"yes\",2,null,null]|3.5|0.0|[[1,\"a\"],[null,\"b\"]]"},
        {"print range(1, 3), range(3, 1), range(1, 2, 0.5), range(datetime(2024-01-01), datetime(2024-01-01 01:00)), "
         "range(9223372036854775806, 9223372036854775807)",
         "[1,2,3]|[]|[1.0,1.5,2.0]|[\"2024-01-01T00:00:00.0000000Z\",\"2024-01-01T01:00:00.0000000Z\"]|["
         "9223372036854775806,9223372036854775807]"},
        {"print range(1, 3, 0)", "error"},
        {"print array_length(range(1, 1000000000)), array_length(range(1e18, 1e18 + 2000, 1.0)) <= 1048576",
         "1048576|True"},
        {"print repeat('a', 2), repeat(1, 0), repeat(1, -1)", "[\"a\",\"a\"]|[]|null"},
    };
    CHECK_QUERIES(cases);
}

static void test_sets(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print set_union(dynamic(['A4', 'A2', 'A4']), dynamic(['C', 'A2'])), set_difference(dynamic([1, 2, 3]), "
         "dynamic([1]), dynamic([3])), "
         "set_intersect(dynamic([1, 2, 1]), dynamic([1, 5]), dynamic([5, 1]))",
         "[\"A4\",\"A2\",\"C\"]|[2]|[1]"},
        {"print set_has_element(dynamic([1, 'a']), 'a'), set_has_element(dynamic([1]), 1.0), "
         "set_has_element(dynamic(['A']), 'a'), set_has_element(dynamic({}), 1)",
         "True|True|False|null"},
        {"print jaccard_index(dynamic([1, 2, 3]), dynamic([1, 2, 3, 4])), set_equals(dynamic([1, 2]), dynamic([2, 1, "
         "1]))",
         "0.75|True"},
        {"print set_union(dynamic([1]), dynamic({}))", "null"},
    };
    CHECK_QUERIES(cases);
}

static void test_choices_and_numbers(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(a:int, b:int)[5, 2, 10, 1, int(null), 3, 1, int(null), int(null), int(null)] | project min_of(a, "
         "b), max_of(a, b)",
         "2|5;1|10;3|3;1|1;null|null"},
        {"print coalesce(tolong('x'), tolong('42'), 33), coalesce('', 'b'), coalesce(int(null), 2.5)", "42|b|2.5"},
        {"print abs(int(-5)), abs(-9223372036854775807 - 1), abs(-1h), abs(decimal(-1.5))",
         "5|-9223372036854775808|01:00:00|1.5"},
        {"print round(2.15, 1), round(-2.5), round(2.5), round(15, -1), round(-15, -1), round(int(149), -2), "
         "round(1e300, 5)",
         "2.2|-3.0|3.0|20|-20|100|1E+300"},
        {"print sqrt(0), log(0), acos(1.5), sign(-3.5), ceiling(-1.1), pow(2, 0.5) == sqrt(2)",
         "0.0|-Infinity|null|-1.0|-1.0|True"},
        {"print sqrt(-1)", "error"},
        {"datatable(x:real)[1.0, -1.0] | project log(x)", "error"},
        {"print tohex(256), tohex(-256), tohex(toint(-256), 8), tohex(256, 99)",
         "100|ffffffffffffff00|ffffff00|0000000000000100"},
        {"print round(beta_inv(0.1, 10, 20), 9), beta_inv(1.5, 10, 20), beta_inv(0.1, -1, 20), beta_cdf(0.1, 10, -1)",
         "0.226415022|null|NaN|NaN"},
        {"range x from 1 to 5 step 1 | extend r = rand(), g = new_guid() | summarize dcount(r), dcount(g), countif(r "
         ">= 0 and r < 1)",
         "5|5|5"},
        {"print gettype(int(1)), gettype(dynamic(1.5)), gettype(dynamic({})), gettype(dynamic(null)), "
         "isnull(dynamic(null)), isnotnull('')",
         "int|double|dictionary|null|True|True"},
        {"datatable(b:bool)[true, bool(null)] | project not(b)", "False;null"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_bags),
        cmocka_unit_test(test_arrays),
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_choices_and_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
