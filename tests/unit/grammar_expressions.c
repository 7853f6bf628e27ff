/* Precedence and shape of expressions. Witness: the syntax trees of Microsoft's parser. */
#include "tests/unit/grammar_help.h"

static void test_precedence(void **state)
{
    (void)state;
    reads("a or b and c", "(or a (and b c))");
    reads("a and b or c and d", "(or (and a b) (and c d))");
    reads("a == b and c != d", "(and (== a b) (!= c d))");
    reads("a + b * c - d", "(- (+ a (* b c)) d)");
    reads("a * b / c % d", "(% (/ (* a b) c) d)");
    reads("a < b == c", "(== (< a b) c)");
    reads("a == b < c", "(== a (< b c))");
    reads("a + 1 > b * 2", "(> (+ a 1) (* b 2))");
    reads("(a or b) and c", "(and (or a b) c)");
    reads("-a * b", "(* (u- a) b)");
    reads("-a.b[0]", "(u- (index (path:b a) 0))");
    reads("a <> b", "(!= a b)");
}

static void test_string_operators_bind_tightest(void **state)
{
    (void)state;
    reads("b == s contains 'a'", "(== b (contains s \"a\"))");
    reads("a * s has 'x'", "(* a (has s \"x\"))");
    reads("a + b has 'x'", "(+ a (has b \"x\"))");
    reads("a =~ 'x' and b !~ 'y'", "(and (=~ a \"x\") (!~ b \"y\"))");
    reads("x matches regex 'a' or x !startswith_cs 'b'", "(or (matches regex x \"a\") (!startswith_cs x \"b\"))");
    reads("x notcontains 'a'", "(!contains x \"a\")");
    reads("x containscs 'a'", "(contains_cs x \"a\")");
    refuses("print a has 'b' has 'c'", "KS198", "has");
}

static void test_nothing_chains(void **state)
{
    (void)state;
    refuses("print a == b == c", "KS198", "==");
    refuses("print a < b < c", "KS198", "<");
    refuses("print a between (1 .. 2) between (3 .. 4)", "KS198", "between");
    refuses("print not x", "KS198", "x");
    refuses("print !b", "KS006", "!");
    refuses("print - -l", "KS006", "-");
}

static void test_lists(void **state)
{
    (void)state;
    reads("a in (1, 2)", "(in a 1 2)");
    reads("a !in~ ('x')", "(!in~ a \"x\")");
    reads("a has_any ('x', b) and c has_all (d)", "(and (has_any a \"x\" b) (has_all c d))");
    reads("a in (T)", "(in a T)");
    reads("a in (T | project b)", "(in a (pipe T (project b)))");
    reads("a in (union A, B)", "(in a (union A B))");
    reads("a in ((T | project b))", "(in a (pipe T (project b)))");
    reads("a !between (1 .. b + 2)", "(!between a 1 (+ b 2))");
    reads("a + 1 between (1 .. 2)", "(between (+ a 1) 1 2)");
    refuses("print a in ()", "KS006", ")");
    refuses("print a in (1,)", "KS006", ")");
    refuses("print a in 1", "KS005", "1");
}

static void test_calls_and_paths(void **state)
{
    (void)state;
    reads("f()", "(call:f)");
    reads("f(a, b = 1, *)", "(call:f a (named:b 1) *)");
    reads("count(*)", "(call:count *)");
    reads("a.b.c", "(path:c (path:b a))");
    reads("f(x).y[0]['z']", "(index (index (path:y (call:f x)) 0) \"z\")");
    reads("database('d').T", "(path:T (call:database \"d\"))");
    reads("cluster('c').database('d').f(1)",
          "(dot_call (dot_call (call:cluster \"c\") (call:database \"d\")) (call:f 1))");
    reads("toscalar(T | count)", "(toscalar (pipe T (count)))");
    reads("typeof(string), typeof(a:long, b:string)",
          "(typeof `string) (typeof (parameter:a `long -) (parameter:b `string -))");
    reads("(a, b) = f(x)", "(named_tuple (list a b) (call:f x))");
    reads("(a)", "a");
    reads("a = b == c", "(named:a (== b c))");
    refuses("print f(1,)", "KS006", ")");
    refuses("print f(1 2)", "KS005", "2");
    refuses("print (a", "KS005", "");
}

static void test_places(void **state)
{
    (void)state;
    arena *mem = arena_new();
    diags ds = {.mem = mem};
    ast *tree = kql_parse(STR("T | where (ab == 'x') and c.de > 1"), mem, &ds);
    assert_non_null(tree);
    ast *where = tree->kid[0]->kid[0]->kid[1], *both = where->kid[1], *first = both->kid[0],
        *path = both->kid[1]->kid[0];
    assert_int_equal(where->at.start, 4);
    assert_int_equal(where->at.len, 30);
    assert_int_equal(where->name_at.len, 5);
    assert_int_equal(both->name_at.start, 22);
    assert_true(first->flags & ASTF_PAREN);
    assert_int_equal(first->at.start, 10);
    assert_int_equal(first->at.len, 11);
    assert_int_equal(first->name_at.start, 14);
    assert_int_equal(path->at.start, 26);
    assert_int_equal(path->name_at.start, 28);
    assert_int_equal(path->name_at.len, 2);
    arena_drop(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_precedence),      cmocka_unit_test(test_string_operators_bind_tightest),
        cmocka_unit_test(test_nothing_chains),  cmocka_unit_test(test_lists),
        cmocka_unit_test(test_calls_and_paths), cmocka_unit_test(test_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
