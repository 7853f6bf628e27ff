/* Equality, order, between, in. Expected values: null-values, between-operator, in-operator, and the facts measured on
 * the engine: == with one null is false, != true, both null is null; what compares with a null otherwise is null. */
#include "tests/unit/exec_help.h"

#define TYPES(decl, a, b)                                                                                              \
    "datatable(x:" decl ", y:" decl ")[" a ", " a ", " a ", " b ", " decl "(null), " a ", " decl "(null), " decl       \
    "(null)] | project x == y, x != y"
#define EQUAL_ROWS "True|False;False|True;False|True;null|null"

static void test_equality_of_each_type(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {TYPES("bool", "true", "false"), EQUAL_ROWS},
        {TYPES("int", "4", "5"), EQUAL_ROWS},
        {TYPES("long", "4", "5"), EQUAL_ROWS},
        {TYPES("real", "4.5", "5.5"), EQUAL_ROWS},
        {TYPES("decimal", "4.5", "5.5"), EQUAL_ROWS},
        {TYPES("datetime", "datetime(2024-01-01)", "datetime(2024-01-02)"), EQUAL_ROWS},
        {TYPES("timespan", "1h", "2h"), EQUAL_ROWS},
        {TYPES("guid", "guid(74be27de-1e4e-49d9-b579-fe0b331d3642)", "guid(74be27de-1e4e-49d9-b579-fe0b331d3643)"),
         EQUAL_ROWS},
        {"datatable(x:string, y:string)['a', 'a', 'a', 'A', '', '', '', 'a', 'ab', 'a'] | project x == y, x != y",
         "True|False;False|True;True|False;False|True;False|True"},
    };
    CHECK_QUERIES(cases);
}

/* What the analyzer lets meet: the right side, and nothing that cannot be read as the left side's type, is equal. */
static void test_equality_across_types(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(i:int, l:long, r:real, d:decimal)[4, 4, 4, 4] | project i == l, l == i, i == r, r == l, d == i, l "
         "== d, d == r",
         "True|True|True|True|True|True|True"},
        {"datatable(i:int, l:long, r:real)[4, 5, 4.5] | project i == l, l == i, i == r, r != i",
         "False|False|False|True"},
        {"datatable(i:int)[4624, 1, int(null)] | project i == '4624', i != '4624', '4624' == i, i == 'x', i != 'x'",
         "True|False|True|False|True;False|True|False|False|True;False|True|False|False|True"},
        {"datatable(b:bool)[true, false] | project b == 'true', b == 1, b != 0", "True|True|True;False|False|False"},
        {"datatable(d:datetime)[datetime(2024-01-01), datetime(null)] | project d == '2024-01-01', d != '2024-01-01', "
         "d == "
         "'2024-01-02'",
         "True|False|False;False|True|False"},
        {"datatable(t:timespan)[1h] | project t == '01:00:00', t != '01:00:00'", "True|False"},
        {"datatable(g:guid)[guid(74be27de-1e4e-49d9-b579-fe0b331d3642)] | project g == "
         "'74be27de-1e4e-49d9-b579-fe0b331d3642', g == '74BE27DE-1E4E-49D9-B579-FE0B331D3642', g == 'x'",
         "True|True|False"},
        {"datatable(s:string)['4', 'x', ''] | project s == 4, s != 4", "True|False;False|True;False|True"},
        {"datatable(y:dynamic)[dynamic({'l':4,'s':'4','b':true,'d':'2024-01-01T00:00:00Z'})] | project y.l == 4, 4 == "
         "y.l, y.l == 4.0, "
         "y.s == '4', y.l == '4', y.b == true, y.d == datetime(2024-01-01), y.none == 4, y.none != 4",
         "True|True|True|True|True|True|True|False|True"},
    };
    CHECK_QUERIES(cases);
}

static void test_order(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(x:long, y:int)[1, 2, 2, 2, 3, 2, long(null), 2] | project x < y, x <= y, x > y, x >= y",
         "True|True|False|False;False|True|False|True;False|False|True|True;null|null|null|null"},
        {"datatable(x:real)[1.5, real(nan), real(null)] | project x < 2, x > 2, x >= 1.5, 1 < x",
         "True|False|True|True;False|False|False|False;null|null|null|null"},
        {"datatable(d:datetime)[datetime(2024-01-02)] | project d > datetime(2024-01-01), d < datetime(2024-01-01), d "
         "> 'x'",
         "error"},
        {"datatable(d:datetime)[datetime(2024-01-02)] | project d > datetime(2024-01-01), d <= datetime(2024-01-01)",
         "True|False"},
        {"datatable(t:timespan)[90m] | project t > 1h, t >= 2h", "True|False"},
        {"datatable(d:decimal)[1.5] | project d > 1, d < decimal(1.6), d >= 1.5", "True|True|True"},
        {"datatable(y:dynamic)[dynamic({'l':4,'s':'x'})] | project y.l > 3, 5 > y.l, y.s > 3, y.none < 3",
         "True|True|null|null"},
        {"datatable(b:bool)[true] | project b > false, b >= 1", "True|True"},
        {"print 'a' < 'b'", "error"},
    };
    CHECK_QUERIES(cases);
}

static void test_between(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(x:long)[1, 3, 5, 6, long(null)] | project x between (1 .. 5), x !between (3 .. 5)",
         "True|True;True|False;True|False;False|True;null|null"},
        {"datatable(x:long, a:long, b:real)[2, 1, 2.5, 3, 1, 2.5, 2, long(null), 3] | project x between (a .. b)",
         "True;False;null"},
        {"datatable(d:datetime)[datetime(2024-01-01), datetime(2024-01-04), datetime(2024-01-04 00:00:01), "
         "datetime(null)] | project d "
         "between (datetime(2024-01-01) .. 3d), d !between (datetime(2024-01-01) .. 3d), d between "
         "(datetime(2024-01-02) .. "
         "datetime(2024-01-05))",
         "True|False|False;True|False|True;False|True|True;null|null|null"},
        {"datatable(d:datetime)[datetime(9999-12-31)] | project d between (datetime(9999-12-30) .. 7d)", "True"},
        {"datatable(t:timespan)[2h] | project t between (1h .. 2h), t !between (1h .. 119m)", "True|True"},
        {"datatable(x:real)[1.5, real(nan)] | project x between (1 .. 2), x !between (1 .. 2)",
         "True|False;False|False"}, /* NaN is neither below 1 nor above 2 */
        {"print 1 between ('a' .. 'b')", "error"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equality_of_each_type),
        cmocka_unit_test(test_equality_across_types),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
