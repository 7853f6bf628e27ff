/* --raw: a file of raw events becomes the tables that detections read. The mapping is KQL itself: it runs in an engine of its own whose only
 * table is RawEvents(Event: dynamic), and each of its results is put into the catalog under the name that `as` gave it. */
#include "interp/kql_parts.h"
#include "interp/maps.h"

#define DETECT_ROWS 1000

/* Errors of the inner engine, as errors of loading: a place in the mapping's text means nothing to who reads them. */
static status hand_on(kql *k, const diags *from, const char *path)
{
    for (uint32_t i = 0; i < from->n; i++) {
        const diag *d = &from->items[i];
        diag_plain(&k->ds, d->severity, d->status, "%s: " STR_FMT, path, STR_ARG(d->message));
    }
    return diags_status(from);
}

/* How many of the first rows the mapping's predicate accepts. */
static int64_t accepted(kql *k, kql *inner, const map_text *map, arena *mem)
{
    str text = arena_printf(mem, "RawEvents | take %d | where " STR_FMT " | count", DETECT_ROWS, STR_ARG(map->detect));
    kql_query *q = kql_prepare(inner, text);
    batch b;
    int64_t n = 0;
    if (kql_query_status(q) == ST_OK && kql_step(q, 0, &b) == STEP_ROWS) {
        n = vec_get(b.cols[0], sel_row(b.sel, 0)).l;
    }
    hand_on(k, kql_query_diags(q), map->name);
    kql_query_drop(q);
    return n;
}

static bool detect(kql *k, kql *inner, const char *path, arena *mem, map_text *out)
{
    int64_t best = 0;
    for (uint32_t i = 0; i < maps_count(); i++) {
        map_text m = maps_at(i, mem);
        int64_t n = m.detect.n ? accepted(k, inner, &m, mem) : 0;
        if (n > best) {
            best = n;
            *out = m;
        }
    }
    if (best == 0 && diags_status(&k->ds) == ST_OK) {
        diag *d = diag_plain(&k->ds, SEV_ERROR, ST_DATA, "%s: these events have none of the known forms", path);
        diag_hint(&k->ds, d, "name the form with --map NAME, or give a mapping of your own with --map FILE.kql");
    }
    return best > 0;
}

static bool same_schema(const schema *a, const schema *b)
{
    for (uint32_t i = 0; a->n == b->n && i < a->n; i++) {
        if (a->cols[i].type != b->cols[i].type || !str_eq(a->cols[i].name, b->cols[i].name)) {
            return false;
        }
    }
    return a->n == b->n;
}

/* The table of that name, as an earlier file left it, or a new one. NULL: it has other columns, reported. */
static table *target(kql *k, str name, const schema *cols)
{
    for (raw_table *r = k->raw; r; r = r->next) {
        if (str_eq(table_name(r->table), name)) {
            if (!same_schema(&r->cols, cols)) {
                diag_plain(&k->ds, SEV_ERROR, ST_USAGE, "two mappings give " STR_FMT " different columns", STR_ARG(name));
                return NULL;
            }
            return r->table;
        }
    }
    raw_table *r = ARENA_NEW(k->mem, raw_table);
    *r = (raw_table){k->raw, catalog_add_memory(k->cat, arena_str(k->mem, name), cols, true), {0}};
    r->cols.cols = ARENA_ARRAY(k->mem, column, cols->n + 1);
    for (r->cols.n = 0; r->cols.n < cols->n; r->cols.n++) {
        r->cols.cols[r->cols.n] = (column){arena_str(k->mem, cols->cols[r->cols.n].name), cols->cols[r->cols.n].type};
    }
    k->raw = r;
    return r->table;
}

static status run_map(kql *k, kql *inner, const map_text *map)
{
    kql_query *q = kql_prepare(inner, map->text);
    bool ok = kql_query_status(q) == ST_OK;
    for (uint32_t i = 0; ok && i < kql_query_results(q); i++) {
        str name = kql_query_name(q, i);
        if (!name.n) {
            diag_plain(&k->ds, SEV_ERROR, ST_USAGE, "%s: every statement that gives rows must end in `| as TableName`", map->name);
        }
        table *t = name.n ? target(k, name, kql_query_columns(q, i)) : NULL;
        batch b;
        ok = t != NULL;
        while (t && kql_step(q, i, &b) == STEP_ROWS) {
            table_append(t, &b);
        }
    }
    status st = hand_on(k, kql_query_diags(q), map->name);
    kql_query_drop(q);
    return st != ST_OK ? st : ok ? ST_OK : ST_USAGE;
}

status kql_add_raw(kql *k, const char *path, const char *map)
{
    arena *mem = arena_new();
    kql_options opt = k->opt;
    opt.trace = NULL;
    kql *inner = kql_open(&opt);
    map_text m;
    status st = catalog_add_raw(inner->cat, STR("RawEvents"), path, &inner->ds);
    hand_on(k, &inner->ds, path);
    if (st == ST_OK && !(map ? maps_find(map, mem, &m, &k->ds) : detect(k, inner, path, mem, &m))) {
        st = diags_status(&k->ds);
    } else if (st == ST_OK) {
        st = run_map(k, inner, &m);
    }
    kql_close(inner);
    arena_drop(mem);
    return st;
}
