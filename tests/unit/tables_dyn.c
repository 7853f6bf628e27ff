/* Dynamic values: parsing, printing, order. Expected texts are worked out by hand from parse-json-function.md,
 * scalar-data-types/dynamic.md, gettype-function.md and the JSON standard. */
#include "base/number_text.h"
#include "tables/dyn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

static arena *mem;

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_drop(mem);
    return 0;
}

static const char *json(const dyn *v)
{
    buf b = {0};
    dyn_json(&b, v);
    const char *z = arena_dup(mem, b.p, b.n);
    buf_drop(&b);
    return z;
}

static const dyn *parsed(const char *text)
{
    const dyn *v = NULL;
    assert_true(dyn_parse(mem, str_of(text), &v));
    return v;
}

static const char *again(const char *text)
{
    return json(parsed(text));
}

static bool fails(const char *text)
{
    const dyn *v = NULL;
    return !dyn_parse(mem, str_of(text), &v) && v == NULL;
}

static void parses_every_kind(void **state)
{
    (void)state;
    assert_string_equal(again(" { \"a\" : 123 , \"b\":\"hello\",\"c\":[1,2,3],\"d\":{} } "), "{\"a\":123,\"b\":\"hello\",\"c\":[1,2,3],\"d\":{}}");
    assert_string_equal(again("[true,false,null,[],-0.5,1e3]"), "[true,false,null,[],-0.5,1000.0]");
    assert_string_equal(again("118.0"), "118.0");
    assert_int_equal(parsed("9223372036854775807")->kind, DYN_LONG);
    assert_int_equal(parsed("-9223372036854775808")->l, INT64_MIN);
    assert_int_equal(parsed("9223372036854775808")->kind, DYN_REAL);
    assert_null(parsed("null"));
}

static void refuses_what_is_no_json(void **state)
{
    (void)state;
    static const char *const bad[] = {"", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "'a'", "01", "1.", ".5", "+1", "-", "1e", "nul", "True",
                                      "NaN", "[1 2]", "\"a", "\"\\q\"", "\"\\u12g4\"", "\"\\u12\"", "\"a\nb\"", "1 2", "{\"a\"}", "]", "\"\\"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (!fails(bad[i]))
            fail_msg("accepted: %s", bad[i]);
    }
}

static void decodes_escapes(void **state)
{
    (void)state;
    const dyn *v = parsed("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\ud83d\\ude00\"");
    assert_true(str_is(v->s, "\"\\/\b\f\n\r\tA\xC3\xA9\xF0\x9F\x98\x80"));
    assert_true(str_is(parsed("\"\\ud83dx\"")->s, "\xEF\xBF\xBDx"));
    assert_true(str_is(parsed("\"\\ude00\"")->s, "\xEF\xBF\xBD"));
    assert_true(str_is(parsed("\"\\ud83d\\u0041\"")->s, "\xEF\xBF\xBD" "A"));
    v = parsed("\"\\u0000\"");
    assert_true(v->s.n == 1 && v->s.p[0] == 0);
    assert_string_equal(json(v), "\"\\u0000\"");
    assert_true(str_is(parsed("\"\xff\"")->s, "\xEF\xBF\xBD"));
}

static void prints_only_needed_escapes(void **state)
{
    (void)state;
    assert_string_equal(json(dyn_string(mem, STR("\"\\/\b\f\n\r\t\x1b\x7f\xC3\xA9"))), "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u001b\x7f\xC3\xA9\"");
    assert_string_equal(json(dyn_string(mem, STR("a\xff" "b"))), "\"a\xEF\xBF\xBD" "b\"");
}

static void last_value_wins_at_first_place(void **state)
{
    (void)state;
    assert_string_equal(again("{\"a\":1,\"b\":2,\"a\":3}"), "{\"a\":3,\"b\":2}");
    buf b = {0}; /* the same with more keys than are looked at one by one */
    buf_char(&b, '{');
    for (int i = 0; i < 40; i++)
        buf_printf(&b, "\"k%d\":%d,", i % 20, i);
    buf_text(&b, "\"k3\":true}");
    const dyn *v = NULL;
    assert_true(dyn_parse(mem, buf_view(&b), &v));
    buf_drop(&b);
    assert_int_equal(v->n, 20);
    assert_true(str_is(v->key[3], "k3") && v->item[3]->kind == DYN_BOOL);
    assert_int_equal(v->item[19]->l, 39);
}

