#include "tables/loaded.h"

#include "tables/dyn.h"
#include "tables/loaded_codes.h"

#include <stdlib.h>

static void start(loaded_column *c, kql_type t)
{
    *c = (loaded_column){.type = t, .values.type = t, .coded = t == T_STRING || t == T_INT || t == T_LONG};
}

loaded *loaded_new(const schema *cols)
{
    arena *mem = arena_new();
    loaded *l = ARENA_NEW(mem, loaded);
    *l = (loaded){.mem = mem, .n_cols = cols->n};
    l->cols = ARENA_ARRAY(mem, loaded_column, cols->n + 1);
    for (uint32_t i = 0; i < cols->n; i++) {
        start(&l->cols[i], cols->cols[i].type);
    }
    return l;
}

void loaded_forget(loaded_column *c)
{
    free(c->code);
    free(c->values.data);
    free(c->index);
    free(c->data);
    free(c->null);
    free(c->hash);
    free(c->range);
    start(c, c->type);
}

void loaded_drop(loaded *l)
{
    for (uint32_t i = 0; l && i < l->n_cols; i++) {
        loaded_forget(&l->cols[i]);
    }
    if (l) {
        arena_drop(l->mem);
    }
}

/* Makes rows from..+n null. */
static void put_nulls(loaded_column *c, uint64_t from, uint64_t n)
{
    size_t size = type_size(c->type);
    if (c->coded) {
        memset(c->code + from, 0, n * sizeof *c->code);
        return;
    }
    memset((char *)c->data + from * size, 0, n * size);
    if (c->null) {
        memset(c->null + from, 1, n);
    }
}

/* Room for n more rows. What is behind the rows is not touched, so that it takes no memory yet. */
static void room(loaded_column *c, uint32_t n)
{
    bool first = !c->code && !c->data;
    uint64_t cap = c->cap ? c->cap : 4096;
    while (cap < c->rows + n) {
        cap += cap / 2;
    }
    if (cap == c->cap && !first) {
        return;
    }
    if (c->coded) {
        c->code = codes_resize(c->code, cap * sizeof *c->code);
    } else {
        c->data = codes_resize(c->data, cap * type_size(c->type));
        c->null = c->type == T_STRING ? NULL : codes_resize(c->null, cap);
    }
    c->cap = cap;
    if (first) {
        put_nulls(c, 0, c->rows);
    }
}

/* ---- coded columns */
static void decode(const loaded_column *c, const uint16_t *code, uint32_t n, void *out, uint8_t *null)
{
    vec to = {.data = out};
    switch (c->type) {
    case T_STRING:
        for (uint32_t i = 0; i < n; i++) to.s[i] = c->values.s[code[i]];
        return;
    case T_INT:
        for (uint32_t i = 0; i < n; i++) to.i[i] = c->values.i[code[i]];
        break;
    default:
        for (uint32_t i = 0; i < n; i++) to.l[i] = c->values.l[code[i]];
    }
    for (uint32_t i = 0; i < n; i++) {
        null[i] = code[i] == 0;
    }
}

/* Too many different values: from here on a value a row. */
static void make_plain(loaded_column *c)
{
    size_t size = type_size(c->type);
    c->coded = false;
    c->data = codes_resize(NULL, c->cap * size);
    c->null = c->type == T_STRING ? NULL : codes_resize(NULL, c->cap);
    for (uint64_t at = 0; at < c->rows; at += BATCH_ROWS) {
        uint32_t n = c->rows - at < BATCH_ROWS ? (uint32_t)(c->rows - at) : BATCH_ROWS;
        decode(c, c->code + at, n, (char *)c->data + at * size, c->null ? c->null + at : NULL);
    }
    free(c->code);
    free(c->index);
    free(c->hash);
    free(c->values.data);
    c->code = NULL;
    c->hash = NULL;
    c->index = NULL;
    c->values.data = NULL;
    c->n_values = c->cap_values = 0;
}

/* ---- plain columns */
static void append_plain(loaded *l, loaded_column *c, const vec *v, uint32_t first, uint32_t n)
{
    size_t size = type_size(c->type);
    for (uint32_t i = first; i < n; i++, c->rows++) {
        uint32_t row = vec_ix(v, i);
        if (c->type == T_STRING) {
            ((str *)c->data)[c->rows] = v->s[row].n ? arena_str(l->mem, v->s[row]) : (str){0};
        } else if (vec_is_null(v, i)) {
            put_nulls(c, c->rows, 1);
        } else {
            c->null[c->rows] = 0;
            memcpy((char *)c->data + c->rows * size, (const char *)v->data + row * size, size);
            if (c->type == T_DYNAMIC) {
                ((const dyn **)c->data)[c->rows] = datum_copy(l->mem, vec_get(v, i)).dy;
            }
        }
    }
}

