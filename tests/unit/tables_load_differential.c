/* The scanner against jansson: generated lines, and the same lines mutated. What jansson takes for one object must be a
 * row with the same values; what --strict takes, jansson must take too, but for what it cannot hold (see quirk). */
#include "tests/unit/tables_load_help.h"

#include <jansson.h>

#include "base/number_text.h"

static const char schema_csv[] = "T,s,string\nT,l,long\nT,r,real\nT,b,bool\nT,d,dynamic\n";

typedef struct random {
    uint64_t x;
} random_t;

static uint32_t below(random_t *r, uint32_t n)
{
    r->x ^= r->x << 13;
    r->x ^= r->x >> 7;
    r->x ^= r->x << 17;
    return (uint32_t)(r->x >> 20) % n;
}

static void gen_string(random_t *r, buf *b)
{
    static const char *const bits[] = {"a",
                                       "Zz",
                                       " ",
                                       "0",
                                       "7",
                                       "\\n",
                                       "\\\"",
                                       "\\\\",
                                       "\\/",
                                       "\\u00e9",
                                       "\\ud83d\\ude00",
                                       "\xc3\xa9",
                                       "{",
                                       "}",
                                       "[",
                                       "]",
                                       ",",
                                       ":",
                                       "\xf0\x9f\x98\x80",
                                       "true",
                                       "\\t",
                                       "-",
                                       ".",
                                       "\\u0041"};
    buf_char(b, '"');
    for (uint32_t n = below(r, 4) ? below(r, 6) : below(r, 60); n > 0; n--) {
        buf_text(b, bits[below(r, sizeof bits / sizeof *bits)]);
    }
    buf_char(b, '"');
}

static void gen_value(random_t *r, buf *b, int depth);

static void gen_blank(random_t *r, buf *b)
{
    if (below(r, 12) == 0) {
        buf_text(b, below(r, 2) ? " " : "\t ");
    }
}

static void gen_tree(random_t *r, buf *b, int depth)
{
    bool object = below(r, 2);
    buf_char(b, object ? '{' : '[');
    gen_blank(r, b);
    for (uint32_t i = 0, n = below(r, 4); i < n; i++) {
        buf_text(b, i ? "," : "");
        gen_blank(r, b);
        if (object) {
            buf_printf(b, "\"k%u\"", i);
            gen_blank(r, b);
            buf_char(b, ':');
        }
        gen_value(r, b, depth + 1);
        gen_blank(r, b);
    }
    buf_char(b, object ? '}' : ']');
}

static void gen_value(random_t *r, buf *b, int depth)
{
    static const char *const odd[] = {
        "0",    "-1",     "1.0",     "2.5e3",    "-0.125", "9223372036854775807", "-9223372036854775808",
        "1E2",  "\"12\"", "\"1.5\"", "\"true\"", "\"\"",   "\"[1,{}]\"",          "\"{\\\"x\\\":null}\"",
        "true", "false",  "null"};
    switch (below(r, depth > 3 ? 3 : 5)) {
    case 0:
        gen_string(r, b);
        break;
    case 1:
        buf_printf(b, "%d", (int)below(r, 100000) - 500);
        break;
    case 2:
        buf_text(b, odd[below(r, sizeof odd / sizeof *odd)]);
        break;
    default:
        gen_tree(r, b, depth);
    }
}

/* One object: columns in varying order, unknown keys, repeats, escaped keys. */
static void gen_line(random_t *r, buf *b)
{
    static const char *const keys[] = {"s",     "l",  "r",       "b", "d",
                                       "other", "s2", "\\u0064", "",  "a much longer key than the others have", "\\u0073"};
    buf_char(b, '{');
    uint32_t start = below(r, 11), n = below(r, 8);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = below(r, 10) ? (start + i) % 11 : below(r, 11);
        gen_blank(r, b);
        buf_printf(b, "%s\"%s\":", i ? "," : "", keys[k]);
        gen_blank(r, b);
        gen_value(r, b, 0);
        gen_blank(r, b);
    }
    buf_char(b, '}');
}

