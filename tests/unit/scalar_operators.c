/* Arithmetic. Expected values: the pages numerical-operators and datetime-timespan-arithmetic; otherwise worked out by
 * hand. Over rows, since constants are folded; and folded as well. */
#include "tests/unit/exec_help.h"

#define LONGS "datatable(x:long, y:long)[7, 2, -7, 3, -7, -3, 5, 0, long(null), 1] | project "
#define REALS "datatable(x:real, y:real)[1, 2, 1, 0, -1, 0, 0, 0, -5.5, 2] | project "

static void test_integers(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {LONGS "x + y, x - y, x * y", "9|5|14;-4|-10|-21;-10|-4|21;5|5|0;null|null|null"},
        {LONGS "x / y, x % y", "3|1;-2|2;2|2;null|null;null|null"},
        {"print 1 / 2, -1 / 2, 14 % 12, -14 % 12, 14 % -12, -14 % -12", "0|0|2|10|2|10"},
        {"datatable(x:long)[9223372036854775807] | project x + 1, x * 2, -x - 2",
         "-9223372036854775808|-2|9223372036854775807"},
        {"datatable(x:long, y:long)[-9223372036854775808, -1] | project x / y, x % y, x % x, -x",
         "-9223372036854775808|0|0|-9223372036854775808"},
        {"datatable(x:int)[2147483647] | project x + x, x * x, x - 1, -x, +x",
         "4294967294|4611686014132420609|2147483646|-2147483647|2147483647"},
        {"datatable(x:int)[1] | project a = x + x, b = -x, c = x / x | getschema | project ColumnType",
         "long;long;long"},
    };
    CHECK_QUERIES(cases);
}

static void test_reals_and_decimals(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {REALS "x / y", "0.5;Infinity;-Infinity;NaN;-2.75"},
        {REALS "x % y", "1.0;NaN;NaN;NaN;0.5"},
        {"print 1.0 / 2, 1 / 2.0, 1 + 1.5, 2 * 0.5", "0.5|0.5|2.5|1.0"},
        {"datatable(d:decimal)[decimal(0.1)] | project d + d + d == decimal(0.3), d * 3, d / 4, d % decimal(0.03), -d",
         "True|0.3|0.025|0.01|-0.1"},
        {"datatable(d:decimal)[1] | project d / 0, d % 0, d + 1.5", "null|null|2.5"},
        {"datatable(d:decimal, r:real, i:int)[1, 2, 3] | project a = d + r, b = d + i, c = r + i | getschema | project "
         "ColumnType",
         "decimal;decimal;real"},
    };
    CHECK_QUERIES(cases);
}

#define DAY "datatable(d:datetime, t:timespan)[datetime(2024-02-29 12:00), 36h, datetime(null), 1h] | project "

static void test_times(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {DAY "d + t, d - t", "2024-03-02T00:00:00.0000000Z|2024-02-28T00:00:00.0000000Z;null|null"},
        {DAY "t + t, t - 1h, -t, t / 2, 2 * t, t * 0.5",
         "3.00:00:00|1.11:00:00|-1.12:00:00|18:00:00|3.00:00:00|18:00:00;"
         "02:00:00|00:00:00|-01:00:00|00:30:00|02:00:00|00:30:00"},
        {DAY "d - datetime(2024-01-01), t / 1h, t % 5h", "59.12:00:00|36.0|01:00:00;null|1.0|01:00:00"},
        {"print 1d / 5h, 1h / 1s, 1.5 * 1h, -7h % 3h", "4.8|3600.0|01:30:00|02:00:00"},
        {"print datetime(1970-01-01) + 1546897531 * 1s, (datetime(2019-01-07 21:45:31) - datetime(1970-01-01)) / 1s",
         "2019-01-07T21:45:31.0000000Z|1546897531.0"},
        {"datatable(d:datetime)[datetime(9999-12-31), datetime(0001-01-01)] | project d + 24h, d - 1tick",
         "null|9999-12-30T23:59:59.9999999Z;0001-01-02T00:00:00.0000000Z|null"},
        {"datatable(t:timespan)[1h] | project t / 0, t / 0s, t * 1e300, t % 0s", "null|Infinity|null|null"},
    };
    CHECK_QUERIES(cases);
}

#define BAG "datatable(b:dynamic)[dynamic({'l':5,'r':2.5,'s':'x','t':true,'a':[1]})] | project "

static void test_dynamic_arithmetic(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {BAG "b.l + 1, 1 + b.l, b.l - 7, b.l * 2, b.l / 2, b.l % 3", "6|6|-2|10|2|2"},
        {BAG "b.r + 1.5, b.l * 0.5, -b.l, +b.r", "4.0|2.5|-5|2.5"},
        {BAG "b.s + 1, b.a + 1, b.none + 1, b.l / 0", "null|null|null|null"},
        {BAG "b.t + 1", "error"}, /* 1 + 1, or nothing? no witness */
        {BAG "b.r * 2", "error"}, /* 2 * 2, or 2.5 * 2? */
        {BAG "b.l + 2.5, 2.5 - b.r, b.l / 5, b.l % 5", "7.5|0.0|1|0"},
        {BAG "b.l * b.r", "error"},
        {BAG "b.l + b.r", "error"},
        {BAG "b.l - b.r", "error"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_reals_and_decimals),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_dynamic_arithmetic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
