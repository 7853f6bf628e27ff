/* table: what a person sees, at several widths. The pictures are drawn by hand. */
#include "tests/unit/write_help.h"

#include "base/utf8.h"

static column cols[] = {{STR("Name"), T_STRING}, {STR("Count"), T_LONG}, {STR("Command"), T_STRING}};

static void columns_fit_their_content(void **state)
{
    (void)state;
    datum v[] = {text_of("ann"), long_of(5), text_of("x"), text_of("日本"), datum_null(T_LONG), text_of(""), text_of(""), long_of(-12345678), text_of("yy")};
    result r = {.cols = {cols, 3}, .values = v, .n_rows = 3};
    assert_string_equal(written("table", (write_options){0}, &r, 1),
                        "Name      Count  Command\n"
                        "────  ─────────  ───────\n"
                        "ann           5  x\n"
                        "日本       null\n"
                        "      -12345678  yy\n"
                        "3 rows\n");
}

static void nothing_steers_the_terminal(void **state)
{
    (void)state;
    column col = {STR("a\x1b"), T_STRING};
    datum v[] = {text_of("\x1b[31m\n\t\r\x07\x7f"), text_of("C:\\x \xC2\x9B \xE2\x80\xAE bad\xff")};
    result r = {.cols = {&col, 1}, .values = v, .n_rows = 2};
    assert_string_equal(written("table", (write_options){0}, &r, 1),
                        "a\\x1b\n"
                        "──────────────────────\n"
                        "\\x1b[31m\\n\\t\\r\\x07\\x7f\n"
                        "C:\\x \\x9b \\u202e bad\xEF\xBF\xBD\n"
                        "2 rows\n");
}

static void long_text_is_cut_to_the_terminal(void **state)
{
    (void)state;
    datum v[] = {text_of("ann"), long_of(5), text_of("0123456789 0123456789 0123456789"), text_of("日本日本日本日本日本"), long_of(6), text_of("y")};
    result r = {.cols = {cols, 3}, .values = v, .n_rows = 2};
    /* 20 + 5 + 32 and two gaps of 2 are 61: in 45, both texts may have 18 cells of the 36 left */
    assert_string_equal(written("table", (write_options){.width = 45}, &r, 1),
                        "Name                Count  Command\n"
                        "──────────────────  ─────  ──────────────────\n"
                        "ann                     5  0123456789 012345…\n"
                        "日本日本日本日本…       6  y\n"
                        "2 rows\n");
}

static void too_many_columns_become_records(void **state)
{
    (void)state;
    datum v[] = {text_of("ann"), long_of(5), text_of("net user /add backdoor P@ssw0rd and more"), text_of(""), datum_null(T_LONG), text_of("y")};
    result r = {.cols = {cols, 3}, .values = v, .n_rows = 2};
    assert_string_equal(written("table", (write_options){.width = 26}, &r, 1),
                        "── row 1 ─────────────────\n"
                        "Name     ann\n"
                        "Count    5\n"
                        "Command  net user /add \n"
                        "         backdoor P@ssw0rd\n"
                        "          and more\n"
                        "── row 2 ─────────────────\n"
                        "Name\n"
                        "Count    null\n"
                        "Command  y\n"
                        "2 rows\n");
}

static void no_line_is_wider_than_the_terminal(void **state)
{
    (void)state;
    column many[30];
    datum v[60];
    for (int i = 0; i < 30; i++) {
        many[i] = (column){arena_printf(mem, "Column_%d_%.*s", i, i, "with_quite_a_long_name_that_goes_on"), i % 3 ? T_STRING : T_LONG};
        for (int row = 0; row < 60; row += 30)
            v[row + i] = i % 3 ? (datum){.type = T_STRING, .s = arena_printf(mem, "%0*d 本", i * 40 + 1, row)} : long_of(INT64_MAX);
    }
    for (uint32_t n = 0; n <= 30; n++) {
        for (uint32_t width = 60; width < 200; width += 7) {
            for (uint32_t rows = 0; rows <= 1 + (n == 30); rows++) {
                result r = {.cols = {many, n}, .values = v, .n_rows = rows};
                const char *line = written("table", (write_options){.width = width}, &r, 1);
                for (const char *end; (end = strchr(line, '\n')); line = end + 1)
                    assert_true(utf8_width((str){line, (uint32_t)(end - line)}) <= width);
            }
        }
    }
}

static void widths_hold_after_the_first_rows(void **state)
{
    (void)state;
    column col[] = {{STR("s"), T_STRING}, {STR("n"), T_LONG}};
    datum *v = ARENA_ARRAY(mem, datum, 2 * 5000);
    for (int i = 0; i < 5000; i++) {
        v[2 * i] = text_of(i < 4000 ? "abc" : "abcdefgh");
        v[2 * i + 1] = long_of(7);
    }
    result r = {.cols = {col, 2}, .values = v, .n_rows = 5000};
    const char *all = written("table", (write_options){.width = 80}, &r, 1);
    assert_non_null(strstr(all, "\nabc  7\nab…  7\n"));
    assert_non_null(strstr(all, "\n5000 rows\n"));
    assert_non_null(strstr(written("table", (write_options){0}, &r, 1), "\nabc  7\nabcdefgh  7\n"));
}

static void heads_without_rows(void **state)
{
    (void)state;
    result r[] = {{.name = "First", .cols = {cols, 2}}, {.cols = {NULL, 0}, .n_rows = 1}};
    assert_string_equal(written("table", (write_options){0}, r, 2), "First:\nName  Count\n────  ─────\n0 rows\n\n(no columns)\n1 row\n");
    assert_string_equal(written("table", (write_options){.width = 10}, r, 1), "First:\nName\nCount\n0 rows\n");
}

static void colour_only_when_asked(void **state)
{
    (void)state;
    column col = {STR("n"), T_LONG};
    datum v = datum_null(T_LONG);
    result r = {.cols = {&col, 1}, .values = &v, .n_rows = 1};
    assert_string_equal(written("table", (write_options){.color = true}, &r, 1),
                        "   \x1b[1mn\x1b[0m\n\x1b[2m────\x1b[0m\n\x1b[2mnull\x1b[0m\n\x1b[2m1 row\x1b[0m\n");
    assert_null(strchr(written("table", (write_options){0}, &r, 1), '\x1b'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_fit_their_content),       cmocka_unit_test(nothing_steers_the_terminal),
        cmocka_unit_test(long_text_is_cut_to_the_terminal), cmocka_unit_test(too_many_columns_become_records),
        cmocka_unit_test(no_line_is_wider_than_the_terminal), cmocka_unit_test(widths_hold_after_the_first_rows),
        cmocka_unit_test(heads_without_rows),              cmocka_unit_test(colour_only_when_asked),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
