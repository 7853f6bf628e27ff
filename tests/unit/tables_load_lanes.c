/* Many threads give what one gives: the same rows in the same order, the same messages with the same line numbers. */
#include "tests/unit/tables_load_help.h"

#include <zlib.h>

static uint64_t state;

static uint32_t below(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 24) % n;
}

typedef struct file_kind {
    uint32_t lines, width; /* bytes of padding, at most */
    bool odd;              /* bad values and lines here and there */
    uint32_t broken;       /* this line is no object; 0: none */
    bool end;              /* a line end behind the last line */
    bool packed;           /* gzip: one thread inflates for all */
} file_kind;

static void make_file(buf *b, file_kind k)
{
    static const char pad[] = "..................................................................................................";
    state = 0x9e3779b97f4a7c15ULL;
    for (uint32_t i = 1; i <= k.lines; i++) {
        bool odd = k.odd && below(50) == 0;
        if (i == k.broken) {
            buf_text(b, "{\"n\":1,\"s\":\"never closed\n");
            continue;
        }
        if (odd && below(3) == 0) {
            buf_text(b, below(2) ? "\n" : "  {\"n\": 7 , \"s\" : \"\\u0073paced\"}  \r\n");
        }
        buf_printf(b, odd && below(2) ? "{\"n\":\"x%u\"," : "{\"n\":%u,", i);
        buf_printf(b, "\"s\":\"%s%u\",\"pad\":\"", odd ? "\\u00e9\xff" : "s", below(20));
        for (uint32_t w = below(k.width + 1); w; w -= w < 98 ? w : 98) {
            buf_printf(b, "%.*s", (int)(w < 98 ? w : 98), pad);
        }
        buf_text(b, i < k.lines || k.end ? "\"}\n" : "\"}");
    }
}

typedef enum by { BY_NOTHING, BY_TEXT, BY_STRETCH } by_what;

/* An ordered decider: stretches of numbers, so that it pays to decide here and not there. */
static uint32_t keep_stretches(void *ctx, const batch *in, arena *mem, uint16_t *out)
{
    (void)ctx, (void)mem;
    uint32_t n = 0;
    for (uint32_t row = 0; row < in->n_rows; row++) {
        out[n] = (uint16_t)row;
        n += !vec_is_null(in->cols[0], row) && in->cols[0]->l[row] % 9000 < 4000;
    }
    return n;
}

static uint32_t keep(void *ctx, const batch *in, arena *mem, uint16_t *out)
{
    (void)ctx, (void)mem;
    uint32_t n = 0;
    for (uint32_t row = 0; row < in->n_rows; row++) {
        out[n] = (uint16_t)row;
        n += in->cols[1]->s[row].n == 2 && in->cols[1]->s[row].p[1] == '7';
    }
    return n;
}

static const char *put_packed(world *w, const buf *b)
{
    const char *path = world_path(w, "t.jsonl");
    gzFile f = gzopen(path, "wb1");
    assert_int_equal(gzwrite(f, b->p, (unsigned)b->n), b->n);
    assert_int_equal(gzclose(f), Z_OK);
    return path;
}

