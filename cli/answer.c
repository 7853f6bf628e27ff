#include "cli/answer.h"

static void keep(arena *mem, const batch *b, uint32_t most, answer *a)
{
    uint32_t width = a->cols.n;
    for (uint32_t k = 0; k < b->sel.n && a->rows.n < most; k++, a->rows.n++) {
        for (uint32_t c = 0; c < width; c++)
            a->rows.cells[(size_t)a->rows.n * width + c] = b->cols[c] ? datum_copy(mem, vec_get(b->cols[c], sel_row(b->sel, k))) : datum_null(a->cols.cols[c].type);
    }
}

static void take_columns(arena *mem, const schema *from, uint32_t most, answer *a)
{
    a->cols = (schema){ARENA_ARRAY(mem, column, from->n + 1), from->n};
    for (uint32_t i = 0; i < from->n; i++)
        a->cols.cols[i] = (column){arena_str(mem, from->cols[i].name), from->cols[i].type};
    a->rows.cells = ARENA_ARRAY(mem, datum, (size_t)most * from->n + 1);
}

static str first_error(arena *mem, kql_query *q)
{
    const diags *ds = kql_query_diags(q);
    for (uint32_t i = 0; i < ds->n; i++) {
        if (ds->items[i].severity == SEV_ERROR)
            return arena_str(mem, ds->items[i].message);
    }
    return STR("it gives no table");
}

answer answer_of(arena *mem, kql *engine, str query, uint32_t most)
{
    answer a = {0};
    kql_query *q = kql_prepare(engine, query);
    uint32_t n = kql_query_status(q) == ST_OK ? kql_query_results(q) : 0;
    step s = n ? STEP_END : STEP_ERROR;
    for (uint32_t i = 0; i < n && s != STEP_ERROR; i++) {
        batch b;
        s = kql_step(q, i, &b);
        if (s != STEP_ERROR && i + 1 == n)
            take_columns(mem, kql_query_columns(q, i), most, &a);
        for (; s == STEP_ROWS; s = kql_step(q, i, &b)) {
            a.n += b.sel.n;
            if (i + 1 == n)
                keep(mem, &b, most, &a);
        }
    }
    if (s == STEP_ERROR)
        a.failed = first_error(mem, q);
    kql_query_drop(q);
    return a;
}
