/* read: test files, every key of which is known: a typing error never makes a test pass. */
#include "cli/load.h"
#include "cli/term.h"
#include "cli/test/suite.h"

#include "base/time_text.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void suite_wrong(suite *s, const char *path, str file, span at, str hint, const char *fmt, ...)
{
    va_list ap;
    buf b = {0};
    va_start(ap, fmt);
    diag d = {.severity = SEV_ERROR, .status = ST_USAGE, .has_span = true, .span = at, .message = arena_vprintf(s->mem, fmt, ap)};
    va_end(ap);
    if (hint.n)
        d.hint = arena_printf(s->mem, "did you mean " STR_FMT "?", STR_ARG(hint));
    diag_render(&b, &d, str_of(path), file, term_color(s->o->color, STDERR_FILENO));
    fwrite(b.p, 1, b.n, stderr);
    buf_drop(&b);
    s->broken = true;
}

/* A time, max, or max+5m. */
static bool read_now(const doc *d, test_case *c)
{
    str t = doc_text(d);
    if (t.n >= 3 && memcmp(t.p, "max", 3) == 0) {
        c->now_max = true;
        if (t.n == 3)
            return true;
        bool plus = t.p[3] == '+';
        int64_t ticks;
        if ((!plus && t.p[3] != '-') || !timespan_parse(str_sub(t, 4, t.n - 4), &ticks))
            return false;
        c->now_plus = plus ? ticks : -ticks;
        return true;
    }
    return datetime_parse(t, &c->now);
}

static bool read_case(suite *s, test_file *f, const doc *d, test_case *c)
{
    static const char *const keys[] = {"name", "rule", "now", "tables", "watchlists", "externals", "params", "functions", "expect", "description", NULL};
    *c = (test_case){.of = f, .at = d};
    if (!test_keys(s, f, d, "a test", keys) && d->kind != DOC_MAP)
        return false;
    const doc *wanted = doc_find(d, "rule"), *now = doc_find(d, "now"), *functions = doc_find(d, "functions");
    c->name = doc_text(doc_find(d, "name"));
    c->tables = doc_find(d, "tables");
    c->watchlists = doc_find(d, "watchlists");
    c->externals = doc_find(d, "externals");
    c->params = doc_find(d, "params");
    c->expect = doc_find(d, "expect");
    c->functions = functions ? test_path(s->mem, f, doc_text(functions)) : NULL;
    c->now_max = !now;
    if (now && !read_now(now, c))
        suite_wrong(s, f->path, f->doc.file, now->at, (str){0}, "this is no time: 2020-09-14T13:00:00Z, max, or max+5m");
    if (!wanted && f->n_rules != 1)
        suite_wrong(s, f->path, f->doc.file, d->at, (str){0}, "there are %u rules in this file: say which one with rule", f->n_rules);
    c->rule = wanted ? test_rules_find(s, f, wanted) : f->n_rules == 1 ? f->rules[0] : NULL;
    check_case(s, f, d);
    return !s->broken;
}

static void add_case(suite *s, test_case c)
{
    if ((s->n & (s->n - 1)) == 0) { /* full: room for twice as many */
        test_case *more = ARENA_ARRAY(s->mem, test_case, s->n ? s->n * 2 : 1);
        if (s->n)
            memcpy(more, s->cases, s->n * sizeof *more);
        s->cases = more;
    }
    s->cases[s->n++] = c;
}

static void read_tests(suite *s, test_file *f)
{
    static const char *const keys[] = {"rules", "tests", "excused", NULL};
    const doc *top = f->doc.first, *rules = doc_find(top, "rules"), *tests = doc_find(top, "tests");
    if (!top || !test_keys(s, f, top, "a test file", keys))
        return;
    if (rules && (rules->kind == DOC_MAP || doc_is_null(rules)))
        suite_wrong(s, f->path, f->doc.file, rules->at, (str){0}, "rules is a list of files and queries: [\"../queries/**/*.kql\"]");
    else if (rules && rules->kind == DOC_SCALAR)
        test_rules_add(s, f, rules);
    for (const doc *d = rules && rules->kind == DOC_LIST ? rules->first : NULL; d; d = d->next)
        test_rules_add(s, f, d);
    const doc *excused = doc_find(top, "excused");
    if (excused)
        check_excused(s, f, excused);
    if (!tests || tests->kind != DOC_LIST) {
        suite_wrong(s, f->path, f->doc.file, tests ? tests->at : (span){0, 0}, (str){0}, "a test file has a list of tests");
        return;
    }
    for (const doc *d = tests->first; d; d = d->next) {
        test_case c;
        read_case(s, f, d, &c);
        add_case(s, c);
    }
}

void suite_read(suite *s, const char *path)
{
    buf b = {0};
    if (!load_file(path, &b)) {
        fprintf(stderr, "kql: error: cannot read %s: %s\n", path, strerror(errno));
        s->broken = true;
        buf_drop(&b);
        return;
    }
    test_file *f = ARENA_NEW(s->mem, test_file);
    const char *slash = strrchr(path, '/');
    f->path = arena_printf(s->mem, "%s", path).p;
    f->folder = (str){f->path, slash ? (uint32_t)(slash - path) + 1 : 0};
    f->doc = document_read(s->mem, STR(".yaml"), arena_str(s->mem, buf_view(&b)));
    buf_drop(&b);
    if (f->doc.wrong)
        suite_wrong(s, f->path, f->doc.file, f->doc.wrong_at, (str){0}, "%s", f->doc.wrong);
    else if (!f->doc.first)
        suite_wrong(s, f->path, f->doc.file, (span){0, 0}, (str){0}, "there is no test in this file");
    else
        read_tests(s, f);
}

static int not_dots(const struct dirent *e) { return e->d_name[0] != '.'; }

void suite_find(suite *s, const char *path)
{
    struct stat st;
    struct dirent **names;
    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
        suite_read(s, path);
        return;
    }
    int n = scandir(path, &names, not_dots, alphasort);
    for (int i = 0; i < n; i++) {
        const char *below = arena_printf(s->mem, strcmp(path, ".") == 0 ? "%.0s%s" : "%s/%s", path, names[i]->d_name).p;
        bool folder = stat(below, &st) == 0 && S_ISDIR(st.st_mode);
        if (folder || path_ends_in(str_of(below), ".test.yaml") || path_ends_in(str_of(below), ".test.yml"))
            suite_find(s, below);
        free(names[i]);
    }
    if (n >= 0)
        free(names);
}
