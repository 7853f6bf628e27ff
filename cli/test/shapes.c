/* shapes: what each key of a test file holds. What is of another shape is told with its place: a key that is passed over would be a test
 * that cannot fail. */
#include "cli/test/suite.h"

#include <errno.h>
#include <unistd.h>

const char *test_path(arena *mem, const test_file *f, str path)
{
    if (path.n && path.p[0] == '/')
        return arena_printf(mem, STR_FMT, STR_ARG(path)).p;
    return arena_printf(mem, STR_FMT STR_FMT, STR_ARG(f->folder), STR_ARG(path)).p;
}

typedef struct shape {
    suite *s;
    const test_file *f;
} shape;

static bool wrong(const shape *sh, const doc *at, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static bool wrong(const shape *sh, const doc *at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str text = arena_vprintf(sh->s->mem, fmt, ap);
    va_end(ap);
    suite_wrong(sh->s, sh->f->path, sh->f->doc.file, at->at, (str){0}, STR_FMT, STR_ARG(text));
    return false;
}

bool test_keys(suite *s, const test_file *f, const doc *map, const char *what, const char *const *keys)
{
    bool ok = true;
    if (map->kind != DOC_MAP) {
        suite_wrong(s, f->path, f->doc.file, map->at, (str){0}, "%s is a map of names and values", what);
        return false;
    }
    for (const doc *d = map->first; d; d = d->next) {
        str list[32];
        uint32_t n = 0;
        bool known = false;
        for (; keys[n]; n++) {
            list[n] = str_of(keys[n]);
            known = known || str_eq(list[n], d->key);
        }
        if (!known)
            suite_wrong(s, f->path, f->doc.file, d->key_at, diag_nearest(d->key, list, n), "%s has no key '" STR_FMT "'", what, STR_ARG(d->key));
        ok = ok && known;
        for (const doc *e = map->first; e != d; e = e->next) {
            if (str_eq(e->key, d->key)) {
                suite_wrong(s, f->path, f->doc.file, d->key_at, (str){0}, "'" STR_FMT "' stands here twice", STR_ARG(d->key));
                ok = false;
            }
        }
    }
    return ok;
}


static bool is_text(const doc *d) { return d->kind == DOC_SCALAR && !doc_is_null(d) && doc_text(d).n; }

static bool file_is_there(const shape *sh, const doc *d)
{
    if (!is_text(d))
        return wrong(sh, d, "a file's name stands here");
    const char *path = test_path(sh->s->mem, sh->f, doc_text(d));
    return access(path, R_OK) == 0 || wrong(sh, d, "cannot read %s: %s", path, strerror(errno));
}

static bool is_map_of(const shape *sh, const doc *d, const char *name, const char *what)
{
    return d->kind == DOC_MAP || wrong(sh, d, "%s is a map: %s", name, what);
}

static void files(const shape *sh, const doc *d, const char *name, const char *what)
{
    if (!d || !is_map_of(sh, d, name, what))
        return;
    for (const doc *e = d->first; e; e = e->next)
        file_is_there(sh, e);
}

/* A list of maps, each of them with columns. */
static bool are_rows(const shape *sh, const doc *d, const char *name, bool may_be_none)
{
    bool ok = true;
    if (d->kind != DOC_LIST)
        return wrong(sh, d, "%s is a list of rows: [{Column: value}]", name);
    if (!d->n && !may_be_none)
        return wrong(sh, d, "%s without a row says nothing", name);
    for (const doc *row = d->first; row; row = row->next) {
        if (row->kind != DOC_MAP)
            ok = wrong(sh, row, "a row is a map of columns: {Column: value}");
        else if (!row->n && !may_be_none)
            ok = wrong(sh, row, "a row without a column is like any row");
    }
    return ok;
}

/* ---- tables: a file, rows, CSV, or {raw: recording, map: dialect} */

static void check_table(const shape *sh, const doc *d)
{
    static const char *const keys[] = {"raw", "map", NULL};
    if (d->kind == DOC_LIST) {
        are_rows(sh, d, "a table", true);
    } else if (d->kind == DOC_MAP) {
        const doc *raw = doc_find(d, "raw"), *map = doc_find(d, "map");
        if (test_keys(sh->s, sh->f, d, "a table", keys) && !raw)
            wrong(sh, d, "a table is a file, a list of rows, CSV, or {raw: recording, map: dialect}");
        else if (raw)
            file_is_there(sh, raw);
        if (map && !is_text(map))
            wrong(sh, map, "map names a dialect of logs, or a mapping's file");
    } else if (!doc_is_null(d) && !memchr(doc_text(d).n ? doc_text(d).p : "", '\n', doc_text(d).n)) {
        file_is_there(sh, d);
    }
}

static void check_tables(const shape *sh, const doc *d)
{
    if (!d || !is_map_of(sh, d, "tables", "{SecurityEvent: events.jsonl}"))
        return;
    for (const doc *t = d->first; t; t = t->next)
        check_table(sh, t);
}

static void check_params(const shape *sh, const doc *d)
{
    if (!d || !is_map_of(sh, d, "params", "{threshold: 5}"))
        return;
    for (const doc *e = d->first; e; e = e->next) {
        if (e->kind != DOC_SCALAR)
            wrong(sh, e, "a parameter's value is one text: \"[1, 2]\" for a dynamic one");
    }
}

/* ---- expect */

static void check_columns(const shape *sh, const doc *d)
{
    if (d->kind != DOC_LIST || !d->n) {
        wrong(sh, d, "columns is a list: [Account, Count:long]");
        return;
    }
    for (const doc *e = d->first; e; e = e->next) {
        kql_type t;
        str text = doc_text(e);
        const char *colon = text.n ? memchr(text.p, ':', text.n) : NULL;
        if (!is_text(e))
            wrong(sh, e, "a column is a name, or name:type");
        else if (colon && !type_find((str){colon + 1, (uint32_t)(text.p + text.n - colon - 1)}, &t))
            wrong(sh, e, "'%.*s' is no type", (int)(text.p + text.n - colon - 1), colon + 1);
    }
}

static void check_entities(const shape *sh, const doc *d)
{
    if (!is_map_of(sh, d, "entities", "{Account: name}"))
        return;
    if (!d->n)
        wrong(sh, d, "entities without one says nothing");
    for (const doc *e = d->first; e; e = e->next) {
        if (e->kind == DOC_MAP || (e->kind == DOC_LIST && !e->n))
            wrong(sh, e, "an entity's value is a text, or a list of them");
        for (const doc *v = e->kind == DOC_LIST ? e->first : NULL; v; v = v->next) {
            if (v->kind != DOC_SCALAR)
                wrong(sh, v, "an entity's value is a text");
        }
    }
}

static bool is_error_code(str t)
{
    if (str_is(t, "any"))
        return true;
    bool ok = t.n == 5 && memcmp(t.p, "KS", 2) == 0;
    for (uint32_t i = 2; ok && i < 5; i++)
        ok = t.p[i] >= '0' && t.p[i] <= '9';
    return ok;
}

static void check_flags(const shape *sh, const doc *expect)
{
    static const char *const flags[] = {"alert", "ordered"};
    bool b;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        const doc *d = doc_find(expect, flags[i]);
        if (d && !doc_bool(d, &b))
            wrong(sh, d, "%s is true or false", flags[i]);
    }
}

