/* join, lookup, mv-expand: which rows meet. The left side repeats a key and has a null; so has the right. */
#include "tests/unit/exec_help.h"

#define LEFT "datatable(k:long,l:string)[1,'a',2,'b',long(null),'n',1,'c'] | "
#define RIGHT " (datatable(k:long,r:string)[1,'p',1,'q',long(null),'m',7,'s']) on k"

static void test_join_kinds(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {LEFT "join" RIGHT, "1|a|1|p;1|a|1|q;null|n|null|m"}, /* innerunique: of the two left 1s the first */
        {LEFT "join kind=inner" RIGHT, "1|a|1|p;1|a|1|q;null|n|null|m;1|c|1|p;1|c|1|q"},
        {LEFT "join kind=leftouter" RIGHT, "1|a|1|p;1|a|1|q;2|b|null|;null|n|null|m;1|c|1|p;1|c|1|q"},
        {LEFT "join kind=rightouter" RIGHT, "1|a|1|p;1|a|1|q;null|n|null|m;1|c|1|p;1|c|1|q;null||7|s"},
        {LEFT "join kind=fullouter" RIGHT, "1|a|1|p;1|a|1|q;2|b|null|;null|n|null|m;1|c|1|p;1|c|1|q;null||7|s"},
        {LEFT "join kind=leftsemi" RIGHT, "1|a;null|n;1|c"},
        {LEFT "join kind=leftanti" RIGHT, "2|b"},
        {LEFT "join kind=anti" RIGHT, "2|b"},
        {LEFT "join kind=rightsemi" RIGHT, "1|p;1|q;null|m"},
        {LEFT "join kind=rightantisemi" RIGHT, "7|s"},
        {LEFT "lookup" RIGHT, "1|a|p;1|a|q;2|b|;null|n|m;1|c|p;1|c|q"},
        {LEFT "lookup kind=inner" RIGHT, "1|a|p;1|a|q;null|n|m;1|c|p;1|c|q"},
        {"range x from 1 to 5000 step 1 | join kind=inner (range y from 4999 to 6000 step 1) on $left.x == $right.y", "4999|4999;5000|5000"},
        {"print a=int(1) | join (print a=1) on $left.a == $right.a", "1|1"},
    };
    CHECK_QUERIES(cases);
}

static void test_join_refuses(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"print a=1 | join (print a='x') on a", "error"},
        {"print a=1 | join (print a=1.5) on $left.a == $right.a", "error"},
        {"print a=dynamic(1) | join (print a=dynamic(1)) on a", "error"},
        {"print a=1 | join (print b=1) on a", "error"},
        {"print a=1 | join (print a=1) on $right.a == $left.a", "error"},
    };
    CHECK_QUERIES(cases);
}

static void test_mv_expand(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(a:long,b:dynamic)[1,dynamic([10,20]),2,dynamic([]),3,dynamic(null),4,dynamic(5)] | mv-expand b", "1|10;1|20;3|null;4|5"},
        {"print b=dynamic({'p':1,'q':2}) | mv-expand b", "{\"p\":1};{\"q\":2}"},
        {"print b=dynamic({'p':1}) | mv-expand kind=array b", "[\"p\",1]"},
        {"print b=dynamic([1,2,3]), c=dynamic(['x']) | mv-expand b, c", "1|x;2|null;3|null"},
        {"print b=dynamic([1,'2',null]) | mv-expand b to typeof(long)", "1;null;null"}, /* a cast, no parsing */
        {"print b=dynamic([7,8,9]) | mv-expand with_itemindex=i b limit 2", "7|0;8|1"},
        {"print b=dynamic([7,8]) | mv-expand x = b | project x", "7;8"},
        {"range x from 1 to 5000 step 1 | summarize l = make_list(x) | mv-expand l | count", "5000"},
        {"print b=1 | mv-expand b", "error"},
    };
    CHECK_QUERIES(cases);
}

static void test_mv_apply(void **state)
{
    (void)state;
    static const query_case cases[] = {
        {"datatable(a:long,b:dynamic)[1,dynamic([3,5,4]),2,dynamic([7])] | mv-apply b to typeof(long) on (top 1 by b)", "1|5;2|7"},
        {"datatable(a:long,b:dynamic)[1,dynamic([3,5,4]),2,dynamic([7])] | mv-apply x=b to typeof(long) on (summarize s=sum(x)) | project a, s", "1|12;2|7"},
        {"datatable(a:long,b:dynamic)[1,dynamic([3,5,4]),2,dynamic([7])] | mv-apply x=b to typeof(long) on (where x > a + 3 | project y = x)", "1|[3,5,4]|5;2|[7]|7"},
        {"print b=dynamic([3,5]) | mv-apply with_itemindex=i b to typeof(long) on (where i == 1)", "5|1"},
        {"print b=dynamic([]) | mv-apply b on (where true)", ""}, /* a subtable of no rows is a table too */
        {"range x from 1 to 3000 step 1 | summarize l = make_list(x) | mv-apply l to typeof(long) on (summarize max(l))", "3000"},
        {"range x from 1 to 3000 step 1 | extend l = dynamic([1,2]) | mv-apply l to typeof(long) on (summarize s=sum(l)) | summarize sum(s), count()", "9000|3000"},
    };
    CHECK_QUERIES(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_join_kinds), cmocka_unit_test(test_join_refuses), cmocka_unit_test(test_mv_expand),
        cmocka_unit_test(test_mv_apply),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
