#include "tables/load/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int spool_new(void)
{
    FILE *f = tmpfile();
    int fd = f ? dup(fileno(f)) : -1;
    if (f) {
        fclose(f);
    }
    return fd >= 0 ? fd : memfd_create("kql-input", MFD_CLOEXEC);
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t k = write(fd, p, n);
        if (k < 0 && errno == EINTR) {
            continue;
        }
        if (k <= 0) {
            return false;
        }
        p += k;
        n -= (size_t)k;
    }
    return true;
}

static bool spool_fill(file *f, int from)
{
    size_t cap = 1 << 16;
    char *block = malloc(cap);
    bool ok = block != NULL;
    while (ok) {
        ssize_t k = read(from, block, cap);
        if (k == 0) {
            break;
        }
        if (k < 0) {
            ok = errno == EINTR;
            continue;
        }
        ok = write_all(f->spool, block, (size_t)k);
        f->size += (uint64_t)k;
    }
    free(block);
    return ok;
}

/* A misspelt name: the nearest in the same folder. */
static void hint_near(diags *ds, diag *d, const char *path)
{
    const char *slash = strrchr(path, '/');
    str names[256], folder = slash ? arena_str(ds->mem, (str){path, (uint32_t)(slash - path) + 1}) : STR("");
    const char *leaf = slash ? slash + 1 : path;
    DIR *dir = opendir(folder.n ? arena_dup(ds->mem, folder.p, folder.n) : ".");
    uint32_t n = 0;
    for (struct dirent *e; dir && n < 256 && (e = readdir(dir));) {
        if (e->d_name[0] != '.') {
            names[n++] = arena_str(ds->mem, str_of(e->d_name));
        }
    }
    if (dir) {
        closedir(dir);
    }
    str near = diag_nearest(str_of(leaf), names, n);
    if (near.n) {
        diag_hint(ds, d, "did you mean " STR_FMT STR_FMT "?", STR_ARG(folder), STR_ARG(near));
    }
}

static status fail(diags *ds, const char *what, const char *name)
{
    int why = errno;
    diag *d = diag_plain(ds, SEV_ERROR, ST_DATA, "cannot %s %s: %s", what, name, strerror(why));
    if (why == ENOENT) {
        hint_near(ds, d, name);
    }
    return ST_DATA;
}

static status spool(file *f, int from, diags *ds)
{
    f->path = NULL;
    f->spool = spool_new();
    if (f->spool < 0) {
        return fail(ds, "make a temporary copy of", f->name);
    }
    return spool_fill(f, from) ? ST_OK : fail(ds, "read", f->name);
}

status file_open(arena *a, const char *path, file **out, diags *ds)
{
    bool is_stdin = strcmp(path, "-") == 0;
    file *f = ARENA_NEW(a, file);
    *f = (file){.name = is_stdin ? "stdin" : arena_dup(a, path, strlen(path)), .spool = -1};
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        return fail(ds, "open", f->name);
    }
    status result = ST_OK;
    if (S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        result = fail(ds, "read", f->name);
    } else if (is_stdin || !S_ISREG(st.st_mode)) {
        result = spool(f, fd, ds);
    } else {
        f->path = f->name;
        f->size = (uint64_t)st.st_size;
    }
    if (!is_stdin) {
        close(fd);
    }
    *out = f;
    return result;
}

void file_close(file *f)
{
    if (f && f->spool >= 0) {
        close(f->spool);
        f->spool = -1;
    }
}

int file_descriptor(const file *f)
{
    return f->path ? open(f->path, O_RDONLY | O_CLOEXEC) : f->spool;
}

void file_release(const file *f, int fd)
{
    if (f->path && fd >= 0) {
        close(fd);
    }
}

int64_t file_read(int fd, uint64_t at, void *dst, size_t n)
{
    size_t got = 0;
    while (got < n) {
        ssize_t k = pread(fd, (char *)dst + got, n - got, (off_t)(at + got));
        if (k < 0 && errno == EINTR) {
            continue;
        }
        if (k < 0) {
            return -1;
        }
        if (k == 0) {
            break;
        }
        got += (size_t)k;
    }
    return (int64_t)got;
}
