/* unit: what every unit test starts from. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

#define assert_str(got, want)                                                                                                             \
    do {                                                                                                                                  \
        str got_ = (got);                                                                                                                 \
        if (!str_is(got_, want)) fail_msg("got \"" STR_FMT "\", want \"%s\"", STR_ARG(got_), want);                                       \
    } while (0)

#endif
