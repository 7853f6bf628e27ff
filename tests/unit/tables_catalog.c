/* The catalog: names, folders, schemas, tables in memory, the two names of the event's time. */
#include "base/time_text.h"
#include "tests/unit/tables_load_help.h"

#include <sys/stat.h>

static void put_in(world *w, const char *folder, const char *name, const char *text)
{
    buf b = {0};
    mkdir(world_path(w, folder), 0777);
    buf_printf(&b, "%s/%s", folder, name);
    buf_char(&b, 0);
    put_text(w, b.p, text);
    buf_drop(&b);
}

static void folder(void **state)
{
    (void)state;
    world *w = world_new((load_options){0});
    put_in(w, "d", "Foo.jsonl", "{\"a\":1}\n");
    put_in(w, "d", "Foo.csv", "a\n2\n");
    put_in(w, "d", "Bar.tsv", "a\n3\n");
    put_in(w, "d", "readme.txt", "not data");
    put_in(w, "d", "._Foo.jsonl", "junk");
    put_in(w, "d/__MACOSX", "Zzz.jsonl", "junk");
    put_in(w, "d/other", "Zzz.jsonl", "junk");
    put_in(w, "d/am-securityevent", "PT1H.json", "{\"EventID\":\"4720\"}\n");
    put_in(w, "d/am-securityevent/h=01", "PT1H.json", "{\"EventID\":4732}\n");
    put_in(w, "d/am-custom_cl", "x.json", "{\"a\":1}\n");
    assert_int_equal(catalog_add_folder(w->cat, world_path(w, "d"), &w->ds), ST_OK);
    assert_text(said(w), "");
    assert_text(rows(w, "Foo", "a"), "2\n1\n"); /* by file name */
    assert_text(rows(w, "Bar", "a"), "3\n");
    assert_text(rows(w, "SecurityEvent", "EventID"), "4720\n4732\n");
    assert_text(rows(w, "custom_cl", "a"), "1\n");
    assert_null(catalog_find(w->cat, STR("Zzz")));
    str *names;
    uint32_t n = catalog_names(w->cat, w->mem, &names);
    assert_true(n > 800 && str_is(names[0], "Bar"));
    mkdir(world_path(w, "empty"), 0777);
    assert_int_equal(catalog_add_folder(w->cat, world_path(w, "empty"), &w->ds), ST_OK);
    assert_contains(said(w), "no data file in");
    world_drop(w);
}

static void missing_file(void **state)
{
    (void)state;
    world *w = world_new((load_options){0});
    put_text(w, "events.jsonl", "{}\n");
    assert_int_equal(catalog_add_file(w->cat, STR("T"), world_path(w, "event.jsonl"), &w->ds), ST_DATA);
    assert_contains(said(w), "event.jsonl: No such file or directory [did you mean ");
    assert_contains(said(w), "/events.jsonl?]");
    assert_int_equal(catalog_add_file(w->cat, STR("T"), w->dir, &w->ds), ST_DATA);
    assert_int_equal(catalog_add_folder(w->cat, world_path(w, "none"), &w->ds), ST_DATA);
    world_drop(w);
}

static void builtin_schemas(void **state)
{
    (void)state;
    world *w = world_new((load_options){0});
    table *t = catalog_find(w->cat, STR("SecurityEvent"));
    assert_false(table_has_data(t));
    int id = schema_find(table_schema(t), STR("EventID"));
    assert_int_equal(table_schema(t)->cols[id].type, T_INT);
    assert_text(rows(w, "SecurityEvent", "EventID,Account"), "");
    assert_null(catalog_find(w->cat, STR("SecurityEven")));
    assert_null(catalog_find(w->cat, STR("")));
    str *names;
    uint32_t n = catalog_names(w->cat, w->mem, &names);
    for (uint32_t i = 0; i < n; i++) { /* every name that is listed is found */
        assert_non_null(catalog_find(w->cat, names[i]));
        assert_true(table_schema(catalog_find(w->cat, names[i]))->n > 0);
    }
    world_drop(w);
}

