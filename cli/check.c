/* check: kql check: do these queries compile, and what columns do they give? Nothing is run. */
#include "cli/diag_json.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/query_text.h"
#include "cli/term.h"

#include "tables/json_text.h"

#include <errno.h>
#include <unistd.h>

/* One file under check. */
typedef struct checking {
    const options *o;
    kql *engine;
    const char *path;
    str file;      /* its text */
    bool json;
    status worst;  /* of its queries */
    bool complete; /* the last query compiled and ends in a table: columns holds its columns */
    buf columns, errors;
} checking;

/* ---- one query */

static void json_diag(checking *c, const diag *d)
{
    if (c->errors.n)
        buf_text(&c->errors, ",");
    diag_json(&c->errors, d, c->file);
}

static void text_diag(checking *c, const diag *d)
{
    if (d->severity == SEV_ERROR || !c->o->load.quiet)
        diag_render(&c->errors, d, str_of(c->path), c->file, term_color(c->o->color, STDOUT_FILENO));
}

static void add_diags(checking *c, const query_text *q, const diags *ds)
{
    for (uint32_t i = 0; i < ds->n; i++) {
        diag d = ds->items[i];
        if (d.has_span)
            d.span = query_text_place(q, d.span);
        if (!c->json)
            text_diag(c, &d);
        else if (d.severity != SEV_NOTE)
            json_diag(c, &d);
    }
}

static void set_columns(checking *c, const schema *s)
{
    buf *b = &c->columns;
    buf_clear(b);
    for (uint32_t i = 0; i < s->n; i++) {
        buf_text(b, i ? ",{\"name\":" : "{\"name\":");
        json_quote(b, s->cols[i].name);
        buf_printf(b, ",\"type\":\"%s\"}", type_name(s->cols[i].type));
    }
}

static void check_query(checking *c, const query_text *text)
{
    kql_query *q = kql_prepare(c->engine, text->text);
    status st = kql_query_status(q);
    uint32_t results = kql_query_results(q);
    add_diags(c, text, kql_query_diags(q));
    c->worst = status_graver(c->worst, st);
    c->complete = st == ST_OK && results > 0 && kql_query_ends_in_table(q);
    if (c->complete)
        set_columns(c, kql_query_columns(q, results - 1));
    kql_query_drop(q);
}

/* ---- one file */

static void print_json(const checking *c)
{
    buf b = {0};
    buf_text(&b, "{\"file\":");
    json_quote(&b, str_of(c->path));
    buf_printf(&b, ",\"ok\":%s,\"columns\":", c->worst == ST_OK ? "true" : "false");
    if (c->worst == ST_OK && c->complete)
        buf_printf(&b, "[" STR_FMT "]", STR_ARG(buf_view(&c->columns)));
    else
        buf_text(&b, "null");
    buf_printf(&b, ",\"errors\":[" STR_FMT "]}\n", STR_ARG(buf_view(&c->errors)));
    fwrite(b.p, 1, b.n, stdout);
    buf_drop(&b);
}

/* What is wrong with the file itself, or that there is nothing to check in it. */
static void check_form(checking *c, const query_texts *q)
{
    diag d = {.severity = SEV_ERROR, .status = ST_COMPILE, .has_span = true, .span = q->wrong_at, .message = str_of(q->wrong)};
    if (!q->wrong && q->n)
        return;
    if (q->wrong)
        c->worst = status_graver(c->worst, ST_COMPILE);
    else
        d = (diag){.severity = SEV_WARNING, .has_span = true, .message = STR("there is no query in this file")};
    if (c->json)
        json_diag(c, &d);
    else
        text_diag(c, &d);
}

static status check_text(checking *c, arena *mem)
{
    query_texts queries = query_texts_read(mem, str_of(c->path), c->file);
    c->file = queries.file;
    for (uint32_t i = 0; i < queries.n; i++)
        check_query(c, &queries.items[i]);
    check_form(c, &queries);
    if (c->json)
        print_json(c);
    else if (c->errors.n)
        fwrite(c->errors.p, 1, c->errors.n, stdout);
    else if (!c->o->load.quiet)
        printf("%s: ok\n", c->path);
    return c->worst;
}

static status check_file(const options *o, kql *k, const char *path)
{
    buf text = {0};
    if (!load_file(path, &text)) {
        fprintf(stderr, "kql: error: cannot read %s: %s\n", path, strerror(errno));
        buf_drop(&text);
        return ST_DATA;
    }
    arena *mem = arena_new();
    checking c = {.o = o, .engine = k, .path = path, .file = buf_view(&text), .json = o->format != NULL};
    status st = check_text(&c, mem);
    buf_drop(&c.columns);
    buf_drop(&c.errors);
    arena_drop(mem);
    buf_drop(&text);
    return st;
}

int check_queries(options *o)
{
    if (!o->n_words)
        return usage_error("there is nothing to check: give files");
    if (o->format && strcmp(o->format, "json") != 0)
        return usage_error("check has two formats: json, and without -o text for people");
    o->bind_only = true;
    kql *k = load_engine(o);
    uint32_t shown = 0;
    status st = load_sources(k, o) ? ST_OK : ST_DATA;
    report(&(reporter){.o = o}, kql_diags(k), &shown);
    for (uint32_t i = 0; i < o->n_words && st != ST_DATA; i++)
        st = status_graver(st, check_file(o, k, o->words[i]));
    kql_close(k);
    return st;
}
