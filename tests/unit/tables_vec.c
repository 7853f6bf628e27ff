/* Types, vectors and single values: names, nulls, hashes that agree with equality, and one total order. */
#include "tests/unit/unit.h"

#include "tables/dyn.h"
#include "tables/vec.h"

#include <math.h>

static void test_type_names(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        kql_type type;
    } spelled[] = {
        {"bool", T_BOOL},       {"boolean", T_BOOL},  {"int", T_INT},         {"int32", T_INT},     {"uint8", T_INT},   {"long", T_LONG},
        {"int64", T_LONG},      {"ulong", T_LONG},    {"real", T_REAL},       {"double", T_REAL},   {"float", T_REAL},  {"decimal", T_DECIMAL},
        {"string", T_STRING},   {"date", T_DATETIME}, {"time", T_TIMESPAN},   {"uuid", T_GUID},     {"uniqueid", T_GUID}, {"dynamic", T_DYNAMIC},
        {"datetime", T_DATETIME}, {"timespan", T_TIMESPAN}, {"guid", T_GUID},
    };
    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++) {
        kql_type t = T_UNKNOWN;
        if (!type_find(str_of(spelled[i].name), &t) || t != spelled[i].type) fail_msg("%s", spelled[i].name);
    }
    kql_type t;
    const char *none[] = {"", "Bool", "STRING", "single", "text", "unknown", "integer"}; /* case counts; the rest are other languages' */
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_false(type_find(str_of(none[i]), &t));
    assert_string_equal(type_name(T_TIMESPAN), "timespan");
    assert_string_equal(type_name(T_UNKNOWN), "unknown");
    assert_int_equal(type_size(T_GUID), 16);
    assert_int_equal(type_size(T_INT), 4);
}

static datum number(int64_t v) { return (datum){.type = T_LONG, .l = v}; }
static datum real(double v) { return (datum){.type = T_REAL, .r = v}; }
static datum text(const char *z) { return (datum){.type = T_STRING, .s = str_of(z)}; }

static void test_nulls_come_and_go(void **state)
{
    (void)state;
    arena *a = arena_new();
    vec *v = vec_new(a, T_LONG);
    assert_null(v->null);
    vec_set(a, v, 1, number(7));
    assert_null(v->null); /* no mask before the first null */
    vec_set(a, v, 1, datum_null(T_LONG));
    assert_true(vec_is_null(v, 1) && !vec_is_null(v, 0));
    assert_int_equal(v->l[1], 0); /* zero bytes under a null */
    vec_set(a, v, 1, number(8));
    assert_false(vec_is_null(v, 1));
    assert_int_equal(vec_get(v, 1).l, 8);
    vec *s = vec_new(a, T_STRING);
    vec_set(a, s, 0, datum_null(T_STRING));
    assert_null(s->null); /* a string is never null */
    assert_false(vec_get(s, 0).null);
    vec *d = vec_new(a, T_DYNAMIC);
    assert_true(vec_get(d, 0).null); /* no tree: the null dynamic */
    vec_set(a, d, 1, (datum){.type = T_DYNAMIC});
    assert_true(vec_is_null(d, 1));
    arena_drop(a);
}

static void test_constants(void **state)
{
    (void)state;
    arena *a = arena_new();
    vec *c = vec_const(a, text("x"));
    assert_true(c->constant);
    assert_str(vec_get(c, 2000).s, "x");
    assert_true(vec_is_null(vec_const(a, datum_null(T_INT)), 99));
    assert_true(vec_is_null(vec_const(a, (datum){.type = T_DYNAMIC}), 3));
    arena_drop(a);
}

/* Sort, join and grouping need one order: null, NaN, then values. */
static void test_order(void **state)
{
    (void)state;
    datum up[] = {datum_null(T_REAL), real(NAN), real(-INFINITY), real(-1), real(0), real(1e-300), real(INFINITY)};
    int n = sizeof up / sizeof *up;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            int c = datum_cmp(up[i], up[j]);
            assert_int_equal((c > 0) - (c < 0), (i > j) - (i < j));
            assert_int_equal(datum_same(up[i], up[j]), i == j);
        }
    assert_int_equal(datum_cmp(real(-0.0), real(0.0)), 0);
    assert_true(datum_cmp(text("B"), text("a")) < 0); /* by code point */
    assert_true(datum_cmp(number(INT64_MIN), number(INT64_MAX)) < 0);
    assert_false(datum_same(number(1), real(1)));
}

static uint64_t hash_of(arena *a, datum d) { return vec_hash(vec_const(a, d), 0); }

static void test_hash(void **state)
{
    (void)state;
    arena *a = arena_new();
    assert_true(hash_of(a, real(0.0)) == hash_of(a, real(-0.0)));
    assert_true(hash_of(a, real(NAN)) == hash_of(a, real(-NAN)));
    assert_true(hash_of(a, datum_null(T_LONG)) == hash_of(a, datum_null(T_LONG)));
    assert_true(hash_of(a, number(1)) != hash_of(a, number(2)));
    assert_true(hash_of(a, (datum){.type = T_INT, .i = -5}) == hash_of(a, number(-5))); /* int joins long */
    decimal one = {0}, one_zero = {0};
    assert_true(decimal_parse(STR("1"), &one) && decimal_parse(STR("1.000"), &one_zero));
    assert_true(hash_of(a, (datum){.type = T_DECIMAL, .dec = one}) == hash_of(a, (datum){.type = T_DECIMAL, .dec = one_zero}));
    arena_drop(a);
}

static void test_text_and_copy(void **state)
{
    (void)state;
    arena *a = arena_new(), *b = arena_new();
    assert_str(datum_text(a, (datum){.type = T_BOOL, .b = 1}), "True"); /* measured on the engine */
    assert_str(datum_text(a, datum_null(T_LONG)), "");
    assert_str(datum_text(a, number(-7)), "-7");
    assert_str(datum_text(a, (datum){.type = T_TIMESPAN, .l = 36000000000}), "01:00:00");
    datum d = text("kept"), copy = datum_copy(b, d);
    assert_ptr_not_equal(copy.s.p, d.s.p);
    datum dy = {.type = T_DYNAMIC, .dy = dyn_string(a, arena_str(a, STR("inside")))};
    datum out = datum_copy(b, dy);
    arena_drop(a); /* the copies live on */
    assert_str(copy.s, "kept");
    assert_str(out.dy->s, "inside");
    arena_drop(b);
}

static void test_schema_and_colset(void **state)
{
    (void)state;
    arena *a = arena_new();
    column cols[] = {{STR("Account"), T_STRING}, {STR("account"), T_LONG}};
    schema s = {cols, 2};
    assert_int_equal(schema_find(&s, STR("account")), 1);
    assert_int_equal(schema_find(&s, STR("ACCOUNT")), -1);
    colset c = colset_new(a, 64);
    colset_add(&c, 0);
    colset_add(&c, 63);
    assert_true(colset_has(&c, 0) && colset_has(&c, 63) && !colset_has(&c, 62));
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_type_names), cmocka_unit_test(test_nulls_come_and_go), cmocka_unit_test(test_constants),
        cmocka_unit_test(test_order),      cmocka_unit_test(test_hash),              cmocka_unit_test(test_text_and_copy),
        cmocka_unit_test(test_schema_and_colset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
