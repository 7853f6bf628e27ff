/* The layout of every tabular operator, as operators.def promises it. */
#include "tests/unit/grammar_help.h"

static void test_row_operators(void **state)
{
    (void)state;
    parses("T | where x | filter y", "(pipe T (where x) (where y))");
    parses("T | extend a = 1, b, (c, d) = f(x)", "(pipe T (extend (named:a 1) b (named_tuple (list c d) (call:f x))))");
    parses("T | project", "(pipe T (project))");
    parses("T | project-rename a = b", "(pipe T (project-rename (named:a b)))");
    parses("T | serialize | serialize rn = row_number()",
           "(pipe T (serialize) (serialize (named:rn (call:row_number))))");
    parses("T | as hint.materialized=true X", "(pipe T (as:X (params (param:hint.materialized bool(true)))))");
    parses("T | getschema kind=csl | consume decodeblocks=true",
           "(pipe T (getschema (params (param:kind csl))) (consume (params (param:decodeblocks bool(true)))))");
    parses("T | invoke f(1) | assert-schema (a:long)",
           "(pipe T (invoke (call:f 1)) (assert-schema (schema (parameter:a `long -))))");
    parses("T | render timechart with (title='x', ycolumns=a, b)",
           "(pipe T (render:timechart (params (param:title \"x\") (param:ycolumns (list a b)))))");
}

static void test_sources(void **state)
{
    (void)state;
    parses("print 1, a = 2", "(print 1 (named:a 2))");
    parses("datatable(a:long, ['b c']:string,) [1, 'x', -2, \"y\",]",
           "(datatable (schema (parameter:a `long -) (parameter:b c `string -)) (list 1 \"x\" -2 \"y\"))");
    parses("externaldata(a:string) [h'u', 'v'] with (format='csv', ignoreFirstRecord=true)",
           "(externaldata (params (param:format \"csv\") (param:ignoreFirstRecord bool(true))) (schema (parameter:a "
           "`string -)) (list h\"u\" \"v\"))");
    parses("union kind=outer withsource=W isfuzzy=true A, (B | take 1), f(2)",
           "(union (params (param:kind outer) (param:withsource W) (param:isfuzzy bool(true))) A (pipe B (take 1)) "
           "(call:f 2))");
    parses("search kind=case_sensitive in (A, B*) 'x' and c : 'y'",
           "(search (params (param:kind case_sensitive)) (list A ~B*) (and \"x\" (: c \"y\")))");
    parses("search *", "(search (list) *)");
    parses("find withsource=W in (A, B) where x == 1 project a, b:long, pack(*)",
           "(find (params (param:withsource W)) (list A B) (== x 1) (list a (typed b `long) (call:pack *)) (list))");
    parses("find x == 1 project-smart", "(find (list) (== x 1) (list) (list))");
    parses("T | evaluate hint.distribution=single f(a) : (*, b:long)",
           "(pipe T (evaluate (params (param:hint.distribution single)) (call:f a) (schema * (parameter:b `long -))))");
    refuses("where x", "KS174", "where");
    refuses("datatable(a:float)[1]", "KS160", "float");
}

static void test_order_and_amount(void **state)
{
    (void)state;
    parses("T | sort by a, b asc, c desc nulls first, d nulls last",
           "(pipe T (sort (ordered a) (ordered asc b) (ordered desc first c) (ordered last d)))");
    parses("T | order by a", "(pipe T (sort (ordered a)))");
    parses("T | top 5 by x desc", "(pipe T (top 5 (ordered desc x)))");
    parses("T | take 5 | limit 6 | sample 2", "(pipe T (take 5) (take 6) (sample 2))");
    parses("T | sample-distinct 3 of x", "(pipe T (sample-distinct 3 x))");
    parses("T | count as N", "(pipe T (count:N))");
    parses("T | distinct * | distinct a, b", "(pipe T (distinct *) (distinct a b))");
    parses("T | top-hitters 2 of x by y", "(pipe T (top-hitters 2 x y))");
    parses("T | top-nested 3 of a with others='o' by count(), top-nested of b by sum(c) asc",
           "(pipe T (top-nested (list 3 a \"o\" (ordered (call:count))) (list - b - (ordered asc (call:sum c)))))");
}

static void test_summaries(void **state)
{
    (void)state;
    parses("T | summarize n = count(), max(x) by a, bin(t, 1h)",
           "(pipe T (summarize (list (named:n (call:count)) (call:max x)) (list a (call:bin t timespan(1h)))))");
    parses("T | summarize by a", "(pipe T (summarize (list) (list a)))");
    parses("T | summarize hint.strategy=shuffle count()",
           "(pipe T (summarize (params (param:hint.strategy shuffle)) (list (call:count)) (list)))");
    parses("T | make-series c = count() default=0 on t from a to b step 1d by k",
           "(pipe T (make-series (list (list (named:c (call:count)) 0)) t a b timespan(1d) (list k)))");
    parses("T | make-series avg(x) on t in range(a, b, 1d)",
           "(pipe T (make-series (list (list (call:avg x) -)) t a b timespan(1d) (list)))");
    parses("T | reduce kind=source by x with threshold=0.5, characters='_'",
           "(pipe T (reduce (params (param:kind source) (param:threshold real(0.5)) (param:characters \"_\")) x))");
}