/* Rows and messages in one text. */
static str read_with(const buf *b, int threads, bool lenient, by_what decide, bool packed)
{
    static const int cols[] = {0, 1};
    const scan_decider by = decide == BY_TEXT ? (scan_decider){.column = 1, .keep = keep}
                                              : (scan_decider){.column = 0, .ordered = true, .keep = keep_stretches};
    world *w = world_new((load_options){.threads = threads, .lenient = lenient});
    catalog_add_schemas(w->cat, put_text(w, "schema.csv", "T,n,long\nT,s,string\nT,pad,string\n"), &w->ds);
    const char *path = packed ? put_packed(w, b) : put_file(w, "t.jsonl", b->p, b->n);
    status st = catalog_add_file(w->cat, STR("T"), path, &w->ds);
    buf out = {0};
    colset need = colset_new(w->mem, 3);
    colset_add(&need, 0);
    colset_add(&need, 1);
    scan *s = st == ST_OK ? scan_open(w->cat, catalog_find(w->cat, STR("T")), &need, &w->ds) : NULL;
    batch rows;
    step got = STEP_ERROR;
    if (s && decide) {
        scan_decide(s, &by);
    }
    while (s && (got = scan_next(s, &rows)) == STEP_ROWS) {
        uint16_t kept[BATCH_ROWS];
        uint32_t n = decide ? by.keep(NULL, &rows, w->mem, kept) : rows.n_rows;
        for (uint32_t i = 0; i < n; i++) {
            put_row(w, &out, &rows, cols, 2, decide ? kept[i] : i);
        }
    }
    scan_close(s);
    buf_text(&out, got == STEP_END ? "end\n" : "error\n");
    str words = said(w);
    for (char *p; words.n && (p = (char *)memmem(words.p, words.n, w->dir, strlen(w->dir)));) { /* another folder each time */
        memset(p, '-', strlen(w->dir));
    }
    buf_str(&out, words);
    char *text = malloc(out.n + 1);
    memcpy(text, out.p, out.n);
    str all = {text, (uint32_t)out.n};
    buf_drop(&out);
    world_drop(w);
    return all;
}

static void compare(file_kind k, bool lenient, by_what decide, const char *must_say)
{
    static const int threads[] = {2, 3, 9};
    buf b = {0};
    make_file(&b, k);
    assert_true(b.n > 3u << 20);
    str one = read_with(&b, 1, lenient, decide, k.packed);
    assert_contains(one, must_say);
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        str many = read_with(&b, threads[i], lenient, decide, k.packed);
        bool error = memmem(one.p, one.n, "\nerror\n", 7) != NULL;
        if (error) { /* how many rows came before it is not settled; what is said is */
            str said_one = {memmem(one.p, one.n, "error\n", 6), 0}, said_many = {memmem(many.p, many.n, "error\n", 6), 0};
            said_one.n = (uint32_t)(one.p + one.n - said_one.p);
            said_many.n = (uint32_t)(many.p + many.n - said_many.p);
            assert_true(str_eq(said_one, said_many));
        } else {
            assert_true(str_eq(one, many));
        }
        free((char *)many.p);
    }
    free((char *)one.p);
    buf_drop(&b);
}

static void plain_files(void **unused)
{
    (void)unused;
    compare((file_kind){.lines = 40000, .width = 200, .end = true}, false, BY_NOTHING, "end\n");
    compare((file_kind){.lines = 40000, .width = 200}, false, BY_TEXT, "end\n");
    compare((file_kind){.lines = 200000, .width = 0, .end = true}, false, BY_NOTHING, "end\n");
}

static void long_lines(void **unused)
{
    (void)unused;
    compare((file_kind){.lines = 30, .width = 3000000, .end = true}, false, BY_NOTHING, "end\n");
    compare((file_kind){.lines = 2000, .width = 20000}, false, BY_TEXT, "end\n");
}

static void odd_files(void **unused)
{
    (void)unused;
    compare((file_kind){.lines = 40000, .width = 200, .odd = true, .end = true}, true, BY_NOTHING, "not valid UTF-8");
    compare((file_kind){.lines = 40000, .width = 200, .odd = true}, true, BY_TEXT, "not long");
}

static void broken_files(void **unused)
{
    (void)unused;
    compare((file_kind){.lines = 40000, .width = 200, .broken = 31234, .end = true}, false, BY_NOTHING, "t.jsonl:31234: not a JSON object");
    compare((file_kind){.lines = 40000, .width = 200, .broken = 31234, .end = true}, true, BY_NOTHING, "1 record is not a JSON object");
    compare((file_kind){.lines = 40000, .width = 200, .broken = 31234, .end = true}, true, BY_TEXT, "line 31234");
    compare((file_kind){.lines = 40000, .width = 200, .broken = 40000}, false, BY_TEXT, "t.jsonl:40000: not a JSON object");
}

