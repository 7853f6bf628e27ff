/* Which columns a file has, and of which type: the rules stand in tables/load/infer.h. */
#include "tests/unit/tables_load_help.h"

static void infers(const char *lines, const char *want)
{
    world *w = world_with((load_options){0}, "t.jsonl", lines);
    assert_text(columns(w, "T"), want);
    world_drop(w);
}

static void single_types(void **state)
{
    (void)state;
    infers("{\"a\":true}\n{\"a\":false}", "a:bool");
    infers("{\"a\":1}\n{\"a\":-9223372036854775808}", "a:long");
    infers("{\"a\":9223372036854775808}", "a:real");
    infers("{\"a\":1.5}", "a:real");
    infers("{\"a\":\"2024-01-02T03:04:05Z\"}", "a:datetime");
    infers("{\"a\":\"2024-01-02\"}", "a:string");
    infers("{\"a\":\"2024-01-02 03:04:05\"}", "a:string");
    infers("{\"a\":\"74be27de-1e4e-49d9-b579-fe0b331d3642\"}", "a:string");
    infers("{\"a\":\"12\"}", "a:string");
    infers("{\"a\":{}}", "a:dynamic");
    infers("{\"a\":[]}", "a:dynamic");
    infers("{\"a\":null}", "a:string");
    infers("{\"a\":\"\"}", "a:string");
}

static void mixes(void **state)
{
    (void)state;
    infers("{\"a\":1}\n{\"a\":2.5}", "a:real");
    infers("{\"a\":1}\n{\"a\":true}", "a:string");
    infers("{\"a\":1}\n{\"a\":\"x\"}", "a:string");
    infers("{\"a\":\"x\"}\n{\"a\":{}}", "a:dynamic");
    infers("{\"a\":\"2024-01-02T03:04:05Z\"}\n{\"a\":\"x\"}", "a:string");
    infers("{\"a\":null}\n{\"a\":7}\n{\"a\":\"\"}", "a:long");
}

static void order_of_appearance(void **state)
{
    (void)state;
    infers("{\"b\":1}\n{\"a\":1,\"b\":2}\n{\"c d\":1,\"\\u0078\":2}", "b:long a:long c d:long x:long");
}

/* A built-in schema stays as it is; what the file has beyond it comes after. */
static void beyond_the_schema(void **state)
{
    (void)state;
    world *w = world_new((load_options){0});
    const char *path = put_text(w, "h.jsonl", "{\"Zone\":1,\"Computer\":5,\"Extra\":[1]}\n");
    assert_int_equal(catalog_add_file(w->cat, STR("Heartbeat"), path, &w->ds), ST_OK);
    str all = columns(w, "Heartbeat");
    assert_contains(all, "Category:string Computer:string ");
    assert_contains(all, "_SubscriptionId:string Zone:long Extra:dynamic");
    assert_text(rows(w, "Heartbeat", "Computer,Category,TimeGenerated,Extra"), "5||null|[1]\n");
    world_drop(w);
}

static void many_keys(void **state)
{
    (void)state;
    buf b = {0};
    for (int i = 0; i < 20000; i++) {
        buf_printf(&b, "{\"k%d\":%d}\n", i, i);
    }
    buf_char(&b, 0);
    world *w = world_with((load_options){0}, "t.jsonl", b.p);
    assert_int_equal(table_schema(catalog_find(w->cat, STR("T")))->n, 16384);
    assert_contains(said(w), "more than 16384 different keys");
    assert_int_equal(rows(w, "T", "k7,k16383").n > 0, 1);
    buf_drop(&b);
    world_drop(w);
}

/* A key that first appears far behind the sample. */
static void discover(void **state)
{
    (void)state;
    buf b = {0};
    while (b.n < 17u << 20) {
        buf_text(
            &b, "{\"a\":1,\"text\":\"some words to make the file longer than what is looked at when it is opened\"}\n");
    }
    buf_text(&b, "{\"a\":2,\"late\":\"2024-01-02T03:04:05Z\"}\n");
    world *w = world_new((load_options){0});
    assert_int_equal(catalog_add_file(w->cat, STR("T"), put_file(w, "t.jsonl", b.p, b.n), &w->ds), ST_OK);
    table *t = catalog_find(w->cat, STR("T"));
    assert_text(columns(w, "T"), "a:long text:string");
    assert_false(table_discover(t, STR("never"), &w->ds));
    assert_text(columns(w, "T"), "a:long text:string late:datetime");
    assert_int_equal(schema_find(table_schema(t), STR("late")), 2);
    str got = rows(w, "T", "late");
    assert_memory_equal(got.p + got.n - 29, "2024-01-02T03:04:05.0000000Z\n", 29);
    buf_drop(&b);
    world_drop(w);
}

/* Several files under one name are one table; their columns are judged together. */
static void several_files(void **state)
{
    (void)state;
    world *w = world_with((load_options){0}, "1.jsonl", "{\"a\":1}\n");
    assert_int_equal(catalog_add_file(w->cat, STR("T"), put_text(w, "2.csv", "b,a\nx,2.5\n"), &w->ds), ST_OK);
    assert_text(columns(w, "T"), "a:real b:string");
    assert_text(rows(w, "T", "a,b"), "1.0|\n2.5|x\n");
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_types),      cmocka_unit_test(mixes),     cmocka_unit_test(order_of_appearance),
        cmocka_unit_test(beyond_the_schema), cmocka_unit_test(many_keys), cmocka_unit_test(discover),
        cmocka_unit_test(several_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
