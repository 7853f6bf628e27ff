#include "interp/ops/shared/rows.h"

#include "tables/dyn.h"

void rows_init_types(rows *r, arena *mem, const kql_type *types, uint32_t n)
{
    *r = (rows){.mem = mem, .n_cols = n, .types = ARENA_ARRAY(mem, kql_type, n + 1)};
    for (uint32_t i = 0; i < n; i++) {
        r->types[i] = types[i];
    }
}

void rows_init(rows *r, arena *mem, const schema *cols, const colset *need)
{
    *r = (rows){.mem = mem, .n_cols = cols->n, .types = ARENA_ARRAY(mem, kql_type, cols->n + 1)};
    bool *keep = ARENA_ARRAY(mem, bool, cols->n + 1);
    for (uint32_t i = 0; i < cols->n; i++) {
        r->types[i] = cols->cols[i].type;
        keep[i] = !need || !need->bits || colset_has(need, i);
    }
    r->keep = keep;
}

static row_block *new_block(rows *r)
{
    if (r->n_blocks == r->cap_blocks) {
        r->cap_blocks = r->cap_blocks ? 2 * r->cap_blocks : 8;
        row_block *more = ARENA_ARRAY(r->mem, row_block, r->cap_blocks);
        if (r->n_blocks) {
            memcpy(more, r->blocks, r->n_blocks * sizeof *more);
        }
        r->blocks = more;
    }
    row_block *b = &r->blocks[r->n_blocks++];
    *b = (row_block){.cols = ARENA_ARRAY(r->mem, vec, r->n_cols + 1)};
    for (uint32_t i = 0; i < r->n_cols; i++) {
        b->cols[i].type = r->types[i];
    }
    return b;
}

/* Room for up to `more` rows in the last block; it doubles until it is full size. */
static row_block *room(rows *r, uint32_t more)
{
    row_block *b = r->n_blocks ? &r->blocks[r->n_blocks - 1] : NULL;
    if (!b || b->n == BATCH_ROWS || b->sealed) {
        b = new_block(r);
    }
    uint32_t want = b->n + more < BATCH_ROWS ? b->n + more : BATCH_ROWS;
    if (want <= b->cap) {
        return b;
    }
    uint32_t cap = b->cap ? 2 * b->cap : 8;
    cap = cap < want ? want : cap;
    cap = cap > BATCH_ROWS ? BATCH_ROWS : cap;
    for (uint32_t i = 0; i < r->n_cols; i++) {
        if (r->keep && !r->keep[i]) {
            continue;
        }
        size_t size = type_size(r->types[i]);
        void *data = arena_zero(r->mem, size * cap);
        if (b->n) {
            memcpy(data, b->cols[i].data, size * b->n);
        }
        b->cols[i].data = data;
    }
    b->cap = cap;
    return b;
}

/* The text of all rows side by side in one piece. */
static void copy_strings(rows *r, vec *to, uint32_t at, const vec *from, sel which)
{
    size_t total = 0;
    for (uint32_t k = 0; k < which.n; k++) {
        total += from->s[vec_ix(from, sel_row(which, k))].n;
    }
    char *text = arena_alloc(r->mem, total);
    for (uint32_t k = 0; k < which.n; k++) {
        str s = from->s[vec_ix(from, sel_row(which, k))];
        if (s.n) {
            memcpy(text, s.p, s.n);
        }
        to->s[at + k] = (str){text, s.n};
        text += s.n;
    }
}

static void copy_values(rows *r, vec *to, uint32_t at, const vec *from, sel which)
{
    size_t size = type_size(to->type);
    for (uint32_t k = 0; k < which.n; k++) {
        uint32_t ix = vec_ix(from, sel_row(which, k));
        memcpy((char *)to->data + (at + k) * size, (const char *)from->data + ix * size, size);
        if (from->null && from->null[ix]) {
            vec_nulls(r->mem, to)[at + k] = 1;
        }
    }
    for (uint32_t k = 0; to->type == T_DYNAMIC && k < which.n; k++) {
        const dyn *d = to->dy[at + k];
        to->dy[at + k] = d ? dyn_copy(r->mem, d) : NULL;
    }
}

