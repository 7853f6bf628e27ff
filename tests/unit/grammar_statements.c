/* Statements, functions, and what a bad query is told. */
#include "tests/unit/grammar_help.h"

#include <stdlib.h>

static void test_let(void **state)
{
    (void)state;
    parses("let a = 5; let T1 = T | take a; T1", "(let:a 5); (let:T1 (pipe T (take a))); T1");
    parses("let m = materialize(T | take 1); m", "(let:m (materialize (pipe T (take 1)))); m");
    parses("let ['a b'] = 1; print 1", "(let:a b 1); (print 1)");
    refuses("let x = ", "KS006", "");
    refuses("print 1 let a = 1", "KS198", "let");
    refuses("T | join (materialize(T)) on x", "KS006", "materialize");
}

static void test_functions(void **state)
{
    (void)state;
    parses("let f = () { 1 }; f()", "(let:f (function (list) (body 1))); (call:f)");
    parses("let f = (a:long, b:string='x', c:real=-1.5) { let d = a; d + 1; }; f(1)",
           "(let:f (function (list (parameter:a `long -) (parameter:b `string \"x\") (parameter:c `real real(-1.5))) "
           "(body (let:d a) (+ d 1)))); (call:f 1)");
    parses("let f = (t:(a:long, b:string), u:(*)) { t | count }; f(T, U)",
           "(let:f (function (list (parameter:t (schema (parameter:a `long -) (parameter:b `string -)) -) (parameter:u "
           "(schema *) -)) "
           "(body (pipe t (count))))); (call:f T U)");
    parses("let v = view () { T }; v", "(let:v (function view (list) (body T))); v");
    parses("let f = () { }; 1", "(let:f (function (list) (body -))); 1");
    parses("let f=(x:long){x};f(1)", "(let:f (function (list (parameter:x `long -)) (body x))); (call:f 1)");
    refuses("let f = (x:foo, y:long) { 1 }; f()", "KS160", "foo");
    refuses("let f = () { print 1; print 2 }; f()", "KS198", "print 1");
}

static void test_other_statements(void **state)
{
    (void)state;
    parses("set notruncation; set a = 5; T", "(set:notruncation -); (set:a 5); T");
    parses("declare query_parameters(a:long = 1, b:string); print a",
           "(declare_parameters (parameter:a `long 1) (parameter:b `string -)); (print a)");
    parses("alias database d = cluster('c').database('x'); T",
           "(alias:d (dot_call (call:cluster \"c\") (call:database \"x\"))); T");
    parses("restrict access to (A, B*); A", "(restrict A ~B*); A");
    parses("declare pattern p; T", "(declare_pattern:p); T");
    parses("declare pattern p = (a:string)[b:string] { ('x').['y'] = { T | count }; }; 1",
           "(declare_pattern:p (parameter:a `string -) (parameter:b `string -) (list (list \"x\") ['y'] (body (pipe T "
           "(count))))); 1");
    refuses("# directive\nT", "KS250", "# directive");
}

static void test_errors(void **state)
{
    (void)state;
    refuses("T | where", "KS006", "");
    refuses("T |", "KS176", "");
    refuses("T | foo", "KS176", "foo");
    refuses("T | extend x = 1,", "KS006", "");
    refuses("T | summarize count() by", "KS006", "");
    refuses("T | where x == ^", "KS002", "^");
    refuses("T | where in (1)", "KS006", "in");
    refuses("T | take 5 6", "KS198", "6");
    refuses("T | sort a", "KS005", "a");
    refuses("T | where a.", "KS005", "");
    refuses("\xC3\xA9", "KS002", "\xC3\xA9");
    refuses("T \xFF", "KS002", "\xFF");
}

/* NUL ends no scan early, and is no way to hide text. */
static void test_nul(void **state)
{
    (void)state;
    arena *mem = arena_new();
    diags ds = {.mem = mem};
    assert_null(kql_parse((str){"T\0| take 1", 10}, mem, &ds));
    assert_int_equal(ds.items[0].span.start, 1);
    arena_drop(mem);
}

