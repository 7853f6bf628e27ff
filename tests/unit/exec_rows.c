/* What the operators hold rows in: the row store, grouping, and order. */
#include "interp/ops/shared/groups.h"
#include "interp/ops/shared/order.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const vec *longs(arena *mem, const int64_t *v, uint32_t n, int null_at)
{
    vec *out = vec_new(mem, T_LONG);
    for (uint32_t i = 0; i < n; i++) {
        vec_set(mem, out, i, (int)i == null_at ? datum_null(T_LONG) : (datum){.type = T_LONG, .l = v[i]});
    }
    return out;
}

/* Rows beyond a block, a chosen few of each batch, nulls from a NULL column. */
static void test_store_keeps_what_is_chosen(void **state)
{
    (void)state;
    arena *mem = arena_new();
    rows r;
    rows_init_types(&r, mem, (kql_type[]){T_LONG, T_STRING, T_REAL}, 3);
    vec *text = vec_new(mem, T_STRING);
    int64_t v[3] = {10, 11, 12};
    text->s[0] = STR("a");
    text->s[2] = STR("ccc");
    const vec *cols[3] = {longs(mem, v, 3, 2), text, NULL};
    uint16_t idx[2] = {0, 2};
    for (int i = 0; i < 3000; i++) {
        rows_add(&r, cols, (sel){idx, 2});
    }
    assert_int_equal(r.n, 6000);
    assert_int_equal(rows_get(&r, 5998, 0).l, 10);
    assert_true(rows_get(&r, 5999, 0).null);
    assert_true(str_is(rows_get(&r, 5999, 1).s, "ccc"));
    assert_true(rows_get(&r, 77, 2).null);
    uint32_t pick[3] = {1, 0, ROWS_NONE};
    const vec *got = rows_pick(&r, 1, pick, 3, mem);
    assert_true(str_is(got->s[0], "ccc") && str_is(got->s[1], "a") && got->s[2].n == 0);
    assert_true(vec_is_null(rows_pick(&r, 0, pick, 3, mem), 2));
    arena_drop(mem);
}

static void test_groups_number_keys_in_order(void **state)
{
    (void)state;
    arena *mem = arena_new();
    groups *g = ARENA_NEW(mem, groups);
    groups_init(g, mem, (kql_type[]){T_LONG}, 1);
    int64_t v[3] = {7, 5, 7};
    uint32_t group[3];
    const vec *keys[1] = {longs(mem, v, 3, -1)};
    groups_add(g, keys, (sel){NULL, 3}, group);
    assert_int_equal(group[0], 0);
    assert_int_equal(group[1], 1);
    assert_int_equal(group[2], 0);
    keys[0] = longs(mem, v, 3, 1); /* null is a key of its own, and equal to null */
    groups_add(g, keys, (sel){NULL, 3}, group);
    assert_int_equal(group[1], 2);
    groups_find(g, keys, (sel){NULL, 3}, group);
    assert_int_equal(group[1], 2);
    int64_t other[1] = {99};
    keys[0] = longs(mem, other, 1, -1);
    groups_find(g, keys, (sel){NULL, 1}, group);
    assert_int_equal(group[0], ROWS_NONE);
    for (int64_t i = 0; i < 100000; i++) { /* growth keeps every number */
        keys[0] = vec_const(mem, (datum){.type = T_LONG, .l = i % 5000});
        groups_add(g, keys, (sel){NULL, 1}, group);
    }
    assert_int_equal(groups_count(g), 5001);
    arena_drop(mem);
}

/* For every count: the rows that order_rows puts first, the last of them last, the others as they stand. */
static void check_firsts(const order *o, const uint32_t *want, uint32_t n, arena *mem)
{
    for (uint32_t count = 1; count <= n + 1; count++) {
        uint32_t some = count < n ? count : n;
        uint32_t *at = order_first(o, count, mem);
        uint64_t in = 0, asked = 0;
        for (uint32_t i = 0; i < some; i++) {
            in |= 1ULL << at[i];
            asked |= 1ULL << want[i];
        }
        assert_int_equal(in, asked);
        assert_int_equal(at[some - 1], want[some - 1]);
    }
}

