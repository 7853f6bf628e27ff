/* Patterns and texts made at random: both engines must find the same matches and groups, and no walk may go on for
 * ever. */
#include "tests/unit/unit.h"

#include "base/buf.h"
#include "interp/scalar/regex_tree.h"

#define PATTERNS 1500
#define GROUPS   8

static const char *const tokens[] = {
    "a",           "b",    "c",           "\xC3\xA9", "\xCE\xA3", "(",     ")",       "(",      ")",   "|",
    "*",           "+",    "?",           "{2}",      "{1,2}",    "{0,}",  "*?",      "+?",     "[",   "]",
    "[ab]",        "[^a]", "[a-c&&[^b]]", "[^\\W_]",  "\\w",      "\\W",   "\\d",     "\\b",    "\\B", "^",
    "$",           ".",    "(?i)",        "(?:",      "(?m)",     "(?s)",  "(?x) ",   "(?P<n>", "\\<", "\\b{end}",
    "[[:alpha:]]", "\\pL", "\\PL",        "-",        "&&",       "--",    "~~",      "\\",     "\n",  "K",
    "k",           "(?R)", "(?-i:",       "(?U)",     "[]a]",     "\\x41", "\\x{e9}", "#"};
static const char *const pieces[] = {"a",  "b", "c", "k", "K",        "_",        " ",        "\n",
                                     "\r", "A", "1", "-", "\xC3\xA9", "\xCE\xA3", "\xCF\x82", "\xE2\x84\xAA"};
#define ASCII_PIECES 12
/* Patterns that say what a match begins with, and long texts that nearly begin so in many places. */
static const char *const plain_tokens[] = {"a", "b", "ab", "ba", "-", "(a|b)", "(?:ab|b)", "a?", "b+", "[ab]", "(?i)a", "c*", "{2}", "|", "(b?)a", "^"};
static const char *const plain_pieces[] = {"a", "b", "ab", "c", "A", "-", "bab", "cccc"};

static uint32_t next(uint64_t *state, uint32_t below)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 20) % below;
}

static void make(uint64_t *state, buf *out, const char *const *from, uint32_t n_from, uint32_t n)
{
    buf_clear(out);
    for (uint32_t i = 0; i < n; i++) buf_text(out, from[next(state, n_from)]);
}

static bool same(const regex_span *a, const regex_span *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (a[i].start != b[i].start || (a[i].start != UINT32_MAX && a[i].len != b[i].len)) return false;
    return true;
}

static void compare(const regex *r, const regex_program *own, str pattern, str text)
{
    regex_span one[GROUPS] = {0}, other[GROUPS] = {0};
    uint32_t n = regex_groups(r) + 1 < GROUPS ? regex_groups(r) + 1 : GROUPS, steps = 0;
    bool found = regex_find(r, text, 0, one, n);
    if (regex_run_own(own, text, 0, other, n) != found || (found && !same(one, other, n))) {
        fail_msg("the engines differ on " STR_FMT " over " STR_FMT, STR_ARG(pattern), STR_ARG(text));
    }
    for (regex_walk w = {0}; regex_next(r, text, &w, one, n); steps++) assert_true(steps <= text.n);
}

typedef struct kind {
    const char *const *tokens, *const *pieces;
    uint32_t n_tokens, n_pieces, n_ascii; /* every other text is of ASCII pieces alone */
    uint32_t longest;                     /* pieces of a text */
} kind;

static void agree(kind of)
{
    uint64_t seed = 88172645463325252ULL;
    buf pattern = {0}, text = {0};
    uint32_t compiled = 0;
    for (int i = 0; i < PATTERNS; i++) {
        arena *a = arena_new();
        regex_error e;
        regex_tree tree;
        make(&seed, &pattern, of.tokens, of.n_tokens, 1 + next(&seed, 9));
        const regex *r = regex_new(a, buf_view(&pattern), REGEX_FIND, &e);
        if (r && regex_parse(a, buf_view(&pattern), &tree, &e)) {
            const regex_program *own = regex_compile_own(a, &tree);
            compiled++;
            for (int k = 0; k < 6; k++) {
                make(&seed, &text, of.pieces, k % 2 ? of.n_pieces : of.n_ascii, next(&seed, of.longest));
                compare(r, own, buf_view(&pattern), buf_view(&text));
            }
        }
        arena_drop(a);
    }
    assert_true(compiled > PATTERNS / 4);
    buf_drop(&pattern);
    buf_drop(&text);
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void test_engines_agree(void **state)
{
    (void)state;
    agree((kind){tokens, pieces, COUNT(tokens), COUNT(pieces), ASCII_PIECES, 8});
}

static void test_beginnings(void **state)
{
    (void)state;
    agree((kind){plain_tokens, plain_pieces, COUNT(plain_tokens), COUNT(plain_pieces), COUNT(plain_pieces), 60});
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_engines_agree), cmocka_unit_test(test_beginnings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
