/* csv (RFC 4180), tsv and md. */
#include "tests/unit/write_help.h"

static column cols[] = {{STR("n"), T_LONG}, {STR("s,t"), T_STRING}, {STR("d"), T_DYNAMIC}};

static result sample(void)
{
    datum *v = ARENA_ARRAY(mem, datum, 9);
    const dyn *bag, *text;
    assert_true(dyn_parse(mem, STR("{\"k\":\"v|w\"}"), &bag) && dyn_parse(mem, STR("\"x\""), &text));
    v[0] = long_of(1);
    v[1] = text_of("say \"hi\"\nand\tC:\\dir\r");
    v[2] = (datum){.type = T_DYNAMIC, .dy = bag};
    v[3] = datum_null(T_LONG);
    v[4] = text_of("");
    v[5] = datum_null(T_DYNAMIC);
    v[6] = long_of(-2);
    v[7] = text_of("a|b \\| <br> \x1b[31m");
    v[8] = (datum){.type = T_DYNAMIC, .dy = text};
    return (result){.cols = {cols, 3}, .values = v, .n_rows = 3};
}

static void csv_quotes_where_needed(void **state)
{
    (void)state;
    result r = sample();
    assert_string_equal(written("csv", (write_options){0}, &r, 1),
                        "n,\"s,t\",d\n"
                        "1,\"say \"\"hi\"\"\nand\tC:\\dir\r\",\"{\"\"k\"\":\"\"v|w\"\"}\"\n"
                        ",,\n"
                        "-2,a|b \\| <br> \x1b[31m,\"\"\"x\"\"\"\n");
}

static void csv_of_one_column_has_no_empty_line(void **state)
{
    (void)state;
    column col = {STR("s"), T_STRING};
    datum v[] = {text_of(""), text_of("a\rb")};
    result r[] = {{.cols = {&col, 1}, .values = v, .n_rows = 2}, {.cols = {&col, 1}}};
    assert_string_equal(written("csv", (write_options){0}, r, 2), "s\n\"\"\n\"a\rb\"\n\ns\n");
}

static void tsv_escapes(void **state)
{
    (void)state;
    result r = sample();
    assert_string_equal(written("tsv", (write_options){0}, &r, 1),
                        "n\ts,t\td\n"
                        "1\tsay \"hi\"\\nand\\tC:\\\\dir\\r\t{\"k\":\"v|w\"}\n"
                        "\t\t\n"
                        "-2\ta|b \\\\| <br> \x1b[31m\t\"x\"\n");
}

static void md_is_a_github_table(void **state)
{
    (void)state;
    result r = sample();
    assert_string_equal(written("md", (write_options){0}, &r, 1),
                        "| n | s,t | d |\n"
                        "| ---: | --- | --- |\n"
                        "| 1 | say \"hi\"<br>and\\tC:\\dir\\r | {\"k\":\"v\\|w\"} |\n"
                        "|  |  |  |\n"
                        "| -2 | a\\|b \\\\\\| &lt;br> \\x1b[31m | x |\n");
}

static void no_rows_still_have_a_head(void **state)
{
    (void)state;
    result r = {.cols = {cols, 1}};
    assert_string_equal(written("csv", (write_options){0}, &r, 1), "n\n");
    assert_string_equal(written("tsv", (write_options){0}, &r, 1), "n\n");
    assert_string_equal(written("md", (write_options){0}, &r, 1), "| n |\n| ---: |\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_quotes_where_needed), cmocka_unit_test(csv_of_one_column_has_no_empty_line),
        cmocka_unit_test(tsv_escapes),             cmocka_unit_test(md_is_a_github_table),
        cmocka_unit_test(no_rows_still_have_a_head),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
