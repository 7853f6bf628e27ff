#include "tables/loaded_codes.h"

#include "base/hash.h"

#include <stdlib.h>

#define GROUP     32   /* rows on their way at once */
#define FAR_AWAY  1024 /* from as many values on they are not in the nearest cache: asked for early */
#define TAG(hash) ((uint32_t)((hash) >> 48) << 16)

void *codes_resize(void *p, size_t n)
{
    void *more = realloc(p, n ? n : 1);
    if (!more) {
        arena_alloc(arena_new(), SIZE_MAX / 2); /* says so, and ends the process */
    }
    return more;
}

static uint64_t bytes8(const char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* str_eq without a call for the short texts that most are. */
static inline bool same_text(str a, str b)
{
    if (a.n != b.n) {
        return false;
    }
    if (a.n < 8 || a.n > 32) {
        return memcmp(a.p, b.p, a.n) == 0;
    }
    uint64_t differ = (bytes8(a.p) ^ bytes8(b.p)) | (bytes8(a.p + a.n - 8) ^ bytes8(b.p + a.n - 8));
    if (a.n > 16) {
        differ |= (bytes8(a.p + 8) ^ bytes8(b.p + 8)) | (bytes8(a.p + a.n - 16) ^ bytes8(b.p + a.n - 16));
    }
    return differ == 0;
}

static inline bool same_value(const loaded_column *c, uint32_t value, const vec *v, uint32_t row)
{
    switch (c->type) {
    case T_STRING: return same_text(c->values.s[value], v->s[row]);
    case T_INT: return c->values.i[value] == v->i[row];
    default: return c->values.l[value] == v->l[row];
    }
}

static inline uint32_t *place(const loaded_column *c, uint64_t hash, const vec *v, uint32_t row)
{
    uint32_t mask = 2 * c->cap_values - 1, at = (uint32_t)hash & mask, tag = TAG(hash);
    for (uint32_t found; (found = c->index[at]); at = (at + 1) & mask) {
        if ((found ^ tag) <= MOST_CODES && same_value(c, found & MOST_CODES, v, row)) {
            break;
        }
    }
    return &c->index[at];
}

static void more_values(loaded_column *c)
{
    size_t size = type_size(c->type);
    c->cap_values = c->cap_values ? 2 * c->cap_values : 64;
    c->values.data = codes_resize(c->values.data, c->cap_values * size);
    if (c->n_values == 0) {
        memset(c->values.data, 0, size);
        c->n_values = 1;
    }
    c->hash = codes_resize(c->hash, c->cap_values * sizeof *c->hash);
    free(c->index);
    c->index = codes_resize(NULL, 2 * (size_t)c->cap_values * sizeof *c->index);
    memset(c->index, 0, 2 * (size_t)c->cap_values * sizeof *c->index);
    uint32_t mask = 2 * c->cap_values - 1;
    for (uint32_t i = 1; i < c->n_values; i++) {
        uint32_t at = (uint32_t)c->hash[i] & mask;
        while (c->index[at]) {
            at = (at + 1) & mask;
        }
        c->index[at] = TAG(c->hash[i]) | i;
    }
}

/* A new value in its place; 0 when there are too many. */
static uint32_t add_value(loaded *l, loaded_column *c, const vec *v, uint32_t row, uint64_t hash, uint32_t *at)
{
    if (c->n_values > MOST_CODES || (c->n_values > 2048 && c->n_values > c->rows / 2)) {
        return 0;
    }
    uint32_t code = c->n_values++;
    *at = TAG(hash) | code;
    c->hash[code] = hash;
    switch (c->type) {
    case T_STRING: c->values.s[code] = arena_str(l->mem, v->s[row]); break;
    case T_INT: c->values.i[code] = v->i[row]; break;
    default: c->values.l[code] = v->l[row];
    }
    return code;
}

static uint32_t code_of(loaded *l, loaded_column *c, const vec *v, uint32_t row, uint64_t hash)
{
    if (c->n_values == c->cap_values) {
        more_values(c);
    }
    uint32_t *at = place(c, hash, v, row);
    return *at ? *at & MOST_CODES : add_value(l, c, v, row, hash, at);
}

/* Hashes of a group of rows; what looking them up will touch is on its way when this comes back. */
static void look_ahead(const loaded_column *c, const vec *v, uint32_t from, uint32_t n, uint64_t *hash)
{
    uint32_t mask = 2 * c->cap_values - 1;
    for (uint32_t i = 0; i < n; i++) {
        hash[i] = vec_hash(v, vec_ix(v, from + i));
        __builtin_prefetch(&c->index[hash[i] & mask]);
    }
    if (c->n_values < FAR_AWAY || c->type != T_STRING) {
        return;
    }
    uint16_t code[GROUP];
    for (uint32_t i = 0; i < n; i++) {
        code[i] = (uint16_t)c->index[hash[i] & mask];
        __builtin_prefetch(&c->values.s[code[i]]);
    }
    for (uint32_t i = 0; i < n; i++) {
        __builtin_prefetch(c->values.s[code[i]].p);
    }
}

static inline bool is_null(const loaded_column *c, const vec *v, uint32_t i)
{
    return c->type == T_STRING ? v->s[vec_ix(v, i)].n == 0 : vec_is_null(v, i);
}

/* How many rows from `from` on hold what the row before them held. */
static uint32_t run_length(const loaded_column *c, const vec *v, uint32_t from, uint32_t n)
{
    uint32_t i = from;
    while (i < n && !is_null(c, v, i) && same_value(c, c->last, v, vec_ix(v, i))) {
        i++;
    }
    return i - from;
}

uint32_t codes_append(loaded *l, loaded_column *c, const vec *v, uint32_t n)
{
    uint64_t hash[GROUP];
    if (!c->cap_values) {
        more_values(c);
    }
    for (uint32_t at = 0; at < n;) {
        uint32_t same = c->last ? run_length(c, v, at, n) : 0;
        for (uint32_t i = 0; i < same; i++) {
            c->code[c->rows++] = (uint16_t)c->last;
        }
        at += same;
        uint32_t group = n - at < GROUP ? n - at : GROUP;
        look_ahead(c, v, at, group, hash);
        for (uint32_t i = 0; i < group; i++, at++) {
            uint32_t code = 0;
            if (!is_null(c, v, at) && !(code = code_of(l, c, v, vec_ix(v, at), hash[i]))) {
                return at;
            }
            c->code[c->rows++] = (uint16_t)code;
            c->last = code ? code : c->last;
        }
    }
    return n;
}
