/* command: kql lint FILE... */
#include "cli/diag_json.h"
#include "cli/lint/lint_file.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/term.h"

#include <errno.h>
#include <unistd.h>

typedef struct linting {
    const options *o;
    kql *binder, *engine; /* engine: NULL without data */
    buf out;
    bool sarif_any;
    status worst;
    uint32_t warnings, infos, mended;
} linting;

static bool is_form(const linting *l, const char *name) { return l->o->format && strcmp(l->o->format, name) == 0; }

static bool write_back(linting *l, arena *mem, const lint_file *f)
{
    buf text = {0};
    uint32_t n;
    bool ok = true;
    if (lint_file_mend(mem, f, &text, &n)) {
        FILE *file = fopen(f->path, "wb");
        ok = file && fwrite(text.p, 1, text.n, file) == text.n;
        ok = file && fclose(file) == 0 && ok;
        if (!ok)
            fprintf(stderr, "kql: error: cannot write %s: %s\n", f->path, strerror(errno));
        l->mended += n;
    }
    buf_drop(&text);
    return ok;
}

static void report_file(linting *l, const lint_file *f)
{
    for (uint32_t i = 0; i < f->n_hits; i++)
        *(f->hits[i].finding->row->severity == LINT_WARNING ? &l->warnings : &l->infos) += 1;
    if (is_form(l, "json"))
        lint_json(f, &l->out);
    else if (is_form(l, "github"))
        lint_github(f, &l->out);
    else if (is_form(l, "sarif"))
        lint_sarif(f, &l->sarif_any, &l->out);
    else
        lint_pretty(f, term_color(l->o->color, STDOUT_FILENO), &l->out);
}

static status lint_text(linting *l, arena *mem, const char *path, str text)
{
    lint_file f;
    lint_file_read(mem, l->binder, path, text, &f);
    status st = diags_status(&f.errors);
    if (l->o->fix) {
        if (!write_back(l, mem, &f))
            return ST_DATA;
        buf again = {0}; /* what is left once the file has been mended */
        if (!load_file(path, &again))
            return ST_DATA;
        str left = arena_str(mem, buf_view(&again));
        buf_drop(&again);
        lint_file_read(mem, l->binder, path, left, &f);
    }
    if (l->engine)
        lint_file_prove(mem, l->engine, &f);
    report_file(l, &f);
    return st;
}

static status lint_path(linting *l, const char *path)
{
    buf text = {0};
    if (!load_file(path, &text)) {
        fprintf(stderr, "kql: error: cannot read %s: %s\n", path, strerror(errno));
        buf_drop(&text);
        return ST_DATA;
    }
    arena *mem = arena_new();
    status st = lint_text(l, mem, path, buf_view(&text));
    arena_drop(mem);
    buf_drop(&text);
    return st;
}

static bool open_engines(linting *l, options *o)
{
    uint32_t shown = 0;
    bool data = false, ok;
    for (uint32_t i = 0; i < o->n_sources; i++)
        data = data || o->sources[i].kind != SOURCE_SCHEMA;
    if (data) {
        l->engine = load_engine(o);
        ok = load_sources(l->engine, o);
        report(&(reporter){.o = o}, kql_diags(l->engine), &shown);
        if (!ok)
            return false;
    }
    options *bind = ARENA_NEW(o->mem, options); /* the engine keeps what it is given of the workspace */
    *bind = *o;
    bind->bind_only = true;
    bind->now_max = false;
    shown = 0;
    l->binder = load_engine(bind);
    ok = load_sources(l->binder, bind);
    if (!ok)
        report(&(reporter){.o = o}, kql_diags(l->binder), &shown);
    return ok;
}

static void finish(linting *l)
{
    if (is_form(l, "sarif"))
        lint_sarif_end(&l->out);
    if (l->out.n)
        fwrite(l->out.p, 1, l->out.n, stdout);
    buf_drop(&l->out);
    if (l->o->load.quiet)
        return;
    if (l->mended)
        fprintf(stderr, "%u mended\n", l->mended);
    fprintf(stderr, "%u warning%s, %u note%s\n", l->warnings, l->warnings == 1 ? "" : "s", l->infos, l->infos == 1 ? "" : "s");
}

int lint_queries(options *o)
{
    linting l = {.o = o};
    if (!o->n_words)
        return usage_error("there is nothing to look at: give files");
    status st = open_engines(&l, o) ? ST_OK : ST_DATA;
    if (st == ST_OK && is_form(&l, "sarif"))
        lint_sarif_begin(&l.out);
    for (uint32_t i = 0; i < o->n_words && st != ST_DATA; i++)
        st = status_graver(st, lint_path(&l, o->words[i]));
    if (l.binder)
        finish(&l);
    kql_close(l.binder);
    kql_close(l.engine);
    return st == ST_OK && l.warnings ? ST_DIFFERENT : st;
}
