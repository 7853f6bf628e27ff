/* Runs a query over no files and gives its rows as text: values with '|' between them, rows with ';' ("error" when it fails). */
#ifndef TESTS_UNIT_EXEC_HELP_H
#define TESTS_UNIT_EXEC_HELP_H

#include "interp/kql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *rows_text(arena *mem, const char *text)
{
    kql *k = kql_open(NULL);
    kql_query *q = kql_prepare(k, str_of(text));
    buf out = {0};
    batch b;
    step got = STEP_ERROR;
    bool first = true;
    while (kql_query_status(q) == ST_OK && (got = kql_step(q, 0, &b)) == STEP_ROWS) {
        for (uint32_t r = 0; r < b.sel.n; r++) {
            buf_text(&out, first ? "" : ";");
            first = false;
            for (uint32_t c = 0; c < b.n_cols; c++) {
                datum d = vec_get(b.cols[c], sel_row(b.sel, r));
                buf_text(&out, c ? "|" : "");
                buf_str(&out, d.null ? STR("null") : datum_text(mem, d));
            }
        }
    }
    const char *all = got == STEP_END ? arena_dup(mem, out.p, out.n) : "error";
    buf_drop(&out);
    kql_query_drop(q);
    kql_close(k);
    return all;
}

typedef struct query_case {
    const char *query, *rows;
} query_case;

static inline void check_queries(const query_case *cases, size_t n)
{
    arena *mem = arena_new();
    for (size_t i = 0; i < n; i++) {
        const char *got = rows_text(mem, cases[i].query);
        if (strcmp(got, cases[i].rows) != 0) {
            fail_msg("%s\n gives %s\n and not %s", cases[i].query, got, cases[i].rows);
        }
    }
    arena_drop(mem);
}

#define CHECK_QUERIES(cases) check_queries(cases, sizeof(cases) / sizeof *(cases))

#endif
