/* Dates, their edges and their nulls. Expected values: the function pages, or the calendar. Queries run over rows as
 * well as over constants, since constants are folded. */
#include "tests/unit/exec_help.h"

#define ROWS "datatable(t:datetime)[datetime(2024-02-29 13:45:30.1234567), datetime(null)] | project "

static void test_starts(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {ROWS "startofday(t)", "2024-02-29T00:00:00.0000000Z;null"},
        {ROWS "startofweek(t), endofweek(t)", "2024-02-25T00:00:00.0000000Z|2024-03-02T23:59:59.9999999Z;null|null"},
        {ROWS "startofmonth(t, 1), endofmonth(t, -12)",
         "2024-03-01T00:00:00.0000000Z|2023-02-28T23:59:59.9999999Z;null|null"},
        {ROWS "startofyear(t), endofyear(t, 1)", "2024-01-01T00:00:00.0000000Z|2025-12-31T23:59:59.9999999Z;null|null"},
        {"print startofyear(datetime(0001-01-01), -1), endofyear(datetime(9999-06-01)), endofday(datetime(9999-12-31), "
         "1)",
         "null|9999-12-31T23:59:59.9999999Z|null"},
        {"print startofday(now(), 9223372036854775807)", "null"},
    };
    CHECK_QUERIES(cases);
}

static void test_parts(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {ROWS "getyear(t), monthofyear(t), dayofmonth(t), hourofday(t), dayofyear(t)",
         "2024|2|29|13|60;null|null|null|null|null"},
        {ROWS "dayofweek(t), week_of_year(t)", "4.00:00:00|9;null|null"},
        {"print week_of_year(datetime(2020-12-31)), week_of_year(datetime(1970-01-01)), "
         "week_of_year(datetime(2000-01-01)), week_of_year(datetime(9999-12-31))",
         "53|1|52|52"},
        {"print dayofweek(datetime(1947-11-30 10:00:05)), dayofweek(datetime(0001-01-01))", "00:00:00|1.00:00:00"},
        {ROWS "datetime_part('Quarter', t), datetime_part('millisecond', t), datetime_part('nanosecond', t)",
         "1|123|123456700;null|null|null"},
        {"print datetime_part('week', now())", "error"},
        {"datatable(t:datetime)[datetime(2024-02-29)] | project y = getyear(t), d = dayofmonth(t) | getschema | "
         "project ColumnType",
         "long;int"},
    };
    CHECK_QUERIES(cases);
}

static void test_bins(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {ROWS "bin(t, 1h), bin(t, 7d)", "2024-02-29T13:00:00.0000000Z|2024-02-26T00:00:00.0000000Z;null|null"},
        {"datatable(x:long)[-7, 7, long(null)] | project bin(x, 5), bin(x, 0), bin(x, -5), floor(x, 2)",
         "-10|null|null|-8;5|null|null|6;null|null|null|null"},
        {"print bin(-1h, 1d), bin(4.5, 1), bin(-9223372036854775807 - 1, 10), bin(decimal(7.5), 2)",
         "-1.00:00:00|4.0|null|6"},
        {"print bin_at(6.5, 2.5, 7), bin_at(time(1h), 1d, 12h), bin_at(5, 0, 1)", "4.5|-12:00:00|null"},
    };
    CHECK_QUERIES(cases);
}

static void test_steps(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {ROWS "datetime_add('year', 1, t), datetime_add('month', -1, t)",
         "2025-02-28T13:45:30.1234567Z|2024-01-29T13:45:30.1234567Z;null|null"},
        {"print datetime_add('month', 1, datetime(2024-01-31)), datetime_add('week', 9223372036854775807, now()), "
         "datetime_add('year', 8000, datetime(2024-01-01))",
         "2024-02-29T00:00:00.0000000Z|null|null"},
        {"print datetime_diff('month', datetime(2017-01-01), datetime(2015-12-30)), datetime_diff('quarter', "
         "datetime(2017-07-01), datetime(2017-03-30)), "
         "datetime_diff('day', datetime(2017-09-30 23:59), datetime(2017-10-29)), datetime_diff('second', "
         "datetime(2017-10-30 23:00:10.100), datetime(2017-10-30 23:00:00.900))",
         "13|2|-29|10"},
        {"datatable(t:datetime)[datetime(2017-10-29)] | project w = datetime_diff('week', t, datetime(2017-09-30 "
         "23:59)) | extend v = w + 1",
         "5.0|6.0"},
        {"print make_datetime(2017, 2, 29), make_datetime(2017, 13, 1), make_datetime(2017, 10, 1, 12, 11, 0.1234567)",
         "null|null|2017-10-01T12:11:00.1234567Z"},
        {"print make_timespan(1, 12, 30, 55.123), make_timespan(24, 0), make_timespan(12, 30, 60)",
         "1.12:30:55.1230000|null|null"},
        {"print unixtime_seconds_todatetime(1546300800.5), unixtime_milliseconds_todatetime(-1), "
         "unixtime_nanoseconds_todatetime(-1), unixtime_seconds_todatetime(1e18)",
         "2019-01-01T00:00:00.5000000Z|1969-12-31T23:59:59.9990000Z|1969-12-31T23:59:59.9999999Z|null"},
    };
    CHECK_QUERIES(cases);
}

