/* The forms data comes in: documents, CSV, archives, encodings. All hold rows that were written by hand above them. */
#include "tests/unit/tables_load_help.h"

#include <fcntl.h>
#include <zlib.h>
#include <zstd.h>

static void expect(const char *file, const void *p, size_t n, const char *cols, const char *wanted, const char *want)
{
    world *w = world_new((load_options){0});
    if (catalog_add_file(w->cat, STR("T"), put_file(w, file, p, n), &w->ds) != ST_OK) {
        fail_msg("%s: " STR_FMT, file, STR_ARG(said(w)));
    }
    assert_text(columns(w, "T"), cols);
    assert_text(rows(w, "T", wanted), want);
    assert_text(said(w), "");
    world_drop(w);
}

static void refuse(const char *file, const void *p, size_t n, const char *why)
{
    world *w = world_new((load_options){0});
    assert_int_equal(catalog_add_file(w->cat, STR("T"), put_file(w, file, p, n), &w->ds), ST_DATA);
    assert_contains(said(w), why);
    world_drop(w);
}

#define EXPECT(file, text, cols, wanted, want) expect(file, text, sizeof text - 1, cols, wanted, want)
#define REFUSE(file, text, why)                refuse(file, text, sizeof text - 1, why)

static void documents(void **state)
{
    (void)state;
    EXPECT("t.json", "[{\"a\":1},\n {\"a\":2}]", "a:long", "a", "1\n2\n");
    EXPECT("t.json", " [ ] ", "", "", "");
    EXPECT("t.json", "{\"records\": [{\"a\":1}, {\"a\":2}]}\n{\"records\":[]}{\"records\":[{\"a\":3}]}", "a:long", "a",
           "1\n2\n3\n");
    EXPECT("t.json", "{\"@odata.context\":\"x\",\"value\":[{\"a\":1}],\"@odata.nextLink\":\"y\"}", "a:long", "a",
           "1\n");
    EXPECT("t.json", "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}\n{\n  \"a\": 3\n}\n", "a:long b:dynamic", "a,b",
           "1|[2]\n3|null\n");
    EXPECT("t.json", "{\n\"tables\":[{\"columns\":[{\"name\":\"a\"}]}]}", "tables:dynamic", "tables",
           "[{\"columns\":[{\"name\":\"a\"}]}]\n");
    EXPECT("t.jsonl", "{\"records\":5}\n", "records:long", "records", "5\n");
    EXPECT("t.jsonl", "{\"tables\":[1]}\n", "tables:dynamic", "tables", "[1]\n");
    REFUSE("t.json", "[{\"a\":1},{\"a\":", "too early");
    REFUSE("t.json", "[{\"a\":1}", "too early");
    REFUSE("t.json", "[{\"a\":1} {\"a\":2}]", "a comma");
    REFUSE("t.json", "[{\"a\":1}] {}", "behind the end");
    REFUSE("t.json", "[\n{\"a\":1},\n7]", "t.json:3: not a JSON object: 7");
    REFUSE("t.json", "{\"records\":[{\"a\":1}]", "too early");
}

static void api_answer(void **state)
{
    (void)state;
    EXPECT("t.json",
           "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[{\"name\":\"TimeGenerated\",\"type\":\"datetime\"},"
           "{\"name\":\"N\",\"type\":\"int\"},{\"name\":\"D\",\"type\":\"dynamic\"},{\"name\":\"S\",\"type\":"
           "\"string\"}],\n"
           "\"rows\":[[\"2024-01-01T00:00:00Z\",5,\"{\\\"q\\\":1}\",\"x\"],\n[\"2024-01-01T00:00:01Z\",null,\"[1]\"],[]"
           "]}],\"statistics\":{}}",
           "TimeGenerated:datetime N:int D:dynamic S:string", "N,S,D", "5|x|{\"q\":1}\nnull||[1]\nnull||null\n");
    REFUSE("t.json", "{\"tables\":[{\"columns\":[{\"name\":\"A\",\"type\":\"int\"}],\"rows\":[[1],\n{\"A\":2}]}]}",
           "t.json:2: not an array");
}