static void add_column(rows *r, vec *to, uint32_t at, const vec *from, sel which)
{
    if (!from) {
        if (to->type != T_STRING) {
            memset(vec_nulls(r->mem, to) + at, 1, which.n);
        }
    } else if (to->type == T_STRING) {
        copy_strings(r, to, at, from, which);
    } else {
        copy_values(r, to, at, from, which);
    }
}

void rows_add(rows *r, const vec *const *cols, sel which)
{
    uint16_t dense[BATCH_ROWS];
    for (uint32_t k = 0; k < which.n; k++) {
        dense[k] = (uint16_t)sel_row(which, k);
    }
    for (uint32_t done = 0; done < which.n;) {
        row_block *b = room(r, which.n - done);
        uint32_t n = BATCH_ROWS - b->n < which.n - done ? BATCH_ROWS - b->n : which.n - done;
        for (uint32_t i = 0; i < r->n_cols; i++) {
            if (!r->keep || r->keep[i]) {
                add_column(r, &b->cols[i], b->n, cols[i], (sel){dense + done, n});
            }
        }
        b->n += n;
        r->n += n;
        done += n;
    }
}

bool vec_same(const vec *a, uint32_t ra, const vec *b, uint32_t rb)
{
    bool na = vec_is_null(a, ra), nb = vec_is_null(b, rb);
    if (na || nb) {
        return na && nb;
    }
    uint32_t i = vec_ix(a, ra), j = vec_ix(b, rb);
    switch (a->type) {
    case T_BOOL: return a->b[i] == b->b[j];
    case T_INT: return a->i[i] == b->i[j];
    case T_LONG:
    case T_DATETIME:
    case T_TIMESPAN: return a->l[i] == b->l[j];
    case T_STRING: return str_eq(a->s[i], b->s[j]);
    default: return datum_same(vec_get(a, ra), vec_get(b, rb));
    }
}

static void pick_value(const rows *r, uint32_t col, uint32_t row, vec *out, uint32_t at, arena *mem)
{
    const vec *from = row == ROWS_NONE ? NULL : rows_vec(r, row, col);
    uint32_t i = row % BATCH_ROWS;
    if (!from || (from->null && from->null[i])) {
        if (out->type != T_STRING) {
            vec_nulls(mem, out)[at] = 1;
        }
        return;
    }
    switch (out->type) {
    case T_BOOL: out->b[at] = from->b[i]; break;
    case T_INT: out->i[at] = from->i[i]; break;
    case T_STRING: out->s[at] = from->s[i]; break;
    case T_DYNAMIC: out->dy[at] = from->dy[i]; break;
    case T_DECIMAL: out->dec[at] = from->dec[i]; break;
    case T_GUID: out->g[at] = from->g[i]; break;
    default: out->l[at] = from->l[i]; break; /* eight bytes: long, real, datetime, timespan */
    }
}

const vec *rows_pick(const rows *r, uint32_t col, const uint32_t *pick, uint32_t n, arena *mem)
{
    vec *out = vec_new_rows(mem, r->types[col], n);
    for (uint32_t k = 0; k < n; k++) {
        pick_value(r, col, pick[k], out, k, mem);
    }
    return out;
}

bool rows_block(const rows *r, uint32_t block, arena *mem, batch *out)
{
    if (block >= r->n_blocks) {
        return false;
    }
    const row_block *b = &r->blocks[block];
    const vec **cols = ARENA_ARRAY(mem, const vec *, r->n_cols + 1);
    for (uint32_t i = 0; i < r->n_cols; i++) {
        cols[i] = r->keep && !r->keep[i] ? NULL : &b->cols[i];
    }
    *out = (batch){.n_rows = b->n, .sel = {NULL, b->n}, .n_cols = r->n_cols, .cols = cols};
    return true;
}
