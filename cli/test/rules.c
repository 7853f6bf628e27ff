/* rules: the rules and queries that a test file names, by globs, and the one that a case is about. */
#include "cli/load.h"
#include "cli/test/suite.h"

#include <dirent.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <sys/stat.h>

static void add_rule(suite *s, test_file *f, test_rule r)
{
    test_rule **more = ARENA_ARRAY(s->mem, test_rule *, f->n_rules + 1);
    if (f->n_rules)
        memcpy(more, f->rules, f->n_rules * sizeof *more);
    more[f->n_rules] = ARENA_NEW(s->mem, test_rule);
    *more[f->n_rules++] = r;
    f->rules = more;
}

static str stem_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    return (str){path, (uint32_t)(dot && (!slash || dot > slash) ? (size_t)(dot - path) : strlen(path))};
}

static bool is_test(str path) { return path_ends_in(path, ".test.yaml") || path_ends_in(path, ".test.yml"); }

static bool add_sentinel(suite *s, test_file *f, const char *path, str text)
{
    rule_file *all = ARENA_NEW(s->mem, rule_file);
    *all = rule_file_read(s->mem, str_of(path), text);
    if (all->doc.wrong)
        suite_wrong(s, path, all->doc.file, all->doc.wrong_at, (str){0}, "%s", all->doc.wrong);
    for (uint32_t i = 0; i < all->n; i++) {
        const rule *r = &all->rules[i];
        const doc *q = r->field[FIELD_QUERY];
        if (q && q->kind == DOC_SCALAR)
            add_rule(s, f, (test_rule){path, all->doc.file, stem_of(path), rule_text(r, FIELD_ID), rule_text(r, FIELD_NAME), &q->value, r});
    }
    return true;
}

/* "tests/../rules/x.yaml" is rules/x.yaml: as reviewers and GitHub's annotations call it. */
static const char *plain_path(arena *mem, const char *path)
{
    char *out = arena_dup(mem, path, strlen(path) + 1);
    size_t n = 0;
    for (const char *p = path; *p;) {
        size_t len = strcspn(p, "/");
        bool up = len == 2 && memcmp(p, "..", 2) == 0, here = len == 1 && *p == '.';
        size_t from = n; /* of the last part kept; out ends in / */
        while (from > 1 && out[from - 2] != '/')
            from--;
        from = from ? from - 1 : 0;
        bool undone = up && n > 1 && !(n - from == 3 && memcmp(out + from, "../", 3) == 0);
        if (undone) {
            n = from;
        } else if (!here) {
            memmove(out + n, p, len);
            n += len;
            if (p[len] == '/')
                out[n++] = '/';
        }
        p += len + (p[len] == '/');
    }
    out[n] = 0;
    return n ? out : path;
}

static bool add_file(suite *s, test_file *f, const char *path)
{
    buf b = {0};
    path = plain_path(s->mem, path);
    if (is_test(str_of(path)))
        return true;
    if (!load_file(path, &b)) {
        buf_drop(&b);
        return false;
    }
    str text = arena_str(s->mem, buf_view(&b));
    buf_drop(&b);
    if (path_ends_in(str_of(path), ".yaml") || path_ends_in(str_of(path), ".yml") || path_ends_in(str_of(path), ".json"))
        return add_sentinel(s, f, path, text);
    query_texts *q = ARENA_NEW(s->mem, query_texts);
    *q = query_texts_read(s->mem, str_of(path), text);
    for (uint32_t i = 0; i < q->n; i++)
        add_rule(s, f, (test_rule){.path = path, .file = q->file, .stem = stem_of(path), .query = &q->items[i]});
    return true;
}

/* ---- globs: * ? [] within a name, ** for any folders */

static uint32_t walk(suite *s, test_file *f, const char *folder, const char *pattern);

static uint32_t below(suite *s, test_file *f, const char *folder, const char *name, const char *pattern)
{
    struct stat st;
    const char *path = arena_printf(s->mem, "%s%s", folder, name).p;
    const char *slash = strchr(pattern, '/');
    if (stat(path, &st) != 0)
        return 0;
    if (S_ISDIR(st.st_mode) && strncmp(pattern, "**/", 3) == 0)
        return name[0] == '.' ? 0 : walk(s, f, arena_printf(s->mem, "%s/", path).p, pattern);
    if (slash) {
        const char *part = arena_printf(s->mem, "%.*s", (int)(slash - pattern), pattern).p;
        return S_ISDIR(st.st_mode) && fnmatch(part, name, FNM_PERIOD) == 0 ? walk(s, f, arena_printf(s->mem, "%s/", path).p, slash + 1) : 0;
    }
    return S_ISREG(st.st_mode) && fnmatch(pattern, name, FNM_PERIOD) == 0 && add_file(s, f, path);
}

