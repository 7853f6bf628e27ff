#include "tables/load/schemas.h"
#include "tables/table.h"

#include <stdlib.h>

catalog *catalog_new(const load_options *opt)
{
    arena *mem = arena_new();
    catalog *c = ARENA_NEW(mem, catalog);
    c->mem = mem;
    c->opt = opt ? *opt : (load_options){0};
    return c;
}

void catalog_drop(catalog *c)
{
    if (c) {
        for (uint32_t i = 0; i < c->n_files; i++) {
            file_close(c->files[i]);
        }
        for (uint32_t i = 0; i < c->n_tables; i++) {
            loaded_drop(c->tables[i]->loaded);
        }
        shelf_drop(&c->shelf);
        arena_drop(c->mem);
    }
}

bool catalog_schema(catalog *c, str name, schema *out)
{
    for (uint32_t i = 0; i < c->n_schemas; i++) {
        if (str_eq(c->schemas[i].name, name)) {
            *out = c->schemas[i].cols;
            return true;
        }
    }
    return builtin_find(c->mem, name, out);
}

static table *find(catalog *c, str name)
{
    for (uint32_t i = 0; i < c->n_tables; i++) {
        if (str_eq(c->tables[i]->name, name)) {
            return c->tables[i];
        }
    }
    return NULL;
}

static bool is_datetime(const schema *s, str name)
{
    int i = schema_find(s, name);
    return i >= 0 && s->cols[i].type == T_DATETIME;
}

void table_build_schema(table *t)
{
    uint32_t seen = t->seen ? t->seen->n : 0;
    t->cols = (schema){.cols = ARENA_ARRAY(t->cat->mem, column, t->builtin.n + seen + 2), .n = t->builtin.n};
    if (t->builtin.n) {
        memcpy(t->cols.cols, t->builtin.cols, t->builtin.n * sizeof(column));
    }
    for (uint32_t i = 0; i < seen; i++) {
        const guess *g = &t->seen->cols[i];
        if (schema_find(&t->builtin, g->name) < 0) {
            t->cols.cols[t->cols.n++] = (column){g->name, infer_type(g)};
        }
    }
    bool both = t->builtin.n && !t->narrow && builtin_has_two_times(t->name) && is_datetime(&t->cols, STR("TimeGenerated"));
    t->lends = both && schema_find(&t->cols, STR("Timestamp")) < 0;
    if (t->lends) {
        t->cols.cols[t->cols.n++] = (column){STR("Timestamp"), T_DATETIME};
    }
    t->two_times = both && is_datetime(&t->cols, STR("Timestamp"));
    t->warned = ARENA_ARRAY(t->cat->mem, bool, t->cols.n + 1);
}

table *table_make(catalog *c, str name)
{
    table *t = ARENA_NEW(c->mem, table), *old = find(c, name);
    *t = (table){.cat = c, .name = arena_str(c->mem, name), .parts = {.mem = c->mem}, .whole = true};
    if (old) {
        for (uint32_t i = 0; i < c->n_tables; i++) {
            c->tables[i] = c->tables[i] == old ? t : c->tables[i];
        }
    } else {
        TABLE_GROW(c->mem, c->tables, c->n_tables, c->cap_tables);
        c->tables[c->n_tables++] = t;
    }
    catalog_schema(c, t->name, &t->builtin);
    table_build_schema(t);
    return t;
}

table *table_with_data(catalog *c, str name)
{
    table *t = find(c, name);
    t = t && !t->memory && !t->raw ? t : table_make(c, name);
    t->has_data = true;
    return t;
}

static uint64_t sample_size(const part *p, uint64_t bytes)
{
    if (p->packing == PACK_NONE) {
        return p->bytes < INFER_WHOLE ? UINT64_MAX : bytes;
    }
    return p->bytes < INFER_SAMPLE && bytes < INFER_WHOLE ? INFER_WHOLE : bytes; /* what it unpacks to is not known */
}

status table_look(table *t, uint32_t from, uint64_t bytes, diags *ds)
{
    if (!t->seen) {
        t->seen = ARENA_NEW(t->cat->mem, infer);
        infer_init(t->seen, t->cat->mem);
    }
    for (uint32_t i = from; i < t->parts.n; i++) {
        bool whole = true;
        reader_options opt = {.lenient = t->cat->opt.lenient, .quiet = true, .shelf = &t->cat->shelf};
        status st = infer_part(t->seen, &t->parts.items[i], opt, sample_size(&t->parts.items[i], bytes), &whole, ds);
        if (st) {
            return st;
        }
        t->whole = t->whole && whole;
    }
    if (t->seen->overflow && !t->cat->opt.quiet) {
        diag_plain(ds, SEV_WARNING, ST_OK, "table " STR_FMT " has more than %d different keys; the rest are no columns",
                   STR_ARG(t->name), INFER_COLUMNS);
    }
    table_build_schema(t);
    return ST_OK;
}

static status open_parts(catalog *c, table *t, const char *path, diags *ds)
{
    file *f;
    status st = file_open(c->mem, path, &f, ds);
    if (st) {
        return st;
    }
    TABLE_GROW(c->mem, c->files, c->n_files, c->cap_files);
    c->files[c->n_files++] = f;
    return part_find(f, &t->parts, ds);
}

