/* Numbers as text, and decimals: 34 digits, exact. */
#include "tests/unit/unit.h"

#include "base/decimal.h"
#include "base/number_text.h"

#include <math.h>

static void prints(double v, const char *want)
{
    char out[NUMBER_TEXT];
    assert_str(((str){out, double_print(v, out)}), want);
}

static void test_doubles(void **state)
{
    (void)state;
    prints(1, "1.0");
    prints(0.1, "0.1");
    prints(-2.5, "-2.5");
    prints(0.00001, "1E-05");
    prints(123456789012345.0, "123456789012345.0");
    prints(1e15, "1E+15");
    prints(1.7976931348623157e308, "1.7976931348623157E+308");
    prints(5e-324, "5E-324");
    prints(1.0 / 3, "0.3333333333333333");
    prints(NAN, "NaN");
    prints(-INFINITY, "-Infinity");
    double v;
    assert_true(double_parse(STR("1e400"), &v) && isinf(v));
    assert_true(double_parse(STR("-.5"), &v) && v == -0.5);
    assert_true(double_parse(STR("0.30000000000000004"), &v) && v == 0.1 + 0.2);
    assert_true(double_parse(STR("9007199254740993"), &v) && v == 9007199254740992.0);
    assert_true(double_parse(STR("nan"), &v) && v != v);
    const char *bad[] = {"", ".", "1e", "0x10", " 1", "1 ", "1,5", "--1", "infinit"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(double_parse(str_of(bad[i]), &v));
}

static void test_integers(void **state)
{
    (void)state;
    int64_t v;
    assert_true(int64_parse(STR("-9223372036854775808"), &v) && v == INT64_MIN);
    assert_true(int64_parse(STR("9223372036854775807"), &v) && v == INT64_MAX);
    assert_false(int64_parse(STR("9223372036854775808"), &v));
    assert_true(int64_parse(STR("0x1F"), &v) && v == 31);
    assert_false(int64_parse(STR("0x"), &v));
    assert_false(int64_parse(STR("1.0"), &v));
    char out[NUMBER_TEXT];
    assert_str(((str){out, int64_print(INT64_MIN, out)}), "-9223372036854775808");
}

static decimal dec(const char *text)
{
    decimal d = {0};
    if (!decimal_parse(str_of(text), &d)) fail_msg("\"%s\" is no decimal", text);
    return d;
}

static void is(decimal d, const char *want)
{
    char out[DECIMAL_TEXT];
    assert_str(((str){out, decimal_print(d, out)}), want);
}

static void test_decimal_arithmetic(void **state)
{
    (void)state;
    decimal d;
    assert_true(decimal_add(dec("0.1"), dec("0.2"), &d));
    is(d, "0.3");
    assert_true(decimal_mul(dec("1234567890.123456789"), dec("1000000000.000000001"), &d));
    is(d, "1234567890123456790.234567890123457"); /* ...789 + 1.234567890123456789, rounded to 34 digits */
}

static void test_decimal_rounding(void **state)
{
    (void)state;
    decimal d;
    assert_true(decimal_div(dec("1"), dec("3"), &d));
    is(d, "0.3333333333333333333333333333333333");
    assert_true(decimal_div(dec("2"), dec("3"), &d));
    is(d, "0.6666666666666666666666666666666667");
    assert_false(decimal_div(dec("1"), dec("0"), &d));
    assert_true(decimal_mod(dec("-7"), dec("3"), &d));
    is(d, "2");
    is(decimal_floor(dec("-1.5")), "-2");
    is(decimal_ceil(dec("-1.5")), "-1");
    is(decimal_round(dec("2.345"), 2), "2.35");
    is(dec("1.50"), "1.5");
    assert_int_equal(decimal_cmp(dec("1.0"), dec("1")), 0);
    assert_true(decimal_cmp(dec("-2"), dec("-1")) < 0);
    assert_true(decimal_cmp(dec("1e30"), dec("9.99e29")) > 0);
    assert_true(decimal_add(dec("1e34"), dec("1"), &d));
    is(d, "10000000000000000000000000000000000"); /* the 1 is the 35th digit */
    int64_t v;
    assert_true(decimal_to_int64(dec("-9223372036854775808"), &v) && v == INT64_MIN);
    assert_false(decimal_to_int64(dec("9223372036854775808"), &v));
    assert_true(decimal_to_int64(dec("-1.9"), &v) && v == -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_doubles),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_decimal_arithmetic),
        cmocka_unit_test(test_decimal_rounding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
