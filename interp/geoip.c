#include "interp/geoip.h"

#include <arpa/inet.h>
#include <maxminddb.h>
#include <stdlib.h>

struct geoip {
    MMDB_s db;
};

geoip *geoip_open(const char *path, const char **why)
{
    geoip *g = calloc(1, sizeof *g);
    int status = g ? MMDB_open(path, MMDB_MODE_MMAP, &g->db) : MMDB_OUT_OF_MEMORY_ERROR;
    if (status == MMDB_SUCCESS) return g;
    *why = MMDB_strerror(status);
    free(g);
    return NULL;
}

void geoip_close(geoip *g)
{
    if (!g) return;
    MMDB_close(&g->db);
    free(g);
}

/* The result while it is being put together. */
typedef struct place {
    arena *mem;
    MMDB_lookup_result_s found;
    str *keys; /* the bag keeps both */
    const dyn **values;
    uint32_t n;
} place;

static void add(place *p, const char *key, const dyn *value)
{
    p->keys[p->n] = str_of(key);
    p->values[p->n++] = value;
}

static void add_text(place *p, const char *key, const char *const *path)
{
    MMDB_entry_data_s d;
    if (MMDB_aget_value(&p->found.entry, &d, path) != MMDB_SUCCESS || !d.has_data || d.type != MMDB_DATA_TYPE_UTF8_STRING) return;
    add(p, key, dyn_string(p->mem, arena_str(p->mem, (str){d.utf8_string, d.data_size})));
}

static void add_number(place *p, const char *key, const char *const *path)
{
    MMDB_entry_data_s d;
    if (MMDB_aget_value(&p->found.entry, &d, path) != MMDB_SUCCESS || !d.has_data || d.type != MMDB_DATA_TYPE_DOUBLE) return;
    add(p, key, dyn_real(p->mem, d.double_value));
}

/* Numbers only: a name is no address, and nothing is asked of a resolver. */
static bool read_address(const char *text, struct sockaddr_storage *out)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)out;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;
    memset(out, 0, sizeof *out);
    out->ss_family = AF_INET;
    if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) return true;
    out->ss_family = AF_INET6;
    return inet_pton(AF_INET6, text, &v6->sin6_addr) == 1;
}

const dyn *geoip_find(const geoip *g, arena *mem, str address)
{
    static const char *const country[] = {"country", "names", "en", NULL}, *const state[] = {"subdivisions", "0", "names", "en", NULL},
                             *const city[] = {"city", "names", "en", NULL}, *const latitude[] = {"location", "latitude", NULL},
                             *const longitude[] = {"location", "longitude", NULL};
    char text[64];
    struct sockaddr_storage at;
    int bad_file;
    place p = {.mem = mem, .keys = ARENA_ARRAY(mem, str, 5), .values = ARENA_ARRAY(mem, const dyn *, 5)};
    if (address.n == 0 || address.n >= sizeof text) return NULL;
    memcpy(text, address.p, address.n);
    text[address.n] = 0;
    if (!read_address(text, &at)) return NULL;
    p.found = MMDB_lookup_sockaddr(&g->db, (const struct sockaddr *)&at, &bad_file);
    if (bad_file || !p.found.found_entry) return NULL;
    add_text(&p, "country", country);
    add_text(&p, "state", state);
    add_text(&p, "city", city);
    add_number(&p, "latitude", latitude);
    add_number(&p, "longitude", longitude);
    return dyn_bag(mem, p.keys, p.values, p.n);
}
