/* The golden tests: .kql files that hold queries, their data and the rows they must give, in plain sight.
 *
 *   //=== what this case shows
 *   //@ now 2024-05-14T12:00:00Z          the time of now() and ago()
 *   //@ query local_account.kql           run that file (beside this one) instead of the text below
 *   //@ table T events.jsonl              T is that file (beside this one)
 *   //@ rows T                            T is the //| lines that follow
 *   //| {"a":1}
 *   //@ any order                         rows are compared as a multiset
 *   //@ needs ../shared/x                 skipped by name when that file (from the top folder) is absent
 *   //@ raw FILE [MAP]                    raw event logs through a mapping
 *   T | where a == 1
 *   //> a:long                            the columns it must give, then its rows as JSON arrays
 *   //> [1]
 *   //! 3 KS142                           or: how it must fail: exit code, and optionally Microsoft's code
 *
 * A second result follows a line `//>>`. A file without //> or //! is a query, not a test. Lines are compared as JSON values,
 * so that blanks do not matter; a long and a real are different. Exit 0: all passed; 1: some failed. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/time_text.h"
#include "interp/kql.h"
#include "tables/write/write.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct text_list {
    str *items;
    uint32_t n;
} text_list;

typedef struct golden_case {
    str name;
    uint32_t line, tables;
    text_list directives, rows, expected; /* rows: "//| " lines; expected: "//> " lines, a second result behind ">" */
    buf query;
    str failure; /* behind "//! ", or empty */
} golden_case;

typedef struct tally {
    int passed, failed, skipped;
} tally;

static void list_add(arena *a, text_list *l, str s)
{
    str *bigger = ARENA_ARRAY(a, str, l->n + 1);
    if (l->n) memcpy(bigger, l->items, l->n * sizeof *bigger);
    bigger[l->n++] = s;
    l->items = bigger;
}

static bool starts(str line, const char *with)
{
    size_t n = strlen(with);
    return line.n >= n && memcmp(line.p, with, n) == 0;
}

static str rest(str line, uint32_t from)
{
    if (line.n <= from) return (str){0};
    str r = str_sub(line, from, line.n - from);
    while (r.n && r.p[0] == ' ') r = str_sub(r, 1, r.n - 1);
    while (r.n && (r.p[r.n - 1] == ' ' || r.p[r.n - 1] == '\r')) r.n--;
    return r;
}

static char *slurp(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    buf b = {0};
    char chunk[65536];
    size_t got;
    while ((got = fread(chunk, 1, sizeof chunk, f)) > 0) buf_put(&b, chunk, got);
    fclose(f);
    *n = b.n;
    buf_char(&b, 0);
    return b.p;
}

/* ---- one case: run it, and say what it gave in the words of the file */

static const char *path_beside(arena *a, const char *file, str name)
{
    const char *slash = strrchr(file, '/');
    int dir = slash ? (int)(slash - file) + 1 : 0;
    return arena_printf(a, "%.*s" STR_FMT "%c", dir, file, STR_ARG(name), 0).p;
}

/* The rows of table `name`: written to a file, since that is how tables come in. `files` says which to remove after the case. */
static void add_rows(kql *k, arena *a, str name, const text_list *rows, uint32_t *next, text_list *files)
{
    char *path = arena_dup(a, "/tmp/kql-golden-XXXXXX", 22);
    int fd = mkstemp(path);
    list_add(a, files, str_of(path));
    FILE *f = fdopen(fd, "wb");
    for (; *next < rows->n && rows->items[*next].p; (*next)++) fprintf(f, STR_FMT "\n", STR_ARG(rows->items[*next]));
    (*next)++;
    fclose(f);
    catalog_add_file(kql_catalog(k), name, path, kql_diags(k));
}