static json_t *loads(str s)
{
    return json_loadb(s.n ? s.p : "", s.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
}

static str json_str(const json_t *j)
{
    return (str){json_string_value(j), (uint32_t)json_string_length(j)};
}

/* Equal as JSON, numbers by value: a tree may print 1e2 as 100.0. */
static void same_json(const json_t *want, str got)
{
    json_t *g = loads(got);
    if (!g || !json_equal(want, g)) {
        fail_msg("not the same JSON: " STR_FMT, STR_ARG(got));
    }
    json_decref(g);
}

static void check_string(const json_t *want, str got)
{
    if (!want || json_is_null(want)) {
        assert_int_equal(got.n, 0);
    } else if (json_is_string(want)) {
        assert_true(str_eq(json_str(want), got));
    } else {
        same_json(want, got);
    }
}

static bool whole_number(const json_t *want, int64_t *out)
{
    double d;
    if (json_is_integer(want)) {
        *out = json_integer_value(want);
        return true;
    }
    if (json_is_string(want) && int64_parse(json_str(want), out)) {
        return true;
    }
    d = json_is_real(want) ? json_real_value(want) : 0.5;
    if (json_is_string(want) && (!double_parse(json_str(want), &d) || !(d < 1e15))) {
        return false;
    }
    *out = d > -1e15 && d < 1e15 ? (int64_t)d : 0;
    return (double)*out == d;
}

static bool blank_at_ends(const json_t *j)
{
    str s = json_is_string(j) ? json_str(j) : (str){0};
    return s.n && (s.p[0] == ' ' || s.p[0] == '\t' || s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t');
}

static void check_numbers(const json_t *o, const batch *b, uint32_t row)
{
    const json_t *l = json_object_get(o, "l"), *r = json_object_get(o, "r"), *t = json_object_get(o, "b");
    int64_t v = 0;
    double d = 0;
    if (!blank_at_ends(l)) {
        assert_int_equal(vec_is_null(b->cols[1], row), !whole_number(l, &v));
        assert_int_equal(b->cols[1]->l[row], vec_is_null(b->cols[1], row) ? 0 : v);
    }
    if (!blank_at_ends(r)) {
        bool real = json_is_number(r) || (json_is_string(r) && double_parse(json_str(r), &d));
        assert_int_equal(vec_is_null(b->cols[2], row), !real);
        assert_true(!real || b->cols[2]->r[row] == (json_is_number(r) ? json_number_value(r) : d));
    }
    if (json_is_boolean(t)) {
        assert_int_equal(vec_get(b->cols[3], row).b, json_is_true(t));
    }
}

static void check_dynamic(const json_t *want, const batch *b, uint32_t row)
{
    datum d = vec_get(b->cols[4], row);
    bool text = json_is_string(want) && json_string_length(want);
    assert_int_equal(d.null, !want || json_is_null(want) || (json_is_string(want) && !text));
    if (d.null) {
        return;
    }
    str inner = text ? json_str(want) : (str){0};
    json_t *tree = text && strchr("{[ \t", inner.p[0]) ? loads(inner) : NULL;
    buf out = {0};
    dyn_json(&out, d.dy);
    same_json(tree && (json_is_object(tree) || json_is_array(tree)) ? tree : want, buf_view(&out));
    buf_drop(&out);
    json_decref(tree);
}

static void check_row(str line, const batch *b, uint32_t row)
{
    json_t *o = loads(line);
    assert_true(json_is_object(o));
    check_string(json_object_get(o, "s"), b->cols[0]->s[row]);
    check_numbers(o, b, row);
    check_dynamic(json_object_get(o, "d"), b, row);
    json_decref(o);
}

static colset all(world *w)
{
    colset need = colset_new(w->mem, 5);
    for (uint32_t i = 0; i < 5; i++) {
        colset_add(&need, i);
    }
    return need;
}

/* The kernels of masks.h, the best there is, and line by line without them. */
static const char *const kernels[] = {NULL, "none", "plain", "sse2", "avx2"};
#define KERNELS (sizeof kernels / sizeof *kernels)

static void generate_and_read(const char *masks, bool keep_loaded, uint64_t seed)
{
    enum { LINES = 6000 };
    random_t r = {seed};
    world *w = world_new((load_options){.quiet = true, .masks = masks, .keep = keep_loaded});
    buf b = {0};
    uint32_t *at = calloc(LINES + 1, sizeof *at);
    for (uint32_t i = 0; i < LINES; i++) {
        gen_line(&r, &b);
        buf_char(&b, '\n');
        at[i + 1] = (uint32_t)b.n;
    }
    catalog_add_schemas(w->cat, put_text(w, "schema.csv", schema_csv), &w->ds);
    assert_int_equal(catalog_add_file(w->cat, STR("T"), put_file(w, "t.jsonl", b.p, b.n), &w->ds), ST_OK);
    colset need = all(w);
    scan *s = scan_open(w->cat, catalog_find(w->cat, STR("T")), &need, &w->ds);
    uint32_t n = 0;
    for (batch out; scan_next(s, &out) == STEP_ROWS;) {
        for (uint32_t i = 0; i < out.n_rows; i++, n++) {
            check_row((str){b.p + at[n], at[n + 1] - at[n] - 1}, &out, i);
        }
    }
    assert_int_equal(n, LINES);
    scan_close(s);
    free(at);
    buf_drop(&b);
    world_drop(w);
}

static void generated(void **state)
{
    (void)state;
    for (size_t i = 0; i < KERNELS; i++) {
        generate_and_read(kernels[i], false, 88172645463325252ULL + 1000 * i);
    }
    generate_and_read(NULL, true, 1442695040888963407ULL);
}

static void mutate(random_t *r, buf *b)
{
    static const char odd[] = "\"\\{}[],:0-e.u \t\x80\xff\x01nt";
    for (uint32_t k = 1 + below(r, 3); k > 0 && b->n > 1; k--) {
        uint32_t at = below(r, (uint32_t)b->n);
        switch (below(r, 4)) {
        case 0:
            b->n = at;
            break;
        case 1:
            memmove(b->p + at, b->p + at + 1, b->n - at - 1);
            b->n--;
            break;
        default:
            b->p[at] = odd[below(r, sizeof odd - 1)];
        }
    }
}

/* Rows, or -1 when the scan refused. */
static int scan_line(str line, bool strict, bool check, const char *masks)
{
    world *w = world_new((load_options){.quiet = true, .strict = strict, .lenient = !strict, .masks = masks});
    catalog_add_schemas(w->cat, put_text(w, "schema.csv", schema_csv), &w->ds);
    int n = -1;
    if (catalog_add_file(w->cat, STR("T"), put_file(w, "line.jsonl", line.p, line.n), &w->ds) == ST_OK &&
        table_schema(catalog_find(w->cat, STR("T")))->n >= 5) {
        colset need = all(w);
        scan *s = scan_open(w->cat, catalog_find(w->cat, STR("T")), &need, &w->ds);
        batch out;
        step st;
        for (n = 0; (st = scan_next(s, &out)) == STEP_ROWS;) {
            n += (int)out.n_rows;
            if (check) {
                check_row(line, &out, 0);
            }
        }
        n = st == STEP_ERROR ? -1 : n;
        scan_close(s);
    }
    world_drop(w);
    return n;
}

/* What is JSON by its grammar and yet refused by jansson: half a surrogate pair, and a NUL in a key. */
static bool quirk(str line)
{
    return memmem(line.p, line.n, "\\u", 2) != NULL;
}

static void mutated(void **state)
{
    (void)state;
    random_t r = {1181783497276652981ULL};
    uint32_t good = 0, bad = 0;
    for (int i = 0; i < 3000; i++) {
        buf b = {0};
        gen_line(&r, &b);
        mutate(&r, &b);
        str line = buf_view(&b);
        json_t *o = loads(line);
        bool object = json_is_object(o);
        json_decref(o);
        const char *masks = kernels[(size_t)i % KERNELS];
        int lenient = scan_line(line, false, object, masks), strict = scan_line(line, true, false, masks);
        if (object) {
            good++;
            assert_int_equal(lenient, 1);
        } else {
            bad++;
            assert_true(strict <= 0 || quirk(line));
        }
        buf_drop(&b);
    }
    assert_true(good > 200 && bad > 1000); /* both kinds were tried */
}

/* ---- with a decider: the same rows, once its filter has been over both */
static bool wanted(const batch *in, uint32_t col, uint32_t row)
{
    if (col == 0) {
        return in->cols[0]->s[row].n % 7 == 1;
    }
    return !vec_is_null(in->cols[1], row) && in->cols[1]->l[row] % 11 == 0;
}

static uint32_t keep(void *ctx, const batch *in, arena *mem, uint16_t *out)
{
    (void)mem;
    uint32_t n = 0;
    for (uint32_t row = 0; row < in->n_rows; row++) {
        out[n] = (uint16_t)row;
        n += wanted(in, *(const uint32_t *)ctx, row);
    }
    return n;
}

static str wanted_rows(world *w, uint32_t col, bool decide, bool ordered, uint64_t *seen)
{
    static const int cols[] = {0, 1, 2, 3, 4};
    colset need = all(w);
    scan_decider by = {.column = col, .ordered = ordered, .keep = keep, .ctx = &col};
    scan *s = scan_open(w->cat, catalog_find(w->cat, STR("T")), &need, &w->ds);
    buf b = {0};
    batch out;
    step st;
    if (decide) {
        scan_decide(s, &by);
    }
    while ((st = scan_next(s, &out)) == STEP_ROWS) {
        *seen += out.n_rows;
        for (uint32_t row = 0; row < out.n_rows; row++) {
            if (wanted(&out, col, row)) {
                put_row(w, &b, &out, cols, 5, row);
            }
        }
    }
    assert_int_equal(st, STEP_END);
    scan_close(s);
    str text = arena_str(w->mem, buf_view(&b));
    buf_drop(&b);
    return text;
}

static void decide_and_read(const char *masks, bool keep_loaded, uint32_t col, bool ordered, uint64_t seed)
{
    random_t r = {seed};
    world *w = world_new((load_options){.quiet = true, .lenient = true, .masks = masks, .keep = keep_loaded});
    buf b = {0}, line = {0};
    for (uint32_t i = 0; i < 3000; i++) {
        line.n = 0;
        gen_line(&r, &line);
        for (uint32_t k = i == 0 || below(&r, 8) ? 0 : 1; k; k--) {
            mutate(&r, &line);
        }
        buf_str(&b, buf_view(&line));
        buf_text(&b, below(&r, 20) ? "\n" : below(&r, 2) ? "\r\n" : " \n\n");
    }
    catalog_add_schemas(w->cat, put_text(w, "schema.csv", schema_csv), &w->ds);
    assert_int_equal(catalog_add_file(w->cat, STR("T"), put_file(w, "t.jsonl", b.p, b.n), &w->ds), ST_OK);
    uint64_t whole = 0, left = 0;
    str want = wanted_rows(w, col, false, false, &whole), got = wanted_rows(w, col, true, ordered, &left);
    assert_true(str_eq(want, got));
    assert_true(want.n > 200 && left < whole);
    buf_drop(&b);
    buf_drop(&line);
    world_drop(w);
}

static void decided(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 60; i++) {
        bool loaded = i % KERNELS == 1; /* a table kept in memory decides by its codes */
        decide_and_read(loaded ? NULL : kernels[i % KERNELS], loaded, (uint32_t)(i & 1), !loaded && i % 3 == 0, 0x9e3779b97f4a7c15ULL * (i + 1));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(generated), cmocka_unit_test(decided), cmocka_unit_test(mutated)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
