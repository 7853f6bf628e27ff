#include "interp/workspace_functions.h"

#include "base/buf.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_TEXT (16u << 20) /* a longer file holds no functions */

static bool read_text(const char *path, buf *out)
{
    FILE *f = fopen(path, "rb");
    size_t n = 1;
    if (!f)
        return false;
    while (n && out->n <= MOST_TEXT) {
        buf_reserve(out, 65536);
        n = fread(out->p + out->n, 1, 65536, f);
        out->n += n;
    }
    bool ok = !ferror(f) && out->n <= MOST_TEXT;
    fclose(f);
    return ok;
}

/* Places are in the query's text, and these are not: what happens in a function is told where it is called. */
static void forget_places(ast *node)
{
    node->at = node->name_at = (span){0, 0};
    for (uint32_t i = 0; i < node->n; i++)
        forget_places(node->kid[i]);
}

/* ---- the signature in the first line */

static str trim(str s)
{
    while (s.n && strchr(" \t\r", s.p[0]))
        s = str_sub(s, 1, s.n - 1);
    while (s.n && strchr(" \t\r", s.p[s.n - 1]))
        s.n--;
    return s;
}

/* `// Name(a:string, b:long = 5)` with the name of the file, or none. False: the line is another comment, or no comment. */
static bool signature_of(str text, str stem, str *params)
{
    const char *end = memchr(text.p ? text.p : "", '\n', text.n);
    str line = trim((str){text.p, end ? (uint32_t)(end - text.p) : text.n});
    if (line.n < 4 || memcmp(line.p, "//", 2) != 0 || line.p[line.n - 1] != ')')
        return false;
    line = trim(str_sub(line, 2, line.n - 2));
    const char *open = memchr(line.p, '(', line.n);
    if (!open)
        return false;
    str name = trim((str){line.p, (uint32_t)(open - line.p)});
    *params = (str){open, line.n - (uint32_t)(open - line.p)};
    return name.n == 0 || str_eq(name, stem);
}

/* ---- files */

typedef struct reading {
    arena *mem;
    diags *ds;
    workspace_function **last;
} reading;

static bool report(reading *r, const char *path, str text, const diags *from, uint32_t line_shift)
{
    for (uint32_t i = 0; i < from->n; i++) {
        uint32_t line, col;
        diag_place(text, from->items[i].span.start, &line, &col);
        diag_plain(r->ds, SEV_ERROR, ST_COMPILE, "%s:%u:%u: " STR_FMT, path, line > line_shift ? line - line_shift : 1, col, STR_ARG(from->items[i].message));
    }
    return false;
}

static void add_lets(reading *r, const char *path, ast *query)
{
    for (uint32_t i = 0; i < query->n; i++) {
        ast *let = query->kid[i];
        if (let->kind != AST_LET)
            continue;
        workspace_function *f = ARENA_NEW(r->mem, workspace_function);
        forget_places(let);
        *f = (workspace_function){NULL, let->text, let->kid[0], path};
        *r->last = f;
        r->last = &f->next;
    }
}

static bool only_lets(const ast *query)
{
    for (uint32_t i = 0; i < query->n; i++) {
        if (query->kid[i]->kind != AST_LET)
            return false;
    }
    return query->n > 0;
}

/* The body becomes `let NAME = PARAMS { body };` */
static bool add_body(reading *r, const char *path, str stem, str text)
{
    diags own = {.mem = r->mem};
    str params;
    if (!signature_of(text, stem, &params))
        params = STR("()");
    while (text.n && strchr(" \t\r\n;", text.p[text.n - 1]))
        text.n--;
    str whole = arena_printf(r->mem, "let ['" STR_FMT "'] = " STR_FMT " {\n" STR_FMT "\n};", STR_ARG(stem), STR_ARG(params), STR_ARG(text));
    ast *query = kql_parse(whole, r->mem, &own);
    if (!query || own.n)
        return report(r, path, whole, &own, 1);
    add_lets(r, path, query);
    return true;
}

static bool add_file(reading *r, const char *folder, const char *file)
{
    const char *path = arena_printf(r->mem, "%s/%s", folder, file).p;
    buf b = {0};
    diags own = {.mem = r->mem};
    if (!read_text(path, &b)) {
        diag_plain(r->ds, SEV_ERROR, ST_DATA, "cannot read %s: %s", path, strerror(errno ? errno : EFBIG));
        buf_drop(&b);
        return false;
    }
    str text = arena_str(r->mem, buf_view(&b));
    buf_drop(&b);
    if (text.n >= 3 && memcmp(text.p, "\xEF\xBB\xBF", 3) == 0)
        text = str_sub(text, 3, text.n - 3);
    ast *query = kql_parse(text, r->mem, &own);
    if (query && own.n == 0 && only_lets(query)) {
        add_lets(r, path, query);
        return true;
    }
    return add_body(r, path, arena_str(r->mem, (str){file, (uint32_t)strlen(file) - 4}), text);
}

static int is_kql(const struct dirent *e)
{
    size_t n = strlen(e->d_name);
    return n > 4 && e->d_name[0] != '.' && strcmp(e->d_name + n - 4, ".kql") == 0;
}

bool workspace_functions_read(arena *mem, const char *folder, workspace_function **out, diags *ds)
{
    struct dirent **files;
    int n = scandir(folder, &files, is_kql, alphasort);
    reading r = {mem, ds, out};
    bool ok = n >= 0;
    if (n < 0)
        diag_plain(ds, SEV_ERROR, ST_DATA, "cannot read the folder of functions %s: %s", folder, strerror(errno));
    for (int i = 0; i < n; i++) {
        ok = add_file(&r, folder, files[i]->d_name) && ok;
        free(files[i]);
    }
    if (n >= 0)
        free(files);
    return ok;
}