static void test_formats(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print format_datetime(datetime(2017-01-29 09:00:05), 'yy-MM-dd [HH:mm:ss]'), "
         "format_datetime(datetime(2017-01-29 00:30:05), 'yyyy-M-d h:m:s tt')",
         "17-01-29 [09:00:05]|2017-1-29 12:30:5 AM"},
        {"print format_datetime(datetime(2009-06-15 13:45:30.6170), 'f ff fff FFFF'), "
         "format_datetime(datetime(2009-06-15 13:45:30.0001150), 'FFFFFFF')",
         "6 61 617 617|000115"},
        {"print format_datetime(now(), 'yyyy MMM')", "error"},
        {"print format_timespan(time(29.09:00:05.12345), 'dd.hh:mm:ss:FF'), format_timespan(time(1.02:03:04), "
         "'ddd.h:mm:ss [fffffff]')",
         "29.09:00:05:12|001.2:03:04 [0000000]"},
        {ROWS "format_datetime(t, 'HH:mm')", "13:45;"},
    };
    CHECK_QUERIES(cases);
}

/* The page's own example of a skipped hour; the rest by the published rules of the zones: the EU's last Sundays, also
 * after the tables of the files end; New Zealand's summer across the new year; Nepal's quarter hours. */
static void test_zones(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"range l from datetime(2022-03-27 01:00) to datetime(2022-03-27 04:00) step 1h | extend u = "
         "datetime_local_to_utc(l, 'Europe/Brussels')"
         " | project hourofday(u), l - datetime_utc_to_local(u, 'Europe/Brussels')",
         "0|00:00:00;0|01:00:00;1|00:00:00;2|00:00:00"},
        {"datatable(z:string)['US/Pacific', 'America/Chicago', 'Europe/Paris'] | project "
         "datetime_local_to_utc(datetime(2020-02-02 20:02:20), z)",
         "2020-02-03T04:02:20.0000000Z;2020-02-03T02:02:20.0000000Z;2020-02-02T19:02:20.0000000Z"},
        {"datatable(z:string)['No/Where'] | project datetime_local_to_utc(datetime(2020-02-02 20:02:20), z)", "error"},
        {"print datetime_utc_to_local(datetime(2150-07-01), 'Europe/Brussels') - datetime(2150-07-01), "
         "datetime_utc_to_local(datetime(2150-12-01), 'Europe/Brussels') - datetime(2150-12-01)",
         "02:00:00|01:00:00"},
        {"print datetime_utc_to_local(datetime(2150-01-01), 'Pacific/Auckland') - datetime(2150-01-01), "
         "datetime_utc_to_local(datetime(2150-07-01), 'Pacific/Auckland') - datetime(2150-07-01)",
         "13:00:00|12:00:00"},
        {"print datetime_utc_to_local(datetime(2024-01-01), 'Asia/Kathmandu') - datetime(2024-01-01), "
         "datetime_utc_to_local(datetime(2024-01-01), 'UTC')",
         "05:45:00|2024-01-01T00:00:00.0000000Z"},
        {"print datetime_local_to_utc(datetime(2022-10-30 02:30), 'Europe/Brussels')", "error"},
        {"print datetime_local_to_utc(datetime(2022-10-30 03:30), 'Europe/Brussels')", "2022-10-30T02:30:00.0000000Z"},
        {"print datetime_utc_to_local(datetime(0001-01-01), 'America/Chicago'), datetime_utc_to_local(datetime(null), "
         "'UTC')",
         "null|null"},
        {"print datetime_utc_to_local(now(), '../../../etc/passwd')", "error"},
        {"print datetime_utc_to_local(now(), 'tzdata.zi')", "error"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_starts), cmocka_unit_test(test_parts),   cmocka_unit_test(test_bins),
        cmocka_unit_test(test_steps),  cmocka_unit_test(test_formats), cmocka_unit_test(test_zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