status catalog_add_file(catalog *c, str name, const char *path, diags *ds)
{
    table *t = table_with_data(c, name);
    uint32_t from = t->parts.n;
    status st = open_parts(c, t, path, ds);
    return st ? st : table_look(t, from, INFER_SAMPLE, ds);
}

status catalog_add_raw(catalog *c, str name, const char *path, diags *ds)
{
    table *t = find(c, name);
    if (!t || !t->raw) {
        t = table_make(c, name);
        t->raw = t->has_data = true;
        t->two_times = false;
        t->cols = (schema){.cols = ARENA_ARRAY(c->mem, column, 1), .n = 1};
        t->cols.cols[0] = (column){STR("Event"), T_DYNAMIC};
    }
    return open_parts(c, t, path, ds);
}

table *catalog_find(catalog *c, str name)
{
    schema s;
    table *t = find(c, name);
    return t ? t : catalog_schema(c, name, &s) ? table_make(c, name) : NULL;
}

uint32_t catalog_names(catalog *c, arena *a, str **out)
{
    str *builtin;
    uint32_t n = 0, n_builtin = builtin_names(a, &builtin);
    str *names = ARENA_ARRAY(a, str, c->n_tables + c->n_schemas + n_builtin + 1);
    for (uint32_t i = 0; i < c->n_tables; i++) {
        if (c->tables[i]->has_data) {
            names[n++] = c->tables[i]->name;
        }
    }
    for (uint32_t i = 0; i < c->n_schemas + n_builtin; i++) {
        str name = i < c->n_schemas ? c->schemas[i].name : builtin[i - c->n_schemas];
        bool known = false;
        for (uint32_t k = 0; k < n && k < c->n_tables + c->n_schemas; k++) {
            known = known || str_eq(names[k], name);
        }
        if (!known) {
            names[n++] = name;
        }
    }
    *out = names;
    return n;
}

bool table_has_data(const table *t)
{
    return t->has_data;
}

str table_name(const table *t)
{
    return t->name;
}

bool table_lends_time(const table *t) { return t->lends; }

const schema *table_schema(const table *t)
{
    return &t->cols;
}

static bool table_look_for(table *t, str name, diags *ds)
{
    if (t->whole || t->raw || t->memory) {
        return false;
    }
    t->seen = NULL;
    t->whole = true;
    return table_look(t, 0, UINT64_MAX, ds) == ST_OK && schema_find(&t->cols, name) >= 0;
}

/* A name that an open table may have: appended, as a column that no row has. */
static bool open_column(table *t, str name, diags *ds)
{
    if (!table_is_open(t->name) || t->memory) {
        return false;
    }
    arena *mem = t->cat->mem;
    column *more = ARENA_ARRAY(mem, column, t->cols.n + 1);
    memcpy(more, t->cols.cols, t->cols.n * sizeof *more);
    more[t->cols.n] = more[t->cols.n - t->lends]; /* a lent Timestamp stays the last */
    more[t->cols.n - t->lends] = (column){arena_str(mem, name), open_column_type(name)};
    t->cols = (schema){more, t->cols.n + 1};
    t->warned = ARENA_ARRAY(mem, bool, t->cols.n + 1);
    if (t->has_data && !t->cat->opt.quiet) {
        diag_plain(ds, SEV_WARNING, ST_OK, "no row of " STR_FMT " has " STR_FMT ", which reads as %s", STR_ARG(t->name), STR_ARG(name),
                   open_column_type(name) == T_STRING ? "empty" : "null");
    }
    return true;
}

bool table_discover(table *t, str name, diags *ds)
{
    if (table_look_for(t, name, ds)) {
        return true;
    }
    return open_column(t, name, ds);
}

/* The larger of *newest and what the rows of one column hold. */
static bool newest_in(const batch *b, int at, int64_t *newest)
{
    const vec *v = b->cols[at];
    bool any = false;
    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t row = sel_row(b->sel, k);
        if (!vec_is_null(v, row)) {
            int64_t ticks = v->l[vec_ix(v, row)];
            *newest = ticks > *newest ? ticks : *newest;
            any = true;
        }
    }
    return any;
}

static bool newest_of(table *t, int64_t *newest, diags *ds)
{
    static const str names[] = {{"TimeGenerated", 13}, {"Timestamp", 9}};
    arena *a = arena_new();
    colset need = colset_new(a, t->cols.n);
    int at[2], n = 0;
    for (int i = 0; i < 2; i++) {
        if (is_datetime(&t->cols, names[i])) {
            at[n] = schema_find(&t->cols, names[i]);
            colset_add(&need, (uint32_t)at[n++]);
        }
    }
    bool any = false;
    batch b;
    scan *s = n ? scan_open(t->cat, t, &need, ds) : NULL;
    while (s && scan_next(s, &b) == STEP_ROWS) {
        for (int i = 0; i < n; i++) {
            any = newest_in(&b, at[i], newest) || any;
        }
    }
    scan_close(s);
    arena_drop(a);
    return any;
}

bool catalog_newest_time(catalog *c, int64_t *ticks, diags *ds)
{
    bool any = false;
    int64_t newest = INT64_MIN;
    for (uint32_t i = 0; i < c->n_tables; i++) {
        if (c->tables[i]->has_data && !c->tables[i]->raw) {
            any = newest_of(c->tables[i], &newest, ds) || any;
        }
    }
    *ticks = newest;
    return any;
}