static void csv(void **state)
{
    (void)state;
    EXPECT("t.csv", "a,b,\"c,d\"\r\n1,\"x \"\"q\"\" y\",\"two\nlines\"\r\n\r\n2,,3\r\n\"3\",5\" disk,\"\"",
           "a:long b:string c,d:string", "a,b", "1|x \"q\" y\n2|\n3|5\" disk\n");
    EXPECT("t.tsv", "a\tb\n1\tx,y\n", "a:long b:string", "a,b", "1|x,y\n");
    EXPECT("t.csv", "t,r,b,d,z\n2024-01-02T03:04:05Z,1.5,true,\"{\"\"k\"\":[1]}\",007\n,2,False,,1\n",
           "t:datetime r:real b:bool d:dynamic z:string", "r,b,d,z", "1.5|True|{\"k\":[1]}|007\n2.0|False|null|1\n");
    EXPECT("t.csv", "a,,a\n1,2,3\n", "a:long Column2:long a1:long", "a,Column2,a1", "1|2|3\n");
    EXPECT("t.csv", "", "", "", "");
    REFUSE("t.csv", "a,b\n1,2,3\n", "t.csv:2: not a row of the header's columns");
    REFUSE("t.csv", "a,b\n1,\"2\n3\n", "t.csv:2: a quoted cell is not closed");
}

static void encodings(void **state)
{
    (void)state;
    EXPECT("t.jsonl", "\xef\xbb\xbf{\"a\":\"x\"}\r\n{\"a\":\"y\"}", "a:string", "a", "x\ny\n");
    EXPECT("t.jsonl", "\xff\xfe{\0\"\0a\0\"\0:\0\"\0\x3d\xd8\x00\xde\xe9\0\"\0}\0\r\0\n\0", "a:string", "a",
           "\xf0\x9f\x98\x80\xc3\xa9\n");
    EXPECT("t.jsonl",
           "\xfe\xff\0{\0\"\0a\0\"\0:\0"
           "5\0}",
           "a:long", "a", "5\n");
    EXPECT("t.jsonl",
           "{\0\"\0a\0\"\0:\0"
           "1\0}\0\n\0",
           "a:long", "a", "1\n");
    EXPECT("t.jsonl", "", "", "", "");
    EXPECT("t.jsonl", "\n \n\t\r\n", "", "", "");
}

static size_t gzip(const char *text, unsigned char *out, size_t cap)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)text;
    z.avail_in = (uInt)strlen(text);
    z.next_out = out;
    z.avail_out = (uInt)cap;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return z.total_out;
}

static void compressed(void **state)
{
    (void)state;
    unsigned char b[1024];
    size_t n = gzip("{\"a\":1}\n", b, sizeof b);
    size_t two = n + gzip("{\"a\":2}\n", b + n, sizeof b - n);
    expect("t.jsonl.gz", b, two, "a:long", "a", "1\n2\n");
    memset(b + two, 0, 16);
    expect("t.jsonl.gz", b, two + 16, "a:long", "a", "1\n2\n"); /* padding behind the end, as tapes leave it */
    refuse("t.jsonl.gz", b, n - 4, "ends too early");
    b[12] ^= 0xff;
    refuse("t.jsonl.gz", b, n, "cannot read");
    n = ZSTD_compress(b, sizeof b, "{\"a\":1}\n{\"a\":2}", 15, 3);
    expect("t.jsonl.zst", b, n, "a:long", "a", "1\n2\n");
    refuse("t.jsonl.zst", b, n - 3, "ends too early");
}

static void le(unsigned char *p, uint32_t v, int n)
{
    for (int i = 0; i < n; i++) {
        p[i] = (unsigned char)(v >> (8 * i));
    }
}

