#include "interp/ops/shared/dense_keys.h"

#include "base/hash.h"

#define MOST_PLANE (1u << 14)
#define MOST_VALUES 1024u
#define MOST_CELLS (1u << 20)

static bool is_whole(kql_type t) { return t == T_INT || t == T_LONG || t == T_DATETIME || t == T_TIMESPAN; }

/* What the first batch says: which columns have codes, how large a plane is. */
static bool start(dense_keys *d, const vec *const *keys, uint32_t n_keys)
{
    uint32_t numbered = 0;
    d->plane = 1;
    for (uint32_t i = 0; i < n_keys; i++) {
        d->codes[i] = keys[i]->codes;
        numbered += !keys[i]->codes;
        uint64_t plane = (uint64_t)d->plane * (keys[i]->codes ? keys[i]->codes->n : 1);
        if (plane == 0 || plane > MOST_PLANE) {
            return false;
        }
        d->plane = (uint32_t)plane;
    }
    d->planes = numbered ? 8 : 1;
    d->cell = ARENA_ARRAY(d->mem, uint32_t, (size_t)d->planes * d->plane);
    d->values_mask = 63;
    d->values = ARENA_ARRAY(d->mem, dense_value, d->values_mask + 1);
    return numbered <= 1;
}

static bool fits(dense_keys *d, const vec *const *keys, uint32_t n_keys)
{
    if (d->off || n_keys == 0 || n_keys > DENSE_MOST) {
        return false;
    }
    for (uint32_t i = 0; i < n_keys; i++) {
        bool coded = keys[i]->codes;
        if (keys[i]->constant || (!coded && (keys[i]->null || !is_whole(keys[i]->type)))) {
            return false;
        }
        if (d->cell && keys[i]->codes != d->codes[i]) {
            return false;
        }
    }
    return d->cell || start(d, keys, n_keys);
}

static uint32_t hash_of(int64_t value) { return (uint32_t)(((uint64_t)value * 0x9e3779b97f4a7c15ULL) >> 40); }

static dense_value *slot_of(const dense_keys *d, int64_t value)
{
    uint32_t at = hash_of(value) & d->values_mask;
    while (d->values[at].number && d->values[at].value != value) {
        at = (at + 1) & d->values_mask;
    }
    return &d->values[at];
}

static void more_values(dense_keys *d)
{
    dense_value *old = d->values;
    uint32_t n = d->values_mask + 1;
    d->values_mask = 2 * n - 1;
    d->values = ARENA_ARRAY(d->mem, dense_value, 2 * (size_t)n);
    for (uint32_t i = 0; i < n; i++) {
        if (old[i].number) {
            *slot_of(d, old[i].value) = old[i];
        }
    }
}

static bool more_planes(dense_keys *d)
{
    if ((uint64_t)2 * d->planes * d->plane > MOST_CELLS) {
        return false;
    }
    size_t n = (size_t)d->planes * d->plane;
    uint32_t *more = ARENA_ARRAY(d->mem, uint32_t, 2 * n);
    memcpy(more, d->cell, n * sizeof *more);
    d->cell = more;
    d->planes *= 2;
    return true;
}

/* Gives a new value its number; false: there are too many. */
static bool number_value(dense_keys *d, dense_value *slot, int64_t value)
{
    if (d->n_values == MOST_VALUES || (d->n_values == d->planes && !more_planes(d))) {
        return false;
    }
    *slot = (dense_value){value, ++d->n_values};
    if (2 * d->n_values > d->values_mask) {
        more_values(d);
    }
    return true;
}

/* The same where the value is not met at once. */
static bool find_number(dense_keys *d, int64_t value, uint32_t *number)
{
    dense_value *slot = slot_of(d, value);
    if (!slot->number && !number_value(d, slot, value)) {
        return false;
    }
    *number = slot_of(d, value)->number;
    return true;
}

static bool place_values(dense_keys *d, const vec *v, sel which, uint32_t *place)
{
    bool narrow = v->type == T_INT;
    uint32_t plane = d->plane;
    for (uint32_t k = 0; k < which.n; k++) {
        uint32_t row = sel_row(which, k), number;
        int64_t value = narrow ? v->i[row] : v->l[row];
        const dense_value *first = &d->values[hash_of(value) & d->values_mask];
        number = first->number;
        if ((!number || first->value != value) && !find_number(d, value, &number)) {
            return false;
        }
        place[k] = (number - 1) * plane;
    }
    return true;
}

/* The first of nothing but codes is the place, so far. */
static void place_codes(const uint16_t *code, sel which, uint32_t stride, bool first, uint32_t *place)
{
    if (first && !which.idx) {
        for (uint32_t k = 0; k < which.n; k++) {
            place[k] = code[k];
        }
        return;
    }
    for (uint32_t k = 0; k < which.n; k++) {
        place[k] = (first ? 0 : place[k]) + code[sel_row(which, k)] * stride;
    }
}

bool dense_keys_places(dense_keys *d, const vec *const *keys, uint32_t n_keys, sel which, uint32_t *place)
{
    uint32_t stride = 1;
    bool numbered = false;
    if (!fits(d, keys, n_keys)) {
        d->off = true;
        return false;
    }
    for (uint32_t i = 0; i < n_keys; i++) {
        numbered |= !keys[i]->codes;
        if (!keys[i]->codes && !place_values(d, keys[i], which, place)) {
            d->off = true;
            return false;
        }
    }
    for (uint32_t i = 0; i < n_keys; i++) {
        if (keys[i]->codes) {
            place_codes(keys[i]->code, which, stride, !numbered && i == 0, place);
            stride *= keys[i]->codes->n;
        }
    }
    return true;
}

const uint16_t *dense_keys_alone(dense_keys *d, const vec *const *keys, uint32_t n_keys, sel which)
{
    return n_keys == 1 && keys[0]->codes && !which.idx && fits(d, keys, n_keys) ? keys[0]->code : NULL;
}

void dense_keys_codes(const dense_keys *d, uint32_t key, const uint32_t *place, uint32_t n, uint16_t *code)
{
    uint32_t stride = 1;
    for (uint32_t i = 0; i < key; i++) {
        stride *= d->codes[i] ? d->codes[i]->n : 1;
    }
    for (uint32_t k = 0; k < n; k++) {
        code[k] = (uint16_t)(place[k] % d->plane / stride % d->codes[key]->n);
    }
}
