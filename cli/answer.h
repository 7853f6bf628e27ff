/* answer: what a query that is asked in passing gives: how many rows, and the first of them. */
#ifndef CLI_ANSWER_H
#define CLI_ANSWER_H

#include "interp/kql.h"

/* Some rows, cell by cell. */
typedef struct answer_rows {
    datum *cells;
    uint32_t n;
} answer_rows;

typedef struct answer {
    schema cols;
    answer_rows rows;
    uint64_t n;
    str failed; /* why there is none; empty: there is */
} answer;

/* All rows are counted, the first `most` kept; of several results (fork) those of the last one. */
answer answer_of(arena *mem, kql *engine, str query, uint32_t most);

static inline datum answer_at(const answer *a, uint32_t row, uint32_t col) { return a->rows.cells[(size_t)row * a->cols.n + col]; }

#endif
