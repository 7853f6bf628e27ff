/* run: one case in an engine of its own. */
#include "cli/test/suite.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* NAME.csv for every watchlist of the case, in a folder of its own. */
static const char *watchlists_of(arena *mem, const test_case *c, const char *prefix)
{
    if (!c->watchlists || c->watchlists->kind != DOC_MAP)
        return NULL;
    const char *folder = arena_printf(mem, "%sw", prefix).p;
    mkdir(folder, 0700);
    for (const doc *d = c->watchlists->first; d; d = d->next) {
        char *real = realpath(test_path(mem, c->of, doc_text(d)), NULL);
        if (real && symlink(real, arena_printf(mem, "%s/" STR_FMT ".csv", folder, STR_ARG(d->key)).p) != 0)
            real[0] = 0;
        free(real);
    }
    return folder;
}

static void add_externals(arena *mem, const test_case *c, workspace *w)
{
    if (!c->externals || c->externals->kind != DOC_MAP)
        return;
    external_file *all = ARENA_ARRAY(mem, external_file, c->externals->n + 1);
    for (const doc *d = c->externals->first; d; d = d->next)
        all[w->n_externals++] = (external_file){d->key, test_path(mem, c->of, doc_text(d))};
    w->externals = all;
}

static kql *open_engine(arena *mem, const test_case *c, const char *prefix)
{
    workspace *w = ARENA_NEW(mem, workspace);
    uint32_t n = c->params && c->params->kind == DOC_MAP ? c->params->n : 0, i = 0;
    kql_parameter *params = ARENA_ARRAY(mem, kql_parameter, n + 1);
    for (const doc *d = n ? c->params->first : NULL; d; d = d->next)
        params[i++] = (kql_parameter){d->key, doc_text(d)};
    w->watchlists = watchlists_of(mem, c, prefix);
    w->functions = c->functions;
    add_externals(mem, c, w);
    return kql_open(&(kql_options){.load = {.threads = 1, .quiet = true}, .has_now = !c->now_max, .now = c->now, .workspace = w, .params = params, .n_params = n});
}

static void keep_rows(arena *mem, const batch *b, result_rows *r, uint32_t *cap)
{
    uint32_t width = r->cols.n;
    if (r->n + b->sel.n > *cap) {
        *cap = (r->n + b->sel.n) * 2;
        datum *more = ARENA_ARRAY(mem, datum, (size_t)*cap * (width ? width : 1));
        if (r->n)
            memcpy(more, r->cells, sizeof *more * r->n * width);
        r->cells = more;
    }
    for (uint32_t k = 0; k < b->sel.n; k++, r->n++) {
        for (uint32_t c = 0; c < width; c++)
            r->cells[(size_t)r->n * width + c] = b->cols[c] ? datum_copy(mem, vec_get(b->cols[c], sel_row(b->sel, k))) : datum_null(r->cols.cols[c].type);
    }
}

static void copy_schema(arena *mem, const schema *from, schema *to)
{
    *to = (schema){ARENA_ARRAY(mem, column, from->n + 1), from->n};
    for (uint32_t i = 0; i < from->n; i++)
        to->cols[i] = (column){arena_str(mem, from->cols[i].name), from->cols[i].type};
}

static void run_rule(arena *mem, kql *k, const test_case *c, outcome *out)
{
    kql_query *q = kql_prepare(k, c->rule->query->text);
    uint32_t n = kql_query_results(q), cap = 0;
    batch b;
    step s = kql_query_status(q) == ST_OK && n ? kql_step(q, n - 1, &b) : STEP_ERROR;
    if (s != STEP_ERROR)
        copy_schema(mem, kql_query_columns(q, n - 1), &out->rows.cols);
    for (; s == STEP_ROWS; s = kql_step(q, n - 1, &b))
        keep_rows(mem, &b, &out->rows, &cap);
    status st = kql_query_status(q);
    judge(mem, c, out, s == STEP_ERROR && st == ST_OK ? ST_DATA : st, kql_query_diags(q));
    kql_query_drop(q);
}

/* Adds the answer; false: the question could not be asked. */
static bool ask(kql *k, str question, uint64_t *yes, uint64_t *no)
{
    kql_query *q = kql_prepare(k, question);
    batch b;
    bool ok = kql_query_status(q) == ST_OK && kql_query_results(q) == 1 && kql_step(q, 0, &b) == STEP_ROWS && b.sel.n == 1 && b.n_cols == 2;
    if (ok) {
        datum y = vec_get(b.cols[0], sel_row(b.sel, 0)), n = vec_get(b.cols[1], sel_row(b.sel, 0));
        *yes += y.null ? 0 : (uint64_t)y.l;
        *no += n.null ? 0 : (uint64_t)n.l;
    }
    kql_query_drop(q);
    return ok;
}

static void count_probes(arena *mem, kql *k, probe_list probes, outcome *out)
{
    out->yes = ARENA_ARRAY(mem, uint64_t, probes.n + 1);
    out->no = ARENA_ARRAY(mem, uint64_t, probes.n + 1);
    out->unasked = ARENA_ARRAY(mem, bool, probes.n + 1);
    for (uint32_t i = 0; i < probes.n; i++) {
        for (const probe_question *q = probes.items[i].questions; q; q = q->next) {
            if (!ask(k, q->query, &out->yes[i], &out->no[i]))
                out->unasked[i] = true;
        }
    }
}

static void cannot_run(arena *mem, outcome *out, str why)
{
    failure *f = ARENA_NEW(mem, failure);
    f->what = arena_str(mem, why);
    f->nearest = -1;
    out->failures = f;
    out->errored = true;
}

void case_run(arena *mem, const test_case *c, probe_list probes, const char *scratch, const char *number, outcome *out)
{
    double from = seconds_now();
    const char *prefix = arena_printf(mem, "%s/%s-", scratch, number).p;
    *out = (outcome){.of = c};
    kql *k = open_engine(mem, c, prefix);
    int64_t newest;
    const diags *ds = kql_diags(k);
    if (diags_status(ds) != ST_OK)
        cannot_run(mem, out, ds->items[0].message);
    else if (!case_tables(mem, k, c, prefix, &out->failures))
        out->errored = true;
    else {
        if (c->now_max && catalog_newest_time(kql_catalog(k), &newest, kql_diags(k)))
            kql_set_now(k, newest + c->now_plus);
        run_rule(mem, k, c, out);
        count_probes(mem, k, probes, out);
    }
    kql_close(k);
    out->seconds = seconds_now() - from;
}