static void stretches(void **unused)
{
    (void)unused;
    compare((file_kind){.lines = 40000, .width = 200, .end = true}, false, BY_STRETCH, "end\n");
    compare((file_kind){.lines = 2000, .width = 20000}, false, BY_STRETCH, "end\n");
    compare((file_kind){.lines = 40000, .width = 200, .odd = true}, true, BY_STRETCH, "not long");
    compare((file_kind){.lines = 40000, .width = 900, .odd = true, .packed = true}, true, BY_STRETCH, "not valid UTF-8");
    compare((file_kind){.lines = 40000, .width = 200, .broken = 31234, .end = true}, true, BY_STRETCH, "line 31234");
}

/* The line that holds `words`. */
static str warning(str text, const char *words)
{
    const char *at = memmem(text.p, text.n, words, strlen(words)), *end = at;
    while (at && at > text.p && at[-1] != '\n') {
        at--;
    }
    while (end && end < text.p + text.n && *end != '\n') {
        end++;
    }
    return (str){at, (uint32_t)(end - at)};
}

/* Whichever way rows fall out, the others are the same and have the same faults. */
static void stretches_as_without(void **unused)
{
    (void)unused;
    buf b = {0};
    make_file(&b, (file_kind){.lines = 40000, .width = 200, .odd = true});
    str by_column = read_with(&b, 1, true, BY_STRETCH, false);
    uint32_t lines = 0, others = 0;
    for (uint32_t i = 0; i < by_column.n; i++) {
        lines += by_column.p[i] == '\n';
    }
    str all = read_with(&b, 1, true, BY_NOTHING, false);
    for (const char *p = all.p, *nl; (nl = memchr(p, '\n', (size_t)(all.p + all.n - p))); p = nl + 1) {
        bool number = *p >= '0' && *p <= '9';
        others += number && atoi(p) % 9000 < 4000;
    }
    assert_true(others > 5000);
    assert_in_range(lines, others + 1, others + 12); /* and what is said */
    str of_n = warning(by_column, "not long");
    assert_true(of_n.n > 40 && str_eq(of_n, warning(all, "not long"))); /* all of the column that decides, and where the first is */
    free((char *)by_column.p);
    free((char *)all.p);
    buf_drop(&b);
}

static void packed_files(void **unused)
{
    (void)unused;
    compare((file_kind){.lines = 40000, .width = 900, .packed = true, .end = true}, false, BY_NOTHING, "end\n");
    compare((file_kind){.lines = 60, .width = 3000000, .packed = true}, false, BY_TEXT, "end\n");
    compare((file_kind){.lines = 40000, .width = 900, .packed = true, .odd = true, .broken = 31234}, true, BY_TEXT, "1 record is not a JSON object");
    compare((file_kind){.lines = 40000, .width = 900, .packed = true, .broken = 31234}, false, BY_NOTHING, "t.jsonl:31234: not a JSON object");
}

/* A reader who leaves in the middle: nothing hangs, nothing is left. */
static void leaving_early(void **unused)
{
    (void)unused;
    buf b = {0};
    make_file(&b, (file_kind){.lines = 60000, .width = 200, .end = true});
    for (int batches = 0; batches < 12; batches++) {
        world *w = world_new((load_options){.threads = 4});
        assert_int_equal(catalog_add_file(w->cat, STR("T"), put_file(w, "t.jsonl", b.p, b.n), &w->ds), ST_OK);
        colset need = colset_new(w->mem, 3);
        colset_add(&need, 0);
        scan *s = scan_open(w->cat, catalog_find(w->cat, STR("T")), &need, &w->ds);
        batch rows;
        for (int i = 0; i < batches; i++) {
            assert_int_equal(scan_next(s, &rows), STEP_ROWS);
        }
        scan_close(s);
        world_drop(w);
    }
    buf_drop(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(plain_files), cmocka_unit_test(long_lines), cmocka_unit_test(odd_files),
                                       cmocka_unit_test(broken_files), cmocka_unit_test(packed_files),
                                       cmocka_unit_test(stretches), cmocka_unit_test(stretches_as_without),
                                       cmocka_unit_test(leaving_early)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
