#include "tables/scan_loaded.h"

#include "tables/code_rows.h"

struct scan_loaded {
    const loaded *l;
    arena *mem;
    const colset *need;
    uint64_t at; /* the next row */
    vec *vecs;   /* by column */
    void **into; /* by needed column */
    const scan_decider *by;
    code_rows codes; /* of the decider's column */
    bool asks;       /* the decider is asked for the rows of every batch */
    const vec **alone; /* by column: what it is shown */
    uint32_t rows[BATCH_ROWS]; /* put together so far */
    uint32_t n;
    uint16_t kept[BATCH_ROWS];
};

scan_loaded *scan_loaded_new(arena *mem, const loaded *l, const colset *need)
{
    scan_loaded *s = ARENA_NEW(mem, scan_loaded);
    s->l = l;
    s->mem = mem;
    s->need = need;
    s->vecs = ARENA_ARRAY(mem, vec, l->n_cols + 1);
    s->into = ARENA_ARRAY(mem, void *, l->n_cols + 1);
    for (uint32_t i = 0; i < l->n_cols; i++) {
        if (colset_has(need, i)) {
            s->into[i] = arena_alloc(mem, (type_size(l->cols[i].type) + 1) * BATCH_ROWS);
        }
    }
    return s;
}

/* What the filter says of each value of a coded column. */
static void ask_values(scan_loaded *s, const loaded_column *c, const vec **cols)
{
    uint32_t values = c->n_values ? c->n_values : 1, size = type_size(c->type);
    uint8_t *first_null = ARENA_ARRAY(s->mem, uint8_t, BATCH_ROWS);
    s->codes.wanted = ARENA_ARRAY(s->mem, uint8_t, values);
    first_null[0] = c->type != T_STRING;
    for (uint32_t at = 0; at < values; at += BATCH_ROWS) {
        uint32_t n = values - at < BATCH_ROWS ? values - at : BATCH_ROWS;
        vec v = {.type = c->type, .data = c->n_values ? (char *)c->values.data + (size_t)at * size : s->into[s->by->column]};
        v.null = at == 0 && first_null[0] ? first_null : NULL;
        cols[s->by->column] = &v;
        batch b = {.n_rows = n, .sel = {NULL, n}, .n_cols = s->l->n_cols, .cols = cols};
        uint32_t kept = s->by->keep(s->by->ctx, &b, s->mem, s->kept);
        for (uint32_t k = 0; k < kept; k++) {
            code_rows_want(&s->codes, (uint16_t)(at + s->kept[k]));
        }
    }
}

/* The decider's column, of the n rows from `from` on. */
static batch column_alone(scan_loaded *s, uint64_t from, uint32_t n)
{
    uint32_t col = s->by->column;
    loaded_slice(&s->l->cols[col], from, n, s->into[col], &s->vecs[col]);
    s->alone[col] = &s->vecs[col];
    return (batch){.n_rows = n, .sel = {NULL, n}, .n_cols = s->l->n_cols, .cols = s->alone};
}

static void begin_asking(scan_loaded *s)
{
    uint32_t n = s->l->rows < BATCH_ROWS ? (uint32_t)s->l->rows : BATCH_ROWS;
    s->asks = n > 0;
    s->alone = ARENA_ARRAY(s->mem, const vec *, s->l->n_cols + 1);
    if (n) {
        batch last = column_alone(s, s->l->rows - n, n);
        s->by->preview(s->by->ctx, &last);
    }
}

void scan_loaded_decide(scan_loaded *s, const scan_decider *by)
{
    const loaded_column *c = &s->l->cols[by->column];
    s->by = by;
    if (!s->into[by->column]) {
        s->by = NULL;
    } else if (by->preview) {
        begin_asking(s);
    } else if (c->coded) {
        memset(s->into[by->column], 0, type_size(c->type) + 1);
        ask_values(s, c, ARENA_ARRAY(s->mem, const vec *, s->l->n_cols + 1));
    }
}

/* The wanted rows of the chunk of n rows at s->at. */
static uint32_t choose(scan_loaded *s, uint32_t n)
{
    const loaded_column *c = &s->l->cols[s->by->column];
    if (s->asks) {
        batch chunk = column_alone(s, s->at, n);
        return s->by->keep(s->by->ctx, &chunk, s->mem, s->kept);
    }
    if (!c->code) {
        for (uint32_t i = 0; i < n; i++) {
            s->kept[i] = (uint16_t)i;
        }
        return s->codes.wanted[0] ? n : 0;
    }
    return code_rows_choose(&s->codes, c->code + s->at, n, s->kept);
}

static uint32_t give_slice(scan_loaded *s, uint32_t n, const vec **cols)
{
    for (uint32_t i = 0; i < s->l->n_cols; i++) {
        if (colset_has(s->need, i)) {
            loaded_slice(&s->l->cols[i], s->at, n, s->into[i], &s->vecs[i]);
            cols[i] = &s->vecs[i];
        }
    }
    s->at += n;
    return n;
}

static uint32_t give_gathered(scan_loaded *s, const vec **cols, sel *out)
{
    uint32_t n = s->n;
    for (uint32_t i = 0; n && i < s->l->n_cols; i++) {
        if (colset_has(s->need, i)) {
            loaded_gather(&s->l->cols[i], s->rows, n, s->into[i], &s->vecs[i]);
            cols[i] = &s->vecs[i];
        }
    }
    s->n = 0;
    *out = (sel){NULL, n};
    return n;
}

uint32_t scan_loaded_next(scan_loaded *s, const vec **cols, sel *out)
{
    while (s->at < s->l->rows) {
        uint32_t n = s->l->rows - s->at < BATCH_ROWS ? (uint32_t)(s->l->rows - s->at) : BATCH_ROWS;
        if (!s->codes.wanted && !s->asks) {
            *out = (sel){NULL, n};
            return give_slice(s, n, cols);
        }
        uint32_t kept = choose(s, n);
        bool many = kept > n / 4;
        if (s->n && (many || s->n + kept > BATCH_ROWS)) {
            return give_gathered(s, cols, out); /* the chunk is looked at again */
        }
        if (many) {
            *out = (sel){s->kept, kept};
            return give_slice(s, n, cols);
        }
        for (uint32_t k = 0; k < kept; k++) {
            s->rows[s->n++] = (uint32_t)(s->at + s->kept[k]);
        }
        s->at += n;
    }
    return give_gathered(s, cols, out);
}
