/* The kernels of masks.h against the same said byte by byte, over lines of the bytes that matter. */
#include "tests/unit/tables_load_help.h"

#include "tables/load/masks.h"

static const char *const names[] = {"avx512", "avx2", "sse2", "plain"};
static const mark_key key = {"Ev", 2};

static uint64_t state = 0x2545f4914f6cdd1dULL;

static uint32_t below(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 24) % n;
}

static uint32_t make_text(char *p, uint32_t most)
{
    static char slashes[131], plain[601]; /* whole blocks of backslashes; many blocks of nothing */
    memset(slashes, '\\', 128);
    slashes[128] = below(2) ? '\\' : 0;
    memset(plain, 'x', 600);
    const char *const bits[] = {"\"", "\\", "\\\\", "\n", "{", "}", "[", "]", "\"Ev\"", "\"Ev", "E", "\\u0045", "\\u00e9",
                                       "\\u003c", "\\u0031", "x", "some longer text with none of that", ":", ",", "\xc3\xa9", "\\\"", " ", slashes, plain};
    uint32_t n = 0, odd = below(3) ? 24 : 4;
    while (n + 64 < most && below(400)) {
        const char *s = bits[below(odd)];
        memcpy(p + n, s, strlen(s));
        n += (uint32_t)strlen(s);
    }
    memset(p + n, 0, MASKS_PAD);
    return n;
}

typedef struct reference {
    bool quote[8192];
    uint32_t places[8192], n_places, n;
    bool broken;
} reference;

static bool spells(const char *p)
{
    return p[1] == '0' && p[2] == '0' && ((p[3] >= '4' && p[3] <= '7') || (p[3] == '3' && p[4] <= '9'));
}

/* Whether masks_find names the byte, for what it says it names; it may name stars too, which are not tried. */
static bool named(const char *p, bool quote, bool opens, bool inside, bool escaped)
{
    switch (*p) {
    case '{': case '}': case '[': case ']': return !inside;
    case '"': return quote && opens && p[1] == key.text[0] && p[1 + key.n] == '"';
    case '\\': return !inside;
    case 'u': return escaped && spells(p);
    default: return *p == '\n';
    }
}

static void refer(const char *p, uint32_t n, bool find, reference *r)
{
    bool inside = false, escaped = false;
    *r = (reference){.n = n};
    for (uint32_t i = 0; i < n; i++) {
        bool quote = p[i] == '"' && !escaped;
        r->quote[i] = quote;
        inside ^= quote;
        bool is_named = find ? named(p + i, quote, inside, inside, escaped) : p[i] == '\n';
        escaped = p[i] == '\\' && !escaped;
        if (is_named) {
            r->places[r->n_places++] = i;
        }
        if (find && p[i] == '\n' && inside) {
            r->n = i + 1;
            r->broken = true;
            return;
        }
    }
}

static void compare_places(const marks *m, const reference *r)
{
    assert_int_equal(m->n, r->n);
    assert_int_equal(m->broken, r->broken);
    assert_int_equal(m->n_places, r->n_places);
    assert_memory_equal(m->places, r->places, r->n_places * sizeof *r->places);
}

static void compare_positions(const uint32_t *out, uint32_t from, uint32_t to, const reference *r, uint32_t found)
{
    uint32_t k = 0;
    for (uint32_t i = from; i < to; i++) {
        if (r->quote[i]) {
            assert_true(k < found && out[k] == i);
            k++;
        }
    }
    assert_int_equal(k, found);
}

static void compare_lines(const marks *m, const reference *r)
{
    uint32_t n = 0;
    compare_places(m, r);
    while (m->quote_at[n] != UINT32_MAX) {
        n++;
    }
    compare_positions(m->quote_at, 0, r->n, r, n);
    assert_memory_equal(m->quote_at + n, ((uint32_t[]){UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX}), 16);
}

static void compare_find(const masks *with, const marks *m, const reference *r)
{
    uint32_t out[8192 + 64], from = below(r->n + 1), to = from + below(r->n - from + 1);
    compare_places(m, r);
    compare_positions(out, from, to, r, with->positions(m->quotes, from, to, out));
}

static void kernels_agree(void **unused)
{
    (void)unused;
    static char text[8192];
    static uint64_t quotes[256];
    static uint32_t places[8192 + 64], quote_at[8192 + 128];
    static reference lines, find;
    marks m = {.quotes = quotes, .quote_at = quote_at, .places = places};
    int tried = 0;
    for (int round = 0; round < 3000; round++) {
        uint32_t n = make_text(text, 6000);
        refer(text, n, false, &lines);
        refer(text, n, true, &find);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            const masks *with = masks_choose(names[i]);
            if (with) {
                with->lines(text, n, &m);
                compare_lines(&m, &lines);
                with->find(text, n, key, &m);
                compare_find(with, &m, &find);
                tried++;
            }
        }
    }
    assert_true(tried >= 3000);
}

static void choosing(void **unused)
{
    (void)unused;
    assert_non_null(masks_choose(NULL));
    assert_null(masks_choose("none"));
    assert_string_equal(masks_choose("plain")->name, "plain");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(kernels_agree), cmocka_unit_test(choosing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
