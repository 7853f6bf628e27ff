/* Damaged files of every form: read leniently and strictly, they give rows or an error, never more. Meant for the
 * sanitizers. */
#include "tests/unit/tables_load_help.h"

#include <zlib.h>
#include <zstd.h>

static uint64_t state = 0x9e3779b97f4a7c15ULL;

static uint32_t below(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 24) % n;
}

static size_t mutate(unsigned char *p, size_t n)
{
    static const char odd[] = "\"\\{}[],:\n\r\t\0\xff\xfe\x80 0e-";
    for (uint32_t k = 1 + below(4); k > 0 && n > 1; k--) {
        uint32_t at = below((uint32_t)n);
        switch (below(5)) {
        case 0:
            n = at;
            break;
        case 1:
            memmove(p + at, p + at + 1, n - at - 1);
            n--;
            break;
        case 2:
            p[at] = (unsigned char)below(256);
            break;
        default:
            p[at] = (unsigned char)odd[below(sizeof odd - 1)];
        }
    }
    return n;
}

static void read_all(const char *name, const void *p, size_t n, load_options opt)
{
    world *w = world_new(opt);
    if (catalog_add_file(w->cat, STR("T"), put_file(w, name, p, n), &w->ds) == ST_OK) {
        table *t = catalog_find(w->cat, STR("T"));
        colset need = colset_new(w->mem, table_schema(t)->n + 1);
        for (uint32_t i = 0; i < table_schema(t)->n; i++) {
            colset_add(&need, i);
        }
        scan *s = scan_open(w->cat, t, &need, &w->ds);
        for (batch b; scan_next(s, &b) == STEP_ROWS;) {
            for (uint32_t i = 0; i < b.n_cols; i++) {
                for (uint32_t r = 0; r < b.n_rows; r++) {
                    (void)vec_hash(b.cols[i], r); /* touches every byte of every value */
                }
            }
        }
        scan_close(s);
    } else {
        assert_true(w->ds.n > 0);
    }
    world_drop(w);
}

static void tries(const char *name, const void *p, size_t n, int times)
{
    unsigned char *copy = malloc(n);
    for (int i = 0; i < times; i++) {
        memcpy(copy, p, n);
        size_t left = mutate(copy, n);
        read_all(name, copy, left, (load_options){.lenient = i % 2, .strict = i % 3 == 0});
    }
    free(copy);
}

#define TRIES(name, text) tries(name, text, sizeof text - 1, 250)

static void texts(void **unused)
{
    (void)unused;
    TRIES("t.jsonl", "{\"a\":1,\"b\":\"x\\u00e9\\n\",\"c\":{\"z\":[1,2,{}]},\"t\":\"2024-01-02T03:04:05.123Z\"}\n\n{"
                     "\"b\":\"\\ud800y\",\"a\":2.5}\n{\"d\":true}");
    TRIES("t.json", " [ {\"a\":1,\"b\":\"x\"},\n {\"a\":2,\"b\":[{}]}\n, {} ]\n");
    TRIES("t.json", "{\"records\":[{\"a\":1},{\"a\":2}]}\n{\"records\":[{\"a\":3}], \"more\":[1]}\n");
    TRIES("t.json", "{\"tables\":[{\"name\":\"P\",\"columns\":[{\"name\":\"T\",\"type\":\"datetime\"},{\"name\":\"N\","
                    "\"type\":\"int\"}],"
                    "\"rows\":[[\"2024-01-01T00:00:00Z\",5],\n[null,7]]}],\"x\":{}}");
    TRIES("t.json", "{\n  \"a\": 1,\n  \"b\": {\"c\": 2}\n}\n{\n \"a\": 2\n}\n");
    TRIES("t.csv", "a,b,\"c,d\"\r\n1,\"x \"\"q\"\" y\",\"multi\nline\"\r\n2,,3\r\n\"3\",5\" disk,{}\n");
    TRIES("t.jsonl", "\xff\xfe{\0\"\0a\0\"\0:\0\"\0\x3d\xd8\x00\xde\xe9\0\"\0}\0\r\0\n\0");
}

static void packed(void **unused)
{
    (void)unused;
    static const char text[] = "{\"a\":1,\"b\":\"some text that repeats, some text that repeats\"}\n{\"a\":2}\n";
    unsigned char out[512];
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)text;
    z.avail_in = sizeof text - 1;
    z.next_out = out;
    z.avail_out = sizeof out;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    tries("t.jsonl.gz", out, z.total_out, 400);
    size_t n = ZSTD_compress(out, sizeof out, text, sizeof text - 1, 3);
    tries("t.jsonl.zst", out, n, 400);
    static const char zip[] =
        "PK\3\4\24\0\0\0\0\0\0\0\0\0\0\0\0\0\10\0\0\0\10\0\0\0\7\0\0\0a.jsonl{\"a\":1}\n"
        "PK\1\2\24\0\24\0\0\0\0\0\0\0\0\0\0\0\0\0\10\0\0\0\10\0\0\0\7\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a.jsonl"
        "PK\5\6\0\0\0\0\1\0\1\0\65\0\0\0\55\0\0\0\0\0";
    read_all("t.zip", zip, sizeof zip - 1, (load_options){0});
    tries("t.zip", zip, sizeof zip - 1, 600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(texts), cmocka_unit_test(packed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
