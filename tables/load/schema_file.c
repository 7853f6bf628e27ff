/* --schema FILE.csv: a line is table,column,type. Lines of one table stand together or apart. */
#include "tables/table.h"

#include <strings.h>

typedef struct schema_line {
    str table, name;
    kql_type type;
} schema_line;

static str field(const char **p, const char *e)
{
    const char *start = *p, *comma = start < e ? memchr(start, ',', (size_t)(e - start)) : NULL;
    const char *end = comma ? comma : e;
    *p = comma ? comma + 1 : e;
    while (start < end && (*start == ' ' || *start == '"')) {
        start++;
    }
    while (end > start && (end[-1] == ' ' || end[-1] == '"')) {
        end--;
    }
    return (str){start, (uint32_t)(end - start)};
}

static bool is_header(const schema_line *l, str type)
{
    return l->table.n == 5 && strncasecmp(l->table.p, "table", 5) == 0 && type.n == 4 &&
           strncasecmp(type.p, "type", 4) == 0;
}

static named_schema *find(catalog *c, str name)
{
    for (uint32_t i = 0; i < c->n_schemas; i++) {
        if (str_eq(c->schemas[i].name, name)) {
            return &c->schemas[i];
        }
    }
    return NULL;
}

/* A table's first line in this file empties what was known of it. */
static void put(catalog *c, const schema_line *l, uint32_t n_before, bool *fresh)
{
    named_schema *s = find(c, l->table);
    if (!s) {
        TABLE_GROW(c->mem, c->schemas, c->n_schemas, c->cap_schemas);
        s = &c->schemas[c->n_schemas++];
        *s = (named_schema){.name = arena_str(c->mem, l->table)};
    } else if ((uint32_t)(s - c->schemas) < n_before && !fresh[s - c->schemas]) {
        s->cols = (schema){0};
        fresh[s - c->schemas] = true;
    }
    if (schema_find(&s->cols, l->name) < 0) {
        column *cols = ARENA_ARRAY(c->mem, column, s->cols.n + 1); /* schemas are small: no spare room */
        if (s->cols.n) {
            memcpy(cols, s->cols.cols, s->cols.n * sizeof *cols);
        }
        cols[s->cols.n] = (column){arena_str(c->mem, l->name), l->type};
        s->cols = (schema){cols, s->cols.n + 1};
    }
}

static status read_line(catalog *c, const record *r, const char *path, uint32_t n_before, bool *fresh, diags *ds)
{
    const char *p = r->p, *e = p + r->n;
    schema_line l = {.table = field(&p, e)};
    l.name = field(&p, e);
    str type = field(&p, e);
    if (is_header(&l, type)) {
        return ST_OK;
    }
    if (l.table.n == 0 || l.name.n == 0 || !type_find(type, &l.type)) {
        diag *d = diag_plain(ds, SEV_ERROR, ST_DATA, "%s:%llu: not table,column,type: " STR_FMT, path,
                             (unsigned long long)r->line, (int)(r->n < 80 ? r->n : 80), r->p);
        diag_hint(ds, d, "types are bool int long real decimal string datetime timespan guid dynamic");
        return ST_DATA;
    }
    put(c, &l, n_before, fresh);
    return ST_OK;
}

/* Tables known already get their new schema; those with files keep what the files have beyond it. */
static void rebuild(catalog *c)
{
    for (uint32_t i = 0; i < c->n_tables; i++) {
        table *t = c->tables[i];
        if (!t->raw && !t->memory && catalog_schema(c, t->name, &t->builtin)) {
            table_build_schema(t);
        }
    }
}

status catalog_add_schemas(catalog *c, const char *path, diags *ds)
{
    file *f;
    part p;
    window w;
    record r;
    status st = file_open(c->mem, path, &f, ds);
    if (st) {
        return st;
    }
    p = (part){.file = f, .name = f->name, .bytes = f->size};
    st = window_open(&w, c->mem, &p, &c->shelf, ds) ? ST_OK : ST_DATA;
    bool *fresh = ARENA_ARRAY(c->mem, bool, c->n_schemas + 1);
    uint32_t n_before = c->n_schemas;
    for (cut at = CUT_MORE; st == ST_OK && at != CUT_END;) {
        at = window_line(&w, &r);
        st = at == CUT_MORE     ? window_fill(&w)
             : at == CUT_RECORD ? read_line(c, &r, f->name, n_before, fresh, ds)
                                : ST_OK;
    }
    window_drop(&w);
    file_close(f);
    rebuild(c);
    return st;
}
