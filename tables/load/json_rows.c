#include "tables/load/json_rows.h"

#include "base/hash.h"
#include "tables/load/json_walk.h"

#define KEY_LIMIT 8192 /* learned keys; a file with more still reads right, only slower */

static uint32_t *place(const json_rows *r, str name)
{
    uint32_t at = (uint32_t)hash_str(name) & (4 * r->cap - 1);
    while (r->index[at]) {
        const json_key *k = &r->keys[r->index[at]];
        if (k->n == name.n && memcmp(k->text, name.p, name.n) == 0) {
            break;
        }
        at = (at + 1) & (4 * r->cap - 1);
    }
    return &r->index[at];
}

/* Twice the keys, and an index of four places a key. */
static void grow(json_rows *r)
{
    json_key *keys = ARENA_ARRAY(r->mem, json_key, 2 * r->cap);
    memcpy(keys, r->keys, r->n * sizeof *keys);
    r->keys = keys;
    r->cap *= 2;
    r->index = ARENA_ARRAY(r->mem, uint32_t, 4 * r->cap);
    for (uint32_t i = 1; i < r->n; i++) {
        *place(r, (str){keys[i].text, keys[i].n}) = i;
    }
}

static uint32_t add_key(json_rows *r, str name, int32_t at_slot)
{
    if (r->n == r->cap) {
        grow(r);
    }
    char *text = arena_alloc(r->mem, name.n + 1);
    memcpy(text, name.p, name.n);
    text[name.n] = '"';
    *place(r, name) = r->n;
    r->keys[r->n] = (json_key){text, name.n, at_slot, 0};
    return r->n++;
}

void json_rows_init(json_rows *r, arena *mem, const cells *c)
{
    *r = (json_rows){.mem = mem, .n = 1, .cap = 128};
    r->keys = ARENA_ARRAY(mem, json_key, r->cap);
    r->keys[0] = (json_key){.text = "", .slot = -1};
    r->index = ARENA_ARRAY(mem, uint32_t, 4 * r->cap);
    for (uint32_t i = 0; i < c->n; i++) {
        add_key(r, c->slots[i].name, (int32_t)i);
    }
}

/* The number of the key, learned if it is new; 0 when there are too many to learn. */
static uint32_t find_key(json_rows *r, cells *c, const char *p, const char *end, bool escaped)
{
    str name = escaped ? json_unescape(c->mem, p, end) : (str){p, (uint32_t)(end - p)};
    uint32_t known = *place(r, name);
    return known || r->n >= KEY_LIMIT ? known : add_key(r, name, -1);
}

int32_t json_rows_slot(void *rows, str name)
{
    const json_rows *r = rows;
    uint32_t known = *place(r, name);
    return r->keys[known].slot; /* keys[0] has none */
}

/* p is behind a key's opening quote. Gives the key's number and the byte behind its closing quote. */
static inline const char *read_key(json_rows *r, cells *c, const char *p, const char *e, uint32_t before, uint32_t *key)
{
    uint32_t guess = r->keys[before].next;
    const json_key *k = &r->keys[guess];
    if (guess && (size_t)(e - p) > k->n && memcmp(p, k->text, k->n + 1) == 0) {
        *key = guess;
        return p + k->n + 1;
    }
    bool escaped;
    const char *end = json_string_end(p, e, &escaped);
    if (!end) {
        return NULL;
    }
    *key = find_key(r, c, p, end, escaped);
    r->keys[before].next = *key;
    return end + 1;
}

static inline const char *read_value(const json_rows *r, cells *c, const char *p, const char *e, uint32_t key,
                                     uint32_t row)
{
    int32_t wanted = r->keys[key].slot;
    return wanted < 0 ? json_value_end(p, e) : cell_put_json(c, &c->slots[wanted], row, p, e);
}

static inline const char *skip_blank(const char *p, const char *e)
{
    return p < e && (unsigned char)*p > ' ' ? p : json_blank(p, e);
}

/* p is behind the brace; the byte behind the closing one, or NULL. */
static const char *read_members(json_rows *r, cells *c, const char *p, const char *e, uint32_t row)
{
    uint32_t key = 0;
    for (;;) {
        p = skip_blank(p, e);
        if (p >= e || *p != '"' || !(p = read_key(r, c, p + 1, e, key, &key))) {
            return NULL;
        }
        p = skip_blank(p, e);
        if (p >= e || *p != ':') {
            return NULL;
        }
        p = read_value(r, c, skip_blank(p + 1, e), e, key, row);
        if (!p) {
            return NULL;
        }
        p = skip_blank(p, e);
        if (p >= e || *p != ',') {
            return p < e && *p == '}' ? p + 1 : NULL;
        }
        p++;
    }
}

bool json_rows_put(json_rows *r, cells *c, const record *rec, uint32_t row)
{
    const char *e = rec->p + rec->n, *p = json_blank(rec->p, e);
    if (p >= e || *p != '{' || (c->strict && !json_is_value((str){rec->p, (uint32_t)rec->n}))) {
        return false;
    }
    p = skip_blank(p + 1, e);
    p = p < e && *p == '}' ? p + 1 : read_members(r, c, p, e, row);
    return p && skip_blank(p, e) == e;
}
