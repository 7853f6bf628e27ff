/* Numbers and guids as text, and decimals: 34 digits, exact. */
#include "tests/unit/unit.h"

#include "base/decimal.h"
#include "base/guid.h"
#include "base/number_text.h"
#include "base/power10.h"

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

static double read(const char *text)
{
    double v = 0;
    if (!double_parse(str_of(text), &v)) fail_msg("\"%s\" is no number", text);
    return v;
}

/* Each of these lies on, or a hair beside, the middle of two doubles; the nearest is worked out by hand or from the definition of
 * the format: 2^53 + 1 is a tie to even, 2^-1075 is half the least double, DBL_MAX + half a step is a tie to infinity. */
static void test_hard_doubles(void **state)
{
    (void)state;
    assert_true(read("9007199254740993.0000000000000000000000000000000000001") == 9007199254740994.0);
    assert_true(read("9007199254740992.9999999999999999999999999999999999999") == 9007199254740992.0);
    assert_true(read("9007199254740995") == 9007199254740996.0);
    assert_true(read("2.4703282292062327208e-324") == 0.0);
    assert_true(read("2.4703282292062327209e-324") == 0x1p-1074);
    assert_true(read("1e-400") == 0.0 && read("123e-2000000000000") == 0.0);
    assert_true(read("2.2250738585072011e-308") == 0x0.fffffffffffffp-1022); /* the text that once hung PHP and Java */
    assert_true(read("1.7976931348623158e308") == 0x1.fffffffffffffp1023);
    assert_true(read("1.797693134862315808e308") == HUGE_VAL);
    assert_true(read("0.000000000000000000000000000000000000000000000000001e51") == 1.0);
    prints(0x1p-44, "5.684341886080802E-14"); /* 16 digits are enough below a power of two, rounding to 16 is not */
    prints(25 * 0x1p-1074, "1.24E-322");
    prints(9007199254740993.0, "9.007199254740992E+15");
    prints(0.1 + 0.2, "0.30000000000000004");
    prints(2.20904969985854e-05, "2.20904969985854E-05"); /* the page of erfc() */
    prints(0.0001, "0.0001");
    prints(999999999999999.0, "999999999999999.0");
    prints(-0.0, "-0.0");
}

/* A whole number of any size, base 2^32, lowest first. */
typedef struct whole {
    uint32_t limb[60];
} whole;

