/* schema: kql schema TABLE..., kql schema --infer FILE: columns as rows (table, column, type), which -o csv turns into
 * what --schema reads. */
#include "cli/load.h"
#include "cli/output.h"

typedef struct listing {
    arena *mem;
    writer *out;
} listing;

static void write_table(listing *l, str name, const schema *s)
{
    for (uint32_t from = 0; from < s->n; from += BATCH_ROWS) {
        uint32_t n = s->n - from < BATCH_ROWS ? s->n - from : BATCH_ROWS;
        vec *columns = vec_new(l->mem, T_STRING), *types = vec_new(l->mem, T_STRING);
        for (uint32_t i = 0; i < n; i++) {
            columns->s[i] = s->cols[from + i].name;
            types->s[i] = str_of(type_name(s->cols[from + i].type));
        }
        const vec *cols[] = {vec_const(l->mem, (datum){.type = T_STRING, .s = name}), columns, types};
        batch b = {.n_rows = n, .sel = {NULL, n}, .n_cols = 3, .cols = cols};
        writer_rows(l->out, &b);
    }
}

static int unknown_table(kql *k, const options *o, const char *name)
{
    str *names;
    uint32_t n = catalog_names(kql_catalog(k), o->mem, &names);
    str near = diag_nearest(str_of(name), names, n);
    if (near.n)
        return usage_error("no table named '%s'; did you mean " STR_FMT "?", name, STR_ARG(near));
    return usage_error("no table named '%s'", name);
}

/* The name of a file without folder and endings. */
static str base_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *p = slash ? slash + 1 : path, *dot = strchr(p, '.');
    return (str){p, dot && dot > p ? (uint32_t)(dot - p) : (uint32_t)strlen(p)};
}

static int list(kql *k, const options *o, const str *names, const str *shown, uint32_t n)
{
    static column head[] = {{STR("table"), T_STRING}, {STR("column"), T_STRING}, {STR("type"), T_STRING}};
    const schema cols = {head, 3};
    for (uint32_t i = 0; i < n; i++) {
        if (!catalog_find(kql_catalog(k), names[i]))
            return unknown_table(k, o, arena_dup(o->mem, names[i].p, names[i].n));
    }
    listing l = {arena_new(), output_open(o, 1)};
    writer_begin(l.out, &cols, (str){0});
    for (uint32_t i = 0; i < n; i++)
        write_table(&l, shown[i], table_schema(catalog_find(kql_catalog(k), names[i])));
    writer_end(l.out);
    bool written = output_close(l.out);
    arena_drop(l.mem);
    return written ? ST_OK : ST_DATA;
}

/* Under a name that no built-in schema has, so that only what the file holds is shown. */
static int infer(kql *k, const options *o)
{
    const str name = STR("\x01inferred"), shown = base_name(o->infer);
    if (catalog_add_file(kql_catalog(k), name, o->infer, kql_diags(k)) != ST_OK)
        return ST_DATA;
    return list(k, o, &name, &shown, 1);
}

static int all_or_named(kql *k, const options *o)
{
    if (!load_sources(k, o))
        return ST_DATA;
    str *names = ARENA_ARRAY(o->mem, str, o->n_words + 1);
    uint32_t n = o->n_words;
    for (uint32_t i = 0; i < n; i++)
        names[i] = str_of(o->words[i]);
    if (!n)
        n = catalog_names(kql_catalog(k), o->mem, &names);
    return list(k, o, names, names, n);
}

int show_schema(options *o)
{
    if (o->infer && (o->n_words || o->n_sources))
        return usage_error("--infer takes one file and nothing beside it");
    if (load_stdin_count(o) > 1)
        return usage_error("standard input can be read once");
    kql *k = load_engine(o);
    uint32_t shown = 0;
    int st = o->infer ? infer(k, o) : all_or_named(k, o);
    report(&(reporter){.o = o}, kql_diags(k), &shown);
    kql_close(k);
    return st;
}