/* The table of sort-operator.md: where null and NaN stand in each of the four cases. */
static void test_order_places_null_and_nan(void **state)
{
    (void)state;
    arena *mem = arena_new();
    const double in[] = {5, NAN, -INFINITY, 0 /* null */, -5, INFINITY, 0};
    vec *v = vec_new(mem, T_REAL);
    for (uint32_t i = 0; i < 7; i++) {
        vec_set(mem, v, i, i == 3 ? datum_null(T_REAL) : (datum){.type = T_REAL, .r = in[i]});
    }
    static const struct { bool desc, first; uint32_t want[7]; } cases[] = {
        {false, true, {3, 1, 2, 4, 6, 0, 5}}, {true, true, {3, 1, 5, 0, 6, 4, 2}},
        {false, false, {2, 4, 6, 0, 5, 1, 3}}, {true, false, {5, 0, 6, 4, 2, 1, 3}}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        rows r;
        rows_init_types(&r, mem, (kql_type[]){T_REAL}, 1);
        rows_add(&r, (const vec *[]){v}, (sel){NULL, 7});
        order_key key = {0, cases[c].desc, cases[c].first};
        uint32_t *at = order_rows(&(order){&r, &key, 1}, mem);
        assert_memory_equal(at, cases[c].want, sizeof cases[c].want);
        rows two; /* behind a first key that decides nothing */
        rows_init_types(&two, mem, (kql_type[]){T_LONG, T_REAL}, 2);
        rows_add(&two, (const vec *[]){vec_const(mem, (datum){.type = T_LONG, .l = 1}), v}, (sel){NULL, 7});
        order_key keys[2] = {{0, false, true}, {1, cases[c].desc, cases[c].first}};
        assert_memory_equal(order_rows(&(order){&two, keys, 2}, mem), cases[c].want, sizeof cases[c].want);
        check_firsts(&(order){&r, &key, 1}, cases[c].want, 7, mem);
        check_firsts(&(order){&two, keys, 2}, cases[c].want, 7, mem);
    }
    arena_drop(mem);
}

/* Equal keys stay as they came; strings that share their first eight bytes are told apart; the second key decides. */
static void test_order_is_stable_and_exact(void **state)
{
    (void)state;
    arena *mem = arena_new();
    vec *s = vec_new(mem, T_STRING);
    const char *text[] = {"prefix_long_b", "prefix_long_a", "", "prefix_long_b", "prefix_long", "a"};
    int64_t v[] = {1, 2, 3, 4, 5, 6};
    for (int i = 0; i < 6; i++) {
        s->s[i] = str_of(text[i]);
    }
    rows r;
    rows_init_types(&r, mem, (kql_type[]){T_STRING, T_LONG}, 2);
    rows_add(&r, (const vec *[]){s, longs(mem, v, 6, -1)}, (sel){NULL, 6});
    order_key keys[2] = {{0, false, true}, {1, true, false}};
    uint32_t one[] = {2, 5, 4, 1, 0, 3}, two[] = {2, 5, 4, 1, 3, 0};
    assert_memory_equal(order_rows(&(order){&r, keys, 1}, mem), one, sizeof one);
    assert_memory_equal(order_rows(&(order){&r, keys, 2}, mem), two, sizeof two);
    check_firsts(&(order){&r, keys, 1}, one, 6, mem);
    check_firsts(&(order){&r, keys, 2}, two, 6, mem);
    arena_drop(mem);
}

static void test_nth_of_many(void **state)
{
    (void)state;
    uint64_t v[500];
    for (uint32_t nth = 0; nth < 500; nth += 7) {
        for (uint64_t i = 0; i < 500; i++) {
            v[i] = (i * 337 % 500) << (nth % 55); /* each of 0..499 once, in any byte */
        }
        assert_int_equal(order_nth(v, 500, nth), (uint64_t)nth << (nth % 55));
    }
    uint64_t same[] = {7, 7, 7, 9, 1};
    assert_int_equal(order_nth(same, 5, 3), 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_store_keeps_what_is_chosen),
        cmocka_unit_test(test_groups_number_keys_in_order),
        cmocka_unit_test(test_order_places_null_and_nan),
        cmocka_unit_test(test_order_is_stable_and_exact), cmocka_unit_test(test_nth_of_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