static void times(whole *w, uint32_t by)
{
    uint64_t carry = 0;
    for (int i = 0; i < 60; i++) {
        carry += (uint64_t)w->limb[i] * by;
        w->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    assert_true(carry == 0);
}

static int compare(const whole *a, const whole *b)
{
    for (int i = 59; i >= 0; i--)
        if (a->limb[i] != b->limb[i]) return a->limb[i] > b->limb[i] ? 1 : -1;
    return 0;
}

static whole shifted(unsigned __int128 v, int by)
{
    whole w = {0};
    for (int i = 0; i < 128; i++)
        if (v >> i & 1) w.limb[(i + by) / 32] |= 1u << ((i + by) % 32);
    return w;
}

/* t is 10^e * 2^k rounded up: (t - 1) < 10^e * 2^k <= t, with both sides made whole. */
static void test_powers_of_ten(void **state)
{
    (void)state;
    for (int e = POWER10_MIN; e <= POWER10_MAX; e++) {
        power10 p = power10_of(e);
        unsigned __int128 t = (unsigned __int128)p.hi << 64 | p.lo;
        int k = 127 - power10_bits(e);
        assert_true(p.hi >> 63);
        whole middle = shifted(1, k > 0 ? k : 0), high = shifted(t, k < 0 ? -k : 0), low = shifted(t - 1, k < 0 ? -k : 0);
        for (int i = 0; i < e; i++) times(&middle, 10);
        for (int i = 0; i < -e; i++) {
            times(&low, 10);
            times(&high, 10);
        }
        assert_true(compare(&low, &middle) < 0 && compare(&middle, &high) <= 0);
    }
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

static void is_guid(const char *text)
{
    guid g;
    char out[37];
    if (!guid_parse(str_of(text), &g)) fail_msg("\"%s\" is no guid", text);
    guid_print(g, out);
    assert_string_equal(out, "01234567-89ab-cdef-0123-456789abcdef");
}

static void test_guid(void **state)
{
    (void)state;
    is_guid("0123456789abcdef0123456789abcdef"); /* these two on the page of toguid() */
    is_guid("0123456789ab-cdef-0123-456789abcdef");
    is_guid("01234567-89ab-cdef-0123-456789abcdef");
    is_guid(" {01234567-89AB-CDEF-0123-456789ABCDEF}\t");
    is_guid("(01234567-89ab-cdef-0123-456789abcdef)");
    guid g;
    const char *bad[] = {"", "a string that is not a guid", "01234567-89ab-cdef-0123-456789abcde", "0123-456789ab-cdef-0123-456789abcdef",
                         "{01234567-89ab-cdef-0123-456789abcdef)", "01234567-89ab-cdef-0123-456789abcdef0",
                         "01234567-89ab-cdef-0123-456789abcdeg"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (guid_parse(str_of(bad[i]), &g)) fail_msg("\"%s\" is read", bad[i]);
    assert_true(guid_parse_start(STR("0123456789abcdef0123456789abcdef and more"), &g));
    assert_false(guid_parse_start(STR("a string that is not a guid"), &g));
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
    assert_true(decimal_mod(dec("7"), dec("-3"), &d));
    is(d, "1");
    assert_true(decimal_mod(dec("1e40"), dec("7"), &d)); /* 10 is 3 mod 7, and 3^40 = (3^6)^6 * 3^4 = 81 = 4 mod 7 */
    is(d, "4");
    assert_true(decimal_mod(dec("3333333333333333333333333333333333"), dec("3333333333333333333333333333333334"), &d));
    is(d, "3333333333333333333333333333333333");
    assert_true(decimal_mod(dec("5e-30"), dec("1e30"), &d));
    is(d, "5E-30");
    is(decimal_floor(dec("-1.5")), "-2");
    is(decimal_ceil(dec("-1.5")), "-1");
    is(decimal_round(dec("2.345"), 2), "2.35");
    is(dec("1.50"), "1.5");
    assert_int_equal(decimal_cmp(dec("1.0"), dec("1")), 0);
    assert_true(decimal_cmp(dec("-2"), dec("-1")) < 0);
    assert_true(decimal_cmp(dec("1e30"), dec("9.99e29")) > 0);
    assert_true(decimal_add(dec("1e34"), dec("1"), &d));
    is(d, "10000000000000000000000000000000000"); /* the 1 is the 35th digit */
    is(decimal_round(dec("150"), -2), "200");
    is(decimal_round(dec("1.5"), INT32_MIN), "0");
    is(decimal_round(dec("1.5"), INT32_MAX), "1.5");
    is(dec("12345678901234567890123456789012345"), "12345678901234567890123456789012340"); /* the 35th digit, a tie to even */
    is(dec("1.0000000000000000000000000000000005000000000001"), "1.000000000000000000000000000000001"); /* no tie */
    is(dec("1e5"), "100000");
    is(dec("0e99999999999"), "0");
    assert_false(decimal_parse(STR("1e7000"), &d));
    const char *bad[] = {"", ".", "1e", "1e0x1", "1e+-2", " 1", "0x1", "nan", "1_000"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(decimal_parse(str_of(bad[i]), &d));
    int64_t v;
    assert_true(decimal_to_int64(dec("-9223372036854775808"), &v) && v == INT64_MIN);
    assert_false(decimal_to_int64(dec("9223372036854775808"), &v));
    assert_true(decimal_to_int64(dec("-1.9"), &v) && v == -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_doubles),
        cmocka_unit_test(test_hard_doubles),
        cmocka_unit_test(test_powers_of_ten),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_guid),
        cmocka_unit_test(test_decimal_arithmetic),
        cmocka_unit_test(test_decimal_rounding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