static void user_schemas(void **state)
{
    (void)state;
    world *w = world_with((load_options){0}, "t.jsonl", "{\"a\":1,\"b\":\"x\"}\n");
    const char *path =
        put_text(w, "s.csv", "\xef\xbb\xbftable,column,type\r\nT,z,guid\r\nT,a,real\r\nU,u,int\nT,c,date\n");
    assert_int_equal(catalog_add_schemas(w->cat, path, &w->ds), ST_OK);
    assert_text(columns(w, "T"), "z:guid a:real c:datetime b:string");
    assert_text(columns(w, "U"), "u:int");
    assert_text(rows(w, "T", "z,a,b"), "null|1.0|x\n");
    assert_int_equal(catalog_add_schemas(w->cat, put_text(w, "s2.csv", "T,q,int\n"), &w->ds), ST_OK);
    assert_text(columns(w, "T"), "q:int a:long b:string");
    assert_int_equal(catalog_add_schemas(w->cat, put_text(w, "s3.csv", "T,a,int\nT,b,colour\n"), &w->ds), ST_DATA);
    assert_contains(said(w), "s3.csv:2: not table,column,type: T,b,colour");
    world_drop(w);
}

static void two_times(void **state)
{
    (void)state;
    static const char both[] = "2024-01-01T00:00:00.0000000Z|2024-01-01T00:00:00.0000000Z\nnull|null\n"
                               "2024-01-02T00:00:00.0000000Z|2024-01-03T00:00:00.0000000Z\n2024-01-04T00:00:00."
                               "0000000Z|2024-01-04T00:00:00.0000000Z\n";
    world *w = world_new((load_options){0});
    const char *path = put_text(w, "p.jsonl",
                                "{\"Timestamp\":\"2024-01-01T00:00:00Z\"}\n{}\n"
                                "{\"Timestamp\":\"2024-01-03T00:00:00Z\",\"TimeGenerated\":\"2024-01-02T00:00:00Z\"}\n"
                                "{\"TimeGenerated\":\"2024-01-04T00:00:00Z\"}\n");
    assert_int_equal(catalog_add_file(w->cat, STR("DeviceProcessEvents"), path, &w->ds), ST_OK);
    assert_text(rows(w, "DeviceProcessEvents", "TimeGenerated,Timestamp"), both);
    assert_text(rows(w, "DeviceProcessEvents", "Timestamp"),
                "2024-01-01T00:00:00.0000000Z\nnull\n2024-01-03T00:00:00.0000000Z\n"
                "2024-01-04T00:00:00.0000000Z\n");
    int64_t newest = 0;
    char text[TIME_TEXT];
    assert_true(catalog_newest_time(w->cat, &newest, &w->ds));
    datetime_print(newest, text);
    assert_string_equal(text, "2024-01-04T00:00:00.0000000Z");
    assert_int_equal(catalog_add_file(w->cat, STR("Plain"), path, &w->ds),
                     ST_OK); /* no such rule for a table of one's own */
    assert_text(rows(w, "Plain", "Timestamp"),
                "2024-01-01T00:00:00.0000000Z\nnull\n2024-01-03T00:00:00.0000000Z\nnull\n");
    world_drop(w);
}

/* Rows of every third hour: their time stands under one name, under the other, or under both. */
static uint32_t keep_some(void *ctx, const batch *in, arena *mem, uint16_t *out)
{
    const int *col = ctx;
    uint32_t n = 0;
    (void)mem;
    for (uint32_t row = 0; row < in->n_rows; row++) {
        const vec *v = in->cols[*col];
        out[n] = (uint16_t)row;
        n += !vec_is_null(v, row) && v->l[row] / TICKS_PER_HOUR % 3 == 0;
    }
    return n;
}

static uint32_t count_kept(world *w, int col, const scan_decider *by)
{
    table *t = catalog_find(w->cat, STR("DeviceProcessEvents"));
    colset need = colset_new(w->mem, table_schema(t)->n);
    colset_add(&need, (uint32_t)col);
    scan *s = scan_open(w->cat, t, &need, &w->ds);
    batch in;
    uint32_t n = 0;
    if (by) {
        scan_decide(s, by);
    }
    while (scan_next(s, &in) == STEP_ROWS) {
        uint16_t kept[BATCH_ROWS];
        n += keep_some(&col, &in, w->mem, kept);
    }
    scan_close(s);
    return n;
}