/* One stored member and its entry in the directory; returns bytes written. */
static size_t member(unsigned char *b, size_t at, unsigned char *dir, size_t *dir_n, const char *name, const char *text)
{
    size_t len = strlen(name), n = strlen(text);
    memset(b + at, 0, 30);
    le(b + at, 0x04034b50, 4);
    le(b + at + 18, (uint32_t)n, 4);
    le(b + at + 22, (uint32_t)n, 4);
    le(b + at + 26, (uint32_t)len, 2);
    memcpy(b + at + 30, name, len);
    memcpy(b + at + 30 + len, text, n);
    unsigned char *e = dir + *dir_n;
    memset(e, 0, 46);
    le(e, 0x02014b50, 4);
    le(e + 20, (uint32_t)n, 4);
    le(e + 24, (uint32_t)n, 4);
    le(e + 28, (uint32_t)len, 2);
    le(e + 42, (uint32_t)at, 4);
    memcpy(e + 46, name, len);
    *dir_n += 46 + len;
    return 30 + len + n;
}

static void zip(void **state)
{
    (void)state;
    unsigned char b[2048], dir[1024];
    size_t n = 0, d = 0;
    n += member(b, n, dir, &d, "x/", "");
    n += member(b, n, dir, &d, "x/a.jsonl", "{\"a\":1}\n{\"a\":2}");
    n += member(b, n, dir, &d, "__MACOSX/x/._a.jsonl", "junk");
    n += member(b, n, dir, &d, "x/._b", "junk");
    n += member(b, n, dir, &d, "c.csv", "a\n3\n");
    memcpy(b + n, dir, d);
    unsigned char *end = b + n + d;
    memset(end, 0, 22);
    le(end, 0x06054b50, 4);
    le(end + 12, (uint32_t)d, 4);
    le(end + 16, (uint32_t)n, 4);
    size_t all = n + d + 22;
    expect("t.zip", b, all, "a:long", "a", "1\n2\n3\n");
    refuse("t.zip", b, all - 1, "cut off");
    for (size_t cut = 4; cut < all; cut += 7) { /* every shorter file is refused, none crashes */
        refuse("t.zip", b, cut, "cannot read");
    }
    le(end + 16, 0xfffffff0, 4);
    refuse("t.zip", b, all, "damaged");
    le(end + 16, (uint32_t)n, 4);
    b[n + 8] |= 1;
    b[n + 46 + 2 + 8] |= 1;
    refuse("t.zip", b, all, "encrypted");
}

/* A pipe is copied, so that it can be read more than once. */
static void pipes(void **state)
{
    (void)state;
    world *w = world_new((load_options){0});
    int fd[2];
    assert_int_equal(pipe(fd), 0);
    assert_int_equal(write(fd[1], "{\"a\":1}\n", 8), 8);
    close(fd[1]);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", fd[0]);
    assert_int_equal(catalog_add_file(w->cat, STR("T"), path, &w->ds), ST_OK);
    close(fd[0]);
    assert_text(rows(w, "T", "a"), "1\n");
    assert_text(rows(w, "T", "a"), "1\n");
    world_drop(w);
}

static void raw(void **state)
{
    (void)state;
    world *w = world_new((load_options){0});
    const char *path = put_text(w, "r.json", "{\"a\":1,\"b\":{\"c\":[2]}}\n{}\n");
    assert_int_equal(catalog_add_raw(w->cat, STR("R"), path, &w->ds), ST_OK);
    assert_text(columns(w, "R"), "Event:dynamic");
    assert_text(rows(w, "R", "Event"), "{\"a\":1,\"b\":{\"c\":[2]}}\n{}\n");
    path = put_text(w, "bad.json", "{\"a\":1}\n[]\n");
    assert_int_equal(catalog_add_raw(w->cat, STR("B"), path, &w->ds), ST_OK);
    assert_text(rows(w, "B", "Event"), "error\n");
    assert_contains(said(w), "bad.json:2: not a JSON object: []");
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents), cmocka_unit_test(api_answer), cmocka_unit_test(csv),
        cmocka_unit_test(encodings), cmocka_unit_test(compressed), cmocka_unit_test(zip),
        cmocka_unit_test(pipes),     cmocka_unit_test(raw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
