/* progress: which lessons were solved: a name a line in $XDG_STATE_HOME/kql/lessons, or ~/.local/state/kql/lessons. */
#include "cli/learn/learn.h"
#include "cli/load.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* NULL: there is no such place. With `make` its folders are made. */
static const char *file(arena *mem, bool make)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (!(state && *state == '/') && !(home && *home == '/'))
        return NULL;
    const char *folder = state && *state == '/' ? arena_printf(mem, "%s/kql", state).p : arena_printf(mem, "%s/.local/state/kql", home).p;
    char *path = arena_dup(mem, folder, strlen(folder) + 1);
    for (char *p = path + 1; make && *p; p++) {
        if (*p != '/')
            continue;
        *p = 0;
        mkdir(path, 0700);
        *p = '/';
    }
    if (make)
        mkdir(path, 0700);
    return arena_printf(mem, "%s/lessons", folder).p;
}

bool progress_has(arena *mem, const char *name)
{
    const char *path = file(mem, false);
    buf b = {0};
    bool found = false;
    if (path && load_file(path, &b)) {
        size_t n = strlen(name);
        for (size_t i = 0; i < b.n && !found;) {
            size_t end = i;
            while (end < b.n && b.p[end] != '\n')
                end++;
            found = end - i == n && memcmp(b.p + i, name, n) == 0;
            i = end + 1;
        }
    }
    buf_drop(&b);
    return found;
}

/* A line that was cut off in the middle is ended first: the name must not run into it. */
static bool ends_midline(const char *path)
{
    buf b = {0};
    bool midline = load_file(path, &b) && b.n && b.p[b.n - 1] != '\n';
    buf_drop(&b);
    return midline;
}

bool progress_add(arena *mem, const char *name)
{
    if (progress_has(mem, name))
        return true;
    const char *path = file(mem, true);
    bool midline = path && ends_midline(path);
    FILE *f = path ? fopen(path, "ab") : NULL;
    if (!f)
        return false;
    bool ok = fprintf(f, "%s%s\n", midline ? "\n" : "", name) > 0;
    return fclose(f) == 0 && ok;
}

bool progress_clear(arena *mem)
{
    const char *path = file(mem, false);
    return !path || unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR;
}
