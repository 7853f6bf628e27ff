/* judging: a case's result at its expectations. */
#ifndef CLI_TEST_JUDGING_H
#define CLI_TEST_JUDGING_H

#include "cli/test/suite.h"

typedef struct judging {
    arena *mem;
    const test_case *c;
    outcome *o;
    failure **last;
} judging;

failure *fail(judging *j, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static inline const datum *judged_row(const judging *j, uint32_t row) { return j->o->rows.cells + (size_t)row * j->o->rows.cols.n; }

/* Rows against rows (match.c): some are there, some are not, there are these and no others. */
void judge_contains(judging *j, const doc *list, bool ordered);
void judge_excludes(judging *j, const doc *list);
void judge_exactly(judging *j, const doc *list, bool ordered);

#endif