static void test_two_tables(void **state)
{
    (void)state;
    parses("A | join kind=inner hint.strategy=broadcast (B | take 1) on k, $left.a == $right.b",
           "(pipe A (join (params (param:kind inner) (param:hint.strategy broadcast)) (pipe B (take 1)) (list (on k) "
           "(on (== (path:a $left) (path:b $right))))))");
    parses("A | join B", "(pipe A (join B (list)))");
    parses("A | join B where x == y", "(pipe A (join B (list) (== x y)))");
    parses("A | lookup kind=leftouter B on k", "(pipe A (lookup (params (param:kind leftouter)) B (list (on k))))");
    refuses("A | lookup B", "KS005", "");
}

static void test_expand_and_parse(void **state)
{
    (void)state;
    parses("T | mv-expand kind=array a, b = c to typeof(long) limit 5",
           "(pipe T (mv-expand (params (param:kind array)) (list a (typed (named:b c) `long)) 5))");
    parses("T | mvexpand a", "(pipe T (mv-expand (list a) -))");
    refuses("T | mv-expand limit 5", "KS006", "limit");
    parses("T | mv-apply x = a to typeof(string) limit 3 on (where x > 1 | take 2)",
           "(pipe T (mv-apply (list (typed (named:x a) `string)) 3 - (pipe - (where (> x 1)) (take 2))))");
    parses("T | parse kind=regex flags=Ui x with * 'a' b:long 'c' d *",
           "(pipe T (parse (params (param:kind regex) (param:flags Ui)) x * \"a\" (typed b `long) \"c\" d *))");
    parses("T | parse-where x with 'a' by", "(pipe T (parse-where x \"a\" by))");
    parses("T | parse-kv x as (a:long, b:string) with (pair_delimiter=';', kv_delimiter='=')",
           "(pipe T (parse-kv (params (param:pair_delimiter \";\") (param:kv_delimiter \"=\")) x (schema (parameter:a "
           "`long -) (parameter:b `string -))))");
}

static void test_sub_pipelines(void **state)
{
    (void)state;
    parses("T | fork (take 1) b = (where x | count)",
           "(pipe T (fork (pipe - (take 1)) (named:b (pipe - (where x) (count)))))");
    parses("T | facet by a, b with (where x | take 1)", "(pipe T (facet (list a b) (pipe - (where x) (take 1))))");
    parses("T | partition hint.strategy=native by k (top 1 by x)",
           "(pipe T (partition (params (param:hint.strategy native)) k (pipe - (top 1 (ordered x))) -))");
    parses("T | partition by k { U | where k == 1 }", "(pipe T (partition k (body (pipe U (where (== k 1)))) -))");
    parses("T | scan with_match_id=m order by t partition by k declare (n:long=0) with (step a output=last: x == 1 => "
           "n = 1; step b: true;)",
           "(pipe T (scan (params (param:with_match_id m)) (list (ordered t)) (list k) (list (parameter:n `long 0)) "
           "(step:a (== x 1) (named:n 1)) (step:b bool(true))))");
    refuses("T | mv-apply x on (T)", "KS176", "T");
    refuses("T | print x = 1", "KS175", "print");
    refuses("T | take 1 | range x from 1 to 2 step 1", "KS175", "range");
    refuses("T | partition by k (print x = 1 | take 1)", "KS175", "print");
    refuses("T | mv-apply x on (datatable(a:long)[1])", "KS175", "datatable");
    refuses("T | facet by a with (range x from 1 to 2 step 1)", "KS175", "range");
}

static void test_graphs_are_known(void **state)
{
    (void)state;
    parses("T | make-graph a --> b with N on id | graph-match (x)-[e*1..3]->(y) where x.n == 1 project x.n",
           "(pipe T (make-graph a b (list (list N id)) -) (graph-match (list (list x (list e (list 1 3)) y)) (== "
           "(path:n x) 1) (list (path:n x))))");
    parses("G | graph-to-table nodes as N, edges",
           "(pipe G (graph-to-table (list:nodes N (params)) (list:edges - (params))))");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_row_operators),    cmocka_unit_test(test_sources),
        cmocka_unit_test(test_order_and_amount), cmocka_unit_test(test_summaries),
        cmocka_unit_test(test_two_tables),       cmocka_unit_test(test_expand_and_parse),
        cmocka_unit_test(test_sub_pipelines),    cmocka_unit_test(test_graphs_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
