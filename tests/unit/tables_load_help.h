/* What the tests of tables/load share: files with given bytes, and a scan's rows as text. */
#ifndef TESTS_TABLES_LOAD_HELP_H
#define TESTS_TABLES_LOAD_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "tables/catalog.h"
#include "tables/dyn.h"

typedef struct world {
    arena *mem;
    diags ds;
    catalog *cat;
    char dir[64];
    str said; /* all diagnostics rendered, after world_say */
} world;

static inline world *world_new(load_options opt)
{
    arena *mem = arena_new();
    world *w = ARENA_NEW(mem, world);
    w->mem = mem;
    w->ds.mem = mem;
    w->cat = catalog_new(&opt);
    snprintf(w->dir, sizeof w->dir, "/var/tmp/kql-test-XXXXXX");
    assert_non_null(mkdtemp(w->dir));
    return w;
}

static inline const char *world_path(world *w, const char *name)
{
    str s = arena_printf(w->mem, "%s/%s", w->dir, name);
    return arena_dup(w->mem, s.p, s.n);
}

static inline void world_drop(world *w)
{
    char command[128];
    catalog_drop(w->cat);
    snprintf(command, sizeof command, "rm -rf '%s'", w->dir);
    assert_int_equal(system(command), 0);
    arena_drop(w->mem);
}

static inline const char *put_file(world *w, const char *name, const void *p, size_t n)
{
    const char *path = world_path(w, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(p, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    return path;
}

static inline const char *put_text(world *w, const char *name, const char *text)
{
    return put_file(w, name, text, strlen(text));
}

static inline str said(world *w)
{
    buf b = {0};
    for (uint32_t i = 0; i < w->ds.n; i++) {
        const diag *d = &w->ds.items[i];
        buf_str(&b, d->message);
        if (d->hint.n) {
            buf_text(&b, " [");
            buf_str(&b, d->hint);
            buf_text(&b, "]");
        }
        buf_char(&b, '\n');
    }
    str out = arena_str(w->mem, buf_view(&b));
    buf_drop(&b);
    return out;
}

/* "a:long b:string" */
static inline str columns(world *w, const char *name)
{
    buf b = {0};
    const schema *s = table_schema(catalog_find(w->cat, str_of(name)));
    for (uint32_t i = 0; i < s->n; i++) {
        buf_printf(&b, "%s" STR_FMT ":%s", i ? " " : "", STR_ARG(s->cols[i].name), type_name(s->cols[i].type));
    }
    str out = arena_str(w->mem, buf_view(&b));
    buf_drop(&b);
    return out;
}

static inline void put_row(world *w, buf *b, const batch *rows, const int *cols, int n, uint32_t row)
{
    for (int i = 0; i < n; i++) {
        datum d = vec_get(rows->cols[cols[i]], row);
        buf_text(b, i ? "|" : "");
        d.null ? buf_text(b, "null") : buf_str(b, datum_text(w->mem, d));
    }
    buf_char(b, '\n');
}

/* The named columns of every row, "1|x\n2|null\n"; what went wrong at the end: "error\n". Names are split at commas. */
static inline str rows(world *w, const char *name, const char *wanted)
{
    table *t = catalog_find(w->cat, str_of(name));
    assert_non_null(t);
    colset need = colset_new(w->mem, table_schema(t)->n);
    int cols[64], n = 0;
    char *names = arena_dup(w->mem, wanted, strlen(wanted)), *save = NULL;
    for (char *p = strtok_r(names, ",", &save); p; p = strtok_r(NULL, ",", &save)) {
        cols[n] = schema_find(table_schema(t), str_of(p));
        assert_true(cols[n] >= 0);
        colset_add(&need, (uint32_t)cols[n++]);
    }
    buf b = {0};
    batch out;
    step st;
    scan *s = scan_open(w->cat, t, &need, &w->ds);
    while ((st = scan_next(s, &out)) == STEP_ROWS) {
        for (uint32_t k = 0; k < out.sel.n; k++) {
            put_row(w, &b, &out, cols, n, sel_row(out.sel, k));
        }
    }
    scan_close(s);
    buf_text(&b, st == STEP_ERROR ? "error\n" : "");
    str text = arena_str(w->mem, buf_view(&b));
    buf_drop(&b);
    return text;
}

#define assert_text(got, want)                                                                                         \
    do {                                                                                                               \
        str got_ = (got);                                                                                              \
        char *z_ = malloc(got_.n + 1);                                                                                 \
        memcpy(z_, got_.n ? got_.p : "", got_.n);                                                                      \
        z_[got_.n] = 0;                                                                                                \
        assert_string_equal(z_, want);                                                                                 \
        free(z_);                                                                                                      \
    } while (0)

#define assert_contains(got, part)                                                                                     \
    do {                                                                                                               \
        str got_ = (got);                                                                                              \
        if (!memmem(got_.p, got_.n, part, strlen(part))) {                                                             \
            fail_msg("'%s' is not in: " STR_FMT, part, STR_ARG(got_));                                                 \
        }                                                                                                              \
    } while (0)

/* A world with one file as table T. */
static inline world *world_with(load_options opt, const char *file, const char *text)
{
    world *w = world_new(opt);
    assert_int_equal(catalog_add_file(w->cat, STR("T"), put_text(w, file, text), &w->ds), ST_OK);
    return w;
}

#endif