static void test_several_lexical_errors(void **state)
{
    (void)state;
    arena *mem = arena_new();
    diags ds = {.mem = mem};
    assert_null(kql_parse(STR("print ^, ^"), mem, &ds));
    assert_int_equal(ds.n, 2);
    arena_drop(mem);
}

static void test_refused_by_name(void **state)
{
    (void)state;
    static const char *const queries[] = {".show tables",
                                          "inline_external_table (a:long) kind=storage dataformat=csv ('x')"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        arena *mem = arena_new();
        diags ds = {.mem = mem};
        assert_null(kql_parse(str_of(queries[i]), mem, &ds));
        assert_int_equal(ds.items[0].status, ST_UNSUPPORTED);
        arena_drop(mem);
    }
}

/* `unit` a hundred thousand times between head and tail. */
static void survives(const char *head, const char *unit, const char *tail, const char *code)
{
    size_t n = 100000, u = strlen(unit), h = strlen(head), t = strlen(tail);
    char *text = malloc(h + n * u + t);
    memcpy(text, head, h);
    for (size_t i = 0; i < n; i++) memcpy(text + h + i * u, unit, u);
    memcpy(text + h + n * u, tail, t);
    arena *mem = arena_new();
    diags ds = {.mem = mem};
    ast *tree = kql_parse((str){text, (uint32_t)(h + n * u + t)}, mem, &ds);
    if (code) {
        assert_null(tree);
        assert_string_equal(ds.items[0].code, code);
        assert_true(ds.items[0].has_span);
    } else {
        assert_non_null(tree);
    }
    arena_drop(mem);
    free(text);
}

static void test_depth(void **state)
{
    (void)state;
    survives("print 1", "+1", "", "KS245");
    survives("print ", "(", "", "KS245");
    survives("print ", "f(", "", "KS245");
    survives("print dynamic(", "[", "", "KS245");
    survives("print a", "[0]", "", "KS245");
    survives("T", "|take 1", "", NULL);
    survives("print 1", ",1", "", NULL);
    survives("let a = 1;", "let a = 1;", "", NULL);
    survives("print [", "'a'", "]", NULL);
    survives("print ", "project-", "", "KS006");
    survives("print ", "'a'", "", NULL);
}

static void test_a_thousand_levels_are_fine(void **state)
{
    (void)state;
    char text[4200] = "print 1";
    for (int i = 0; i < 900; i++) memcpy(text + 7 + i * 2, "+1", 3);
    arena *mem = arena_new();
    diags ds = {.mem = mem};
    assert_non_null(kql_parse(str_of(text), mem, &ds));
    arena_drop(mem);
}

static void test_dumps(void **state)
{
    (void)state;
    arena *mem = arena_new();
    diags ds = {.mem = mem};
    buf out = {0};
    ast_dump(&out, kql_parse(STR("T\n| take 5"), mem, &ds));
    assert_str(
        buf_view(&out),
        "QUERY @0+10\n  EXPRESSION @0+10\n    PIPE @0+10\n      NAME \"T\" @0+1\n      take @4+6\n        PARAMS @8+0\n"
        "        LITERAL long \"5\" @9+1\n");
    buf_clear(&out);
    ast_dump_tokens(&out, STR("T\n| take 5"));
    assert_str(buf_view(&out),
               "1:1\ta name\t\"T\"\n2:1\t|\t\"|\"\n2:3\ttake\t\"take\"\n2:8\ta number\t\"5\"\n2:9\tend\n");
    buf_drop(&out);
    arena_drop(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_let),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_other_statements),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_nul),
        cmocka_unit_test(test_several_lexical_errors),
        cmocka_unit_test(test_refused_by_name),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_a_thousand_levels_are_fine),
        cmocka_unit_test(test_dumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
