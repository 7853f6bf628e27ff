/* JSON lines: every type, what is no value, what is no row. Expected values are read off the written lines. */
#include "tests/unit/tables_load_help.h"

#include "base/time_text.h"

static world *typed(load_options opt, const char *columns_csv, const char *text)
{
    world *w = world_new(opt);
    assert_int_equal(catalog_add_schemas(w->cat, put_text(w, "schema.csv", columns_csv), &w->ds), ST_OK);
    assert_int_equal(catalog_add_file(w->cat, STR("T"), put_text(w, "t.jsonl", text), &w->ds), ST_OK);
    return w;
}

static void strings(void **state)
{
    (void)state;
    world *w = typed(
        (load_options){0}, "T,s,string\n",
        "{\"s\":\"plain\"}\n{\"s\":\"tab\\t quote\\\" slash\\/ \\u00e9 \\ud83d\\ude00\"}\n{\"s\":12.50}\n{\"s\":true}\n"
        "{\"s\":null}\n{}\n{\"s\":{\"a\" : [1, \"x y\"]}}\n{\"s\":\"\\ud800!\"}\n{\"s\":\"a\\\\\"}\n");
    assert_text(rows(w, "T", "s"),
                "plain\ntab\t quote\" slash/ \xc3\xa9 \xf0\x9f\x98\x80\n12.50\ntrue\n\n\n{\"a\":[1,\"x y\"]}\n"
                "\xef\xbf\xbd!\na\\\n");
    assert_text(said(w), "");
    world_drop(w);
}

static void nul_in_string(void **state)
{
    (void)state;
    world *w = typed((load_options){0}, "T,s,string\n", "{\"s\":\"a\\u0000b\"}\n");
    str got = rows(w, "T", "s");
    assert_int_equal(got.n, 4);
    assert_memory_equal(got.p, "a\0b\n", 4);
    world_drop(w);
}

static void numbers(void **state)
{
    (void)state;
    world *w = typed((load_options){.quiet = true}, "T,i,int\nT,l,long\nT,r,real\nT,b,bool\n",
                     "{\"i\":2147483647,\"l\":9223372036854775807,\"r\":0.5,\"b\":true}\n"
                     "{\"i\":2147483648,\"l\":9223372036854775808,\"r\":1e400,\"b\":2}\n"
                     "{\"i\":\"-7\",\"l\":\"0x1F\",\"r\":\"2.5\",\"b\":\"True\"}\n"
                     "{\"i\":3.0,\"l\":1e3,\"r\":7,\"b\":0}\n"
                     "{\"i\":3.5,\"l\":true,\"r\":\"x\",\"b\":\"0\"}\n"
                     "{\"i\":\"\",\"l\":\" 4 \",\"r\":[],\"b\":null}\n");
    assert_text(rows(w, "T", "i,l,r,b"),
                "2147483647|9223372036854775807|0.5|True\nnull|null|null|null\n-7|31|2.5|True\n"
                "3|1000|7.0|False\nnull|null|null|False\nnull|4|null|null\n");
    world_drop(w);
}

static void times_and_guids(void **state)
{
    (void)state;
    world *w = typed(
        (load_options){.quiet = true}, "T,d,datetime\nT,t,timespan\nT,g,guid\n",
        "{\"d\":\"2024-02-29T12:34:56.1234567Z\",\"t\":\"1.02:03:04\",\"g\":\"74BE27DE-1E4E-49D9-B579-FE0B331D3642\"}\n"
        "{\"d\":\"2024-02-29T12:34:56Z\",\"t\":\"x\",\"g\":\"x\"}\n"
        "{\"d\":\"2024-02-29T12:34:56.5\",\"t\":5,\"g\":5}\n"
        "{\"d\":\"2023-02-29T12:34:56Z\"}\n{\"d\":1709210096}\n{\"d\":\"\"}\n");
    assert_text(rows(w, "T", "d,t,g"),
                "2024-02-29T12:34:56.1234567Z|1.02:03:04|74be27de-1e4e-49d9-b579-fe0b331d3642\n"
                "2024-02-29T12:34:56.0000000Z|null|null\n2024-02-29T12:34:56.5000000Z|null|null\n"
                "null|null|null\nnull|null|null\nnull|null|null\n");
    world_drop(w);
}

