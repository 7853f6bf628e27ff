/* Datetimes and timespans: text to ticks and back. Ticks are worked out from the calendar, texts from datetime.md and timespan.md. */
#include "tests/unit/unit.h"

#include "base/time_text.h"

static void reads(const char *text, const char *as)
{
    int64_t ticks;
    char out[TIME_TEXT];
    if (!datetime_parse(str_of(text), &ticks)) fail_msg("\"%s\" is not read", text);
    assert_str(((str){out, datetime_print(ticks, out)}), as);
}

static void refuses(const char *text)
{
    int64_t ticks;
    if (datetime_parse(str_of(text), &ticks)) fail_msg("\"%s\" is read", text);
}

/* Every row of the tables on the page datetime.md. */
static void test_datetime_forms(void **state)
{
    (void)state;
    reads("2014-05-25T08:20:03.123456Z", "2014-05-25T08:20:03.1234560Z");
    reads("2014-05-25T08:20:03.123456", "2014-05-25T08:20:03.1234560Z");
    reads("2014-05-25T08:20", "2014-05-25T08:20:00.0000000Z");
    reads("2014-11-08 15:55:55.123456Z", "2014-11-08T15:55:55.1234560Z");
    reads("2014-11-08 15:55:55", "2014-11-08T15:55:55.0000000Z");
    reads("2014-11-08 15:55", "2014-11-08T15:55:00.0000000Z");
    reads("2014-11-08", "2014-11-08T00:00:00.0000000Z");
    const char *seconds[] = {"Sat, 8 Nov 14 15:05:02 GMT", "Sat, 8 Nov 14 15:05:02", "8 Nov 14 15:05:02 GMT", "8 Nov 14 15:05:02",
                             "Saturday, 08-Nov-14 15:05:02 GMT", "Saturday, 08-Nov-14 15:05:02", "08-Nov-14 15:05:02 GMT",
                             "08-Nov-14 15:05:02", "2014-11-08 15:05:02", "2014-11-08 15:05:02 GMT", "2014-11-08T15:05:02", "2014-11-08T15:05:02 GMT"};
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) reads(seconds[i], "2014-11-08T15:05:02.0000000Z");
    const char *minutes[] = {"Sat, 8 Nov 14 15:05 GMT", "Sat, 8 Nov 14 15:05", "8 Nov 14 15:05 GMT", "8 Nov 14 15:05",
                             "Saturday, 08-Nov-14 15:05 GMT", "Saturday, 08-Nov-14 15:05", "08-Nov-14 15:05 GMT", "08-Nov-14 15:05",
                             "2014-11-08 15:05", "2014-11-08 15:05 GMT", "2014-11-08T15:05", "2014-11-08T15:05 GMT"};
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) reads(minutes[i], "2014-11-08T15:05:00.0000000Z");
    reads("  2014-11-08  ", "2014-11-08T00:00:00.0000000Z");
    reads("12-02-2022", "2022-12-02T00:00:00.0000000Z"); /* month first: measured on the engine */
    reads("8 November 2014 15:05", "2014-11-08T15:05:00.0000000Z");
    reads("12/31/2020 11:59 PM", "2020-12-31T23:59:00.0000000Z");
    reads("12/31/2020 12:00 AM", "2020-12-31T00:00:00.0000000Z");
    reads("2024-05-14T24:00:00", "2024-05-15T00:00:00.0000000Z"); /* ISO 8601: the end of the day */
}

static void test_datetime_zones_and_digits(void **state)
{
    (void)state;
    reads("2024-05-14T13:00:00+02:00", "2024-05-14T11:00:00.0000000Z");
    reads("2024-05-14T13:00:00-0130", "2024-05-14T14:30:00.0000000Z");
    reads("2024-01-01T00:00:00.0000001Z", "2024-01-01T00:00:00.0000001Z");
    reads("2024-01-01T00:00:00.123456789Z", "2024-01-01T00:00:00.1234567Z"); /* seven digits count */
    reads("0001-01-01", "0001-01-01T00:00:00.0000000Z");
    reads("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z");
    reads("2024-02-29", "2024-02-29T00:00:00.0000000Z");
}

