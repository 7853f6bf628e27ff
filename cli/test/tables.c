/* tables: what a case gives the engine: files as they are; rows and CSV written in the test as files of their own for a moment. */
#include "cli/test/suite.h"

#include <errno.h>
#include <unistd.h>

static bool write_file(const char *path, str text)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        return false;
    bool ok = text.n == 0 || fwrite(text.p, 1, text.n, f) == text.n;
    return fclose(f) == 0 && ok;
}

static bool add_text(kql *k, str name, const char *path, str text)
{
    bool ok = write_file(path, text) && catalog_add_file(kql_catalog(k), name, path, kql_diags(k)) == ST_OK;
    return ok;
}

static bool add_rows(arena *mem, kql *k, const doc *rows, const char *prefix, uint32_t number)
{
    buf text = {0};
    for (const doc *row = rows->first; row; row = row->next) {
        doc_json(row, &text);
        buf_text(&text, "\n");
    }
    bool ok = add_text(k, rows->key, arena_printf(mem, "%s%u.jsonl", prefix, number).p, buf_view(&text));
    buf_drop(&text);
    return ok;
}

static bool add_raw(arena *mem, kql *k, const test_case *c, const doc *d)
{
    const doc *map = doc_find(d, "map");
    return kql_add_raw(k, test_path(mem, c->of, doc_text(doc_find(d, "raw"))), map ? arena_printf(mem, STR_FMT, STR_ARG(doc_text(map))).p : NULL) == ST_OK;
}

static bool add_table(arena *mem, kql *k, const test_case *c, const doc *d, const char *prefix, uint32_t number)
{
    str t = doc_text(d);
    if (d->kind == DOC_LIST)
        return add_rows(mem, k, d, prefix, number);
    if (d->kind == DOC_MAP)
        return add_raw(mem, k, c, d);
    if (doc_is_null(d))
        return true;
    if (memchr(t.p ? t.p : "", '\n', t.n))
        return add_text(k, d->key, arena_printf(mem, "%s%u.csv", prefix, number).p, t);
    return catalog_add_file(kql_catalog(k), d->key, test_path(mem, c->of, t), kql_diags(k)) == ST_OK;
}

/* ---- columns of rows written in the test: those of the table */

typedef struct naming {
    arena *mem;
    table *of;
    failure **all, **last;
} naming;

static bool has_ending(str s, str end) { return s.n >= end.n && memcmp(s.p + s.n - end.n, end.p, end.n) == 0; }

/* Whoever made the workspace may have added columns of his own, _CF, and the service marks its own with _. */
static bool is_known(const naming *n, str name)
{
    return schema_find(table_schema(n->of), name) >= 0 || (name.n && name.p[0] == '_') || has_ending(name, STR("_CF"));
}

static void misnamed(naming *n, span at, str name)
{
    for (const failure *f = *n->all; f; f = f->next) {
        if (str_eq(f->name, name))
            return; /* said, of an earlier row */
    }
    const schema *cols = table_schema(n->of);
    str *names = ARENA_ARRAY(n->mem, str, cols->n + 1);
    for (uint32_t i = 0; i < cols->n; i++)
        names[i] = cols->cols[i].name;
    str near = diag_nearest(name, names, cols->n);
    failure *f = ARENA_NEW(n->mem, failure);
    *f = (failure){.what = arena_printf(n->mem, STR_FMT " has no column '" STR_FMT "'%s" STR_FMT "%s", STR_ARG(table_name(n->of)), STR_ARG(name),
                                        near.n ? " (did you mean " : "", STR_ARG(near), near.n ? "?)" : ""),
                   .nearest = -1, .misnamed = true, .misnamed_at = at, .name = arena_str(n->mem, name)};
    *n->last = f;
    n->last = &f->next;
}

static void check_rows(naming *n, const doc *rows)
{
    for (const doc *row = rows->first; row; row = row->next) {
        for (const doc *d = row->first; d; d = d->next) {
            if (!is_known(n, d->key))
                misnamed(n, d->key_at, d->key);
        }
    }
}

static void check_head(naming *n, const doc *csv)
{
    str t = doc_text(csv);
    const char *end = memchr(t.p, '\n', t.n);
    for (const char *p = t.p; p < end;) {
        const char *e = p;
        while (e < end && *e != ',' && *e != '\r')
            e++;
        str name = {p, (uint32_t)(e - p)};
        if (name.n > 1 && name.p[0] == '"' && name.p[name.n - 1] == '"')
            name = str_sub(name, 1, name.n - 2);
        if (name.n && !is_known(n, name))
            misnamed(n, query_text_place(&csv->value, (span){(uint32_t)(name.p - t.p), name.n}), name);
        p = e + 1;
    }
}

/* False: some are not the table's, which is in *wrong. Tables that are listed nowhere have the columns that they are given. */
static bool check_names(arena *mem, kql *k, const doc *d, failure **wrong)
{
    table *t = table_is_open(d->key) ? NULL : catalog_find(kql_catalog(k), d->key);
    naming n = {mem, t, wrong, wrong};
    if (!t || !table_schema(t)->n)
        return true;
    if (d->kind == DOC_LIST)
        check_rows(&n, d);
    else if (d->kind == DOC_SCALAR && memchr(doc_text(d).n ? doc_text(d).p : "", '\n', doc_text(d).n))
        check_head(&n, d);
    return !*wrong;
}

bool case_tables(arena *mem, kql *k, const test_case *c, const char *prefix, failure **wrong)
{
    uint32_t number = 0;
    bool ok = true;
    for (const doc *d = c->tables ? c->tables->first : NULL; d && ok; d = d->next)
        ok = check_names(mem, k, d, wrong) && add_table(mem, k, c, d, prefix, number++);
    if (ok || *wrong)
        return ok;
    failure *f = *wrong = ARENA_NEW(mem, failure);
    f->nearest = -1;
    const diags *ds = kql_diags(k);
    for (uint32_t i = 0; i < ds->n && !f->what.n; i++) {
        if (ds->items[i].severity == SEV_ERROR)
            f->what = arena_str(mem, ds->items[i].message);
    }
    if (!f->what.n)
        f->what = arena_printf(mem, "a table of the case could not be written: %s", strerror(errno));
    return false;
}
