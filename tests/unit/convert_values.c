/* Every conversion, value by value. Expected: the to*-function pages and what the engine was seen to answer (see
 * interp/convert.c). */
#include "tests/unit/unit.h"

#include "interp/convert.h"

#include <math.h>

static datum text(const char *s)
{
    return (datum){.type = T_STRING, .s = str_of(s)};
}
static datum real(double r)
{
    return (datum){.type = T_REAL, .r = r};
}
static datum whole(int64_t l)
{
    return (datum){.type = T_LONG, .l = l};
}

/* want NULL: null */
static void becomes(datum d, kql_type to, const char *want)
{
    arena *mem = arena_new();
    datum got = convert_datum(mem, d, to);
    assert_int_equal(got.type, to);
    str shown = datum_text(mem, got);
    if (got.null != (want == NULL) || (want && !str_is(shown, want)))
        fail_msg("got \"" STR_FMT "\", want %s", STR_ARG(shown), want ? want : "null");
    arena_drop(mem);
}

static void test_integers(void **state)
{
    (void)state;
    becomes(text("123"), T_INT, "123");
    becomes(text("3.14"), T_INT, NULL);
    becomes(text("0x1F"), T_LONG, "31");
    becomes(text(" 12 "), T_LONG, "12");
    becomes(text(""), T_LONG, NULL);
    becomes(real(-2.9), T_LONG, "-2");
    becomes(real(NAN), T_LONG, NULL);
    becomes(real(9223372036854775808.0), T_LONG, NULL);
    becomes(real(-9223372036854775808.0), T_LONG, "-9223372036854775808");
    becomes(whole(2147483647), T_INT, "2147483647");
    becomes(whole(2147483648), T_INT, NULL);
    becomes((datum){.type = T_BOOL, .b = 1}, T_LONG, "1");
    becomes((datum){.type = T_TIMESPAN, .l = 5}, T_LONG, "5");
}

static void test_reals_and_decimals(void **state)
{
    (void)state;
    becomes(text("1e3"), T_REAL, "1000.0");
    becomes(text("nan"), T_REAL, "NaN");
    becomes(text("x"), T_REAL, NULL);
    becomes(whole(7), T_REAL, "7.0");
    becomes(text("1.50"), T_DECIMAL, "1.5");
    becomes(real(INFINITY), T_DECIMAL, NULL);
    becomes(real(0.1), T_DECIMAL, "0.1");
}

static void test_bools_and_strings(void **state)
{
    (void)state;
    becomes(text("TRUE"), T_BOOL, "True");
    becomes(text("false"), T_BOOL, "False");
    becomes(text("1"), T_BOOL, "True");
    becomes(text("0"), T_BOOL, "False");
    becomes(text("yes"), T_BOOL, NULL);
    becomes(whole(123), T_BOOL, "True");
    becomes(real(NAN), T_BOOL, NULL);
    becomes((datum){.type = T_BOOL, .b = 1}, T_STRING, "True");
    becomes(datum_null(T_LONG), T_STRING, "");
}

static void test_times(void **state)
{
    (void)state;
    becomes(text("12-02-2022"), T_DATETIME, "2022-12-02T00:00:00.0000000Z");
    becomes(text("never"), T_DATETIME, NULL);
    becomes(whole(-1), T_DATETIME, NULL);
    becomes(whole(2), T_TIMESPAN, "2.00:00:00");
    becomes(real(0.5), T_TIMESPAN, "12:00:00");
    becomes(whole(INT64_MAX), T_TIMESPAN, NULL);
    becomes(real(1e300), T_TIMESPAN, NULL);
    becomes(text("0.00:03:00"), T_TIMESPAN, "00:03:00");
}

static void test_guids(void **state)
{
    (void)state;
    const char *want = "01234567-89ab-cdef-0123-456789abcdef";
    becomes(text("0123456789abcdef0123456789abcdef"), T_GUID, want);
    becomes(text("0123456789ab-cdef-0123-456789abcdef"), T_GUID, want);
    becomes(text("0123456789abcdef0123456789abcdef and more"), T_GUID, want);
    becomes(text("a string that is not a guid"), T_GUID, NULL);
    becomes(text("0123456789abcdef"), T_GUID, NULL);
}

static void test_dynamic(void **state)
{
    (void)state;
    arena *mem = arena_new();
    const dyn *v;
    assert_true(dyn_parse(mem, STR("{\"b\":true,\"n\":3.7,\"s\":\"42\",\"a\":[1]}"), &v));
    becomes((datum){.type = T_DYNAMIC, .dy = dyn_find(v, STR("b"))}, T_STRING, "true");
    becomes((datum){.type = T_DYNAMIC, .dy = dyn_find(v, STR("n"))}, T_LONG, "3");
    becomes((datum){.type = T_DYNAMIC, .dy = dyn_find(v, STR("s"))}, T_LONG, "42");
    becomes((datum){.type = T_DYNAMIC, .dy = dyn_find(v, STR("a"))}, T_LONG, NULL);
    becomes((datum){.type = T_DYNAMIC, .dy = dyn_find(v, STR("a"))}, T_STRING, "[1]");
    becomes(text("no json"), T_DYNAMIC, "no json");
    arena_drop(mem);
}

/* The loops agree with the single value, for every pair of types, dense, selected and constant. */
static void test_vectors(void **state)
{
    (void)state;
    arena *mem = arena_new();
    uint16_t idx[] = {0, 2};
    for (int from = 0; from < T_COUNT_; from++)
        for (int to = 0; to < T_COUNT_; to++) {
            vec *in = vec_new(mem, (kql_type)from), *out = vec_new(mem, (kql_type)to);
            vec_set(mem, in, 0, convert_datum(mem, text("1"), (kql_type)from));
            vec_set(mem, in, 1, convert_datum(mem, text("true"), (kql_type)from));
            if (from != T_STRING) vec_set(mem, in, 2, datum_null((kql_type)from));
            convert_vec(mem, in, (sel){idx, 2}, out);
            for (int k = 0; k < 2; k++)
                assert_true(datum_same(vec_get(out, idx[k]), convert_datum(mem, vec_get(in, idx[k]), (kql_type)to)));
            vec *all = vec_new(mem, (kql_type)to);
            convert_vec(mem, vec_const(mem, vec_get(in, 0)), (sel){NULL, 3}, all);
            for (uint32_t row = 0; row < 3; row++)
                assert_true(datum_same(vec_get(all, row), convert_datum(mem, vec_get(in, 0), (kql_type)to)));
        }
    arena_drop(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_reals_and_decimals),
        cmocka_unit_test(test_bools_and_strings),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_guids),
        cmocka_unit_test(test_dynamic),
        cmocka_unit_test(test_vectors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
