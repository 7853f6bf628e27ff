/* What binding makes of a query over the tables T and U: the columns of its last result as "name:type, ...", or its errors as
 * "CODE@column+length ..." in order of their places; "unsupported" and "limit" stand for the codes of those refusals. */
#ifndef TESTS_UNIT_BIND_HELP_H
#define TESTS_UNIT_BIND_HELP_H

#include "interp/kql.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

static kql *bind_engine(void)
{
    static column t[] = {{STR("b"), T_BOOL},   {STR("i"), T_INT},      {STR("l"), T_LONG},     {STR("r"), T_REAL}, {STR("s"), T_STRING},
                         {STR("d"), T_DATETIME}, {STR("t"), T_TIMESPAN}, {STR("dy"), T_DYNAMIC}};
    static column u[] = {{STR("l"), T_LONG}, {STR("s"), T_STRING}, {STR("x"), T_REAL}};
    kql *k = kql_open(NULL);
    catalog_add_memory(kql_catalog(k), STR("T"), &(schema){t, sizeof t / sizeof *t}, false);
    catalog_add_memory(kql_catalog(k), STR("U"), &(schema){u, sizeof u / sizeof *u}, false);
    return k;
}

static int by_place(const void *a, const void *b)
{
    const diag *x = a, *y = b;
    return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

static void add_errors(buf *out, const diags *ds)
{
    diag list[64];
    uint32_t n = 0;
    for (uint32_t i = 0; i < ds->n && n < 64; i++)
        if (ds->items[i].severity == SEV_ERROR) list[n++] = ds->items[i];
    qsort(list, n, sizeof *list, by_place);
    for (uint32_t i = 0; i < n; i++) {
        const char *code = list[i].code ? list[i].code : list[i].status == ST_LIMIT ? "limit" : list[i].status == ST_UNSUPPORTED ? "unsupported" : "error";
        buf_printf(out, "%s%s@%u+%u", i ? " " : "", code, list[i].span.start + 1, list[i].span.len);
    }
}

static str bound(arena *mem, const char *text)
{
    kql *k = bind_engine();
    kql_query *q = kql_prepare(k, str_of(text));
    buf out = {0};
    if (kql_query_status(q) != ST_OK) {
        add_errors(&out, kql_query_diags(q));
    } else if (kql_query_results(q)) {
        const schema *s = kql_query_columns(q, kql_query_results(q) - 1);
        for (uint32_t i = 0; i < s->n; i++)
            buf_printf(&out, "%s" STR_FMT ":%s", i ? ", " : "", STR_ARG(s->cols[i].name), type_name(s->cols[i].type));
    }
    str r = arena_str(mem, buf_view(&out));
    buf_drop(&out);
    kql_query_drop(q);
    kql_close(k);
    return r;
}

/* The hint of the first error. */
static inline str hint_of(arena *mem, const char *text)
{
    kql *k = bind_engine();
    kql_query *q = kql_prepare(k, str_of(text));
    const diags *ds = kql_query_diags(q);
    str r = ds->n ? arena_str(mem, ds->items[0].hint) : (str){0};
    kql_query_drop(q);
    kql_close(k);
    return r;
}

typedef struct bind_case {
    const char *query, *gives;
} bind_case;

static inline void check_bound(const bind_case *cases, size_t n)
{
    arena *mem = arena_new();
    for (size_t i = 0; i < n; i++) {
        str got = bound(mem, cases[i].query);
        if (!str_is(got, cases[i].gives)) fail_msg("%s\n gives %.*s\n and not %s", cases[i].query, (int)got.n, got.p, cases[i].gives);
    }
    arena_drop(mem);
}

#define CHECK_BOUND(cases) check_bound(cases, sizeof(cases) / sizeof *(cases))

#endif