static void check_expect(const shape *sh, const doc *d)
{
    static const char *const keys[] = {"rows", "alert", "columns", "contains", "excludes", "exactly", "ordered", "error", "entities", NULL};
    int64_t n;
    if (!test_keys(sh->s, sh->f, d, "expect", keys))
        return;
    const doc *rows = doc_find(d, "rows"), *columns = doc_find(d, "columns"), *contains = doc_find(d, "contains"), *excludes = doc_find(d, "excludes"),
              *exactly = doc_find(d, "exactly"), *error = doc_find(d, "error"), *entities = doc_find(d, "entities"), *ordered = doc_find(d, "ordered");
    if (!d->n || (d->n == 1 && ordered))
        wrong(sh, d, "nothing is expected: this case could not fail");
    if (rows && (!doc_long(rows, &n) || n < 0))
        wrong(sh, rows, "rows is a number");
    check_flags(sh, d);
    if (columns)
        check_columns(sh, columns);
    if (contains)
        are_rows(sh, contains, "contains", false);
    if (excludes)
        are_rows(sh, excludes, "excludes", false);
    if (exactly && exactly->kind == DOC_SCALAR)
        file_is_there(sh, exactly);
    else if (exactly)
        are_rows(sh, exactly, "exactly", true);
    if (entities)
        check_entities(sh, entities);
    if (error && !is_error_code(doc_text(error)))
        wrong(sh, error, "error is a code, KS142, or any");
    if (error && d->n > 1)
        wrong(sh, error, "a query that fails has no rows: error stands alone");
}

void check_case(suite *s, const test_file *f, const doc *at)
{
    shape sh = {s, f};
    const doc *functions = doc_find(at, "functions"), *expect = doc_find(at, "expect"), *name = doc_find(at, "name");
    if (!name || !is_text(name))
        wrong(&sh, name ? name : at, "a test has a name");
    if (functions)
        file_is_there(&sh, functions);
    check_tables(&sh, doc_find(at, "tables"));
    files(&sh, doc_find(at, "watchlists"), "watchlists", "{VIP: vip.csv}");
    files(&sh, doc_find(at, "externals"), "externals", "{https://example.org/list.csv: list.csv}");
    check_params(&sh, doc_find(at, "params"));
    if (!expect)
        wrong(&sh, at, "a test has an expect");
    else
        check_expect(&sh, expect);
}

/* A change that no case can notice, and why: {at: text of the rule, change: ..., reason: ...}. */
void check_excused(suite *s, const test_file *f, const doc *list)
{
    static const char *const keys[] = {"at", "change", "reason", NULL};
    shape sh = {s, f};
    if (list->kind != DOC_LIST)
        wrong(&sh, list, "excused is a list: [{at: text, change: what, reason: why}]");
    for (const doc *d = list->kind == DOC_LIST ? list->first : NULL; d; d = d->next) {
        bool known = test_keys(s, f, d, "an excuse", keys);
        for (int i = 0; known && keys[i]; i++) {
            const doc *said = doc_find(d, keys[i]);
            if (!said || !is_text(said)) {
                wrong(&sh, said ? said : d, "an excuse says at, change and reason");
                break;
            }
        }
    }
}
