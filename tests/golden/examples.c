/* Every row of the registry that shows an example must give what it says: help that lies fails here.
 * The result is written as its cells' text: cells joined by ", ", rows by "; ", null as null, true and false in lower case. */
#include "base/arena.h"
#include "base/buf.h"
#include "interp/agg.h"
#include "interp/fn.h"
#include "interp/kql.h"
#include "interp/plugins/plugin.h"

#include <stdio.h>
#include <stdlib.h>

static void put_cell(arena *a, buf *out, const vec *v, uint32_t row)
{
    datum d = vec_get(v, row);
    if (d.null && d.type != T_STRING) {
        buf_text(out, "null");
    } else if (d.type == T_BOOL) {
        buf_text(out, d.b ? "true" : "false");
    } else {
        buf_str(out, datum_text(a, d));
    }
}

static void put_rows(arena *a, buf *out, const batch *b)
{
    for (uint32_t k = 0; k < b->sel.n; k++) {
        if (out->n) buf_text(out, "; ");
        for (uint32_t c = 0; c < b->n_cols; c++) {
            if (c) buf_text(out, ", ");
            put_cell(a, out, b->cols[c], sel_row(b->sel, k));
        }
    }
}

/* 1: it gives what it says; 0: not, and it was said why. */
static int check(const char *name, const char *example, const char *gives)
{
    kql_options opt = {.load = {.threads = 1, .quiet = true}, .has_now = true, .now = 638396640000000000LL}; /* 2024-01-01 */
    kql *k = kql_open(&opt);
    kql_query *q = kql_prepare(k, str_of(example));
    arena *a = arena_new();
    buf got = {0}, why = {0};
    batch rows;
    if (kql_query_status(q) == ST_OK)
        while (kql_step(q, 0, &rows) == STEP_ROWS) put_rows(a, &got, &rows);
    const diags *ds = kql_query_diags(q);
    for (uint32_t i = 0; i < ds->n; i++)
        if (ds->items[i].severity == SEV_ERROR) diag_render(&why, &ds->items[i], str_of(name), str_of(example), false);
    int ok = why.n == 0 && str_is(buf_view(&got), gives);
    if (!ok) printf("FAILED %s\n  %s\n  says:  %s\n  gives: " STR_FMT "\n" STR_FMT, name, example, gives, STR_ARG(buf_view(&got)), STR_ARG(buf_view(&why)));
    buf_drop(&got);
    buf_drop(&why);
    arena_drop(a);
    kql_query_drop(q);
    kql_close(k);
    return ok;
}

int main(void)
{
    int passed = 0, failed = 0;
    for (uint32_t i = 0; i < fn_count(); i++) {
        const fn_row *r = fn_at(i);
        if (r->example && r->gives) *(check(r->name, r->example, r->gives) ? &passed : &failed) += 1;
    }
    for (uint32_t i = 0; i < agg_count(); i++) {
        const agg_row *r = agg_at(i);
        if (r->example && r->gives) *(check(r->name, r->example, r->gives) ? &passed : &failed) += 1;
    }
    for (uint32_t i = 0; i < plugin_count(); i++) {
        const plugin *p = plugin_at(i);
        if (p->example && p->gives) *(check(p->name, p->example, p->gives) ? &passed : &failed) += 1;
    }
    printf("examples: %d passed, %d failed\n", passed, failed);
    return failed || passed == 0;
}
