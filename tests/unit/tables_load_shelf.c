/* Rooms that are kept between two readers: tables/load/shelf.h. */
#include "tests/unit/unit.h"

#include "tables/load/window.h"

#include <stdlib.h>

static void gives_back_what_was_put(void **state)
{
    (void)state;
    shelf s = {0};
    size_t cap = 7;
    assert_null(shelf_take(&s, &cap));
    assert_int_equal(cap, 7);
    char *one = malloc(100 + WINDOW_PAD), *two = malloc(200 + WINDOW_PAD);
    shelf_put(&s, one, 100);
    shelf_put(&s, two, 200);
    assert_ptr_equal(shelf_take(&s, &cap), two);
    assert_int_equal(cap, 200);
    assert_ptr_equal(shelf_take(&s, &cap), one);
    assert_int_equal(cap, 100);
    assert_null(shelf_take(&s, &cap));
    shelf_put(&s, one, 100);
    shelf_put(&s, two, 200);
    shelf_drop(&s); /* what is not freed, the sanitizer tells */
}

static void keeps_few_and_none_that_are_large(void **state)
{
    (void)state;
    shelf s = {0};
    shelf_put(&s, malloc(1), 2 * (size_t)WINDOW_BYTES + 1); /* one very long line must not be paid for ever after */
    assert_int_equal(s.n, 0);
    for (int i = 0; i < SHELF_ROOMS + 3; i++) {
        shelf_put(&s, malloc(1), 1);
    }
    assert_int_equal(s.n, SHELF_ROOMS);
    shelf_put(&s, NULL, 0);
    shelf_put(NULL, malloc(1), 1);
    assert_null(shelf_take(NULL, &(size_t){0}));
    shelf_drop(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_what_was_put),
        cmocka_unit_test(keeps_few_and_none_that_are_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
