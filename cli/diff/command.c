/* command: kql diff OLD NEW, kql diff --git REV FILE. */
#include "cli/diff/diff.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/term.h"

#include <errno.h>
#include <unistd.h>

static bool take_text(arena *mem, const char *name, str text, diff_version *out)
{
    query_texts *q = ARENA_NEW(mem, query_texts);
    *q = query_texts_read(mem, str_of(name), text);
    if (q->wrong || !q->n) {
        fprintf(stderr, "kql: error: %s: %s\n", name, q->wrong ? q->wrong : "there is no query in this file");
        return false;
    }
    if (q->n > 1) {
        fprintf(stderr, "kql: error: %s: there are %u queries in this file; diff compares one with one\n", name, q->n);
        return false;
    }
    *out = (diff_version){name, q->file, &q->items[0]};
    return true;
}

static bool read_version(arena *mem, const char *path, diff_version *out)
{
    buf b = {0};
    bool ok = load_file(path, &b);
    if (!ok)
        fprintf(stderr, "kql: error: cannot read %s: %s\n", path, strerror(errno));
    ok = ok && take_text(mem, path, arena_str(mem, buf_view(&b)), out);
    buf_drop(&b);
    return ok;
}

static bool read_git(arena *mem, const char *rev, const char *path, diff_version *out)
{
    buf b = {0};
    bool ok = diff_read_git(mem, rev, path, &b) && take_text(mem, path, arena_str(mem, buf_view(&b)), out);
    buf_drop(&b);
    out->name = strchr(rev, ':') ? rev : arena_printf(mem, "%s:%s", rev, path).p;
    return ok;
}

static bool run_version(options *o, kql *k, const diff_version *v, diff_rows *out)
{
    diags ds = {.mem = o->mem};
    uint32_t shown = 0;
    bool ok = diff_run(o->mem, k, v->query->text, out, &ds);
    report(&(reporter){.o = o, .name = str_of(v->name), .text = v->file, .query = v->query}, &ds, &shown);
    return ok;
}

static const char **keys_of(options *o, uint32_t *n)
{
    const char **keys = ARENA_ARRAY(o->mem, const char *, o->key ? strlen(o->key) + 1 : 1);
    char *text = o->key ? arena_dup(o->mem, o->key, strlen(o->key)) : NULL;
    *n = 0;
    for (char *at = text; at; ) {
        char *comma = strchr(at, ',');
        if (comma)
            *comma++ = 0;
        if (*at)
            keys[(*n)++] = at;
        at = comma;
    }
    return keys;
}

static int compare(options *o, kql *k, const diff_version *old, const diff_version *new)
{
    diff_result d = {.old_version = old, .new_version = new};
    uint32_t n;
    const char **keys = keys_of(o, &n);
    if (!run_version(o, k, old, &d.old_rows) || !run_version(o, k, new, &d.new_rows))
        return ST_COMPILE;
    for (uint32_t i = 0; i < n; i++) {
        if (schema_find(&d.new_rows.cols, str_of(keys[i])) < 0)
            return usage_error("--key: the result of %s has no column '%s'", new->name, keys[i]);
    }
    diff_compare(o->mem, &d, keys, n);
    d.n_edits = diff_clauses(o->mem, old->query->text, new->query->text, &d.edits);
    diff_blame(o->mem, k, &d);
    buf out = {0};
    if (o->format)
        diff_json(o->mem, &d, &out);
    else
        diff_text(o->mem, &d, term_color(o->color, STDOUT_FILENO), &out);
    fwrite(out.p, 1, out.n, stdout);
    buf_drop(&out);
    return diff_is_same(&d) ? ST_OK : ST_DIFFERENT;
}

int diff_queries(options *o)
{
    diff_version old, new;
    uint32_t shown = 0;
    if (o->n_words != (o->git ? 1u : 2u))
        return usage_error("give two versions of a query, or --git REV and one file");
    if (o->format && strcmp(o->format, "json") != 0)
        return usage_error("diff has two formats: json, and without -o text for people");
    if (!(o->git ? read_git(o->mem, o->git, o->words[0], &old) : read_version(o->mem, o->words[0], &old)) || !read_version(o->mem, o->words[o->n_words - 1], &new))
        return ST_DATA;
    kql *k = load_engine(o);
    bool loaded = load_sources(k, o);
    report(&(reporter){.o = o}, kql_diags(k), &shown);
    int st = loaded ? compare(o, k, &old, &new) : ST_DATA;
    kql_close(k);
    return st;
}
