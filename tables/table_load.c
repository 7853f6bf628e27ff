/* Columns of a table from its files into memory, in one pass for those that are missing. */
#include "tables/table.h"

#include <inttypes.h>

/* A table whose schema has grown since is loaded anew. */
static loaded *loaded_of(table *t)
{
    if (t->loaded && t->loaded->n_cols != t->cols.n) {
        loaded_drop(t->loaded);
        t->loaded = NULL;
    }
    if (!t->loaded) {
        t->loaded = loaded_new(&t->cols);
    }
    return t->loaded;
}

static bool take_rows(table *t, loaded *l, const colset *missing, diags *ds)
{
    batch b;
    step got = STEP_ERROR;
    uint64_t rows = 0;
    scan *s = scan_open_files(t->cat, t, missing, ds);
    while (s && (got = scan_next(s, &b)) == STEP_ROWS) {
        for (uint32_t i = 0; i < l->n_cols; i++) {
            if (colset_has(missing, i)) {
                loaded_append(l, &l->cols[i], b.cols[i], b.n_rows);
            }
        }
        rows += b.n_rows;
    }
    scan_close(s);
    if (got == STEP_END && ((l->has_rows && rows != l->rows) || rows > UINT32_MAX)) {
        diag_plain(ds, SEV_ERROR, ST_DATA, STR_FMT " has changed while it was in use: %" PRIu64 " rows, now %" PRIu64,
                   STR_ARG(t->name), l->rows, rows);
        return false;
    }
    l->rows = rows;
    l->has_rows = true;
    return got == STEP_END;
}

bool table_load(table *t, const colset *need, diags *ds)
{
    loaded *l = loaded_of(t);
    arena *mem = arena_new();
    colset missing = colset_new(mem, l->n_cols);
    bool any = !l->has_rows;
    for (uint32_t i = 0; i < l->n_cols && i < need->n; i++) {
        if (colset_has(need, i) && !l->cols[i].ready) {
            colset_add(&missing, i);
            any = true;
        }
    }
    bool good = !any || take_rows(t, l, &missing, ds);
    for (uint32_t i = 0; any && i < l->n_cols; i++) {
        if (colset_has(&missing, i)) {
            (good ? loaded_finish : loaded_forget)(&l->cols[i]);
        }
    }
    arena_drop(mem);
    return good;
}
