/* Statements beside let: declare query_parameters, declare pattern, alias, restrict, set. Sources: their documentation pages. */
#include "tests/unit/exec_help.h"

#define CAPITALS "declare pattern capital = (country:string)[state:string] {" \
                 " ('USA').['New York'] = { print Capital = 'Albany' };" \
                 " ('USA').['Washington'] = { print Capital = 'Olympia' };" \
                 " ('Canada').Alberta = { print Capital = 'Edmonton' }; };"

static void test_patterns(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {CAPITALS "capital('Canada').Alberta", "Edmonton"},
        {CAPITALS "capital('USA').['New York']", "Albany"},
        {CAPITALS "union (capital('USA').Washington), (capital('Canada').Alberta)", "Olympia;Edmonton"},
        {CAPITALS "capital('USA').Alberta", "error"}, /* no case fits */
        {CAPITALS "capital('USA')", "error"},
        {"declare pattern p = (n:long) { (1) = { print 'one' }; (2) = { print 'two' }; }; p(2)", "two"},
    };
    CHECK_QUERIES(cases);
}

static void test_parameters(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"declare query_parameters(a:long = 5, b:string = 'x'); print a + 1, b", "6|x"},
        {"declare query_parameters(a:real = 5); print gettype(a)", "real"}, /* the default is of the declared type */
        {"declare query_parameters(a:long); print a", "error"},             /* no value and no default */
    };
    CHECK_QUERIES(cases);
}

static void test_visible(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"let v = view () { print x = 1 }; let w = view () { print x = 2 }; let u = () { print x = 3 }; union v*, w | sort by x asc", "1;2"},
        {"let v = view () { print x = 1 }; let w = view () { print x = 2 }; restrict access to (v); v", "1"},
        {"let v = view () { print x = 1 }; let w = view () { v }; restrict access to (w); w", "1"}, /* inside, nothing is hidden */
        {"let v = view () { print x = 1 }; let w = view () { print x = 2 }; restrict access to (v); w", "error"},
        {"let v = view () { print x = 1 }; restrict access to (v); let w = v | extend y = 2; w", "1|2"}, /* made behind it: seen */
        {"let v = view () { print x = 1 }; let w = view () { print x = 2 }; restrict access to (w*); union v*, w*", "error"},
        {"alias database d = cluster('c').database('e'); print 1", "1"},
        {"print x = 1 | as t | union t", "1;1"},
        {"print x = 1 | as t; t | extend y = 2 | take 0", "1"},
    };
    CHECK_QUERIES(cases);
}

static void test_set(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"set query_now = datetime(2024-01-02); print now(), ago(1d)", "2024-01-02T00:00:00.0000000Z|2024-01-01T00:00:00.0000000Z"},
        {"set notruncation; set nosuchoption = 5; print 1", "1"}, /* what no engine here has is passed over */
        {"set truncationmaxrecords = 'many'; print 1", "error"},
        {"set query_datetimescope_from = 5; print 1", "error"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patterns), cmocka_unit_test(test_parameters), cmocka_unit_test(test_visible), cmocka_unit_test(test_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
