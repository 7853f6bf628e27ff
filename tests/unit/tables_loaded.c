/* Columns kept in memory: what goes in comes out, coded or not, wherever a batch ends. */
#include "tests/unit/tables_load_help.h"

#include "tables/loaded.h"

typedef struct many {
    arena *mem;
    loaded *l;
    uint64_t rows;
} many;

/* Row r of column 0 (string), 1 (long), 2 (real); `kinds` different values; every seventh row is null. */
static datum value(many *m, uint32_t col, uint64_t r, uint64_t kinds)
{
    datum d = datum_null(col == 0 ? T_STRING : col == 1 ? T_LONG : T_REAL);
    if (r % 7 == 0) {
        return d;
    }
    d.null = false;
    if (col == 0) {
        d.s = arena_printf(m->mem, "value %llu", (unsigned long long)(r % kinds));
    } else if (col == 1) {
        d.l = (int64_t)(r % kinds) - 5;
    } else {
        d.r = (double)(r % kinds) / 2;
    }
    return d;
}

static void fill(many *m, uint64_t rows, uint64_t kinds)
{
    for (uint64_t from = 0, n; from < rows; from += n) {
        n = rows - from < 100 + from % 777 ? rows - from : 100 + from % 777;
        for (uint32_t col = 0; col < 3; col++) {
            vec *v = vec_new(m->mem, m->l->cols[col].type);
            for (uint32_t i = 0; i < n; i++) {
                vec_set(m->mem, v, i, value(m, col, from + i, kinds));
            }
            loaded_append(m->l, &m->l->cols[col], v, (uint32_t)n);
        }
        loaded_append(m->l, &m->l->cols[3], NULL, (uint32_t)n);
    }
}

static void check(many *m, uint64_t rows, uint64_t kinds)
{
    static char room[BATCH_ROWS * 32];
    uint32_t pick[500];
    vec v, g;
    for (uint32_t col = 0; col < 3; col++) {
        assert_int_equal(m->l->cols[col].rows, rows);
        for (uint64_t from = 0; from < rows; from += 500) {
            uint32_t n = rows - from < 500 ? (uint32_t)(rows - from) : 500;
            loaded_slice(&m->l->cols[col], from, n, room, &v);
            for (uint32_t i = 0; i < n; i++) {
                assert_true(datum_same(vec_get(&v, i), value(m, col, from + i, kinds)));
                pick[i] = (uint32_t)((from + 31 * i) % rows);
            }
            loaded_gather(&m->l->cols[col], pick, n, room, &g);
            for (uint32_t i = 0; i < n; i++) {
                assert_true(datum_same(vec_get(&g, i), value(m, col, pick[i], kinds)));
            }
        }
    }
    loaded_slice(&m->l->cols[3], rows - 1, 1, room, &v);
    assert_true(vec_is_null(&v, 0));
}

static void try(uint64_t rows, uint64_t kinds, bool coded)
{
    column cols[] = {{STR("s"), T_STRING}, {STR("l"), T_LONG}, {STR("r"), T_REAL}, {STR("never"), T_DATETIME}};
    many m = {arena_new(), loaded_new(&(schema){cols, 4}), rows};
    fill(&m, rows, kinds);
    assert_int_equal(m.l->cols[0].coded, coded);
    assert_int_equal(m.l->cols[1].coded, coded);
    assert_null(m.l->cols[3].data);
    check(&m, rows, kinds);
    loaded_forget(&m.l->cols[0]);
    assert_int_equal(m.l->cols[0].rows, 0);
    loaded_drop(m.l);
    arena_drop(m.mem);
}

static void few_values(void **unused)
{
    (void)unused;
    try(1, 3, true);
    try(20000, 11, true);
    try(30000, 2000, true);
}

static void many_values(void **unused)
{
    (void)unused;
    try(20000, 1000000, false);  /* nearly all different */
    try(200000, 90000, false);   /* more than there are codes */
}

static void rows_of_nothing_first(void **unused)
{
    (void)unused;
    world *w = world_new((load_options){.keep = true});
    buf b = {0};
    for (int i = 0; i < 5000; i++) {
        buf_text(&b, i < 4500 ? "{\"a\":1}\n" : "{\"a\":2,\"b\":\"late\"}\n");
    }
    assert_int_equal(catalog_add_file(w->cat, STR("T"), put_file(w, "t.jsonl", b.p, b.n), &w->ds), ST_OK);
    str first = rows(w, "T", "b"), both = rows(w, "T", "a,b");
    assert_int_equal(first.n, 4500 + 500 * 5);
    assert_true(both.n == 4500 * 3 + 500 * 7 && memcmp(both.p + both.n - 7, "2|late\n", 7) == 0);
    buf_drop(&b);
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(few_values), cmocka_unit_test(many_values),
                                       cmocka_unit_test(rows_of_nothing_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
