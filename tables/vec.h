/* vec: up to BATCH_ROWS values of one type, side by side. batch: columns of the same rows, and which rows count.
 *
 *   rows      0 1 2 3 4 5 6 7        a batch never copies the rows that a filter drops:
 *   cols[0]   . . . . . . . .        sel.idx names the rows that count, in order;
 *   cols[2]   . . . . . . . .        cols[1] is NULL: nobody downstream reads it
 *   sel         1   3 4     7
 *
 * Everything in a batch is borrowed: it lives until the operator that gave it is asked for the next one. */
#ifndef TABLES_VEC_H
#define TABLES_VEC_H

#include "base/arena.h"
#include "tables/type.h"

#ifndef BATCH_ROWS
#define BATCH_ROWS 2048 /* tests set it to 3: answers must not depend on where batches end */
#endif

/* What is known of the values that a column holds again and again (loaded.h): rows with one code hold one value. */
typedef struct vec_codes {
    uint64_t *hash; /* vec_hash of each code's value */
    uint32_t n;
    const void *values; /* by code, of the column's type */
} vec_codes;

typedef struct vec {
    kql_type type;
    bool constant;      /* one value, at index 0, stands for every row */
    const uint8_t *null; /* NULL: no nulls; else null[i] != 0 is null. Always NULL for string. Values under a null are zero bytes */
    union {
        void *data;
        uint8_t *b;
        int32_t *i;
        int64_t *l;
        double *r;
        decimal *dec;
        str *s;
        guid *g;
        const dyn **dy;
    };
    const vec_codes *codes; /* NULL: no codes; the values are there all the same */
    const uint16_t *code;   /* by row; code 0 is null (string: "") */
    const int64_t *range;   /* NULL, or two that no value is below and above: of whole numbers and times without a null */
} vec;

/* Which rows count: idx[0..n), ascending for a filter; idx NULL means rows 0..n-1. */
typedef struct sel {
    const uint16_t *idx;
    uint32_t n;
} sel;

static inline uint32_t sel_row(sel s, uint32_t k) { return s.idx ? s.idx[k] : k; }
static inline uint32_t vec_ix(const vec *v, uint32_t row) { return v->constant ? 0 : row; }
static inline bool vec_is_null(const vec *v, uint32_t row) { return v->null && v->null[vec_ix(v, row)]; }

typedef struct batch {
    uint32_t n_rows; /* length of the vecs, at most BATCH_ROWS */
    sel sel;         /* the rows that count; sel.n may be 0 in the middle of a stream */
    uint32_t n_cols;
    const vec **cols; /* NULL entries: columns that were not asked for */
} batch;

vec *vec_new_rows(arena *a, kql_type t, uint32_t n);    /* n zeroed values, no null mask */
vec *vec_new(arena *a, kql_type t);                    /* BATCH_ROWS zeroed values, no null mask */
uint8_t *vec_nulls(arena *a, vec *v);                  /* its null mask, made on first use (zeroed) */
vec *vec_const(arena *a, datum d);
datum vec_get(const vec *v, uint32_t row);             /* borrowed strings and dynamics */
void vec_set(arena *a, vec *v, uint32_t row, datum d); /* d.type must be v->type; null makes the mask */
uint64_t vec_hash(const vec *v, uint32_t row);         /* equal values hash alike, null too, -0.0 as 0.0, NaN as NaN */

/* A total order used by sort, join and grouping: null before everything, NaN next, then values. */
int datum_cmp(datum a, datum b);
bool datum_same(datum a, datum b);                     /* grouping equality: null is null, NaN is NaN */
datum datum_copy(arena *a, datum d);                   /* strings and dynamics too */
str datum_text(arena *a, datum d);                     /* what tostring() gives: bool "True", null "" */

typedef struct column {
    str name;
    kql_type type;
} column;

typedef struct schema {
    column *cols;
    uint32_t n;
} schema;

int schema_find(const schema *s, str name);            /* index or -1; case-sensitive */

/* A set of column positions. */
typedef struct colset {
    uint64_t *bits;
    uint32_t n;
} colset;
colset colset_new(arena *a, uint32_t n);
static inline void colset_add(colset *c, uint32_t i) { c->bits[i >> 6] |= 1ULL << (i & 63); }
static inline bool colset_has(const colset *c, uint32_t i) { return c->bits[i >> 6] >> (i & 63) & 1; }

#endif
