/* Tables whose rows are handed over: inline rows of tests, results kept for later, datatable's big brother. */
#include "tables/table.h"

#include <stdlib.h>

/* The given columns keep their types; the built-in schema's order comes first. */
static void widen(table *t)
{
    const schema *given = &t->memory->given;
    column *cols = ARENA_ARRAY(t->cat->mem, column, t->builtin.n + given->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->builtin.n; i++) {
        int at = schema_find(given, t->builtin.cols[i].name);
        cols[n++] = at >= 0 ? given->cols[at] : t->builtin.cols[i];
    }
    for (uint32_t i = 0; i < given->n; i++) {
        if (schema_find(&t->builtin, given->cols[i].name) < 0) {
            cols[n++] = given->cols[i];
        }
    }
    t->builtin = (schema){cols, n};
}

table *catalog_add_memory(catalog *c, str name, const schema *cols, bool wide)
{
    table *t = table_make(c, name);
    memory *m = ARENA_NEW(c->mem, memory);
    t->has_data = true;
    t->memory = m;
    m->given = (schema){ARENA_ARRAY(c->mem, column, cols->n + 1), cols->n};
    for (uint32_t i = 0; i < cols->n; i++) {
        m->given.cols[i] = (column){arena_str(c->mem, cols->cols[i].name), cols->cols[i].type};
    }
    if (wide && t->builtin.n) {
        widen(t);
    } else {
        t->builtin = m->given;
        t->narrow = true;
    }
    table_build_schema(t);
    m->column = ARENA_ARRAY(c->mem, int32_t, t->cols.n + 1);
    for (uint32_t i = 0; i < t->cols.n; i++) {
        m->column[i] = schema_find(&m->given, t->cols.cols[i].name);
    }
    return t;
}

/* Room for `more` rows in the last chunk, up to BATCH_ROWS; a chunk doubles so that small tables stay small. */
static chunk *room(table *t, uint32_t more)
{
    memory *m = t->memory;
    arena *a = t->cat->mem;
    chunk *c = m->last;
    if (!c || c->n == BATCH_ROWS) {
        c = ARENA_NEW(a, chunk);
        c->cols = ARENA_ARRAY(a, vec, m->given.n + 1);
        for (uint32_t i = 0; i < m->given.n; i++) {
            c->cols[i].type = m->given.cols[i].type;
        }
        *(m->last ? &m->last->next : &m->first) = c;
        m->last = c;
    }
    if (c->n < c->cap) {
        return c;
    }
    uint32_t cap = c->cap ? 2 * c->cap : 16;
    while (cap < c->n + more && cap < BATCH_ROWS) {
        cap *= 2;
    }
    c->cap = cap < BATCH_ROWS ? cap : BATCH_ROWS;
    for (uint32_t i = 0; i < m->given.n; i++) {
        size_t size = type_size(c->cols[i].type);
        void *data = arena_zero(a, size * c->cap);
        if (c->n) {
            memcpy(data, c->cols[i].data, size * c->n);
        }
        c->cols[i].data = data;
    }
    return c;
}

void table_append(table *t, const batch *rows)
{
    memory *m = t->memory;
    arena *a = t->cat->mem;
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        chunk *c = room(t, rows->sel.n - k);
        uint32_t from = sel_row(rows->sel, k);
        for (uint32_t i = 0; i < m->given.n; i++) {
            const vec *v = i < rows->n_cols ? rows->cols[i] : NULL;
            datum d = v ? datum_copy(a, vec_get(v, from)) : datum_null(m->given.cols[i].type);
            vec_set(a, &c->cols[i], c->n, d);
        }
        c->n++;
    }
}
