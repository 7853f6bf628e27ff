/* command: kql learn [LESSON] [-e QUERY | FILE | -]. */
#include "cli/learn/learn.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/term.h"

#include "tables/json_text.h"

#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

static bool as_json(const options *o) { return o->format && strcmp(o->format, "json") == 0; }

/* ---- the course */

static int list_lessons(const options *o)
{
    bool next = true;
    buf out = {0};
    buf_text(&out, as_json(o) ? "{\"lessons\":[" : "");
    for (uint32_t i = 0; i < lessons_count(); i++) {
        lesson l;
        lesson_read(o->mem, i, &l);
        bool done = progress_has(o->mem, l.name);
        if (as_json(o)) {
            buf_printf(&out, "%s{\"number\":%u,\"name\":\"%s\",\"title\":", i ? "," : "", i + 1, l.name);
            json_quote(&out, l.title);
            buf_printf(&out, ",\"solved\":%s}", done ? "true" : "false");
        } else {
            buf_printf(&out, "%s %2u %-10s " STR_FMT "\n", done ? "✓" : next ? ">" : " ", i + 1, l.name, STR_ARG(l.title));
        }
        next = next && done;
    }
    buf_text(&out, as_json(o) ? "]}\n" : "\n`kql learn where` opens a lesson; `kql learn where -e 'QUERY'` tries a query.\n");
    fwrite(out.p, 1, out.n, stdout);
    buf_drop(&out);
    return ST_OK;
}

/* ---- trying a query */

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static void print_rows(const options *o, kql *k, str query)
{
    kql_query *q = kql_prepare(k, query);
    uint32_t shown = 0;
    report(&(reporter){.o = o, .name = STR("your query"), .text = query}, kql_query_diags(q), &shown);
    if (kql_query_status(q) == ST_OK && kql_query_results(q)) {
        writer *w = writer_open(STR("table"), stdout, &(write_options){.results = 1, .width = o->width ? o->width : 80});
        batch rows;
        step s = kql_step(q, 0, &rows);
        writer_begin(w, kql_query_columns(q, 0), (str){0});
        for (; s == STEP_ROWS; s = kql_step(q, 0, &rows))
            writer_rows(w, &rows);
        writer_end(w);
        writer_close(w);
    }
    kql_query_drop(q);
}

static void say(const options *o, verdict v, str why, const lesson *l)
{
    static const char *const words[] = {"right", "wrong", "failed"};
    buf out = {0};
    if (as_json(o)) {
        buf_printf(&out, "{\"lesson\":\"%s\",\"verdict\":\"%s\",\"why\":", l->name, words[v]);
        json_quote(&out, why);
        buf_text(&out, "}\n");
    } else if (v == VERDICT_RIGHT) {
        buf_text(&out, "\nRight. `kql learn` shows what comes next.\n");
    } else if (v == VERDICT_WRONG) {
        buf_text(&out, "\nNot quite:\n");
        for (uint32_t i = 0, from = 0; i < why.n; i++) {
            if (why.p[i] == '\n') {
                buf_printf(&out, "  %.*s\n", (int)(i - from), why.p + from);
                from = i + 1;
            }
        }
        buf_printf(&out, "`kql learn %s --hint 1` helps.\n", l->name);
    }
    fwrite(out.p ? out.p : "", 1, out.n, stdout);
    buf_drop(&out);
}

