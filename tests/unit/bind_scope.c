/* What a name means where, and where unfolding ends. */
#include "tests/unit/bind_help.h"

static void test_hiding(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"let s = 5; T | project s", "s:string"},                       /* a column hides a let */
        {"let n = 5; T | project a = n", "a:long"},                     /* elsewhere the let is seen */
        {"let l = 'x'; T | summarize a = l", "a:string"},               /* beside aggregates there are no columns */
        {"let T = U; T | take 1", "l:long, s:string, x:real"},          /* a let hides a table */
        {"let strlen = (x:string) { 'a' }; T | project a = strlen(s)", "a:string"}, /* and a function that is built in */
        {"let f = (l:string) { T | project a = l }; f('x')", "a:long"}, /* in the body too: the column is nearer */
        {"let f = () { 1 }; print f, f()", "print_0:long, print_1:long"},
        {"let f = () { T }; f | project l", "l:long"},
        {"let f = (n:long=2) { T | take n }; f | project l", "l:long"},
        {"let f = (n:long) { T | take n }; f | project l", "KS119@34+1"},
        {"T | as X | project l; X", "b:bool, i:int, l:long, r:real, s:string, d:datetime, t:timespan, dy:dynamic"},
    };
    CHECK_BOUND(cases);
}

/* A body sees what was known where it was written, not where it is called. */
static void test_static_scope(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"let a = 1; let f = () { a }; let g = () { let a = 'x'; f() }; print g()", "print_0:long"},
        {"let f = () { a }; let a = 1; print f()", "KS142@14+1"},
        {"let f = (t:(l:long)) { t | project a = l }; T | extend l = 1 | invoke f()", "a:long"},
        {"let f = (x:long) { x }; let g = (x:long) { f(x) + f(x + 1) }; T | project a = g(l)", "a:long"},
        {"let f = (t:(l:long)) { union t, t }; f(U)", "l:long, s:string, x:real"},
    };
    CHECK_BOUND(cases);
}

/* A text that says `what` n times, and then the end. */
static str repeated(arena *mem, const char *start, const char *what, uint32_t n, const char *end)
{
    buf b = {0};
    buf_text(&b, start);
    for (uint32_t i = 0; i < n; i++) buf_text(&b, what);
    buf_text(&b, end);
    buf_char(&b, 0);
    str s = arena_str(mem, (str){b.p, (uint32_t)b.n});
    buf_drop(&b);
    return s;
}

static bool begins(str s, const char *with) { return s.n >= strlen(with) && memcmp(s.p, with, strlen(with)) == 0; }

static void test_depth(void **state)
{
    (void)state;
    arena *mem = arena_new();
    str sum = bound(mem, repeated(mem, "print 1", "+1", 100000, "").p);
    assert_true(begins(sum, "KS245"));
    assert_true(begins(bound(mem, repeated(mem, "print ", "(", 100000, "1").p), "KS"));
    assert_str(bound(mem, repeated(mem, "print 1", "+1", 200, "").p), "print_0:long");
    str piped = bound(mem, repeated(mem, "T", " | where l > 1", 400, " | project l").p);
    assert_str(piped, "l:long");
    arena_drop(mem);
}

/* let a1 = f(a0, a0); let a2 = f(a1, a1) ... */
static str doubling(arena *mem, const char *first, const char *each, uint32_t n, const char *last)
{
    buf b = {0};
    buf_text(&b, first);
    for (uint32_t i = 1; i <= n; i++) buf_printf(&b, each, i, i - 1, i - 1);
    buf_printf(&b, last, n);
    buf_char(&b, 0);
    str s = arena_str(mem, (str){b.p, (uint32_t)b.n});
    buf_drop(&b);
    return s;
}

static void test_doubling(void **state)
{
    (void)state;
    arena *mem = arena_new();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    str tables = bound(mem, doubling(mem, "let a0 = T;", "let a%u = union a%u, a%u;", 40, "a%u").p);
    str functions = bound(mem, doubling(mem, "let f0 = (x:long) { x + 1 };", "let f%u = (x:long) { f%u(x) + f%u(x) };", 40, "T | extend y = f%u(l)").p);
    str scalars = bound(mem, doubling(mem, "let a0 = 'x';", "let a%u = strcat(a%u, a%u);", 10, "print a%u").p);
#pragma GCC diagnostic pop
    assert_true(begins(tables, "limit"));
    assert_true(begins(functions, "limit"));
    assert_str(scalars, "print_0:string");
    arena_drop(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hiding), cmocka_unit_test(test_static_scope), cmocka_unit_test(test_depth), cmocka_unit_test(test_doubling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