static void depth_is_limited(void **state)
{
    (void)state;
    char text[2 * (DYN_MAX_DEPTH + 1) + 1];
    for (int depth = DYN_MAX_DEPTH; depth <= DYN_MAX_DEPTH + 1; depth++) {
        memset(text, '[', (size_t)depth);
        memset(text + depth, ']', (size_t)depth);
        const dyn *v = NULL;
        assert_int_equal(dyn_parse(mem, (str){text, (uint32_t)depth * 2}, &v), depth == DYN_MAX_DEPTH);
        if (v)
            assert_int_equal(dyn_array(mem, &v, 1)->kind, DYN_NULL);
    }
}

static void times_in_json_become_datetimes(void **state)
{
    (void)state; /* dataexplorer-docs issue 914 */
    assert_string_equal(again("{\"t\":\"2021-11-18T00:03:35\"}"), "{\"t\":\"2021-11-18T00:03:35.0000000Z\"}");
    assert_int_equal(parsed("\"2021-11-18T00:03:35.5Z\"")->kind, DYN_DATETIME);
    assert_int_equal(parsed("\"2021-11-18\"")->kind, DYN_STRING);
    assert_int_equal(parsed("\"2021-13-18T00:03:35\"")->kind, DYN_STRING);
    assert_int_equal(parsed("\"2021-11-18T00:03:35 and more\"")->kind, DYN_STRING);
}

static void literals_take_kusto_forms(void **state)
{
    (void)state; /* accepted and refused as Microsoft's analyzer does */
    static const char *const good[][2] = {
        {"{\"a\": datetime(1970-05-11), 'b': 1h}", "{\"a\":\"1970-05-11T00:00:00.0000000Z\",\"b\":\"01:00:00\"}"},
        {"['a' \"b\", @'c\\d', h'e', \"\\x41\\u0042\\n\", @\"q\"\"q\"]", "[\"ab\",\"c\\\\d\",\"e\",\"AB\\n\",\"q\\\"q\"]"},
        {"[-1, 0x1F, 5., -1.5e+3, True, FALSE, null] // done", "[-1,31,5.0,-1500.0,true,false,null]"},
        {"[time(1h), timespan(1.02:03:04), bool(true), real(1), long(7), double(2), datetime(null)]",
         "[\"01:00:00\",\"1.02:03:04\",true,1.0,7,2.0,null]"},
        {"[guid(12e8b78d-55b4-46ae-b068-26d7a0080254), dynamic([1]), {}]", "[\"12e8b78d-55b4-46ae-b068-26d7a0080254\",[1],{}]"},
        {"null", "null"},
        {"[\xC2\xA0" "1,// one\n\xE3\x80\x80" "2]", "[1,2]"},
        {"1d", "\"1.00:00:00\""},
        {"'2021-11-18T00:03:35'", "\"2021-11-18T00:03:35\""},
    };
    static const char *const bad[] = {"", "[1,]", "{a:1}", "{\"a\"=1}", "[+1]", "[abc]", "-1h", "[now()]", "[int(1)]", "[decimal(1)]", "NULL", "'a", "[dynamic()]"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const dyn *v = NULL;
        if (!dyn_parse_literal(mem, str_of(good[i][0]), &v))
            fail_msg("refused: %s", good[i][0]);
        assert_string_equal(json(v), good[i][1]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const dyn *v = NULL;
        if (dyn_parse_literal(mem, str_of(bad[i]), &v))
            fail_msg("accepted: %s", bad[i]);
    }
}

static void finds_and_counts(void **state)
{
    (void)state;
    const dyn *v = parsed("{\"a\":[10,20,null],\"n\":null}");
    const dyn *list = dyn_find(v, STR("a"));
    assert_int_equal(dyn_at(list, 0)->l, 10);
    assert_int_equal(dyn_at(list, -2)->l, 20);
    assert_null(dyn_at(list, 2));
    assert_null(dyn_at(list, 3));
    assert_null(dyn_at(list, -4));
    assert_null(dyn_at(list, INT64_MIN));
    assert_null(dyn_at(v, 0));
    assert_null(dyn_find(v, STR("A")));
    assert_null(dyn_find(v, STR("n")));
    assert_null(dyn_find(NULL, STR("n")));
}

static bool equal(const char *a, const char *b)
{
    const dyn *x = parsed(a), *y = parsed(b);
    bool same = dyn_cmp(x, y) == 0;
    assert_int_equal(dyn_cmp(y, x) == 0, same);
    if (same)
        assert_true(dyn_hash(x) == dyn_hash(y));
    return same;
}

static void equality_looks_through_kinds_of_number(void **state)
{
    (void)state;
    assert_true(equal("1", "1.0"));
    assert_true(equal("0", "-0.0"));
    assert_false(equal("9007199254740993", "9007199254740992.0"));
    assert_true(equal("[1,{\"a\":2}]", "[1.0,{\"a\":2.0}]"));
    assert_true(equal("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}"));
    assert_false(equal("{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":1}"));
    assert_false(equal("\"1\"", "1"));
    decimal d;
    assert_true(decimal_parse(STR("0.1"), &d));
    const dyn *dec = dyn_from_datum(mem, (datum){.type = T_DECIMAL, .dec = d}), *real = dyn_real(mem, 0.1);
    assert_int_equal(dyn_cmp(dec, real), 0);
    assert_true(dyn_hash(dec) == dyn_hash(real));
}

static void order_is_total(void **state)
{
    (void)state; /* each of these is less than the next */
    const dyn *nan = dyn_real(mem, NAN), *inf = dyn_real(mem, INFINITY);
    const dyn *order[] = {NULL, dyn_bool(false), dyn_bool(true), nan, dyn_real(mem, -INFINITY), dyn_long(mem, INT64_MIN), dyn_real(mem, -1.5),
                          dyn_long(mem, -1), dyn_real(mem, -0.5), dyn_long(mem, 0), dyn_real(mem, 0.5), dyn_long(mem, INT64_MAX),
                          dyn_real(mem, 9223372036854775808.0), inf, parsed("\"\""), parsed("\"a\""), parsed("\"b\""), parsed("[]"), parsed("[1]"),
                          parsed("[1,0]"), parsed("[2]"), parsed("{}"), parsed("{\"a\":1}"), parsed("{\"a\":2}"), parsed("{\"b\":1}")};
    size_t n = sizeof order / sizeof *order;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            int c = dyn_cmp(order[i], order[j]);
            assert_int_equal((c > 0) - (c < 0), (i > j) - (i < j));
        }
    }
}