static status add_tables(kql *k, arena *a, const char *file, const golden_case *c, text_list *files)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < c->directives.n; i++) {
        str d = c->directives.items[i];
        if (starts(d, "rows ")) add_rows(k, a, rest(d, 5), &c->rows, &next, files);
        if (starts(d, "table ")) {
            str both = rest(d, 6);
            const char *blank = memchr(both.p, ' ', both.n);
            uint32_t n = blank ? (uint32_t)(blank - both.p) : both.n;
            catalog_add_file(kql_catalog(k), str_sub(both, 0, n), path_beside(a, file, rest(both, n)), kql_diags(k));
        }
        if (starts(d, "raw ")) {
            str both = rest(d, 4);
            const char *blank = memchr(both.p, ' ', both.n);
            uint32_t n = blank ? (uint32_t)(blank - both.p) : both.n;
            const char *map = blank ? arena_dup(a, rest(both, n).p, rest(both, n).n) : NULL;
            kql_add_raw(k, arena_dup(a, both.p, n), map);
        }
    }
    return diags_status(kql_diags(k));
}

static void columns_line(buf *out, const schema *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        buf_printf(out, "%s" STR_FMT ":%s", i ? ", " : "", STR_ARG(s->cols[i].name), type_name(s->cols[i].type));
    }
    buf_char(out, '\n');
}

/* One result: its columns, and each row as a JSON array on a line, through the program's own JSON writer. */
static step run_result(kql_query *q, uint32_t r, buf *out)
{
    char *text = NULL;
    size_t n = 0;
    FILE *mem = open_memstream(&text, &n);
    write_options opt = {0};
    writer *w = writer_open(STR("json"), mem, &opt);
    writer_begin(w, kql_query_columns(q, r), (str){0});
    batch rows;
    step s;
    while ((s = kql_step(q, r, &rows)) == STEP_ROWS) writer_rows(w, &rows);
    columns_line(out, kql_query_columns(q, r)); /* after the run: some operators learn their columns from the data */
    writer_end(w);
    writer_close(w);
    fclose(mem);
    json_t *doc = s == STEP_END ? json_loadb(text, n, 0, NULL) : NULL;
    json_t *row;
    size_t i;
    json_array_foreach(json_object_get(doc, "rows"), i, row)
    {
        char *line = json_dumps(row, JSON_COMPACT);
        buf_printf(out, "%s\n", line);
        free(line);
    }
    json_decref(doc);
    free(text);
    return s;
}

static void failure_line(buf *out, status st, const diags *ds)
{
    buf_printf(out, "! %d", (int)st);
    for (uint32_t i = 0; i < ds->n; i++)
        if (ds->items[i].severity == SEV_ERROR && ds->items[i].code) {
            buf_printf(out, " %s", ds->items[i].code);
            break;
        }
    buf_char(out, '\n');
}

static void explain(buf *why, const diags *ds, str text)
{
    for (uint32_t i = 0; i < ds->n; i++) diag_render(why, &ds->items[i], STR("case"), text, false);
}

static void run_case(arena *a, const char *file, const golden_case *c, buf *got, buf *why)
{
    kql_options opt = {.load = {.threads = 1, .quiet = true}};
    str text = buf_view(&c->query);
    for (uint32_t i = 0; i < c->directives.n; i++) {
        str d = c->directives.items[i];
        if (starts(d, "now ")) opt.has_now = datetime_parse(rest(d, 4), &opt.now);
        if (starts(d, "lenient")) opt.load.lenient = true;
        if (starts(d, "strict")) opt.load.strict = true;
        if (starts(d, "query ")) {
            size_t n = 0;
            char *p = slurp(path_beside(a, file, rest(d, 6)), &n);
            text = p ? arena_str(a, (str){p, (uint32_t)n}) : STR("no such query file");
            free(p);
        }
    }
    kql *k = kql_open(&opt);
    text_list files = {0};
    status st = add_tables(k, a, file, c, &files);
    if (st != ST_OK) {
        failure_line(got, st, kql_diags(k));
        explain(why, kql_diags(k), (str){0});
    } else {
        kql_query *q = kql_prepare(k, text);
        st = kql_query_status(q);
        uint32_t n = st == ST_OK ? kql_query_results(q) : 0;
        for (uint32_t r = 0; r < n && st == ST_OK; r++) {
            if (r) buf_text(got, ">\n");
            if (run_result(q, r, got) == STEP_ERROR) st = diags_status(kql_query_diags(q));
        }
        if (st != ST_OK) {
            buf_clear(got);
            failure_line(got, st, kql_query_diags(q));
        }
        explain(why, kql_query_diags(q), text);
        kql_query_drop(q);
    }
    kql_close(k);
    for (uint32_t i = 0; i < files.n; i++) unlink(files.items[i].p);
}