static void test_datetime_refused(void **state)
{
    (void)state;
    refuses("");
    assert_false(datetime_parse((str){0}, &(int64_t){0}));
    refuses("8 Novel 14 15:05");
    refuses("8 No 14 15:05");
    refuses("Someday, 8 Nov 14 15:05");
    refuses("31-12-2022"); /* there is no 31st month */
    refuses("2024-05-14T24:00:01");
    refuses("2024-05-14 15:05 XYZ");
    refuses("2024-05-14T15:05:02.");
    refuses("2024-05-14T15");
    refuses("20241");
    refuses("yesterday");
    refuses("2023-02-29");
    refuses("1900-02-29");
    refuses("2024-13-01");
    refuses("2024-01-01T25:00:00");
    refuses("2024-01-01T00:00:00x");
    refuses("0001-01-01T00:00:00+01:00"); /* before the first tick */
    refuses("9999-12-31T23:59:59-01:00");
}

static void test_calendar(void **state)
{
    (void)state;
    int64_t ticks;
    assert_true(datetime_parse(STR("1970-01-01"), &ticks));
    assert_int_equal(ticks, UNIX_EPOCH_TICKS);
    assert_int_equal(civil_weekday(ticks), 4); /* a Thursday */
    assert_true(datetime_parse(STR("2000-02-29"), &ticks));
    assert_int_equal(civil_weekday(ticks), 2); /* a Tuesday */
    for (int64_t day = 0; day <= DATETIME_MAX_TICKS / TICKS_PER_DAY; day += 13) {
        civil c = civil_from_ticks(day * TICKS_PER_DAY);
        assert_true(civil_to_ticks(&c, &ticks));
        assert_int_equal(ticks, day * TICKS_PER_DAY);
    }
}

static void spans(const char *text, int64_t want)
{
    int64_t got;
    if (!timespan_parse(str_of(text), &got)) fail_msg("\"%s\" is not read", text);
    if (got != want) fail_msg("\"%s\" is %lld", text, (long long)got);
}

static void test_timespan(void **state)
{
    (void)state;
    spans("1d", TICKS_PER_DAY);
    spans("1.5h", TICKS_PER_HOUR * 3 / 2);
    spans("30min", 30 * TICKS_PER_MINUTE);
    spans("10ms", 100000);
    spans("1microsecond", 10);
    spans("1tick", 1);
    spans("2", 2 * TICKS_PER_DAY);
    spans("00:30:00", 30 * TICKS_PER_MINUTE);
    spans("-1.02:03:04.0000005", -(TICKS_PER_DAY + 2 * TICKS_PER_HOUR + 3 * TICKS_PER_MINUTE + 4 * TICKS_PER_SECOND + 5));
    spans("15 seconds", 15 * TICKS_PER_SECOND);
    spans("0.12:34:56.7", 12 * TICKS_PER_HOUR + 34 * TICKS_PER_MINUTE + 56 * TICKS_PER_SECOND + 7000000);
    spans("0.00:03:00", 3 * TICKS_PER_MINUTE); /* the page of totimespan() */
    spans("-1.5d", -TICKS_PER_DAY * 3 / 2);
    spans("+2h", 2 * TICKS_PER_HOUR);
    spans("1.1d", 950400000000); /* exact: a double times a unit would need luck */
    spans("0.1s", 1000000);
    spans("250nanoseconds", 2);
    spans("00:00:00.123456789", 1234567);
    spans("00:00:01.5", 15000000);
    spans("10675199.02:48:05.4775807", INT64_MAX);
    spans("-10675199.02:48:05.4775808", INT64_MIN);
    char out[TIME_TEXT];
    assert_str(((str){out, timespan_print(INT64_MIN, out)}), "-10675199.02:48:05.4775808");
    assert_str(((str){out, timespan_print(-(TICKS_PER_DAY + TICKS_PER_HOUR), out)}), "-1.01:00:00");
    assert_str(((str){out, timespan_print(5, out)}), "00:00:00.0000005");
    int64_t t;
    const char *bad[] = {"", "-", ".", "d", "25:00:00", "24:00", "00:60", "00:00:60", "1week", "99999999999d", "1e3d", "0x10d", "1 2d", "- 1d", "--1d",
                         "100:00:00", "1:2:3:4", "00:00:01.", "1.2.3", "1d1h", "1D", "10675199.02:48:05.4775808", "99999999999999999999d"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (timespan_parse(str_of(bad[i]), &t)) fail_msg("\"%s\" is read as %lld", bad[i], (long long)t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_datetime_forms), cmocka_unit_test(test_datetime_zones_and_digits),
        cmocka_unit_test(test_datetime_refused), cmocka_unit_test(test_calendar), cmocka_unit_test(test_timespan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
