/* place: file and line of a table's rows, where every file of the table is plain JSON lines. */
#include "cli/why/why.h"

#include "cli/load.h"

#include <unistd.h>

typedef struct places {
    arena *mem;
    const char **files;
    uint32_t *lines;
    uint32_t n, cap;
} places;

static void add(places *p, const char *path, uint32_t line)
{
    if (p->n == p->cap) {
        uint32_t cap = p->cap ? 2 * p->cap : 256;
        const char **files = ARENA_ARRAY(p->mem, const char *, cap);
        uint32_t *lines = ARENA_ARRAY(p->mem, uint32_t, cap);
        if (p->n) {
            memcpy(files, p->files, p->n * sizeof *files);
            memcpy(lines, p->lines, p->n * sizeof *lines);
        }
        p->files = files;
        p->lines = lines;
        p->cap = cap;
    }
    p->files[p->n] = path;
    p->lines[p->n++] = line;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* A line that is one object, by its first and last character. */
static bool add_lines(places *p, const char *path)
{
    buf b = {0};
    bool ok = strcmp(path, "-") != 0 && load_file(path, &b);
    uint32_t line = 0;
    for (size_t at = 0; ok && at < b.n; at++) {
        const char *end = memchr(b.p + at, '\n', b.n - at);
        size_t stop = end ? (size_t)(end - b.p) : b.n, from = at, to = stop;
        line++;
        if (line == 1 && to - from >= 3 && memcmp(b.p + from, "\xEF\xBB\xBF", 3) == 0)
            from += 3;
        while (from < to && is_blank(b.p[from]))
            from++;
        while (to > from && is_blank(b.p[to - 1]))
            to--;
        at = stop;
        if (from == to)
            continue;
        ok = b.p[from] == '{' && b.p[to - 1] == '}';
        if (ok)
            add(p, path, line);
    }
    buf_drop(&b);
    return ok;
}

static bool add_folder(places *p, const char *folder, str name)
{
    static const char *const endings[] = {"jsonl", "ndjson", "json"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const char *path = arena_printf(p->mem, "%s/" STR_FMT ".%s", folder, STR_ARG(name), endings[i]).p;
        if (access(path, R_OK) == 0 && !add_lines(p, path))
            return false;
    }
    return true;
}

void why_places(why *w, why_table *t)
{
    places p = {.mem = w->mem};
    bool ok = !w->o->load.lenient;
    for (uint32_t i = 0; ok && i < w->o->n_sources; i++) {
        const source *s = &w->o->sources[i];
        if (s->kind == SOURCE_TABLE && str_eq(s->name, t->name))
            ok = add_lines(&p, s->path);
        else if (s->kind == SOURCE_FOLDER)
            ok = add_folder(&p, s->path, t->name);
    }
    if (ok && p.n && p.n == t->of->n) { /* else there are files of other forms: no line is better than a wrong one */
        t->files = p.files;
        t->lines = p.lines;
    }
}
