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

static const char *path_of(arena *mem, const test_case *c, const doc *d)
{
    str t = doc_text(d);
    return t.n && t.p[0] == '/' ? arena_printf(mem, STR_FMT, STR_ARG(t)).p : arena_printf(mem, STR_FMT STR_FMT, STR_ARG(c->of->folder), STR_ARG(t)).p;
}

static bool add_raw(arena *mem, kql *k, const test_case *c, const doc *d)
{
    const doc *map = doc_find(d, "map");
    return kql_add_raw(k, path_of(mem, c, doc_find(d, "raw")), map ? arena_printf(mem, STR_FMT, STR_ARG(doc_text(map))).p : NULL) == ST_OK;
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
    return catalog_add_file(kql_catalog(k), d->key, path_of(mem, c, d), kql_diags(k)) == ST_OK;
}

bool case_tables(arena *mem, kql *k, const test_case *c, const char *prefix, str *wrong)
{
    uint32_t number = 0;
    bool ok = true;
    for (const doc *d = c->tables && c->tables->kind == DOC_MAP ? c->tables->first : NULL; d && ok; d = d->next)
        ok = add_table(mem, k, c, d, prefix, number++);
    const diags *ds = kql_diags(k);
    for (uint32_t i = 0; i < ds->n && !ok && !wrong->n; i++) {
        if (ds->items[i].severity == SEV_ERROR)
            *wrong = arena_str(mem, ds->items[i].message);
    }
    if (!ok && !wrong->n)
        *wrong = arena_printf(mem, "a table of the case could not be written: %s", strerror(errno));
    return ok;
}