static void two_times_decide(void **state)
{
    (void)state;
    buf b = {0};
    static const char *const forms[] = {"{\"Timestamp\":\"%s\"}\n", "{\"TimeGenerated\":\"%s\"}\n", "{\"TimeGenerated\":null,\"Timestamp\":\"%s\"}\n"};
    for (uint32_t i = 0; i < 12000; i++) {
        char time[40];
        snprintf(time, sizeof time, "2024-01-%02u" "T%02u:%02u:00Z", 1 + i / 1440, i / 60 % 24, i % 60);
        buf_printf(&b, forms[i * 7 % 11 % 3], time);
    }
    world *w = world_new((load_options){.threads = 2});
    assert_int_equal(catalog_add_file(w->cat, STR("DeviceProcessEvents"), put_file(w, "d.jsonl", b.p, b.n), &w->ds), ST_OK);
    const schema *cols = table_schema(catalog_find(w->cat, STR("DeviceProcessEvents")));
    for (int i = 0; i < 4; i++) {
        int col = schema_find(cols, i % 2 ? STR("Timestamp") : STR("TimeGenerated"));
        scan_decider by = {.column = (uint32_t)col, .ordered = i / 2, .keep = keep_some, .ctx = &col};
        assert_int_equal(count_kept(w, col, NULL), 4020); /* 67 of 200 hours */
        assert_int_equal(count_kept(w, col, &by), 4020);
    }
    buf_drop(&b);
    world_drop(w);
}

static batch one_row(world *w, int64_t a, const char *s)
{
    batch b = {.n_rows = 1, .sel = {NULL, 1}, .n_cols = 2, .cols = ARENA_ARRAY(w->mem, const vec *, 2)};
    b.cols[0] = vec_const(w->mem, (datum){.type = T_DATETIME, .l = a});
    b.cols[1] = s ? vec_const(w->mem, (datum){.type = T_STRING, .s = str_of(s)}) : NULL;
    return b;
}

static void memory_tables(void **state)
{
    (void)state;
    world *w = world_new((load_options){0});
    column cols[] = {{STR("Timestamp"), T_DATETIME}, {STR("Mine"), T_STRING}};
    schema given = {cols, 2};
    table *t = catalog_add_memory(w->cat, STR("DeviceEvents"), &given, true);
    assert_text(rows(w, "DeviceEvents", "Mine"), "");
    for (int i = 0; i < 5000; i++) {
        batch b = one_row(w, i, i % 2 ? "odd" : NULL);
        table_append(t, &b);
    }
    assert_contains(columns(w, "DeviceEvents"), "FileName:string");
    colset need = colset_new(w->mem, table_schema(t)->n);
    uint32_t time = (uint32_t)schema_find(table_schema(t), STR("TimeGenerated")),
             mine = (uint32_t)schema_find(table_schema(t), STR("Mine"));
    uint32_t size = (uint32_t)schema_find(table_schema(t), STR("FileSize"));
    colset_add(&need, time);
    colset_add(&need, mine);
    colset_add(&need, size);
    scan *s = scan_open(w->cat, t, &need, &w->ds);
    int64_t n = 0;
    for (batch b; scan_next(s, &b) == STEP_ROWS;) {
        for (uint32_t i = 0; i < b.n_rows; i++, n++) {
            assert_int_equal(b.cols[time]->l[i], n); /* filled from Timestamp */
            assert_true(str_is(b.cols[mine]->s[i], n % 2 ? "odd" : ""));
            assert_true(vec_is_null(b.cols[size], i));
        }
    }
    scan_close(s);
    assert_int_equal(n, 5000);
    catalog_add_memory(w->cat, STR("DeviceEvents"), &given, false);
    assert_text(columns(w, "DeviceEvents"), "Timestamp:datetime Mine:string");
    assert_text(rows(w, "DeviceEvents", "Mine"), "");
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folder),       cmocka_unit_test(missing_file), cmocka_unit_test(builtin_schemas),
        cmocka_unit_test(user_schemas), cmocka_unit_test(two_times), cmocka_unit_test(two_times_decide),    cmocka_unit_test(memory_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
