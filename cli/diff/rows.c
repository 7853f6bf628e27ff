/* rows: running a version, and comparing what both gave: as multisets, or pair by pair when there is a key. */
#include "cli/diff/diff.h"

#include <stdlib.h>

static void keep(arena *mem, const batch *b, diff_rows *r, uint32_t *cap)
{
    uint32_t width = r->cols.n;
    if (r->n + b->sel.n > *cap) {
        *cap = (r->n + b->sel.n) * 2;
        datum *cells = ARENA_ARRAY(mem, datum, (size_t)*cap * (width ? width : 1));
        uint64_t *hash = ARENA_ARRAY(mem, uint64_t, *cap);
        if (r->n) {
            memcpy(cells, r->cells, sizeof *cells * r->n * width);
            memcpy(hash, r->hash, sizeof *hash * r->n);
        }
        r->cells = cells;
        r->hash = hash;
    }
    for (uint32_t k = 0; k < b->sel.n; k++, r->n++) {
        uint32_t row = sel_row(b->sel, k);
        for (uint32_t c = 0; c < width; c++)
            r->cells[(size_t)r->n * width + c] = b->cols[c] ? datum_copy(mem, vec_get(b->cols[c], row)) : datum_null(r->cols.cols[c].type);
    }
}

bool diff_run(arena *mem, kql *k, str query, diff_rows *out, diags *ds)
{
    kql_query *q = kql_prepare(k, query);
    uint32_t n = kql_query_results(q), cap = 0;
    batch b;
    *out = (diff_rows){0};
    step s = kql_query_status(q) == ST_OK && n ? kql_step(q, n - 1, &b) : STEP_ERROR;
    if (s != STEP_ERROR) {
        const schema *cols = kql_query_columns(q, n - 1);
        out->cols = (schema){ARENA_ARRAY(mem, column, cols->n + 1), cols->n};
        for (uint32_t i = 0; i < cols->n; i++)
            out->cols.cols[i] = (column){arena_str(mem, cols->cols[i].name), cols->cols[i].type};
    }
    for (; s == STEP_ROWS; s = kql_step(q, n - 1, &b))
        keep(mem, &b, out, &cap);
    const diags *from = kql_query_diags(q);
    for (uint32_t i = 0; ds && s == STEP_ERROR && i < from->n; i++) {
        const diag *d = &from->items[i];
        if (d->severity == SEV_ERROR)
            diag_error(ds, d->status, d->code, d->span, STR_FMT, STR_ARG(d->message))->has_span = d->has_span;
    }
    kql_query_drop(q);
    return s == STEP_END;
}

/* ---- comparing: only columns that both have, of one type */

typedef struct shared_columns {
    uint32_t *old_at, *new_at;
    uint32_t n;
} shared_columns;

static shared_columns shared_of(arena *mem, const schema *a, const schema *b)
{
    shared_columns s = {ARENA_ARRAY(mem, uint32_t, a->n + 1), ARENA_ARRAY(mem, uint32_t, a->n + 1), 0};
    for (uint32_t i = 0; i < a->n; i++) {
        int at = schema_find(b, a->cols[i].name);
        if (at >= 0 && b->cols[at].type == a->cols[i].type) {
            s.old_at[s.n] = i;
            s.new_at[s.n++] = (uint32_t)at;
        }
    }
    return s;
}

static uint64_t hash_row(arena *mem, const diff_rows *r, uint32_t row, const uint32_t *at, uint32_t n)
{
    uint64_t h = 14695981039346656037u;
    for (uint32_t i = 0; i < n; i++) {
        datum d = r->cells[(size_t)row * r->cols.n + at[i]];
        str t = datum_text(mem, d);
        h = (h ^ (d.null ? 1u : 2u)) * 1099511628211u;
        for (uint32_t k = 0; k < t.n; k++)
            h = (h ^ (unsigned char)t.p[k]) * 1099511628211u;
        h = (h ^ 0xFFu) * 1099511628211u;
    }
    return h;
}

static void hash_rows(arena *mem, diff_rows *r, const uint32_t *at, uint32_t n)
{
    for (uint32_t i = 0; i < r->n; i++)
        r->hash[i] = hash_row(mem, r, i, at, n);
}

typedef struct hashed {
    uint64_t hash;
    uint32_t row;
} hashed;

