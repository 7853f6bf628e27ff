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

/* Texts of one length that differ in one byte only, one behind the other: none is taken for its neighbour. */
static void texts_of_one_length(void **unused)
{
    (void)unused;
    static char room[BATCH_ROWS * 32];
    for (uint32_t length = 1; length <= 70; length++) {
        column col = {STR("s"), T_STRING};
        arena *mem = arena_new();
        loaded *l = loaded_new(&(schema){&col, 1});
        vec *in = vec_new(mem, T_STRING), out;
        for (uint32_t row = 0; row <= length; row++) { /* row 0: all alike; row r: byte r-1 is another */
            char *text = arena_alloc(mem, length);
            memset(text, 'a', length);
            text[row ? row - 1 : 0] = row ? 'b' : 'a';
            in->s[row] = (str){text, length};
        }
        for (uint32_t row = 0; row <= length; row++) { /* each a batch: compared with the one before it, without a hash */
            vec one = {.type = T_STRING, .data = in->s + row};
            loaded_append(l, l->cols, &one, 1);
        }
        loaded_append(l, l->cols, in, length + 1);
        assert_true(l->cols[0].coded);
        for (uint32_t row = 0; row < 2 * (length + 1); row++) {
            loaded_slice(l->cols, row, 1, room, &out);
            assert_true(str_eq(out.s[0], in->s[row % (length + 1)]));
        }
        loaded_drop(l);
        arena_drop(mem);
    }
}

/* Two numbers with one place and one tag (loaded_codes.h) are two values all the same. */
static void one_place_and_tag(void **unused)
{
    (void)unused;
    static char room[BATCH_ROWS * 32];
    column col = {STR("l"), T_LONG};
    arena *mem = arena_new();
    loaded *l = loaded_new(&(schema){&col, 1});
    vec *in = vec_new(mem, T_LONG), out;
    in->l[0] = 1;
    in->l[1] = 2;
    while ((vec_hash(in, 0) ^ vec_hash(in, 1)) & 0xffff00000000007fULL) {
        in->l[1]++;
    }
    loaded_append(l, l->cols, in, 2);
    loaded_append(l, l->cols, in, 2);
    loaded_slice(l->cols, 0, 4, room, &out);
    for (uint32_t row = 0; row < 4; row++) {
        assert_int_equal(out.l[row], in->l[row % 2]);
    }
    loaded_drop(l);
    arena_drop(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(few_values), cmocka_unit_test(many_values),
                                       cmocka_unit_test(rows_of_nothing_first),
                                       cmocka_unit_test(texts_of_one_length), cmocka_unit_test(one_place_and_tag)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
