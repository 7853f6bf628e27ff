/* What the rewrites make of a plan, read off `-d p`: filters where they belong, and left alone where moving them would change the answer. */
#include "interp/kql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct plan_case {
    const char *query, *plan;
} plan_case;

/* Events(Time, Host, User, Text), one row. */
static void add_table(kql *k)
{
    column cols[] = {{STR("Time"), T_DATETIME}, {STR("Host"), T_STRING}, {STR("User"), T_STRING}, {STR("Text"), T_STRING}};
    batch one = {.n_rows = 1, .sel = {NULL, 1}};
    table_append(catalog_add_memory(kql_catalog(k), STR("Events"), &(schema){cols, 4}, false), &one);
}

static void check_plans(const plan_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        kql *k = kql_open(NULL);
        add_table(k);
        kql_query *q = kql_prepare(k, str_of(cases[i].query));
        buf out = {0};
        kql_query_dump(q, 'p', &out);
        buf_char(&out, '\0');
        if (strcmp(out.p, cases[i].plan) != 0) {
            fail_msg("%s\n is planned as\n%s and not as\n%s", cases[i].query, out.p, cases[i].plan);
        }
        buf_drop(&out);
        kql_query_drop(q);
        kql_close(k);
    }
}

#define CHECK_PLANS(cases) check_plans(cases, sizeof(cases) / sizeof *(cases))
#define R "range x from 1 to 9 step 1"

static void test_filters_go_down(void **state)
{
    (void)state;
    static const plan_case cases[] = {
        {R " | extend y = x + 1 | where y > 3 and x < 5", "extend y = x + 1; 1 column handed on\n  where x + 1 > 3 and x < 5\n    " R "\n"},
        {R " | project-rename z = x | where z > 3", "project-rename z = x\n  where x > 3\n    " R "\n"},
        {R " | sort by x | where x > 3", "sort by x desc\n  where x > 3\n    " R "\n"},
        {"union (" R "), (print y = 'a') | where x > 3",
         "union 2 legs\n  where x > 3\n    " R "\n  where long(null) > 3\n    print y = \"a\"\n"},
        {R " | summarize n = count() by k = x | where k > 3 and n > 1", "where n > 1\n  summarize n by x\n    where x > 3\n      " R "\n"},
        {R " | distinct x | where x > 3", "distinct 1 column handed on\n  where x > 3\n    " R "\n"},
        {R " | where true", R "\n"},
    };
    CHECK_PLANS(cases);
}

static void test_filters_stay(void **state)
{
    (void)state;
    static const plan_case cases[] = {
        {R " | take 3 | where x > 3", "where x > 3\n  take 3\n    " R "\n"},
        {R " | top 3 by x | where x > 3", "where x > 3\n  top 3 by x desc\n    " R "\n"},
        {R " | summarize n = count() | where n > 3", "where n > 3\n  summarize n\n    " R "\n"},
        {R " | count | where Count > 3", "where Count > 3\n  count\n    " R "\n"},
    };
    CHECK_PLANS(cases);
}

static void test_sort_and_take_is_top(void **state)
{
    (void)state;
    static const plan_case cases[] = {
        {R " | sort by x asc | take 3", "top 3 by x asc\n  " R "\n"},
        {R " | sort by x | extend y = x | take 3", "extend y = x; 1 column handed on\n  top 3 by x desc\n    " R "\n"},
        {R " | sort by x | where x > 1 | take 3", "top 3 by x desc\n  where x > 1\n    " R "\n"},
    };
    CHECK_PLANS(cases);
}

/* Columns that nobody reads are not decoded; what only the filter reads is. */
static void test_columns_are_cut(void **state)
{
    (void)state;
    static const plan_case cases[] = {
        {"Events | where Host == 'h' | project User", "project 1 column handed on\n  scan Events, 2 of 4 columns, where Host == \"h\"\n"},
        {"Events | extend a = isnull(Time) | project User", "project 1 column handed on\n  extend a = isnull(Time); 4 columns handed on\n    scan Events, 1 of 4 columns\n"},
        {"Events | count", "count\n  scan Events, 0 of 4 columns\n"},
        {"Events | summarize dcount(User)", "summarize dcount_User\n  scan Events, 1 of 4 columns\n"},
    };
    CHECK_PLANS(cases);
}

static void test_one_pass_feeds_all(void **state)
{
    (void)state;
    static const plan_case cases[] = {
        {"union (Events | where Host == 'a' | project User), (Events | where Host == 'b' | project User)",
         "union 2 legs\n"
         "  project 1 column handed on\n    scan Events, 2 of 4 columns, read once with 1 other (pass 1), where Host == \"a\"\n"
         "  project 1 column handed on\n    scan Events, 2 of 4 columns, read once with 1 other (pass 1), where Host == \"b\"\n"},
        {"union (Events | count), (Events | count)", /* without filters all rows would have to be held: each reads for itself */
         "union 2 legs\n  count\n    scan Events, 0 of 4 columns\n  count\n    scan Events, 0 of 4 columns\n"},
    };
    CHECK_PLANS(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_filters_go_down),
        cmocka_unit_test(test_filters_stay),
        cmocka_unit_test(test_sort_and_take_is_top),
        cmocka_unit_test(test_columns_are_cut),
        cmocka_unit_test(test_one_pass_feeds_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
