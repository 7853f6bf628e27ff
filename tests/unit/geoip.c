/* geo_info_from_ip_address over a MaxMind file made here: one network, 1.0.0.0/8, with one place. The format is MaxMind DB 2.0. */
#include "tests/unit/unit.h"

#include "base/buf.h"
#include "interp/geoip.h"
#include "interp/kql.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char path[] = "/tmp/kql-geoip-XXXXXX";

/* Control bytes: the type in the top three bits, the size in the rest. */
static void put_map(buf *b, int n) { buf_char(b, (char)(0xE0 | n)); }
static void put_text(buf *b, const char *z)
{
    buf_char(b, (char)(0x40 | strlen(z)));
    buf_text(b, z);
}
static void put_double(buf *b, double v)
{
    uint64_t bits;
    memcpy(&bits, &v, 8);
    buf_char(b, 0x68);
    for (int i = 7; i >= 0; i--) buf_char(b, (char)(bits >> (8 * i)));
}
static void put_number(buf *b, int type, uint32_t v, int bytes)
{
    buf_char(b, (char)(type << 5 | bytes));
    for (int i = bytes - 1; i >= 0; i--) buf_char(b, (char)(v >> (8 * i)));
}
static void put_array(buf *b, int n)
{
    buf_char(b, (char)n);
    buf_char(b, 4); /* extended type 11 */
}
static void put_record(buf *b, uint32_t v)
{
    for (int i = 2; i >= 0; i--) buf_char(b, (char)(v >> (8 * i)));
}

static void put_name(buf *b, const char *key, const char *name)
{
    put_text(b, key);
    put_map(b, 1);
    put_text(b, "names");
    put_map(b, 1);
    put_text(b, "en");
    put_text(b, name);
}

/* Eight nodes spell the bits 00000001; every other way ends in "nothing here". */
static void put_tree(buf *b)
{
    const uint32_t nodes = 8, nothing = nodes, place = nodes + 16;
    for (uint32_t i = 0; i < nodes; i++) {
        bool last = i == 7;
        put_record(b, last ? nothing : i + 1);
        put_record(b, last ? place : nothing);
    }
    for (int i = 0; i < 16; i++) buf_char(b, 0);
}

static void put_place(buf *b)
{
    put_map(b, 4);
    put_name(b, "country", "Testland");
    put_text(b, "subdivisions");
    put_array(b, 1);
    put_map(b, 1);
    put_text(b, "names");
    put_map(b, 1);
    put_text(b, "en");
    put_text(b, "North");
    put_name(b, "city", "Sampleton");
    put_text(b, "location");
    put_map(b, 2);
    put_text(b, "latitude");
    put_double(b, 12.5);
    put_text(b, "longitude");
    put_double(b, -7.25);
}

static void put_metadata(buf *b)
{
    buf_text(b, "\xab\xcd\xefMaxMind.com");
    put_map(b, 9);
    put_text(b, "build_epoch");
    buf_put(b, "\x01\x02\x01", 3); /* extended type 9, a 64-bit number of one byte */
    put_text(b, "description");
    put_map(b, 0);
    put_text(b, "binary_format_major_version");
    put_number(b, 5, 2, 2);
    put_text(b, "binary_format_minor_version");
    put_number(b, 5, 0, 2);
    put_text(b, "database_type");
    put_text(b, "Test-City");
    put_text(b, "ip_version");
    put_number(b, 5, 4, 2);
    put_text(b, "languages");
    put_array(b, 0);
    put_text(b, "node_count");
    put_number(b, 6, 8, 4);
    put_text(b, "record_size");
    put_number(b, 5, 24, 2);
}

static int make_file(void **state)
{
    (void)state;
    buf b = {0};
    put_tree(&b);
    put_place(&b);
    put_metadata(&b);
    FILE *f = fdopen(mkstemp(path), "wb");
    fwrite(b.p, 1, b.n, f);
    fclose(f);
    buf_drop(&b);
    return 0;
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static void test_find(void **state)
{
    (void)state;
    const char *why = NULL;
    arena *a = arena_new();
    geoip *g = geoip_open(path, &why);
    if (!g) fail_msg("%s", why);
    assert_str(dyn_text(a, geoip_find(g, a, STR("1.2.3.4"))),
               "{\"country\":\"Testland\",\"state\":\"North\",\"city\":\"Sampleton\",\"latitude\":12.5,\"longitude\":-7.25}");
    assert_null(geoip_find(g, a, STR("2.0.0.1")));
    assert_null(geoip_find(g, a, STR("localhost")));
    assert_null(geoip_find(g, a, STR("")));
    geoip_close(g);
    assert_null(geoip_open("/nonexistent", &why));
    assert_non_null(why);
    arena_drop(a);
}

static status ask(const char *file, const char *query, buf *out)
{
    kql_options opt = {.load = {.threads = 1, .quiet = true}, .geoip = file};
    kql *k = kql_open(&opt);
    kql_query *q = kql_prepare(k, str_of(query));
    arena *a = arena_new();
    batch rows;
    while (kql_query_status(q) == ST_OK && kql_step(q, 0, &rows) == STEP_ROWS)
        for (uint32_t i = 0; i < rows.sel.n; i++) buf_str(out, datum_text(a, vec_get(rows.cols[0], sel_row(rows.sel, i))));
    status st = kql_query_status(q);
    arena_drop(a);
    kql_query_drop(q);
    kql_close(k);
    return st;
}

static void test_query(void **state)
{
    (void)state;
    buf out = {0};
    const char *query = "datatable (ip:string) ['1.9.9.9', 'x'] | project tostring(geo_info_from_ip_address(ip).city)";
    assert_int_equal(ask(path, query, &out), ST_OK);
    assert_str(buf_view(&out), "Sampleton");
    buf_clear(&out);
    const char *unpacked = "print x = geo_info_from_ip_address('1.9.9.9') | evaluate bag_unpack(x) | project city"; /* read while it is bound */
    assert_int_equal(ask(path, unpacked, &out), ST_OK);
    assert_str(buf_view(&out), "Sampleton");
    assert_int_equal(ask(NULL, query, &out), ST_UNSUPPORTED); /* refused by name, not answered with nulls */
    buf_drop(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_find), cmocka_unit_test(test_query)};
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
