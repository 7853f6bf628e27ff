/* Errors: several at once, each once, with Microsoft's code at Microsoft's place (asked of its binder), and hints. */
#include "tests/unit/bind_help.h"


static void test_several(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"T | where nosuch == 1 and other > 2 | project third", "KS142@11+6 KS142@27+5 KS142@47+5"},
        {"T | extend x = nosuch | where x > 1 | project x, y = strlen(l)", "KS142@16+6 KS141@61+1"}, /* x is known, its type is not */
        {"T | extend a = 1, a = 2 | summarize sum(s) by dy", "KS171@19+1 KS138@41+1 KS116@47+2"},
        {"let a = nosuch; print a + 1", "KS142@9+6"}, /* what follows from an error is none */
        {"let t = T | where nosuch; t | where other", "KS142@19+6 KS142@37+5"},
        {"T | join (U | where nosuch == 1) on other", "KS142@21+6 KS142@37+5"},
        {"union (T | where nosuch), (U | where other)", "KS142@18+6 KS142@38+5"},
    };
    CHECK_BOUND(cases);
}

static void test_names(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"T | where L == 1", "KS142@11+1"},
        {"NoSuch | take 1", "KS204@1+6"},
        {"NoSuch", "KS142@1+6"},
        {"T | extend x = nosuch(l)", "KS211@16+6"},
        {"nosuch(1)", "KS211@1+6"},
        {"print now", "KS117@7+3"},
        {"T | extend x = T", "KS108@16+1"},
        {"T | extend x = count()", "KS144@16+5"},
        {"T | summarize x = l", "KS236@19+1"},
        {"T | summarize sum(count())", "KS144@19+5"},
        {"T | project-keep x*", "KS142@18+2"},
        {"let x = 1; let x = 2; print x", "KS201@16+1"},
        {"let f = (a:long) { let a = 2; a }; print f(1)", "KS201@24+1"},
        {"let x = y; let y = 1; print x", "KS142@9+1"},
        {"let f = () { f() }; print f()", "KS211@14+1"},
    };
    CHECK_BOUND(cases);
}

static void test_arguments(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"T | extend x = strlen()", "KS119@16+6"},
        {"T | extend x = strlen(s, s)", "KS119@16+6"},
        {"T | extend x = substring(s)", "KS119@16+9"},
        {"T | extend x = case(b, 1)", "KS120@16+4"},
        {"T | extend x = iff(l, 1, 2)", "KS107@20+1"},
        {"T | extend x = coalesce(s, l)", "KS232@16+8"},
        {"T | extend x = abs(s)", "KS127@16+3"},
        {"T | where s > 'x'", "KS106@13+1"},
        {"T | where l has 'x'", "KS106@13+3"},
        {"T | extend x = -s", "KS106@16+1"},
        {"T | where d between (d .. 5)", "KS141@27+1"},
        {"T | where l between (s .. s)", "KS106@13+7"},
        {"T | where d between ('a' .. 'b')", "KS107@22+3 KS107@29+3"},
        {"T | where l between (1 .. 'a')", "KS137@27+3"},
        {"T | where l in~ ('a')", "KS107@11+1"},
        {"T | where l has_any ('a')", "KS107@11+1"},
        {"T | where b and l", "KS106@13+3"},
        {"T | where b and (nosuch and l)", "KS142@18+6"},
        {"T | where s has typeof(long)", "KS106@13+3"},
        {"T | extend x = typeof(long)", "unsupported@16+12"},
        {"T | extend x = tostring(typeof(long))", "unsupported@25+12"},
        {"T | where l", "KS141@11+1"},
        {"T | extend dy[d]", "KS141@15+1"},
        {"T | extend x = datetime_add(s, 1, d)", "KS131@29+1"},
        {"T | extend x = format_datetime(d, '')", "KS133@35+2"},
        {"T | extend (x, y) = l", "KS149@12+6"},
        {"T | summarize (x, y, z) = arg_max(l, s)", "KS150@22+1"},
        {"T | join kind=nosuch U on l", "KS005@15+6"},
        {"T | join kind=inner kind=inner U on l", "KS180@21+10"},
    };
    CHECK_BOUND(cases);
}

/* A function's body is looked at where it is written; mistakes that arguments could mend are left to the calls. */
static void test_functions(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"let f = (a:long) { a + nosuch }; print 1", "KS142@24+6"},
        {"let f = (a:long) { a + nosuch }; print f(1), f(2)", "KS142@24+6"},
        {"let f = (a:long) { a + 's' }; print f(1)", "KS106@22+1"},
        {"let f = (t:(l:long)) { t | project l, s }; f(T)", "KS142@39+1"},
        {"let f = (t:(*)) { t | where l == 1 }; f(T)", "KS142@29+1"},
        {"let f = (t:(x:long)) { t }; f(T)", "KS249@31+1"},
        {"let f = (t:(l:string)) { t }; f(T)", "KS249@33+1"},
        {"let f = (n:long) { T | take n }; f(3) | project l", "l:long"},
        {"let f = (p:string) { T | where s matches regex p }; f('a') | project l", "l:long"},
        {"let f = (a:long) { a }; print f()", "KS119@31+1"},
        {"let f = (a:long) { a }; print f(1, 2)", "KS119@31+1"},
        {"let f = (a:long) { a }; print f(b=1)", "KS196@33+1"},
        {"let f = (a:long, c:string='x') { strcat(a, c) }; print f(1), f(1, 'y'), f(c='z', a=1)", "print_0:string, print_1:string, print_2:string"},
        {"let f = (a:datetime) { a }; T | project f(s), f(l)", "Column1:datetime, Column2:datetime"},
    };
    CHECK_BOUND(cases);
}

static void test_hints(void **state)
{
    (void)state;
    arena *mem = arena_new();
    assert_str(hint_of(mem, "T | where L == 1"), "did you mean l?");
    assert_str(hint_of(mem, "SecurityEvent | where EventId == 1"), "did you mean EventID?");
    assert_str(hint_of(mem, "SecurityEvents | take 1"), "did you mean SecurityEvent?");
    assert_str(hint_of(mem, "T | extend x = strlne(s)"), "did you mean strlen?");
    assert_str(hint_of(mem, "T | summarize count(), s by l"), "wrap it: take_any(s), or group by it");
    assert_str(hint_of(mem, "T | summarize count() by dy"), "convert it first: tostring(), tolong() ...");
    arena_drop(mem);
}

/* What is not built is refused by name, and names that would have come of it are nobody's mistake. */
static void test_refused(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"T | make-graph s --> s | graph-match (a)-->(b) project x", "unsupported@5+10"},
        {"T | extend geo_polygon_area(dy) | project Column1", "unsupported@12+16"},
    };
    CHECK_BOUND(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_several),   cmocka_unit_test(test_names), cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_functions), cmocka_unit_test(test_hints), cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
