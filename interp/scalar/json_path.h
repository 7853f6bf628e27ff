/* json_path: the JSONPath subset of jsonpath.md: $, .name, ['name'], ["name"], [n]. */
#ifndef INTERP_SCALAR_JSON_PATH_H
#define INTERP_SCALAR_JSON_PATH_H

#include "tables/dyn.h"

typedef struct json_step {
    bool indexed; /* [n] */
    str key;
    int64_t index;
} json_step;

typedef struct json_path {
    json_step *steps;
    uint32_t n;
} json_path;

/* False when text is no such path (it must start with $). */
bool json_path_parse(arena *a, str text, json_path *out);
/* A key as the bag functions take it: a path when it starts with "$.", or "$[", else one key, letter by letter. */
bool json_path_or_key(arena *a, str text, json_path *out);

const dyn *json_path_find(const json_path *p, const dyn *v); /* NULL: nothing there */
int64_t bag_slot(const dyn *v, str key); /* the place of a key, also of one that holds null; -1: none, or v is no bag */

#endif