static int by_hash(const void *a, const void *b)
{
    const hashed *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static hashed *sorted(arena *mem, const diff_rows *r)
{
    hashed *h = ARENA_ARRAY(mem, hashed, r->n + 1);
    for (uint32_t i = 0; i < r->n; i++)
        h[i] = (hashed){r->hash[i], i};
    qsort(h, r->n, sizeof *h, by_hash);
    return h;
}

static int by_row(const void *a, const void *b)
{
    const diff_row *x = a, *y = b;
    return (x->row > y->row) - (x->row < y->row);
}

static void pair_up(arena *mem, diff_result *d, const uint32_t *old_key, const uint32_t *new_key, uint32_t n)
{
    for (uint32_t i = 0; n && i < d->n_lost; i++) {
        uint64_t h = hash_row(mem, &d->old_rows, d->lost[i].row, old_key, n);
        for (uint32_t k = 0; k < d->n_gained; k++) {
            if (d->gained[k].pair < 0 && hash_row(mem, &d->new_rows, d->gained[k].row, new_key, n) == h) {
                d->lost[i].pair = d->gained[k].row;
                d->gained[k].pair = d->lost[i].row;
                break;
            }
        }
    }
}

void diff_compare(arena *mem, diff_result *d, const char *const *keys, uint32_t n_keys)
{
    shared_columns s = shared_of(mem, &d->old_rows.cols, &d->new_rows.cols);
    hash_rows(mem, &d->old_rows, s.old_at, s.n);
    hash_rows(mem, &d->new_rows, s.new_at, s.n);
    hashed *a = sorted(mem, &d->old_rows), *b = sorted(mem, &d->new_rows);
    d->lost = ARENA_ARRAY(mem, diff_row, d->old_rows.n + 1);
    d->gained = ARENA_ARRAY(mem, diff_row, d->new_rows.n + 1);
    for (uint32_t i = 0, k = 0; i < d->old_rows.n || k < d->new_rows.n;) {
        if (k == d->new_rows.n || (i < d->old_rows.n && a[i].hash < b[k].hash))
            d->lost[d->n_lost++] = (diff_row){a[i++].row, -1, -1};
        else if (i == d->old_rows.n || b[k].hash < a[i].hash)
            d->gained[d->n_gained++] = (diff_row){b[k++].row, -1, -1};
        else
            i++, k++;
    }
    qsort(d->lost, d->n_lost, sizeof *d->lost, by_row);
    qsort(d->gained, d->n_gained, sizeof *d->gained, by_row);
    uint32_t *old_key = ARENA_ARRAY(mem, uint32_t, n_keys + 1), *new_key = ARENA_ARRAY(mem, uint32_t, n_keys + 1), n = 0;
    for (uint32_t i = 0; i < n_keys; i++) {
        int x = schema_find(&d->old_rows.cols, str_of(keys[i])), y = schema_find(&d->new_rows.cols, str_of(keys[i]));
        if (x >= 0 && y >= 0) {
            old_key[n] = (uint32_t)x;
            new_key[n++] = (uint32_t)y;
        }
    }
    pair_up(mem, d, old_key, new_key, n);
}

bool diff_is_same(const diff_result *d)
{
    bool same = d->n_lost == 0 && d->n_gained == 0 && d->old_rows.cols.n == d->new_rows.cols.n;
    for (uint32_t i = 0; same && i < d->old_rows.cols.n; i++)
        same = str_eq(d->old_rows.cols.cols[i].name, d->new_rows.cols.cols[i].name) && d->old_rows.cols.cols[i].type == d->new_rows.cols.cols[i].type;
    return same;
}

/* ---- which part of the edit */

static bool holds(const hashed *h, uint32_t n, uint64_t hash)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (h[mid].hash < hash)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n && h[low].hash == hash;
}

/* Without that edit a lost row is there again, and a gained one is gone. The first edit that does so has it. */
static void blame_one(arena *mem, kql *k, diff_result *d, uint32_t which)
{
    str without = diff_take_back(mem, d->old_version->query->text, d->new_version->query->text, d->edits, d->n_edits, which);
    diff_rows r;
    if (!diff_run(mem, k, without, &r, NULL))
        return;
    shared_columns old_side = shared_of(mem, &d->old_rows.cols, &r.cols), new_side = shared_of(mem, &d->new_rows.cols, &r.cols);
    if (old_side.n < d->old_rows.cols.n && new_side.n < d->new_rows.cols.n)
        return; /* its columns are neither's: nothing to compare */
    shared_columns both = shared_of(mem, &d->old_rows.cols, &d->new_rows.cols), s = {ARENA_ARRAY(mem, uint32_t, both.n + 1), NULL, 0};
    for (uint32_t i = 0; i < both.n; i++) {
        int at = schema_find(&r.cols, d->old_rows.cols.cols[both.old_at[i]].name);
        if (at < 0)
            return;
        s.old_at[s.n++] = (uint32_t)at;
    }
    hash_rows(mem, &r, s.old_at, s.n);
    hashed *h = sorted(mem, &r);
    for (uint32_t i = 0; i < d->n_lost; i++) {
        if (d->lost[i].edit < 0 && holds(h, r.n, d->old_rows.hash[d->lost[i].row]))
            d->lost[i].edit = (int)which;
    }
    for (uint32_t i = 0; i < d->n_gained; i++) {
        if (d->gained[i].edit < 0 && !holds(h, r.n, d->new_rows.hash[d->gained[i].row]))
            d->gained[i].edit = (int)which;
    }
}

void diff_blame(arena *mem, kql *k, diff_result *d)
{
    for (uint32_t i = 0; i < d->n_edits; i++)
        blame_one(mem, k, d, i);
}
