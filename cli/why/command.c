/* command: kql why. */
#include "cli/why/why.h"

#include "base/time_text.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/term.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static status read_query(why *w)
{
    options *o = w->o;
    buf b = {0};
    if (o->n_words + (o->text != NULL) != 1)
        return (status)usage_error("give one query: a file, or -e TEXT");
    if (o->text) {
        query_text *q = ARENA_NEW(w->mem, query_text);
        *q = (query_text){.text = str_of(o->text), .marks = ARENA_ARRAY(w->mem, query_mark, 1), .n_marks = 1};
        w->name = STR("-e");
        w->file = q->text;
        w->query = q;
        return ST_OK;
    }
    bool ok = load_file(o->words[0], &b);
    if (!ok)
        fprintf(stderr, "kql: error: cannot read %s: %s\n", o->words[0], strerror(errno));
    str text = arena_str(w->mem, buf_view(&b));
    buf_drop(&b);
    query_texts *all = ARENA_NEW(w->mem, query_texts);
    if (!ok)
        return ST_DATA;
    *all = query_texts_read(w->mem, str_of(o->words[0]), text);
    if (!all->n) {
        fprintf(stderr, "kql: error: %s: %s\n", o->words[0], all->wrong ? all->wrong : "there is no query in this file");
        return ST_DATA;
    }
    w->name = str_of(o->words[0]);
    w->file = all->file;
    w->query = &all->items[0];
    return ST_OK;
}

/* The rows that the engine's own plan gives must be those that were followed, in their order: else nothing is told. */
static bool is_same_row(const why *w, uint32_t row, const batch *b, uint32_t k)
{
    for (uint32_t c = 0; c < w->result->node->cols.n; c++) {
        datum a = rows_get(&w->result->store, row, c), d = b->cols[c] ? vec_get(b->cols[c], sel_row(b->sel, k)) : datum_null(a.type);
        if (a.type != d.type || !datum_same(a, d))
            return false;
    }
    return true;
}

static status check_rows(why *w, kql *plain)
{
    kql_query *q = kql_prepare(plain, w->query->text);
    batch b;
    uint32_t n = 0;
    bool same = true;
    step s = STEP_ERROR;
    while (same && kql_query_status(q) == ST_OK && (s = kql_step(q, 0, &b)) == STEP_ROWS) {
        for (uint32_t k = 0; same && k < b.sel.n; k++, n++)
            same = n < w->result->store.n && is_same_row(w, n, &b, k);
    }
    same = same && s == STEP_END && n == w->result->store.n;
    status st = kql_query_status(q);
    uint32_t shown = 0;
    if (st != ST_OK)
        report(&(reporter){.o = w->o, .name = w->name, .text = w->file, .query = w->query}, kql_query_diags(q), &shown);
    kql_query_drop(q);
    if (same || st != ST_OK)
        return st;
    fputs("kql: error: run as a whole the query gives other rows, or in another order, than stage by stage;\n"
          "its rows are not followed (it may take some of many rows in no order: sort before take)\n", stderr);
    return ST_UNSUPPORTED;
}

static status answer(why *w)
{
    buf out = {0};
    options *o = w->o;
    bool json = o->format != NULL;
    status st = ST_OK;
    if (o->out_row) {
        if (o->out_row > w->result->store.n) {
            fprintf(stderr, "kql: error: --out-row %u: the result has %u row%s\n", o->out_row, w->result->store.n, w->result->store.n == 1 ? "" : "s");
            return ST_DATA;
        }
        (json ? why_json_back : why_text_back)(w, o->out_row - 1, &out);
    } else if ((st = why_pick(w)) == ST_OK) {
        for (uint32_t i = 0; i < w->n_events; i++)
            why_follow(w, &w->events[i]);
        (json ? why_json : why_text)(w, &out);
        if (w->more)
            fprintf(stderr, "kql: warning: %u more events were picked; the first %u are shown\n", w->more, w->n_events);
    }
    fwrite(out.p ? out.p : "", 1, out.n, stdout);
    buf_drop(&out);
    return st;
}

static status follow(why *w, kql *plain)
{
    uint32_t shown = 0;
    reporter r = {.o = w->o, .name = w->name, .text = w->file, .query = w->query};
    w->q = kql_prepare(w->engine, w->query->text);
    if (kql_query_status(w->q) == ST_OK && kql_query_results(w->q) != 1) {
        fputs("kql: error: rows are followed into one result, and this query gives several\n", stderr);
        return ST_UNSUPPORTED;
    }
    w->lineage = kql_query_lineage(w->q, 0);
    report(&r, kql_query_diags(w->q), &shown);
    if (!w->lineage) {
        status st = kql_query_status(w->q);
        return st != ST_OK ? st : ST_DATA;
    }
    w->result = w->lineage->result;
    status st = check_rows(w, plain);
    return st != ST_OK ? st : why_open_tables(w) ? answer(w) : ST_DATA;
}

static bool is_in_folder(arena *mem, const char *folder, const char *path)
{
    struct stat x, y;
    const char *slash = strrchr(path, '/');
    const char *own = !slash ? "." : slash == path ? "/" : arena_printf(mem, "%.*s", (int)(slash - path), path).p;
    return stat(folder, &x) == 0 && stat(own, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static bool has_folder_of(const options *o, const char *path)
{
    for (uint32_t i = 0; i < o->n_sources; i++) {
        if (o->sources[i].kind == SOURCE_FOLDER && is_in_folder(o->mem, o->sources[i].path, path))
            return true;
    }
    return false;
}

/* A file that was named for one of its lines, and that -d reads too, is read once. */
static void drop_doubles(options *o)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < o->n_sources; i++) {
        bool is_double = false;
        for (uint32_t k = 0; o->sources[i].kind == SOURCE_TABLE && k < o->n_lines; k++)
            is_double = is_double || (o->lines[k].path == o->sources[i].path && has_folder_of(o, o->lines[k].path));
        if (!is_double)
            o->sources[kept++] = o->sources[i];
    }
    o->n_sources = kept;
}

/* Two engines of one time: stages are run by one whose plans stay as written. */
static status with_engines(why *w)
{
    options *o = w->o;
    uint32_t shown = 0;
    if (!o->has_now && !o->now_max) {
        o->has_now = true;
        o->now = time_now_ticks();
    }
    kql *plain = load_engine(o);
    o->as_written = true;
    w->engine = load_engine(o);
    bool loaded = load_sources(w->engine, o);
    report(&(reporter){.o = o}, kql_diags(w->engine), &shown);
    bool quiet = o->load.quiet;
    loaded = loaded && load_sources(plain, o);
    o->load.quiet = quiet;
    status st = loaded ? follow(w, plain) : diags_status(kql_diags(w->engine));
    for (why_table *t = w->tables; t; t = t->next)
        kql_query_drop(t->query);
    if (w->q)
        kql_query_drop(w->q);
    kql_close(w->engine);
    kql_close(plain);
    return st != ST_OK || loaded ? st : ST_DATA;
}

int explain_why(options *o)
{
    why w = {.o = o, .mem = o->mem, .color = term_color(o->color, STDOUT_FILENO)};
    bool picks = o->why_row || o->why_match || o->n_lines;
    if (picks == (o->out_row > 0))
        return usage_error("say which events: --row 'EXPR', --match TEXT or -t T=FILE:LINE; or which row of the result: --out-row N");
    if (load_stdin_count(o))
        return usage_error("tables are read more than once here, and standard input is not");
    drop_doubles(o);
    status st = read_query(&w);
    return st != ST_OK ? st : with_engines(&w);
}