static int try_query(const options *o, const lesson *l, str query)
{
    const char *tmp = getenv("TMPDIR");
    str name = arena_printf(o->mem, "%s/kql-learn-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    char *scratch = arena_dup(o->mem, name.p, name.n + 1);
    buf why = {0};
    verdict v = VERDICT_FAILED;
    if (!mkdtemp(scratch))
        return usage_error("no folder can be made in %s", tmp && *tmp ? tmp : "/tmp");
    kql *k = lesson_open(o->mem, l, scratch);
    if (k) {
        if (!as_json(o))
            print_rows(o, k, query);
        v = lesson_check(o->mem, k, l, query, &why);
        say(o, v, buf_view(&why), l);
    }
    if (v == VERDICT_RIGHT && !progress_add(o->mem, l->name))
        fputs("kql: note: that it is solved could not be kept in $XDG_STATE_HOME/kql or ~/.local/state/kql\n", stderr);
    kql_close(k);
    buf_drop(&why);
    nftw(scratch, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    return v == VERDICT_RIGHT ? ST_OK : v == VERDICT_WRONG ? ST_DIFFERENT : ST_COMPILE;
}

/* ---- a lesson */

static void put_pair(buf *out, const char *key, str value)
{
    buf_printf(out, ",\"%s\":", key);
    json_quote(out, value);
}

/* Hints as far as they were asked for, and the solution when it was. */
static int lesson_as_json(const options *o, const lesson *l)
{
    buf out = {0};
    buf_printf(&out, "{\"name\":\"%s\",\"solved\":%s", l->name, progress_has(o->mem, l->name) ? "true" : "false");
    put_pair(&out, "title", l->title);
    put_pair(&out, "text", l->text);
    put_pair(&out, "task", l->task);
    buf_text(&out, ",\"tables\":[");
    for (const lesson_table *t = l->tables; t; t = t->next) {
        buf_text(&out, t == l->tables ? "" : ",");
        json_quote(&out, t->name);
    }
    buf_text(&out, "],\"hints\":[");
    for (uint32_t i = 0; i < l->n_hints && i < o->hint; i++) {
        buf_text(&out, i ? "," : "");
        json_quote(&out, l->hints[i]);
    }
    buf_text(&out, "]");
    if (o->solution)
        put_pair(&out, "solution", l->solution);
    buf_text(&out, "}\n");
    fwrite(out.p, 1, out.n, stdout);
    buf_drop(&out);
    return ST_OK;
}

static int open_lesson(const options *o, const lesson *l)
{
    buf out = {0};
    lesson_print(l, term_color(o->color, STDOUT_FILENO), &out);
    buf_printf(&out, "`kql learn %s -e 'QUERY'` tries one; --hint 1 helps, --solution tells.\n", l->name);
    fwrite(out.p, 1, out.n, stdout);
    buf_drop(&out);
    return ST_OK;
}

static int give_hint(const options *o, const lesson *l)
{
    for (uint32_t i = 0; i < o->hint && i < l->n_hints; i++)
        printf("%u. " STR_FMT "\n", i + 1, STR_ARG(l->hints[i]));
    if (o->hint > l->n_hints)
        printf("There are %u hints; --solution tells.\n", l->n_hints);
    return ST_OK;
}

/* On a terminal: a query ends with an empty line. */
static int converse(const options *o, const lesson *l)
{
    char line[4096];
    buf query = {0};
    uint32_t hints = 0;
    int st = ST_OK;
    fputs("Type a query and an empty line; or hint, solution, quit.\n> ", stdout);
    while (fflush(stdout) == 0 && fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\r\n")] = 0;
        if (!query.n && (strcmp(line, "quit") == 0 || strcmp(line, "exit") == 0))
            break;
        if (!query.n && strcmp(line, "hint") == 0) {
            options more = *o;
            more.hint = ++hints;
            give_hint(&more, l);
        } else if (!query.n && strcmp(line, "solution") == 0) {
            printf(STR_FMT, STR_ARG(l->solution));
        } else if (*line) {
            buf_printf(&query, "%s\n", line);
            continue;
        } else if (query.n) {
            st = try_query(o, l, arena_str(o->mem, buf_view(&query)));
            buf_clear(&query);
            if (st == ST_OK)
                break;
        }
        fputs("> ", stdout);
    }
    buf_drop(&query);
    return st;
}

int learn(options *o)
{
    lesson l;
    buf text = {0};
    if (o->reset && !progress_clear(o->mem))
        return usage_error("what was solved cannot be forgotten: $XDG_STATE_HOME/kql/lessons (~/.local/state/kql/lessons) cannot be removed");
    if (!o->n_words)
        return o->reset && !o->format ? ST_OK : list_lessons(o);
    int i = lesson_find(o->words[0]);
    if (i < 0) {
        str names[64];
        for (uint32_t k = 0; k < lessons_count(); k++)
            names[k] = str_of(lesson_name(k));
        str near = diag_nearest(str_of(o->words[0]), names, lessons_count());
        return near.n ? usage_error("no lesson '%s'; did you mean " STR_FMT "?", o->words[0], STR_ARG(near)) : usage_error("no lesson '%s'; `kql learn` lists them", o->words[0]);
    }
    lesson_read(o->mem, (uint32_t)i, &l);
    if (as_json(o) && !o->text && o->n_words == 1)
        return lesson_as_json(o, &l);
    if (o->hint)
        return give_hint(o, &l);
    if (o->solution)
        return printf(STR_FMT, STR_ARG(l.solution)) < 0 ? ST_DATA : ST_OK;
    if (o->text)
        return try_query(o, &l, str_of(o->text));
    if (o->n_words > 1) {
        if (!load_file(o->words[1], &text))
            return usage_error("cannot read %s", o->words[1]);
        str query = arena_str(o->mem, buf_view(&text));
        buf_drop(&text);
        return try_query(o, &l, query);
    }
    open_lesson(o, &l);
    return term_is(STDIN_FILENO) && term_is(STDOUT_FILENO) ? converse(o, &l) : ST_OK;
}