/* The quick way for times says what the general parser says, whichever byte of one is another. */
static void nearly_times(void **state)
{
    (void)state;
    static const char *const whole[] = {"2024-02-29T12:34:56.1234567Z", "2024-02-29T12:34:56.5Z", "1999-12-31T23:59:59Z"};
    buf lines = {0}, want = {0};
    for (size_t k = 0; k < sizeof whole / sizeof *whole; k++) {
        for (size_t i = 0; i < strlen(whole[k]); i++) {
            for (const char *c = "0369/:;-.TZ \x7f"; *c; c++) {
                char t[29], text[TIME_TEXT];
                int64_t ticks;
                strcpy(t, whole[k]);
                t[i] = *c;
                buf_printf(&lines, "{\"d\":\"%s\"}\n", t);
                bool is = datetime_parse(str_of(t), &ticks);
                buf_put(&want, is ? text : "null", is ? datetime_print(ticks, text) : 4);
                buf_char(&want, '\n');
            }
        }
    }
    buf_char(&lines, 0);
    buf_char(&want, 0);
    world *w = typed((load_options){.quiet = true}, "T,d,datetime\n", lines.p);
    assert_text(rows(w, "T", "d"), want.p);
    world_drop(w);
    buf_drop(&lines);
    buf_drop(&want);
}

static void dynamics(void **state)
{
    (void)state;
    world *w = typed((load_options){0}, "T,d,dynamic\n",
                     "{\"d\":{\"a\":[1,2.5,null]}}\n{\"d\":\"{\\\"k\\\": "
                     "\\\"v\\\"}\"}\n{\"d\":\"{broken\"}\n{\"d\":\"text\"}\n{\"d\":5}\n"
                     "{\"d\":false}\n{\"d\":null}\n{\"d\":\"\"}\n{\"d\":\"[3]\"}\n");
    assert_text(rows(w, "T", "d"), "{\"a\":[1,2.5,null]}\n{\"k\":\"v\"}\n{broken\ntext\n5\nfalse\nnull\nnull\n[3]\n");
    assert_text(said(w), "");
    world_drop(w);
}

/* A value nested past the limit is bad in its column only; the row and its other values stay. */
static void deep_nesting(void **state)
{
    (void)state;
    buf b = {0};
    buf_text(&b, "{\"a\":1,\"d\":");
    for (int i = 0; i < 100000; i++) {
        buf_char(&b, '[');
    }
    for (int i = 0; i < 100000; i++) {
        buf_char(&b, ']');
    }
    buf_text(&b, "}\n");
    buf_char(&b, 0);
    world *w = typed((load_options){0}, "T,a,long\nT,d,dynamic\n", b.p);
    assert_text(rows(w, "T", "a,d"), "1|null\n");
    assert_contains(said(w), "1 value is not dynamic");
    buf_drop(&b);
    world_drop(w);
}

static void repeated_and_odd_keys(void **state)
{
    (void)state;
    world *w = typed((load_options){0}, "T,a,long\nT,b,string\n",
                     "{\"a\":1,\"b\":\"x\",\"a\":2}\n{\"\\u0061\":3,\"B\":\"no\"}\n{\"b\":\"y\",\"a\":null}\n {  \"a\" "
                     ": 4 , \"b\" : \"z\" } \r\n"
                     "{\"\":1,\"a\":5}\n");
    assert_text(rows(w, "T", "a,b"), "2|x\n3|\nnull|y\n4|z\n5|\n");
    world_drop(w);
}

/* Rows do not depend on which columns are asked for. */
static void no_rows(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "{\"a\":1",         "[1]",      "{\"a\" 1}",      "{\"a\":1,}", "{\"a\":1}}",    "{\"a\":1} {}",
        "{\"a\":\"x}",      "nonsense", "{\"a\":[1}",     "{\"a\":}",   "{,\"a\":1}",    "{\"a\":1 \"b\":2}",
        "{\"a\":{\"b\":1}", "{a:1}",    "{\"a\":\"\\\"}", "5",          "{\"a\":[1,2}]}"};
    static const char *const wanted[] = {"a", "b"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        for (int k = 0; k < 2; k++) {
            buf b = {0};
            buf_printf(&b, "{\"a\":1,\"b\":2}\n\n%s\n{\"a\":3}", bad[i]);
            buf_char(&b, 0);
            world *w = typed((load_options){.lenient = true}, "T,a,string\nT,b,string\n", b.p);
            assert_text(rows(w, "T", wanted[k]), k ? "2\n\n" : "1\n3\n");
            assert_contains(said(w), "1 record is not a JSON object and left out; the first is at line 3: ");
            world_drop(w);
            w = world_new((load_options){0});
            assert_int_equal(catalog_add_file(w->cat, STR("T"), put_text(w, "t.jsonl", b.p), &w->ds), ST_DATA);
            assert_contains(said(w), "t.jsonl:3: not a JSON object: ");
            world_drop(w);
            buf_drop(&b);
        }
    }
}

