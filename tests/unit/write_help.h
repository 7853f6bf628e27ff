/* write_help: results made by hand and written to memory, for the tests of the output formats. */
#ifndef TESTS_UNIT_WRITE_HELP_H
#define TESTS_UNIT_WRITE_HELP_H

#include "tables/dyn.h"
#include "tables/write/write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static arena *mem;

static inline int setup(void **state)
{
    (void)state;
    mem = arena_new();
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    arena_drop(mem);
    return 0;
}

static inline datum text_of(const char *z) { return (datum){.type = T_STRING, .s = str_of(z)}; }
static inline datum long_of(int64_t v) { return (datum){.type = T_LONG, .l = v}; }
static inline datum real_of(double v) { return (datum){.type = T_REAL, .r = v}; }

/* Rows of a result, row by row, of the types in `cols`. */
typedef struct result {
    const char *name;
    schema cols;
    const datum *values;
    uint32_t n_rows;
} result;

static inline void write_result(writer *w, const result *r)
{
    writer_begin(w, &r->cols, str_of(r->name));
    for (uint32_t from = 0; from < r->n_rows; from += BATCH_ROWS) {
        batch b = {.n_rows = r->n_rows - from < BATCH_ROWS ? r->n_rows - from : BATCH_ROWS, .n_cols = r->cols.n};
        b.sel.n = b.n_rows;
        b.cols = arena_alloc(mem, (r->cols.n + 1) * sizeof *b.cols);
        for (uint32_t c = 0; c < r->cols.n; c++) {
            vec *v = vec_new(mem, r->cols.cols[c].type);
            for (uint32_t i = 0; i < b.n_rows; i++)
                vec_set(mem, v, i, r->values[(size_t)(from + i) * r->cols.n + c]);
            b.cols[c] = v;
        }
        writer_rows(w, &b);
    }
    writer_end(w);
}

/* What the format makes of the results. */
static inline const char *written(const char *format, write_options opt, const result *results, uint32_t n)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    opt.results = n;
    writer *w = writer_open(str_of(format), f, &opt);
    assert_non_null(w);
    for (uint32_t i = 0; i < n; i++)
        write_result(w, &results[i]);
    assert_true(writer_close(w));
    fclose(f);
    const char *copy = arena_dup(mem, text, size);
    free(text);
    return copy;
}

#endif
