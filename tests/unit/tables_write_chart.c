/* Charts: roles of columns, drawings small enough to work out by hand, and that hostile data stays data. */
#include "tests/unit/write_help.h"

#include "base/time_text.h"

#include <jansson.h>

#define FULL "████████████████████████████████████████"

/* What the format makes of one result that asks for a chart. */
static const char *drawn(const char *format, const render_spec *spec, const result *r, bool color)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    writer *w = writer_open(str_of(format), f, &(write_options){.results = 1, .width = 80, .chart = true, .color = color});
    writer_render(w, spec);
    write_result(w, r);
    bool unsupported;
    const char *why = arena_str(mem, writer_refused(w, &unsupported)).p;
    assert_true(writer_close(w));
    fclose(f);
    const char *copy = size ? arena_dup(mem, text, size) : why;
    free(text);
    return copy;
}

static column names[] = {{STR("a"), T_STRING}, {STR("s"), T_STRING}, {STR("n"), T_LONG}};

static result hostile(void)
{
    datum *v = ARENA_ARRAY(mem, datum, 6);
    v[0] = text_of("<script>&\"\x1b[31m\xEF\xBF\xBF\xff");
    v[1] = text_of("s1");
    v[2] = long_of(2);
    v[3] = text_of("b");
    v[4] = text_of("</text>");
    v[5] = long_of(-1);
    return (result){.cols = {names, 3}, .values = v, .n_rows = 2};
}

static void bars_by_series(void **state)
{
    (void)state;
    datum v[] = {text_of("x"), text_of("ok"), long_of(4), text_of("x"), text_of("bad"), long_of(-1), text_of("y"), text_of("ok"), long_of(0)};
    result r = {.cols = {names, 3}, .values = v, .n_rows = 3};
    const char *text = drawn("table", &(render_spec){.type = STR("columnchart")}, &r, false);
    /* 4 is 40 cells, -1 is ten in the lighter shade, 0 is none; a label stands once */
    assert_non_null(strstr(text, "3 rows\n\nx  ok   " FULL " 4\n   bad  ▒▒▒▒▒▒▒▒▒▒ -1\ny  ok   0\n"));
}

static void shares_of_a_pie(void **state)
{
    (void)state;
    column cols[] = {{STR("k"), T_STRING}, {STR("n"), T_LONG}};
    datum v[] = {text_of("x"), long_of(3), text_of("y"), long_of(1)};
    result r = {.cols = {cols, 2}, .values = v, .n_rows = 2};
    const char *text = drawn("table", &(render_spec){.type = STR("piechart")}, &r, false);
    assert_non_null(strstr(text, "x  ██████████████████████████████ 75.0% (3)\ny  ██████████ 25.0% (1)\n"));
}

static void a_flat_line(void **state)
{
    (void)state;
    column cols[] = {{STR("x"), T_LONG}, {STR("y"), T_LONG}};
    datum v[] = {long_of(0), long_of(0), long_of(10), long_of(0)};
    result r = {.cols = {cols, 2}, .values = v, .n_rows = 2};
    const char *text = drawn("table", &(render_spec){.type = STR("linechart"), .has_ymax = true, .ymax = 2}, &r, false);
    /* y runs from 0 to 2: the line lies in the lowest dots of the lowest of 15 rows */
    const char *last = strstr(text, "\n0 ┤⣀⣀⣀⣀");
    assert_non_null(last);
    assert_non_null(strstr(text, "\n2 ┤\n"));
    assert_non_null(strstr(text, "\n1 ┤\n"));
    assert_non_null(strstr(last, "⣀\n  └──"));
}

static void text_of_data_cannot_steer(void **state)
{
    (void)state;
    result r = hostile();
    const char *const types[] = {"barchart", "columnchart", "piechart", "card"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        render_spec spec = {.type = str_of(types[i]), .title = STR("<t>\x1b&")};
        const char *table = drawn("table", &spec, &r, false), *svg = drawn("svg", &spec, &r, false);
        assert_null(strchr(table, '\x1b'));
        assert_null(strchr(svg, '\x1b'));
        assert_null(strstr(svg, "<script"));
        assert_null(strstr(svg, "\xEF\xBF\xBF"));
        assert_non_null(strstr(svg, "&lt;script&gt;&amp;&quot;\\x1b[31m"));
        assert_non_null(strstr(svg, "&lt;t&gt;\\x1b&amp;"));
        assert_non_null(strstr(svg, "</svg>\n"));
    }
}

static void vega_is_json(void **state)
{
    (void)state;
    result r = hostile();
    json_error_t wrong;
    json_t *top = json_loads(drawn("vega", &(render_spec){.type = STR("barchart"), .title = STR("\"t\"")}, &r, false), 0, &wrong);
    assert_non_null(top);
    assert_string_equal(json_string_value(json_object_get(top, "title")), "\"t\"");
    json_t *values = json_object_get(json_object_get(top, "data"), "values");
    assert_int_equal(json_array_size(values), 2);
    assert_string_equal(json_string_value(json_object_get(json_array_get(values, 1), "s")), "</text>");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(values, 1), "y")), -1);
    json_decref(top);
}

/* A time line from arrays: x is the array of datetimes, though the numbers stand first. */
static void arrays_are_points(void **state)
{
    (void)state;
    column cols[] = {{STR("n"), T_DYNAMIC}, {STR("t"), T_DYNAMIC}};
    const dyn *n, *t;
    assert_true(dyn_parse(mem, STR("[1,null,3]"), &n) && dyn_parse(mem, STR("[\"2024-01-01T00:00:00Z\",\"2024-01-02T00:00:00Z\",\"2024-01-03T00:00:00Z\"]"), &t));
    datum v[] = {{.type = T_DYNAMIC, .dy = n}, {.type = T_DYNAMIC, .dy = t}};
    result r = {.cols = {cols, 2}, .values = v, .n_rows = 1};
    const char *const types[] = {"timechart", "areachart"};
    for (size_t i = 0; i < 2; i++) {
        const char *text = drawn("vega", &(render_spec){.type = str_of(types[i])}, &r, false);
        assert_non_null(strstr(text, "{\"x\":\"2024-01-01T00:00:00.0000000Z\",\"y\":1,\"s\":\"n\"},\n{\"x\":\"2024-01-03T00:00:00.0000000Z\",\"y\":3,\"s\":\"n\"}]"));
    }
}

static void nothing_to_draw_is_told(void **state)
{
    (void)state;
    result none = {.cols = {names, 3}, .n_rows = 0};
    assert_non_null(strstr(drawn("svg", &(render_spec){.type = STR("barchart")}, &none, false), "no point to draw"));
    assert_non_null(strstr(drawn("svg", &(render_spec){.type = STR("card")}, &none, false), "there is none"));
    result text = {.cols = {names, 2}, .n_rows = 0};
    assert_non_null(strstr(drawn("svg", NULL, &text, false), "needs a column of numbers"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_by_series),  cmocka_unit_test(shares_of_a_pie),   cmocka_unit_test(a_flat_line),
        cmocka_unit_test(vega_is_json),    cmocka_unit_test(arrays_are_points), cmocka_unit_test(text_of_data_cannot_steer),
        cmocka_unit_test(nothing_to_draw_is_told),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
