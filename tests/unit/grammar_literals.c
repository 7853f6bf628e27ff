/* Every spelling of a literal. Witness: the scanner of Microsoft's parser; the docs pages on scalar data types. */
#include "tests/unit/grammar_help.h"

static void test_numbers(void **state)
{
    (void)state;
    reads("12", "12");
    reads("0x1F", "0x1F");
    reads("0X1f", "0X1f");
    reads("5.", "real(5.)");
    reads("1.5", "real(1.5)");
    reads("1e3", "real(1e3)");
    reads("1.e-5", "real(1.e-5)");
    reads("1.5E+3", "real(1.5E+3)");
    reads("1 between (1..2)", "(between 1 1 2)");
    reads("1 between (1. .. 2.)", "(between 1 real(1.) real(2.))");
    reads("1 between (1...2)", "(between 1 real(1.) 2)");
    reads("-5", "(u- 5)");
    reads("1-1", "(- 1 1)");
    reads("long(5), int(6), real(7), double(8), decimal(1.2)", "5 int(6) real(7) real(8) decimal(1.2)");
    reads("long( -5 ), int64(1), int32(2)", " -5  1 int(2)");
    reads("long(null), real(nan), real(+inf)", "null real(nan) real(+inf)");
}

static void test_timespans(void **state)
{
    (void)state;
    static const char *const units[] = {"m",           "min",          "minute",       "minutes",
                                        "s",           "sec",          "second",       "seconds",
                                        "d",           "day",          "days",         "h",
                                        "hr",          "hrs",          "hour",         "hours",
                                        "ms",          "milli",        "millis",       "millisec",
                                        "millisecond", "milliseconds", "micro",        "micros",
                                        "microsec",    "microsecond",  "microseconds", "nano",
                                        "nanos",       "nanosec",      "nanosecond",   "nanoseconds",
                                        "tick",        "ticks"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        char text[40], want[60];
        snprintf(text, sizeof text, "2%s, 1.5%s", units[i], units[i]);
        snprintf(want, sizeof want, "timespan(2%s) timespan(1.5%s)", units[i], units[i]);
        reads(text, want);
    }
    reads("time(1d), timespan(1.02:03:04.5)", "timespan(1d) timespan(1.02:03:04.5)");
}

static void test_names_that_look_like_numbers(void **state)
{
    (void)state;
    reads("1week, 1d1h, 1_000, 1a, 0x, 0x1G, 1e, 12abc", "1week 1d1h 1_000 1a 0x 0x1G 1e 12abc");
    reads("1a = 1", "(named:1a 1)");
    refuses("print .5", "KS006", ".");
    reads("1.5abc", "(path:5abc 1)");
}

static void test_typed(void **state)
{
    (void)state;
    reads("datetime(2024-01-01 10:00), date(2024-01-01), guid(74be27de-1e4e-49d9-b579-fe0b331d3642)",
          "datetime(2024-01-01 10:00) datetime(2024-01-01) guid(74be27de-1e4e-49d9-b579-fe0b331d3642)");
    reads("bool(true), true, True, TRUE, false, bool(null)",
          "bool(true) bool(true) bool(True) bool(TRUE) bool(false) bool(null)");
    reads("tRUE", "tRUE");
    reads("datetime()", "datetime()");
    refuses("print datetime(\n2020-01-01)", "KS001", "datetime(");
    refuses("print long(5", "KS001", "long(5");
    refuses("print 74be27de-1e4e-49d9-b579-fe0b331d3642", "KS214", "74be27de-1e4e-49d9-b579-fe0b331d3642");
    refuses("print int (5)", "KS006", "int");
}

static void test_strings(void **state)
{
    (void)state;
    reads("\"a\", 'b', 'say \"x\"', \"it's\"", "\"a\" \"b\" \"say \"x\"\" \"it's\"");
    reads("@'C:\\x', @'it''s', @\"a\"\"b\"", "\"C:\\x\" \"it's\" \"a\"b\"");
    reads("h'x', H\"y\", h@'z\\'", "h\"x\" h\"y\" h\"z\\\"");
    reads("'a''b'", "\"ab\"");
    reads("'a' \"b\"\n  @'c'", "\"abc\"");
    reads("```a\n`b`` c```", "\"a\n`b`` c\"");
    reads("~~~x ``` y~~~", "\"x ``` y\"");
    reads("h```s```", "h\"s\"");
    reads("''", "\"\"");
}

static void test_escapes(void **state)
{
    (void)state;
    reads("'\\\\ \\' \\\" \\t'", "\"\\ ' \" \t\"");
    reads("'\\x41\\u0042\\U00000043'", "\"ABC\"");
    reads("'\\101\\7z'", "\"A\az\"");
    reads("'\\477'", "\"\x27"
                     "7\""); /* a first digit above 3 takes two digits: \47 is an apostrophe */
    reads("'\\u00e9'", "\"\xC3\xA9\"");
    reads("'\\uD83D\\uDE00'", "\"\xF0\x9F\x98\x80\"");
    refuses("print 'C:\\Windows'", "KS002", "\\W");
    refuses("print \"\\q\"", "KS002", "\\q");
    refuses("print \"\\x4\"", "KS002", "\\x");
    refuses("print 'abc", "KS001", "'abc");
    refuses("print 'abc\n'", "KS001", "'abc");
    refuses("print ```abc", "KS001", "```");
}

static void test_dynamic(void **state)
{
    (void)state;
    reads("dynamic([1, 2])", "dynamic([1, 2])");
    reads("dynamic( {\"a\": [1, {\"b)\": null}], 'c': -1.5} )", "dynamic({\"a\": [1, {\"b)\": null}], 'c': -1.5})");
    reads("dynamic(null)", "dynamic(null)");
    reads("dynamic({})", "dynamic({})");
    reads("dynamic([datetime(2020-01-01), 1d, \"a\" \"b\"])", "dynamic([datetime(2020-01-01), 1d, \"a\" \"b\"])");
    reads("dynamic([\"kind\", \"in\"]).x", "(path:x dynamic([\"kind\", \"in\"]))");
    refuses("print dynamic([1,])", "KS006", "]");
    refuses("print dynamic({a: 1})", "KS005", "a");
    refuses("print dynamic(x)", "KS006", "x");
    refuses("print dynamic()", "KS006", ")");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_timespans),
        cmocka_unit_test(test_names_that_look_like_numbers),
        cmocka_unit_test(test_typed),
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_dynamic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
