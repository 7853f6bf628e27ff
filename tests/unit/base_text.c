/* UTF-8, memory, and how a diagnostic looks. */
#include "tests/unit/unit.h"

#include "base/diag.h"
#include "base/plain.h"
#include "base/utf8.h"

static void test_utf8(void **state)
{
    (void)state;
    arena *a = arena_new();
    assert_str(utf8_repair(a, STR("a\xff\xfe" "b")), "a\xEF\xBF\xBD" "b");
    assert_str(utf8_repair(a, STR("\xed\xa0\x80")), "\xEF\xBF\xBD"); /* a surrogate is no character */
    assert_true(utf8_valid(STR("caf\xc3\xa9 \xEF\xBF\xBD")));
    assert_false(utf8_valid(STR("\xc0\x80")));
    assert_int_equal(utf8_count(STR("caf\xc3\xa9")), 4);
    assert_int_equal(utf8_width(STR("\xe6\x97\xa5\xe6\x9c\xac")), 4); /* two wide characters */
    assert_str(utf8_upper(a, STR("stra\xc3\xa9")), "STRA\xc3\x89");
    assert_int_equal(utf8_cmp_fold(STR("\xd0\x9f\xd1\x80"), STR("\xd0\xbf\xd0\xa0")), 0); /* Cyrillic, either case */
    assert_true(utf8_cmp_fold(STR("net.exe"), STR("NET.EXF")) < 0);
    assert_true(utf8_is_term(0xE9) && utf8_is_term('7') && !utf8_is_term('_') && !utf8_is_term('-'));
    arena_drop(a);
}

static void test_arena(void **state)
{
    (void)state;
    arena *a = arena_new();
    for (int round = 0; round < 3; round++) {
        for (size_t n = 0; n < 3000; n += 7) {
            char *p = arena_zero(a, n);
            assert_int_equal((uintptr_t)p % 16, 0);
            memset(p, 0xA5, n); /* the sanitizer watches the edges */
        }
        size_t small = arena_bytes(a);
        arena_alloc(a, 5u << 20);
        assert_true(arena_bytes(a) >= small + (5u << 20));
        arena_reset(a);
        assert_int_equal(arena_bytes(a), small); /* the large block went back, the small ones stay */
    }
    assert_str(arena_printf(a, "%d-%s", 7, "x"), "7-x");
    arena_drop(a);
    arena_drop(NULL);
}

static void note(void *what)
{
    char *log = *(char **)what;
    log[strlen(log)] = ((char *)what)[sizeof(char *)];
}

static void test_arena_farewells(void **state)
{
    (void)state;
    char log[8] = "";
    struct {
        char *log;
        char letter;
    } a_note = {log, 'a'}, b_note = {log, 'b'};
    arena *a = arena_new();
    arena_on_drop(a, note, &a_note);
    arena_on_drop(a, note, &b_note);
    arena_reset(a);
    assert_string_equal(log, "ba"); /* the last one first */
    arena_on_drop(a, note, &a_note);
    arena_drop(a);
    assert_string_equal(log, "baa"); /* and each once */
}

static void test_diag(void **state)
{
    (void)state;
    arena *a = arena_new();
    diags ds = {.mem = a};
    str text = STR("T\n\t| where AccountUPN == 1\n");
    diag *d = diag_error(&ds, ST_COMPILE, "KS142", (span){11, 10}, "no column named '%s'", "AccountUPN");
    diag_hint(&ds, d, "did you mean AccountUpn?");
    buf out = {0};
    diag_render(&out, &ds.items[0], STR("q.kql"), text, false);
    assert_str(buf_view(&out), "q.kql:2:10: error KS142: no column named 'AccountUPN'\n"
                               "  2 | \t| where AccountUPN == 1\n"
                               "    | \t        ^~~~~~~~~~ did you mean AccountUpn?\n");
    diag_error(&ds, ST_UNSUPPORTED, NULL, (span){0, 1}, "x");
    assert_int_equal(diags_status(&ds), ST_COMPILE);
    ds.muted = 1;
    diag_error(&ds, ST_COMPILE, NULL, (span){0, 1}, "nobody hears this");
    assert_int_equal(ds.n, 2);
    buf_clear(&out);
    diag_render(&out, &(diag){.severity = SEV_ERROR, .has_span = true, .span = {900, 5}, .message = STR("beyond")}, STR("q"), text, false);
    assert_non_null(out.p); /* a place outside the text is clamped */
    buf_drop(&out);
    arena_drop(a);
}

static str render(buf *out, span at, const char *hint, str text)
{
    buf_clear(out);
    diag d = {.severity = SEV_ERROR, .has_span = true, .span = at, .message = STR("m"), .hint = str_of(hint)};
    diag_render(out, &d, STR("q"), text, false);
    return buf_view(out);
}

