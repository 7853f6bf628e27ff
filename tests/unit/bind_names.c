/* Names and types of columns; what was asked of Microsoft's binder. */
#include "tests/unit/bind_help.h"

static void test_unnamed(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"T | project tostring(dy.a), bin(d, 1h), split(s, ',')[0], tolower(s)", "dy_a:string, d:datetime, s_0:dynamic, Column1:string"},
        {"T | project dy.a.b, dy['c'], dy[0], dy[-1], dy[s]", "dy_a_b:dynamic, dy_c:dynamic, dy_0:dynamic, dy_:dynamic, dy_1:dynamic"},
        {"T | project l + 1 | extend r2 = Column1 + 1, Column1 * 2", "Column1:long, r2:long, Column2:long"}, /* numbers go on */
        {"T | project tostring(s)", "s:string"}, /* no conversion: the column itself */
        {"T | project tostring(s), s", "KS171@26+1"},
        {"print 1, x = 2, 'a'", "print_0:long, x:long, print_2:string"},
        {"T | count", "Count:long"},
        {"T | project column_ifexists('s', ''), column_ifexists('nosuch', 1)", "s:string, Column1:long"},
        {"T | project tolong(l), toint(l)", "l:long, l1:int"},
    };
    CHECK_BOUND(cases);
}

static void test_places(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"U | extend s = 1", "l:long, s:long, x:real"}, /* keeps its place */
        {"U | extend l, y = 1", "l:long, s:string, x:real, y:long"},
        {"U | extend a = 1, b = a", "KS142@23+1"}, /* a is not there yet */
        {"U | project x, l", "x:real, l:long"},
        {"U | serialize x = l", "l:long, s:string, x:long"},
        {"U | project-away s, l", "x:real"},
        {"U | project-keep x, l", "l:long, x:real"},
        {"U | project-rename y = l", "y:long, s:string, x:real"},
        {"U | project-reorder x", "x:real, l:long, s:string"},
        {"U | project a = 1, a = 2", "KS171@20+1"},
        {"U | project l, l = s", "KS171@16+1"},
    };
    CHECK_BOUND(cases);
}

static void test_aggregates(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"T | summarize count(), sum(l), avg(l), dcount(s), make_set(s), make_list(l), max(l), max(l) by s",
         "s:string, count_:long, sum_l:long, avg_l:real, dcount_s:long, set_s:dynamic, list_l:dynamic, max_l:long, max_l1:long"},
        {"T | summarize sum(l + 1), countif(b), take_any(s), any(s)", "sum_:long, countif_b:long, s:string, any_s:string"},
        {"U | summarize arg_max(l, *) by s", "s:string, l:long, x:real"},
        {"U | summarize arg_max(l, s) by s", "s:string, l:long, s1:string"},
        {"U | summarize (a, b) = arg_max(l, s, x)", "a:long, b:string, x:real"},
        {"U | summarize m = arg_min(l, s)", "m:long, s:string"},
        {"U | summarize arg_max(l + 1, s + 1)", "KS106@32+1"},
        {"U | summarize arg_max(l + 1, strcat(s, 'a'))", "max_:long, max__arg1:string"},
        {"U | summarize argmax(l, s)", "max_l:long, max_l_s:string"},
        {"U | summarize take_any(*)", "l:long, s:string, x:real"},
        {"U | summarize percentile(l, 95), percentiles(x, 5, 99.9)", "percentile_l_95:long, percentile_x_5:real, percentile_x_99_9:real"},
        {"T | summarize 1.0 * countif(b) / count() by bin(d, 1d)", "d:datetime, Column1:real"},
        {"T | summarize by s, n = l", "s:string, n:long"},
        {"T | summarize s = count() by s", "KS171@15+1"},
        {"T | summarize percentile(i, 5)", "percentile_i_5:long"},
    };
    CHECK_BOUND(cases);
}

static void test_tables_together(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"U | join U on l", "l:long, s:string, x:real, l1:long, s1:string, x1:real"},
        {"U | join U on l | join kind=inner U on s",
         "l:long, s:string, x:real, l1:long, s1:string, x1:real, l2:long, s2:string, x2:real"},
        {"U | join kind=leftanti T on l", "l:long, s:string, x:real"},
        {"U | join kind=rightsemi (T | project l, b) on l", "l:long, b:bool"},
        {"U | lookup (T | project l, b) on l", "l:long, s:string, x:real, b:bool"},
        {"U | join T on $left.x == $right.l", "KS242@15+19"},
        {"U | union (U | project l, s = 1)", "l:long, s_string:string, s_long:long, x:real"},
        {"union withsource=src U, (U | project y = 1)", "src:string, l:long, s:string, x:real, y:long"},
    };
    CHECK_BOUND(cases);
}

static void test_types(void **state)
{
    (void)state;
    static const bind_case cases[] = {
        {"T | project a = i + i, c = l / 2, e = d - d, f = t / t, g = t * 2, h = l % 3, j = r * l", /* as the binder has them */
         "a:long, c:long, e:timespan, f:real, g:timespan, h:long, j:real"},
        {"T | project a = iff(b, s, l), c = iff(b, l, r), e = case(b, i, b, l, r), f = iff(b, s, dy), g = iff(b, dy, dy)",
         "a:dynamic, c:real, e:real, f:string, g:dynamic"},
        {"T | project a = coalesce(i, l), c = max_of(l, r), e = bin(l, 10), f = bin(d, 1h)", "a:long, c:real, e:long, f:datetime"},
        {"T | where l == '4624' and b == 'true' and d == '2024-01-01' | project l", "l:long"},
        {"T | mv-expand dy to typeof(long) | project dy", "dy:long"},
        {"T | extend (a, b) = 1", "KS149@12+6"},
        {"range x from 1 to 10 step 0.5", "x:real"},
        {"datatable (a:int, b:dynamic) []", "a:int, b:dynamic"},
    };
    CHECK_BOUND(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unnamed),         cmocka_unit_test(test_places), cmocka_unit_test(test_aggregates),
        cmocka_unit_test(test_tables_together), cmocka_unit_test(test_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