static void warnings(void **state)
{
    (void)state;
    world *w =
        typed((load_options){0}, "T,a,long\nT,s,string\n", "{\"a\":1}\n{\"a\":\"zz\"}\n{\"a\":[],\"s\":\"x\xff\"}\n");
    assert_text(rows(w, "T", "a,s"), "1|\nnull|\nnull|x\xef\xbf\xbd\n");
    assert_text(rows(w, "T", "s"), "\n\nx\xef\xbf\xbd\n");
    assert_int_equal(w->ds.n, 2); /* once a column, though read twice */
    assert_contains(said(w), "column a of T: 2 values are not long and read as null; the first is ");
    assert_contains(said(w), "t.jsonl:2: zz\n");
    assert_contains(said(w), "column s of T: 1 value is not valid UTF-8");
    world_drop(w);
}

static void strict(void **state)
{
    (void)state;
    world *w = typed((load_options){.strict = true}, "T,a,long\n", "{\"a\":1}\n{\"a\":\"zz\"}\n");
    assert_text(rows(w, "T", "a"), "error\n");
    assert_int_equal(diags_status(&w->ds), ST_DATA);
    assert_contains(said(w), "t.jsonl:2: column a: not long: zz");
    world_drop(w);
    static const char *const sloppy[] = {"{\"a\":01}",       "{\"b\":NaN}",         "{\"b\":\"\\q\"}",
                                         "{\"b\":\"\x01\"}", "{\"b\":{\"c\":tru}}", "{\"b\":\"\xff\"}"};
    for (size_t i = 0; i < sizeof sloppy / sizeof *sloppy; i++) {
        w = typed((load_options){.strict = true}, "T,a,long\n", sloppy[i]);
        assert_text(rows(w, "T", "a"), "error\n");
        world_drop(w);
    }
}

/* More rows than a batch, lines longer than the window, keys that come and go. */
static void many_rows(void **state)
{
    (void)state;
    buf b = {0};
    for (int i = 0; i < 10000; i++) {
        buf_printf(&b, i % 3 ? "{\"a\":%d,\"s\":\"v%d\"}\n" : "{\"k%d\":{},\"a\":%d}\n", i, i);
    }
    buf_text(&b, "{\"s\":\"");
    size_t at = b.n;
    for (int i = 0; i < 3 << 20; i++) {
        buf_char(&b, (char)('a' + i % 26));
    }
    buf_text(&b, "\",\"a\":10000}");
    size_t bytes = b.n;
    buf_char(&b, 0);
    (void)bytes;
    world *w = typed((load_options){0}, "T,a,long\nT,s,string\n", b.p);
    table *t = catalog_find(w->cat, STR("T"));
    colset need = colset_new(w->mem, table_schema(t)->n);
    colset_add(&need, 0);
    colset_add(&need, 1);
    scan *s = scan_open(w->cat, t, &need, &w->ds);
    batch out;
    int64_t n = 0;
    for (; scan_next(s, &out) == STEP_ROWS;) {
        assert_in_range(out.n_rows, 1, BATCH_ROWS);
        for (uint32_t i = 0; i < out.n_rows; i++, n++) {
            char want[32];
            snprintf(want, sizeof want, "v%d", (int)n);
            want[n % 3 ? strlen(want) : 0] = 0;
            assert_int_equal(out.cols[0]->l[i], n);
            assert_true(n == 10000 ? out.cols[1]->s[i].n == 3 << 20 && !memcmp(out.cols[1]->s[i].p, b.p + at, 3 << 20)
                                   : str_is(out.cols[1]->s[i], want));
        }
    }
    assert_int_equal(n, 10001);
    scan_close(s);
    buf_drop(&b);
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings),
        cmocka_unit_test(nul_in_string),
        cmocka_unit_test(numbers),
        cmocka_unit_test(times_and_guids), cmocka_unit_test(nearly_times),
        cmocka_unit_test(dynamics),
        cmocka_unit_test(deep_nesting),
        cmocka_unit_test(repeated_and_odd_keys),
        cmocka_unit_test(no_rows),
        cmocka_unit_test(warnings),
        cmocka_unit_test(strict),
        cmocka_unit_test(many_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