static void test_diag_pictures(void **state)
{
    (void)state;
    buf out = {0};
    /* two cells for each of the wide characters before and under the caret */
    assert_str(render(&out, (span){7, 6}, NULL, STR("\xe6\x97\xa5x = \xe6\x9c\xac\xe6\x97\xa5")),
               "q:1:6: error: m\n  1 | \xe6\x97\xa5x = \xe6\x9c\xac\xe6\x97\xa5\n    |       ^~~~\n");
    /* what could drive a terminal, or turn the text around, is shown as ? and takes one cell; so in names and hints */
    assert_str(render(&out, (span){5, 1}, "\033[2J", STR("\x1b\x7f\xe2\x80\xaex")),
               "q:1:4: error: m\n  1 | ???x\n    |    ^ ?[2J\n");
    /* several lines: the first is underlined to its end */
    assert_str(render(&out, (span){2, 8}, NULL, STR("a bc\r\nd ef\n")), "q:1:3: error: m\n  1 | a bc\n    |   ^~\n");
    assert_str(render(&out, (span){4, 0}, NULL, STR("a bc")), "q:1:5: error: m\n  1 | a bc\n    |     ^\n");
    assert_str(render(&out, (span){0, 0}, NULL, STR("")), "q:1:1: error: m\n  1 | \n    | ^\n");
    buf_drop(&out);
}

static void test_diag_long_line(void **state)
{
    (void)state;
    char line[1001];
    memset(line, '.', 1000);
    memcpy(line + 500, "here", 4);
    line[1000] = 0;
    char want[400] = "q:1:501: error: m\n  1 | ";
    memset(want + strlen(want), '.', 36); /* 72 cells in all */
    strcat(want, "here");
    memset(want + strlen(want), '.', 32);
    strcat(want, "\n    | ");
    memset(want + strlen(want), ' ', 36);
    strcat(want, "^~~~\n");
    buf out = {0};
    assert_str(render(&out, (span){500, 4}, NULL, str_of(line)), want);
    buf_drop(&out);
}

/* A hint stands behind the caret as long as it ends within 79 cells, and else below; prose breaks at blanks. */
static void test_wrapped(void **state)
{
    (void)state;
    char hint[64];
    buf out = {0};
    memset(hint, 'h', sizeof hint);
    hint[63] = 0;
    diag d = {.severity = SEV_ERROR, .has_span = true, .span = {0, 10}, .message = STR("m"), .hint = str_of(hint)};
    diag_render(&out, &d, STR("q"), STR("0123456789"), false); /* 6 + 10 + 1 + 63 = 80 */
    assert_non_null(strstr((buf_char(&out, 0), out.p), "~\n    = h"));
    buf_clear(&out);
    d.hint.n = 62;
    diag_render(&out, &d, STR("q"), STR("0123456789"), false);
    assert_non_null(strstr((buf_char(&out, 0), out.p), "~ h"));
    buf_clear(&out);
    plain_wrap(&out, STR("eins zwei"), 74, 2); /* ends in cell 78 + 5 */
    assert_string_equal((buf_char(&out, 0), out.p), "eins\n  zwei");
    buf_clear(&out);
    plain_wrap(&out, STR("a  \x1b[1m"), 0, 0);
    assert_string_equal((buf_char(&out, 0), out.p), "a  ?[1m");
    buf_drop(&out);
}

static void test_turkish(void **state)
{
    (void)state;
    arena *a = arena_new();
    assert_true(utf8_cmp_fold(STR("\xe2\x84\xaa"), STR("k")) != 0 && utf8_cmp_fold(STR("\xc5\xbf"), STR("S")) != 0);
    assert_true(utf8_cmp_fold(STR("\xc4\xb0"), STR("i")) != 0 && utf8_cmp_fold(STR("\xc4\xb1"), STR("I")) != 0);
    assert_str(utf8_lower(a, STR("\xc4\xb0X")), "\xc4\xb0x");
    assert_str(utf8_upper(a, STR("\xc4\xb1x")), "\xc4\xb1X");
    assert_true(utf8_cmp_fold(STR("ab"), STR("ABC")) < 0 && utf8_cmp_fold(STR("a\xc3\xa9"), STR("A\xc3\x89")) == 0);
    assert_true(utf8_cmp_fold(STR("a\xc3\xa9"), STR("az")) > 0);
    arena_drop(a);
}

static void test_nearest(void **state)
{
    (void)state;
    const str names[] = {STR("AccountUpn"), STR("AccountName"), STR("Computer")};
    assert_str(diag_nearest(STR("AccountUPN"), names, 3), "AccountUpn");
    assert_str(diag_nearest(STR("Computr"), names, 3), "Computer");
    assert_str(diag_nearest(STR("Zzz"), names, 3), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_arena_farewells),
        cmocka_unit_test(test_diag),
        cmocka_unit_test(test_diag_pictures),
        cmocka_unit_test(test_diag_long_line),
        cmocka_unit_test(test_wrapped),
        cmocka_unit_test(test_turkish),
        cmocka_unit_test(test_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