static void texts_and_types(void **state)
{
    (void)state;
    assert_true(str_is(dyn_text(mem, parsed("\"a\\\"b\"")), "a\"b"));
    assert_true(str_is(dyn_text(mem, dyn_bool(true)), "true"));
    assert_true(str_is(dyn_text(mem, NULL), ""));
    assert_true(str_is(dyn_text(mem, parsed("[1,\"a\"]")), "[1,\"a\"]"));
    assert_true(str_is(dyn_text(mem, dyn_real(mem, NAN)), "NaN"));
    assert_string_equal(json(dyn_real(mem, NAN)), "\"NaN\"");
    assert_string_equal(json(dyn_real(mem, -INFINITY)), "\"-Infinity\"");
    assert_string_equal(dyn_type_name(parsed(" \"abc\" ")), "string");
    assert_string_equal(dyn_type_name(parsed(" {\"abc\":1} ")), "dictionary");
    assert_string_equal(dyn_type_name(parsed(" [1, 2, 3] ")), "array");
    assert_string_equal(dyn_type_name(parsed("1.5")), "double");
    assert_string_equal(dyn_type_name(NULL), "null");
    datum d = dyn_to_datum(parsed("7"));
    assert_true(d.type == T_LONG && !d.null && d.l == 7);
    d = dyn_to_datum(parsed("[7]"));
    assert_true(d.type == T_DYNAMIC && !d.null && d.dy->n == 1);
    assert_true(dyn_to_datum(NULL).null);
}

static void copies_stand_alone(void **state)
{
    (void)state;
    arena *other = arena_new();
    const dyn *v = NULL;
    assert_true(dyn_parse(other, STR("{\"key\":[\"text\",1,null,{\"x\":true}]}"), &v));
    const dyn *copy = dyn_copy(mem, v);
    arena_drop(other);
    assert_string_equal(json(copy), "{\"key\":[\"text\",1,null,{\"x\":true}]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses_every_kind),
        cmocka_unit_test(refuses_what_is_no_json),
        cmocka_unit_test(decodes_escapes),
        cmocka_unit_test(prints_only_needed_escapes),
        cmocka_unit_test(last_value_wins_at_first_place),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(times_in_json_become_datetimes),
        cmocka_unit_test(literals_take_kusto_forms),
        cmocka_unit_test(finds_and_counts),
        cmocka_unit_test(equality_looks_through_kinds_of_number),
        cmocka_unit_test(order_is_total),
        cmocka_unit_test(texts_and_types),
        cmocka_unit_test(copies_stand_alone),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
