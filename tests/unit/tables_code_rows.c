/* Rows of a coded column by few and many wanted codes: tables/code_rows.h. */
#include "tests/unit/unit.h"

#include "tables/code_rows.h"

enum { MOST = 300, VALUES = 500 };

/* The same, said one row after the other. */
static uint32_t one_by_one(const uint8_t *wanted, const uint16_t *code, uint32_t n, uint16_t *out)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (wanted[code[i]]) {
            out[kept++] = (uint16_t)i;
        }
    }
    return kept;
}

static uint32_t next(uint32_t *state) { return (*state = *state * 1664525 + 1013904223) >> 8; }

/* Every length, with fewer, as many and more wanted codes than are compared at once, in files where they are rare and frequent. */
static void chooses_as_one_by_one_does(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (uint32_t n = 0; n <= MOST; n++) {
        for (uint32_t want = 0; want <= FEW_CODES + 2; want++) {
            uint8_t wanted[VALUES] = {0};
            code_rows r = {.wanted = wanted};
            uint32_t values = n % 2 ? VALUES : 12;
            while (r.n < want) {
                uint16_t code = (uint16_t)(next(&seed) % values);
                if (!wanted[code]) {
                    code_rows_want(&r, code);
                }
            }
            uint16_t code[MOST + 1], got[MOST + 1], expected[MOST + 1];
            for (uint32_t i = 0; i < n; i++) {
                code[i + 1] = (uint16_t)(next(&seed) % values);
            }
            uint32_t kept = code_rows_choose(&r, code + 1, n, got); /* behind one: no place that vectors would like */
            assert_int_equal(kept, one_by_one(wanted, code + 1, n, expected));
            assert_memory_equal(got, expected, kept * sizeof *got);
        }
    }
}

/* The last row of a block of 32, the first of the next, and the one behind all blocks. */
static void finds_rows_at_the_edges(void **state)
{
    (void)state;
    uint8_t wanted[2] = {0};
    code_rows r = {.wanted = wanted};
    uint16_t code[65] = {[31] = 1, [32] = 1, [64] = 1}, got[65];
    code_rows_want(&r, 1);
    assert_int_equal(code_rows_choose(&r, code, 65, got), 3);
    assert_int_equal(got[0], 31);
    assert_int_equal(got[1], 32);
    assert_int_equal(got[2], 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chooses_as_one_by_one_does),
        cmocka_unit_test(finds_rows_at_the_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
