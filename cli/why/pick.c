/* pick: which events are followed. */
#include "cli/why/why.h"

#include "base/utf8.h"
#include "cli/output.h"

#include <sys/stat.h>

#define EVENTS_MOST 200 /* followed at once */

/* A table's name as a query has it. */
static str quoted(arena *mem, str name)
{
    buf b = {0};
    buf_text(&b, "['");
    for (uint32_t i = 0; i < name.n; i++) {
        if (name.p[i] == '\'' || name.p[i] == '\\')
            buf_char(&b, '\\');
        buf_char(&b, name.p[i]);
    }
    buf_text(&b, "']");
    str s = arena_str(mem, buf_view(&b));
    buf_drop(&b);
    return s;
}

static const lineage *run(why *w, str text, kql_query **q)
{
    *q = kql_prepare(w->engine, text);
    return kql_query_status(*q) == ST_OK && kql_query_results(*q) == 1 ? kql_query_lineage(*q, 0) : NULL;
}

static void show(why *w, str name, str text, kql_query *q)
{
    uint32_t shown = 0;
    report(&(reporter){.o = w->o, .name = name, .text = text}, kql_query_diags(q), &shown);
}

bool why_open_tables(why *w)
{
    why_table **end = &w->tables;
    for (const lineage_table *of = w->lineage->tables; of; of = of->next) {
        why_table *t = ARENA_NEW(w->mem, why_table);
        *t = (why_table){.of = of, .name = table_name(of->table)};
        const lineage *l = run(w, quoted(w->mem, t->name), &t->query);
        if (!l || l->result->store.n != of->n) {
            show(w, t->name, t->name, t->query);
            fprintf(stderr, "kql: error: the rows of " STR_FMT " cannot be read a second time\n", STR_ARG(t->name));
            return false;
        }
        t->rows = l->result;
        why_places(w, t);
        *end = t;
        end = &t->next;
    }
    return true;
}

const why_table *why_table_of(const why *w, uint32_t event)
{
    const why_table *t = w->tables;
    while (t && (event < t->of->first || event >= t->of->first + t->of->n))
        t = t->next;
    return t;
}

static void choose(why *w, const why_table *t, uint32_t row)
{
    uint32_t event = t->of->first + row;
    for (uint32_t i = 0; i < w->n_events; i++) {
        if (w->events[i].event == event)
            return;
    }
    if (w->n_events == EVENTS_MOST) {
        w->more++;
        return;
    }
    why_event *more = ARENA_ARRAY(w->mem, why_event, w->n_events + 1);
    if (w->n_events)
        memcpy(more, w->events, w->n_events * sizeof *more);
    more[w->n_events++] = (why_event){.event = event, .table = t, .row = row};
    w->events = more;
}

/* ---- --row: T | where EXPR, in every table that has its columns */

static status pick_row(why *w, str expression)
{
    kql_query *failed = NULL;
    str failed_text = {0};
    bool any = false;
    for (const why_table *t = w->tables; t; t = t->next) {
        kql_query *q;
        str text = arena_printf(w->mem, STR_FMT " | where " STR_FMT, STR_ARG(quoted(w->mem, t->name)), STR_ARG(expression));
        const lineage *l = run(w, text, &q);
        if (l) {
            const lineage_stage *s = l->result;
            any = true;
            for (uint32_t i = 0; i < s->store.n; i++) {
                if (s->events[i].n == 1)
                    choose(w, t, s->events[i].ids[0]);
            }
        } else if (!failed) {
            failed = q;
            failed_text = text;
            continue; /* it is shown when no table takes the expression */
        }
        kql_query_drop(q);
    }
    status st = ST_OK;
    if (!any && failed) {
        show(w, STR("--row"), failed_text, failed);
        st = kql_query_status(failed);
        st = st != ST_OK ? st : ST_UNSUPPORTED;
    }
    if (failed)
        kql_query_drop(failed);
    return st;
}

/* ---- --match: the text anywhere in a value, whatever its case */

static bool holds(arena *mem, str lower, datum d)
{
    str t = utf8_lower(mem, datum_text(mem, d));
    for (uint32_t i = 0; i + lower.n <= t.n; i++) {
        if (memcmp(t.p + i, lower.p, lower.n) == 0)
            return true;
    }
    return false;
}

static void pick_match(why *w, str text)
{
    arena *mem = arena_new();
    str lower = utf8_lower(w->mem, text);
    for (const why_table *t = w->tables; t; t = t->next) {
        for (uint32_t row = 0; row < t->rows->store.n; row++) {
            bool found = false;
            for (uint32_t c = 0; !found && c < t->rows->node->cols.n; c++) {
                datum d = rows_get(&t->rows->store, row, c);
                found = !d.null && holds(mem, lower, d);
            }
            if (found)
                choose(w, t, row);
            arena_reset(mem);
        }
    }
    arena_drop(mem);
}

/* ---- -t T=FILE:LINE */

static bool is_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static status pick_line(why *w, const why_line *at)
{
    const why_table *t = w->tables;
    while (t && !str_eq(t->name, at->table))
        t = t->next;
    if (!t)
        return (status)usage_error("the query reads no rows of " STR_FMT ", so there is nothing to follow from %s:%u", STR_ARG(at->table), at->path, at->line);
    if (!t->files) {
        fprintf(stderr, "kql: error: -t " STR_FMT "=%s:%u: lines are known only where all files of a table are plain JSON lines\n", STR_ARG(at->table), at->path, at->line);
        return ST_UNSUPPORTED;
    }
    for (uint32_t row = 0; row < t->of->n; row++) {
        if (t->lines[row] == at->line && is_same_file(t->files[row], at->path)) {
            choose(w, t, row);
            return ST_OK;
        }
    }
    fprintf(stderr, "kql: error: %s has no event on line %u\n", at->path, at->line);
    return ST_DATA;
}

status why_pick(why *w)
{
    status st = w->o->why_row ? pick_row(w, str_of(w->o->why_row)) : ST_OK;
    if (st == ST_OK && w->o->why_match)
        pick_match(w, str_of(w->o->why_match));
    for (uint32_t i = 0; st == ST_OK && i < w->o->n_lines; i++)
        st = pick_line(w, &w->o->lines[i]);
    if (st == ST_OK && !w->n_events) {
        fputs("kql: error: no row of the tables that the query reads is one of those\n", stderr);
        st = ST_DATA;
    }
    return st;
}
