/* -d DIR: every data file names its table. */
#include "tables/load/schemas.h"
#include "tables/table.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

typedef struct folder {
    catalog *cat;
    diags *ds;
    str table; /* inside am-NAME/: the table of every file below; else empty */
    uint32_t depth, found;
} folder;

#define DEPTH_LIMIT 24 /* exports nest y=/m=/d=/h=/m=; more is a loop of links */

static bool cut_ending(str *name, const char *ext)
{
    uint32_t n = (uint32_t)strlen(ext);
    if (name->n <= n || strncasecmp(name->p + name->n - n, ext, n) != 0) {
        return false;
    }
    name->n -= n;
    return true;
}

/* "SecurityEvent.jsonl.gz" -> SecurityEvent; false for what is no data file. */
static bool data_name(str *name)
{
    static const char *const packed[] = {".gz", ".zst", ".zip"};
    static const char *const kinds[] = {".jsonl", ".ndjson", ".json", ".csv", ".tsv"};
    bool zip = false;
    for (int i = 0; i < 3; i++) {
        if (cut_ending(name, packed[i])) {
            zip = i == 2;
            break;
        }
    }
    for (int i = 0; i < 5; i++) {
        if (cut_ending(name, kinds[i])) {
            return true;
        }
    }
    return zip;
}

/* Exports write folder names in lower case: the built-in table of that name, or the name as it stands. */
static str export_table(catalog *c, str name)
{
    str *names;
    uint32_t n = builtin_names(c->mem, &names);
    for (uint32_t i = 0; i < n; i++) {
        if (names[i].n == name.n && strncasecmp(names[i].p, name.p, name.n) == 0) {
            return names[i];
        }
    }
    return name;
}

static status walk(folder *f, const char *path);

static status visit_folder(folder *f, const char *path, str leaf)
{
    bool export = leaf.n > 3 && strncasecmp(leaf.p, "am-", 3) == 0;
    if (f->depth >= DEPTH_LIMIT || (!export && f->table.n == 0)) {
        return ST_OK;
    }
    folder in = *f;
    in.depth++;
    in.table = export ? export_table(f->cat, str_sub(leaf, 3, leaf.n - 3)) : f->table;
    status st = walk(&in, path);
    f->found = in.found;
    return st;
}

static status visit(folder *f, const char *path, str leaf)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        return ST_OK; /* gone since it was listed, or a dangling link */
    }
    if (S_ISDIR(st.st_mode)) {
        return visit_folder(f, path, leaf);
    }
    str name = leaf;
    if (!S_ISREG(st.st_mode) || !data_name(&name)) {
        return ST_OK;
    }
    f->found++;
    return catalog_add_file(f->cat, f->table.n ? f->table : name, path, f->ds);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int visible(const struct dirent *e)
{
    return e->d_name[0] != '.' && strcmp(e->d_name, "__MACOSX") != 0;
}

static status walk(folder *f, const char *path)
{
    struct dirent **list;
    int n = scandir(path, &list, visible, by_name);
    if (n < 0) {
        diag_plain(f->ds, SEV_ERROR, ST_DATA, "cannot read folder %s: %s", path, strerror(errno));
        return ST_DATA;
    }
    status result = ST_OK;
    for (int i = 0; i < n; i++) {
        str leaf = arena_str(f->cat->mem, str_of(list[i]->d_name));
        buf full = {0};
        buf_printf(&full, "%s/%s", path, list[i]->d_name);
        buf_char(&full, 0);
        result = result ? result : visit(f, full.p, leaf);
        buf_drop(&full);
        free(list[i]);
    }
    free(list);
    return result;
}

status catalog_add_folder(catalog *c, const char *path, diags *ds)
{
    folder f = {.cat = c, .ds = ds};
    status st = walk(&f, path);
    if (st == ST_OK && f.found == 0 && !c->opt.quiet) {
        diag *d = diag_plain(ds, SEV_WARNING, ST_OK, "no data file in %s", path);
        diag_hint(
            ds, d,
            "files are named after their table: SecurityEvent.jsonl, .json, .ndjson, .csv, .tsv, also .gz .zst .zip");
    }
    return st;
}