/* ---- what was expected, in the same form */

static int by_text(const void *a, const void *b) { return str_cmp(*(const str *)a, *(const str *)b); }

/* A row as jansson writes it back, so that blanks do not matter; other lines as they are. */
static str normal_line(arena *a, str line)
{
    if (!starts(line, "[")) return line;
    json_error_t e;
    json_t *v = json_loadb(line.p, line.n, 0, &e);
    if (!v) return arena_printf(a, "not JSON (%s): " STR_FMT, e.text, STR_ARG(line));
    char *text = json_dumps(v, JSON_COMPACT);
    str s = arena_str(a, str_of(text));
    free(text);
    json_decref(v);
    return s;
}

static text_list lines_of(arena *a, str text)
{
    text_list l = {0};
    uint32_t from = 0;
    for (uint32_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n') {
            list_add(a, &l, str_sub(text, from, i - from));
            from = i + 1;
        }
    return l;
}

static bool failure_fits(str want, str got)
{
    if (!starts(got, "! ")) return false;
    got = rest(got, 2);
    return got.n >= want.n && memcmp(got.p, want.p, want.n) == 0 && (got.n == want.n || got.p[want.n] == ' ');
}

static bool same_lines(arena *a, const golden_case *c, text_list got)
{
    if (c->failure.n) return got.n == 1 && failure_fits(c->failure, got.items[0]);
    bool any_order = false;
    for (uint32_t i = 0; i < c->directives.n; i++) any_order |= starts(c->directives.items[i], "any order");
    if (got.n != c->expected.n) return false;
    text_list want = {0};
    for (uint32_t i = 0; i < got.n; i++) list_add(a, &want, normal_line(a, c->expected.items[i]));
    if (any_order && got.n > 1) {
        qsort(got.items + 1, got.n - 1, sizeof(str), by_text);
        qsort(want.items + 1, want.n - 1, sizeof(str), by_text);
    }
    for (uint32_t i = 0; i < got.n; i++)
        if (!str_eq(got.items[i], want.items[i])) return false;
    return true;
}

static void report(const char *file, const golden_case *c, const buf *got, const buf *why)
{
    printf("FAILED %s:%u: " STR_FMT "\n  expected:\n", file, c->line, STR_ARG(c->name));
    if (c->failure.n) printf("    ! " STR_FMT "\n", STR_ARG(c->failure));
    for (uint32_t i = 0; i < c->expected.n; i++) printf("    " STR_FMT "\n", STR_ARG(c->expected.items[i]));
    printf("  got:\n    ");
    for (size_t i = 0; i < got->n; i++) {
        putchar(got->p[i]);
        if (got->p[i] == '\n' && i + 1 < got->n) printf("    ");
    }
    if (why->n) printf("  with:\n%.*s", (int)why->n, why->p);
}

static bool absent(arena *a, const golden_case *c)
{
    for (uint32_t i = 0; i < c->directives.n; i++) {
        str d = c->directives.items[i];
        if (starts(d, "needs ") && access(arena_dup(a, rest(d, 6).p, rest(d, 6).n), R_OK) != 0) {
            printf("skipped: " STR_FMT ": no " STR_FMT "\n", STR_ARG(c->name), STR_ARG(rest(d, 6)));
            return true;
        }
    }
    return false;
}

