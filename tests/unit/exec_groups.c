/* Groups by keys that have places of their own, by packed keys and by hash: the same numbers, whichever way a batch goes. */
#include "tests/unit/exec_help.h"

#include "base/hash.h"
#include "interp/ops/shared/groups.h"

#define ROWS 300 /* a batch */
#define BATCHES 40
#define CODES 50

typedef struct source {
    arena *mem;
    vec_codes codes;
    uint64_t random;
    bool nulls, other_codes; /* from the middle on */
    uint32_t values;         /* different ones in the second column, at the end */
} source;

static uint32_t next(source *s, uint32_t below)
{
    s->random = s->random * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(s->random >> 33) % below;
}

static vec *coded_column(source *s, uint32_t turn)
{
    vec *v = vec_new(s->mem, T_STRING);
    uint16_t *code = ARENA_ARRAY(s->mem, uint16_t, ROWS);
    for (uint32_t i = 0; i < ROWS; i++) {
        code[i] = (uint16_t)next(s, CODES);
        v->s[i] = code[i] ? arena_printf(s->mem, "host %u", code[i]) : (str){0};
    }
    v->code = code;
    v->codes = s->other_codes && turn > BATCHES / 2 ? NULL : &s->codes;
    return v;
}

static vec *time_column(source *s, uint32_t turn)
{
    vec *v = vec_new(s->mem, T_DATETIME);
    for (uint32_t i = 0; i < ROWS; i++) {
        v->l[i] = 36000000000LL * next(s, 1 + s->values * turn / BATCHES);
        if (s->nulls && turn > BATCHES / 2 && next(s, 9) == 0) {
            vec_set(s->mem, v, i, datum_null(T_DATETIME));
        }
    }
    return v;
}

static void check_new(groups *g, const vec **cols, uint16_t row, uint32_t group)
{
    for (uint32_t c = 0; c < 2; c++) {
        assert_true(vec_same(rows_vec(&g->keys, group, c), group % BATCH_ROWS, cols[c], row));
    }
}

/* Every row's group has the row's keys, and no two groups have the same. */
static void run(source *s)
{
    static const kql_type types[] = {T_STRING, T_DATETIME};
    groups *g = ARENA_NEW(s->mem, groups), *plain = ARENA_NEW(s->mem, groups);
    uint32_t group[BATCH_ROWS], expected[BATCH_ROWS];
    uint16_t idx[ROWS];
    for (uint32_t code = 0; code < CODES; code++) {
        vec one = {.type = T_STRING, .s = (str[]){code ? arena_printf(s->mem, "host %u", code) : (str){0}}};
        s->codes.hash[code] = vec_hash(&one, 0);
    }
    groups_init(g, s->mem, types, 2);
    groups_init(plain, s->mem, types, 2);
    plain->dense.off = true;
    for (uint32_t b = 0; b < BATCHES; b++) {
        const vec *cols[] = {coded_column(s, b), time_column(s, b)};
        sel which = {idx, 0};
        for (uint16_t i = 0; i < ROWS; i++) {
            idx[which.n] = i;
            which.n += next(s, 4) > 0;
        }
        vec bare = *cols[0];
        bare.codes = NULL;
        const vec *bare_cols[] = {&bare, cols[1]};
        groups_add(g, cols, which, group);
        groups_add(plain, bare_cols, which, expected);
        for (uint32_t k = 0; k < which.n; k++) {
            assert_int_equal(group[k], expected[k]);
            check_new(g, cols, idx[k], group[k]);
        }
        groups_find(g, cols, which, expected);
        assert_memory_equal(group, expected, which.n * sizeof *group);
    }
    assert_int_equal(groups_count(g), groups_count(plain));
}

static void all(bool nulls, bool other_codes, uint32_t values)
{
    source s = {.mem = arena_new(), .random = 7, .nulls = nulls, .other_codes = other_codes, .values = values};
    s.codes = (vec_codes){.hash = ARENA_ARRAY(s.mem, uint64_t, CODES), .n = CODES};
    run(&s);
    arena_drop(s.mem);
}

static void few_values(void **state) { (void)state; all(false, false, 40); }
static void more_values_than_have_a_place(void **state) { (void)state; all(false, false, 5000); }
static void nulls_from_the_middle_on(void **state) { (void)state; all(true, false, 40); }
static void codes_end_in_the_middle(void **state) { (void)state; all(false, true, 40); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_values),
        cmocka_unit_test(more_values_than_have_a_place),
        cmocka_unit_test(nulls_from_the_middle_on),
        cmocka_unit_test(codes_end_in_the_middle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
