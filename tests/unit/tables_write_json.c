/* json and jsonl: the contract of -o json, value by value. */
#include "tests/unit/write_help.h"

#include "base/time_text.h"

#include <math.h>

static column every_col[] = {
    {STR("b"), T_BOOL}, {STR("i"), T_INT}, {STR("l"), T_LONG}, {STR("r"), T_REAL}, {STR("dc"), T_DECIMAL},
    {STR("s"), T_STRING}, {STR("t"), T_DATETIME}, {STR("w"), T_TIMESPAN}, {STR("g"), T_GUID}, {STR("d"), T_DYNAMIC},
};
#define N_EVERY (sizeof every_col / sizeof *every_col)

static result every_type(void)
{
    datum *v = ARENA_ARRAY(mem, datum, 2 * N_EVERY);
    decimal dec;
    guid g = {{0}};
    int64_t t;
    const dyn *dy = NULL;
    assert_true(decimal_parse(STR("1.25"), &dec) && guid_parse(STR("74be27de-1e4e-49d9-b579-fe0b331d3642"), &g));
    assert_true(datetime_parse(STR("2024-01-02 03:04:05.6789"), &t) && dyn_parse(mem, STR("{\"a\":[1,null]}"), &dy));
    v[0] = (datum){.type = T_BOOL, .b = 1};
    v[1] = (datum){.type = T_INT, .i = 7};
    v[2] = long_of(INT64_MIN);
    v[3] = real_of(1);
    v[4] = (datum){.type = T_DECIMAL, .dec = dec};
    v[5] = text_of("a\"b\\\n\x1b\xff");
    v[6] = (datum){.type = T_DATETIME, .l = t};
    v[7] = (datum){.type = T_TIMESPAN, .l = TICKS_PER_DAY + 2 * TICKS_PER_HOUR};
    v[8] = (datum){.type = T_GUID, .g = g};
    v[9] = (datum){.type = T_DYNAMIC, .dy = dy};
    for (size_t i = 0; i < N_EVERY; i++)
        v[N_EVERY + i] = datum_null(every_col[i].type);
    return (result){.cols = {every_col, N_EVERY}, .values = v, .n_rows = 2};
}

static void json_shows_every_type(void **state)
{
    (void)state;
    result r = every_type();
    assert_string_equal(written("json", (write_options){0}, &r, 1),
                        "{\"columns\":[{\"name\":\"b\",\"type\":\"bool\"},{\"name\":\"i\",\"type\":\"int\"},{\"name\":\"l\",\"type\":\"long\"},"
                        "{\"name\":\"r\",\"type\":\"real\"},{\"name\":\"dc\",\"type\":\"decimal\"},{\"name\":\"s\",\"type\":\"string\"},"
                        "{\"name\":\"t\",\"type\":\"datetime\"},{\"name\":\"w\",\"type\":\"timespan\"},{\"name\":\"g\",\"type\":\"guid\"},"
                        "{\"name\":\"d\",\"type\":\"dynamic\"}],\"rows\":["
                        "[true,7,-9223372036854775808,1.0,\"1.25\",\"a\\\"b\\\\\\n\\u001b\xEF\xBF\xBD\",\"2024-01-02T03:04:05.6789000Z\","
                        "\"1.02:00:00\",\"74be27de-1e4e-49d9-b579-fe0b331d3642\",{\"a\":[1,null]}],"
                        "[null,null,null,null,null,\"\",null,null,null,null]]}\n");
}

static void reals_stay_reals(void **state)
{
    (void)state;
    column col = {STR("r"), T_REAL};
    datum v[] = {real_of(0.5), real_of(-2), real_of(NAN), real_of(INFINITY), real_of(-INFINITY)};
    result r = {.cols = {&col, 1}, .values = v, .n_rows = 5};
    assert_string_equal(written("jsonl", (write_options){0}, &r, 1),
                        "{\"r\":0.5}\n{\"r\":-2.0}\n{\"r\":\"NaN\"}\n{\"r\":\"Infinity\"}\n{\"r\":\"-Infinity\"}\n");
}

static void several_results_are_tables(void **state)
{
    (void)state;
    column x = {STR("x"), T_LONG}, y = {STR("y\""), T_STRING};
    datum one = long_of(1);
    result r[] = {{.cols = {&x, 1}, .values = &one, .n_rows = 1}, {.name = "N", .cols = {&y, 1}}, {.cols = {NULL, 0}, .n_rows = 2}};
    assert_string_equal(written("json", (write_options){0}, r, 3),
                        "{\"tables\":[{\"columns\":[{\"name\":\"x\",\"type\":\"long\"}],\"rows\":[[1]]},"
                        "{\"name\":\"N\",\"columns\":[{\"name\":\"y\\\"\",\"type\":\"string\"}],\"rows\":[]},"
                        "{\"columns\":[],\"rows\":[[],[]]}]}\n");
    assert_string_equal(written("json", (write_options){0}, &r[1], 1),
                        "{\"name\":\"N\",\"columns\":[{\"name\":\"y\\\"\",\"type\":\"string\"}],\"rows\":[]}\n");
    assert_string_equal(written("jsonl", (write_options){0}, r, 3), "{\"x\":1}\n{}\n{}\n");
}

static void only_selected_rows_are_written(void **state)
{
    (void)state;
    vec *v = vec_new(mem, T_LONG);
    for (int i = 0; i < 4; i++)
        v->l[i] = i * 10;
    const vec *cols[] = {v, NULL, vec_const(mem, text_of("c"))};
    column names[] = {{STR("a"), T_LONG}, {STR("b"), T_LONG}, {STR("c"), T_STRING}};
    schema s = {names, 3};
    const uint16_t idx[] = {1, 3};
    batch b = {.n_rows = 4, .sel = {idx, 2}, .n_cols = 3, .cols = cols};
    char *text = NULL;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    writer *w = writer_open(STR("jsonl"), f, &(write_options){0});
    writer_begin(w, &s, (str){0});
    writer_rows(w, &b);
    b.sel.n = 0;
    writer_rows(w, &b);
    writer_end(w);
    assert_true(writer_close(w));
    fclose(f);
    assert_string_equal(text, "{\"a\":10,\"b\":null,\"c\":\"c\"}\n{\"a\":30,\"b\":null,\"c\":\"c\"}\n");
    free(text);
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    column col = {STR("x"), T_LONG};
    datum *v = ARENA_ARRAY(mem, datum, 60000);
    for (int i = 0; i < 60000; i++)
        v[i] = long_of(i);
    result small = {.cols = {&col, 1}, .values = v, .n_rows = 1}, big = {.cols = {&col, 1}, .values = v, .n_rows = 60000};
    const char *const *names;
    for (uint32_t i = 0, n = writer_formats(&names); i < n; i++) {
        bool chart = strcmp(names[i], "svg") == 0 || strcmp(names[i], "vega") == 0; /* no chart is big */
        for (int k = 0; k < 2 - chart; k++) {
            FILE *full = fopen("/dev/full", "w");
            assert_non_null(full);
            writer *w = writer_open(str_of(names[i]), full, &(write_options){0});
            write_result(w, k ? &big : &small);
            assert_int_equal(writer_failed(w), k);
            assert_false(writer_close(w));
            fclose(full);
        }
    }
    assert_null(writer_open(STR("jsn"), stdout, &(write_options){0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_shows_every_type),      cmocka_unit_test(reals_stay_reals),    cmocka_unit_test(several_results_are_tables),
        cmocka_unit_test(only_selected_rows_are_written), cmocka_unit_test(a_full_disk_is_told),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