static void judge(const char *file, golden_case *c, tally *t)
{
    arena *a = arena_new();
    if (c->expected.n == 0 && c->failure.n == 0 && c->line == 1 && c->directives.n == 0) {
        /* the remarks above the first case */
    } else if (c->expected.n == 0 && c->failure.n == 0) {
        printf("FAILED %s:%u: " STR_FMT ": expects nothing, so it cannot fail\n", file, c->line, STR_ARG(c->name));
        t->failed++;
    } else if (absent(a, c)) {
        t->skipped++;
    } else {
        buf got = {0}, why = {0};
        run_case(a, file, c, &got, &why);
        bool ok = same_lines(a, c, lines_of(a, buf_view(&got)));
        if (!ok) report(file, c, &got, &why);
        t->passed += ok;
        t->failed += !ok;
        buf_drop(&got);
        buf_drop(&why);
    }
    buf_drop(&c->query);
    arena_drop(a);
}

/* ---- files */

static void take_line(arena *a, golden_case *c, str line)
{
    if (starts(line, "//@ ")) {
        str d = rest(line, 4);
        if (starts(d, "rows ") && c->tables++) list_add(a, &c->rows, (str){0}); /* a new table's rows begin */
        list_add(a, &c->directives, d);
    } else if (starts(line, "//|")) {
        list_add(a, &c->rows, rest(line, 3));
    } else if (starts(line, "//>>")) {
        list_add(a, &c->expected, STR(">"));
    } else if (starts(line, "//>")) {
        list_add(a, &c->expected, rest(line, 3));
    } else if (starts(line, "//!")) {
        c->failure = rest(line, 3);
    } else {
        buf_str(&c->query, line);
        buf_char(&c->query, '\n');
    }
}

static void run_file(const char *path, tally *t)
{
    size_t n;
    char *text = slurp(path, &n);
    if (!text || (!strstr(text, "\n//>") && !strstr(text, "\n//!"))) {
        free(text);
        return;
    }
    arena *a = arena_new();
    golden_case c = {.name = STR("the file"), .line = 1};
    bool open = false;
    uint32_t line_no = 0;
    for (char *p = text, *end = text + n; p < end;) {
        char *nl = memchr(p, '\n', (size_t)(end - p));
        str line = {p, (uint32_t)((nl ? nl : end) - p)};
        line_no++;
        if (starts(line, "//===")) {
            if (open) judge(path, &c, t);
            c = (golden_case){.name = rest(line, 5), .line = line_no};
            open = true;
        } else {
            take_line(a, &c, line);
            open = true;
        }
        p = nl ? nl + 1 : end;
    }
    if (open) judge(path, &c, t);
    free(text);
    arena_drop(a);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void run_path(const char *path, tally *t)
{
    struct stat st;
    if (stat(path, &st) != 0) return;
    if (!S_ISDIR(st.st_mode)) {
        size_t n = strlen(path);
        if (n > 4 && strcmp(path + n - 4, ".kql") == 0) run_file(path, t);
        return;
    }
    char *names[4096];
    size_t n = 0;
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d)) && n < 4096;)
        if (e->d_name[0] != '.') names[n++] = strdup(e->d_name);
    if (d) closedir(d);
    qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n; i++) {
        char *sub = NULL;
        if (asprintf(&sub, "%s/%s", path, names[i]) > 0) run_path(sub, t);
        free(sub);
        free(names[i]);
    }
}

int main(int argc, char **argv)
{
    tally t = {0};
    for (int i = 1; i < argc; i++) run_path(argv[i], &t);
    printf("golden: %d passed, %d failed, %d skipped\n", t.passed, t.failed, t.skipped);
    return t.failed || t.passed == 0;
}
