/* Parallel runs split a group and merge its states: whatever the place of the split, the result is that of one run.
 * Every aggregate of the registry that takes plain columns is held to it, over each type it accepts. */
#include "tests/unit/unit.h"

#include "interp/agg.h"
#include "interp/convert.h"

#define ROWS 3u /* the smallest batch the tests are built with */

/* Columns: the value of row r, of type t; row 1 is null (strings: empty). */
static vec *make_column(arena *mem, kql_type t, const char *const *texts)
{
    vec *v = vec_new(mem, t);
    for (uint32_t row = 0; row < ROWS; row++) {
        datum d =
            t == T_DYNAMIC ? datum_null(t) : convert_datum(mem, (datum){.type = T_STRING, .s = str_of(texts[row])}, t);
        if (t == T_DYNAMIC && texts[row][0]) dyn_parse(mem, str_of(texts[row]), &d.dy);
        if (t == T_DYNAMIC) d.null = d.dy == NULL;
        vec_set(mem, v, row, d);
    }
    return v;
}

static vec *sample(arena *mem, kql_type t)
{
    static const char *const texts[T_COUNT_][ROWS] = {
        [T_BOOL] = {"true", "", "false"},
        [T_INT] = {"4", "", "2"},
        [T_LONG] = {"4", "", "2"},
        [T_REAL] = {"4", "", "2.5"},
        [T_DECIMAL] = {"4.25", "", "2"},
        [T_STRING] = {"b", "", "a"},
        [T_DATETIME] = {"2024-05-02", "", "2024-05-01"},
        [T_TIMESPAN] = {"2h", "", "1h"},
        [T_GUID] = {"11111111111111111111111111111111", "", "01111111111111111111111111111111"},
        [T_DYNAMIC] = {"{\"a\":1}", "", "{\"b\":[2]}"},
    };
    return make_column(mem, t, texts[t]);
}

typedef struct run {
    arena *mem;
    agg_ctx cx;
    const vec *args[2];
} run;

static void *state_of(run *r, uint32_t from, uint32_t to)
{
    uint16_t idx[ROWS];
    uint32_t group[ROWS] = {0};
    void *s = arena_zero(r->mem, r->cx.call->row->size);
    for (uint32_t i = from; i < to; i++) idx[i - from] = (uint16_t)i;
    if (to > from) r->cx.call->row->update(&r->cx, s, group, r->args, (sel){idx, to - from});
    return s;
}

static str shown(run *r, const void *state)
{
    datum out = datum_null(r->cx.call->result);
    r->cx.call->row->result(&r->cx, state, &out);
    assert_int_equal(out.type, r->cx.call->result);
    return out.null ? STR("null") : datum_text(r->mem, out);
}

/* The type of the result as the signature says it; what a test of states needs of the binder. */
static kql_type result_type(const agg_row *row, kql_type t)
{
    const char *result = strstr(row->sig, "-> ") + 3;
    kql_type out;
    if (strcmp(result, "T0promoted") == 0) return t == T_INT ? T_LONG : t;
    if (strcmp(result, "T0") == 0) return t;
    assert_true(type_find(str_of(result), &out));
    return out;
}

static bool takes(const char *kind, kql_type t)
{
    static const struct {
        const char *kind;
        bool number, ticks, text, others, dynamic;
    } kinds[] = {{"scalar", 1, 1, 1, 1, 1},
                 {"orderable", 1, 1, 1, 0, 0},
                 {"summable", 1, 1, 0, 0, 0},
                 {"notdynamic", 1, 1, 1, 1, 0},
                 {"bag", 0, 0, 0, 0, 1}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strncmp(kind, kinds[i].kind, strlen(kinds[i].kind)) != 0) continue;
        if (type_is_number(t)) return kinds[i].number;
        if (type_is_ticks(t)) return kinds[i].ticks;
        return t == T_STRING ? kinds[i].text : t == T_DYNAMIC ? kinds[i].dynamic : kinds[i].others;
    }
    if (strncmp(kind, "integer", 7) == 0) return type_is_integer(t);
    return strncmp(kind, type_name(t), strlen(type_name(t))) == 0;
}

/* Runs one aggregate over one type, split at every place. False: it asks for arguments this test does not make. */
static bool check(const agg_row *row, kql_type t)
{
    const char *second = strchr(row->sig, ',');
    bool predicate = second && strncmp(second, ", predicate: bool", 17) == 0;
    if (second && !predicate && second[2] != '[') return false;
    arena *mem = arena_new();
    diags ds = {.mem = mem};
    kql_type types[2] = {t, T_BOOL};
    const datum *constants[2] = {NULL, NULL};
    agg_call call = {.row = row,
                     .n_args = 1u + predicate,
                     .arg_types = types,
                     .constants = constants,
                     .result = result_type(row, t)};
    run r = {.mem = mem, .cx = {.call = &call, .mem = mem}};
    r.args[0] = sample(mem, t);
    r.args[1] = make_column(mem, T_BOOL, (const char *const[]){"true", "true", "true"});
    bool ok = !row->prepare || row->prepare(&call, mem, &ds);
    str whole = ok ? shown(&r, state_of(&r, 0, ROWS)) : (str){0};
    for (uint32_t cut = 0; ok && cut <= ROWS; cut++) {
        void *left = state_of(&r, 0, cut);
        row->merge(&r.cx, left, state_of(&r, cut, ROWS));
        str merged = shown(&r, left);
        if (!str_eq(merged, whole))
            fail_msg("%s over %s cut at %u: " STR_FMT ", whole: " STR_FMT, row->name, type_name(t), cut,
                     STR_ARG(merged), STR_ARG(whole));
    }
    arena_drop(mem);
    return ok;
}

static void test_merge(void **state)
{
    (void)state;
    int checked = 0;
    for (uint32_t i = 0; i < agg_count(); i++) {
        const agg_row *row = agg_at(i);
        const char *kind = strchr(row->sig, ':');
        for (int t = 0; kind && t < T_COUNT_; t++)
            if (takes(kind + 2, (kql_type)t)) checked += check(row, (kql_type)t);
    }
    assert_true(checked > 150); /* so that a slip in this test's own reading of signatures does not empty it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_merge)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