static bool only_nulls(const vec *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (v->type == T_STRING ? v->s[vec_ix(v, i)].n : !vec_is_null(v, i)) {
            return false;
        }
    }
    return true;
}

void loaded_append(loaded *l, loaded_column *c, const vec *v, uint32_t n)
{
    if (!v || only_nulls(v, n)) {
        if (c->code || c->data) {
            room(c, n);
            put_nulls(c, c->rows, n);
        }
        c->rows += n;
        return;
    }
    room(c, n);
    uint32_t done = c->coded ? codes_append(l, c, v, n) : 0;
    if (done < n && c->coded) {
        make_plain(c);
    }
    if (done < n) {
        append_plain(l, c, v, done, n);
    }
}

static void find_ranges(loaded_column *c)
{
    bool eight = c->type == T_LONG || c->type == T_DATETIME || c->type == T_TIMESPAN;
    if (!eight || !c->data || (c->null && memchr(c->null, 1, c->rows))) {
        return;
    }
    const int64_t *v = c->data;
    c->range = codes_resize(NULL, (c->rows / BATCH_ROWS + 1) * 2 * sizeof *c->range);
    for (uint64_t i = 0; i < c->rows; i++) {
        int64_t *range = c->range + 2 * (i / BATCH_ROWS);
        range[0] = i % BATCH_ROWS == 0 || v[i] < range[0] ? v[i] : range[0];
        range[1] = i % BATCH_ROWS == 0 || v[i] > range[1] ? v[i] : range[1];
    }
}

void loaded_finish(loaded_column *c)
{
    c->ready = true;
    if (!c->code) {
        find_ranges(c);
        return;
    }
    uint8_t no = 1;
    vec null = {.type = c->type, .data = c->values.data, .null = c->type == T_STRING ? NULL : &no};
    c->hash[0] = vec_hash(&null, 0);
    c->codes = (vec_codes){c->hash, c->n_values, c->values.data};
}

/* ---- reading */
static vec nothing(const loaded_column *c, uint32_t n, void *into)
{
    vec v = {.type = c->type, .data = into};
    memset(into, 0, type_size(c->type) * n);
    if (c->type != T_STRING) {
        v.null = (uint8_t *)into + type_size(c->type) * BATCH_ROWS;
        memset((uint8_t *)v.null, 1, n);
    }
    return v;
}

/* A mask that marks nothing is none. */
static const uint8_t *some_nulls(const uint8_t *null, uint32_t n) { return null && memchr(null, 1, n) ? null : NULL; }

void loaded_slice(const loaded_column *c, uint64_t from, uint32_t n, void *into, vec *out)
{
    size_t size = type_size(c->type);
    if (!c->code && !c->data) {
        *out = nothing(c, n, into);
    } else if (c->coded) {
        uint8_t *null = (uint8_t *)into + size * BATCH_ROWS;
        decode(c, c->code + from, n, into, null);
        *out = (vec){.type = c->type, .data = into, .null = c->type == T_STRING ? NULL : some_nulls(null, n)};
        out->codes = c->codes.n ? &c->codes : NULL;
        out->code = c->code + from;
    } else {
        *out = (vec){.type = c->type, .data = (char *)c->data + from * size,
                     .null = c->null ? some_nulls(c->null + from, n) : NULL};
        out->range = c->range && from % BATCH_ROWS == 0 ? c->range + 2 * (from / BATCH_ROWS) : NULL;
    }
}

void loaded_gather(const loaded_column *c, const uint32_t *rows, uint32_t n, void *into, vec *out)
{
    size_t size = type_size(c->type);
    uint8_t *null = (uint8_t *)into + size * BATCH_ROWS;
    uint16_t code[BATCH_ROWS];
    if (!c->code && !c->data) {
        *out = nothing(c, n, into);
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (c->coded) {
            code[i] = c->code[rows[i]];
        } else {
            memcpy((char *)into + i * size, (const char *)c->data + rows[i] * size, size);
            null[i] = c->null && c->null[rows[i]];
        }
    }
    if (c->coded) {
        decode(c, code, n, into, null);
    }
    *out = (vec){.type = c->type, .data = into, .null = c->type == T_STRING ? NULL : some_nulls(null, n)};
}