static uint32_t walk(suite *s, test_file *f, const char *folder, const char *pattern)
{
    struct dirent **names;
    uint32_t found = 0;
    if (strncmp(pattern, "**/", 3) == 0)
        found += walk(s, f, folder, pattern + 3); /* no folder at all */
    if (strncmp(pattern, "../", 3) == 0)
        return walk(s, f, arena_printf(s->mem, "%s../", folder).p, pattern + 3);
    if (strncmp(pattern, "./", 2) == 0)
        return walk(s, f, folder, pattern + 2);
    int n = scandir(*folder ? folder : ".", &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        if (strcmp(names[i]->d_name, ".") != 0 && strcmp(names[i]->d_name, "..") != 0)
            found += below(s, f, folder, names[i]->d_name, pattern);
        free(names[i]);
    }
    if (n >= 0)
        free(names);
    return found;
}

static bool is_query(str t) { return memchr(t.p ? t.p : "", '|', t.n) || memchr(t.p ? t.p : "", '\n', t.n); }

static void add_inline(suite *s, test_file *f, const doc *d)
{
    add_rule(s, f, (test_rule){.path = f->path, .file = f->doc.file, .query = &d->value});
}

bool test_rules_add(suite *s, test_file *f, const doc *entry)
{
    str t = doc_text(entry);
    if (entry->kind != DOC_SCALAR || !t.n) {
        suite_wrong(s, f->path, f->doc.file, entry->at, (str){0}, "a rule is a path, a pattern of paths, or a query");
        return false;
    }
    if (is_query(t)) {
        add_inline(s, f, entry);
        return true;
    }
    const char *pattern = arena_printf(s->mem, STR_FMT, STR_ARG(t)).p;
    bool absolute = pattern[0] == '/';
    const char *folder = absolute ? "/" : arena_printf(s->mem, STR_FMT, STR_ARG(f->folder)).p;
    uint32_t before = f->n_rules;
    uint32_t found = walk(s, f, folder, absolute ? pattern + 1 : pattern);
    if (!found)
        suite_wrong(s, f->path, f->doc.file, entry->at, (str){0}, "no file is named like '" STR_FMT "'", STR_ARG(t));
    return f->n_rules > before;
}

/* ---- the rule of a case */

/* "T1136.001/local_account" names queries/T1136.001/local_account.kql. */
static bool names_stem(str stem, str wanted)
{
    if (wanted.n > stem.n)
        return false;
    uint32_t at = stem.n - wanted.n;
    return str_eq(str_sub(stem, at, wanted.n), wanted) && (at == 0 || stem.p[at - 1] == '/');
}

static bool is_wanted(const test_rule *r, str wanted)
{
    return (r->id.n && str_eq(r->id, wanted)) || (r->name.n && str_eq(r->name, wanted)) || names_stem(r->stem, wanted) || names_stem(str_of(r->path), wanted);
}

const test_rule *test_rules_find(suite *s, test_file *f, const doc *wanted)
{
    str t = doc_text(wanted), names[256];
    uint32_t n = 0;
    const test_rule *found = NULL;
    if (is_query(t)) {
        add_inline(s, f, wanted);
        return f->rules[f->n_rules - 1];
    }
    for (uint32_t i = 0; i < f->n_rules; i++) {
        const test_rule *r = f->rules[i];
        bool is = is_wanted(r, t);
        if (is && found && found->query != r->query) {
            suite_wrong(s, f->path, f->doc.file, wanted->at, (str){0}, "'" STR_FMT "' names several rules: %s and %s", STR_ARG(t), found->path, r->path);
            return NULL;
        }
        found = is ? r : found;
        if (n + 2 < 256) {
            const char *slash = NULL;
            for (uint32_t k = 0; k < r->stem.n; k++)
                slash = r->stem.p[k] == '/' ? r->stem.p + k : slash;
            names[n++] = slash ? (str){slash + 1, r->stem.n - (uint32_t)(slash + 1 - r->stem.p)} : r->stem;
            if (r->name.n)
                names[n++] = r->name;
        }
    }
    if (!found)
        suite_wrong(s, f->path, f->doc.file, wanted->at, diag_nearest(t, names, n), "no rule is called '" STR_FMT "'", STR_ARG(t));
    return found;
}
