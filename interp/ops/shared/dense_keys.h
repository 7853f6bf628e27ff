/* dense_keys: a place for each combination of keys, without hashing the keys: for coded columns, and at most one column of whole
 * numbers or times that takes few values (the bin of a time).
 *
 *   cell[ number of the value ][ code of one column ][ code of another ]        numbers are given as values appear
 *
 * It serves from the first row on, or not at all: once a batch does not fit it stays off, and what it numbered is found otherwise. */
#ifndef INTERP_OPS_SHARED_DENSE_KEYS_H
#define INTERP_OPS_SHARED_DENSE_KEYS_H

#include "tables/vec.h"

#define DENSE_MOST 4 /* columns */

typedef struct dense_value {
    int64_t value;
    uint32_t number; /* + 1; 0: free */
} dense_value;

typedef struct dense_keys {
    arena *mem;
    const vec_codes *codes[DENSE_MOST]; /* of each column; NULL: its values are numbered */
    dense_value *values;                /* a hash table, at most half full */
    uint32_t n_values, values_mask;
    uint32_t plane;  /* cells of one number: the codes of all columns multiplied */
    uint32_t planes; /* room in `cell` */
    uint32_t *cell;  /* whatever the caller keeps; zero at first */
    bool off;
} dense_keys;

/* place[k] in `cell` of each row k of `which`; false: it is off. */
bool dense_keys_places(dense_keys *d, const vec *const *keys, uint32_t n_keys, sel which, uint32_t *place);
/* The places of a whole batch where they are one key's codes; NULL: they are not. */
const uint16_t *dense_keys_alone(dense_keys *d, const vec *const *keys, uint32_t n_keys, sel which);
/* The codes of a coded key that make up the places. */
void dense_keys_codes(const dense_keys *d, uint32_t key, const uint32_t *place, uint32_t n, uint16_t *code);

#endif
