/* run: kql run. */
#include "cli/load.h"
#include "cli/output.h"
#include "cli/query_source.h"

#include <malloc.h>
#include <time.h>

typedef struct running {
    options *o;
    reporter report;
    kql *engine;
    kql_query *query;
    uint32_t shown_load, shown_query; /* messages already printed */
    double opened, planned; /* milliseconds, for --timing */
} running;

static double milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void report_all(running *r)
{
    report(&r->report, kql_diags(r->engine), &r->shown_load);
    if (r->query)
        report(&r->report, kql_query_diags(r->query), &r->shown_query);
}

static void show_views(running *r)
{
    for (const char *view = r->o->views; view && *view; view++) {
        buf b = {0};
        if (*view != 'x' && kql_query_dump(r->query, *view, &b))
            fwrite(b.p, 1, b.n, stderr);
        buf_drop(&b);
    }
}

/* One result. Its columns are asked for after the first step: some operators learn them from the data. */
static step write_result(running *r, writer *w, uint32_t i)
{
    batch rows;
    step s = kql_step(r->query, i, &rows);
    if (s == STEP_ERROR)
        return s;
    writer_render(w, kql_query_render(r->query, i));
    writer_begin(w, kql_query_columns(r->query, i), kql_query_name(r->query, i));
    for (; s == STEP_ROWS && !writer_failed(w); s = kql_step(r->query, i, &rows))
        writer_rows(w, &rows);
    if (s != STEP_ERROR)
        writer_end(w);
    return s;
}

static status write_results(running *r)
{
    uint32_t n = kql_query_results(r->query);
    writer *w = output_open(r->o, n);
    step s = STEP_END;
    for (uint32_t i = 0; i < n && s != STEP_ERROR && !writer_failed(w); i++)
        s = write_result(r, w, i);
    status drawn = s != STEP_ERROR ? output_refused(w) : ST_OK;
    bool written = output_close(w);
    report_all(r);
    if (s == STEP_ERROR) {
        status st = diags_status(kql_query_diags(r->query));
        return st != ST_OK ? st : ST_DATA;
    }
    return !written ? ST_DATA : drawn;
}

static void prepare(running *r)
{
    if (r->query)
        kql_query_drop(r->query);
    r->shown_query = 0;
    r->query = kql_prepare(r->engine, r->report.query ? r->report.query->text : r->report.text);
}

/* One run of --repeat that prints no rows: the last one does. */
static status run_silently(running *r)
{
    batch rows;
    step s = STEP_END;
    prepare(r);
    uint32_t n = kql_query_status(r->query) == ST_OK ? kql_query_results(r->query) : 0;
    for (uint32_t i = 0; i < n && s != STEP_ERROR; i++) {
        while ((s = kql_step(r->query, i, &rows)) == STEP_ROWS) {
        }
    }
    report_all(r);
    return s == STEP_ERROR ? ST_DATA : kql_query_status(r->query);
}

static status run_again(running *r)
{
    if (r->o->repeat) { /* memory goes from one run to the next, not back to the system in between */
        mallopt(M_MMAP_THRESHOLD, 32 << 20); /* the greatest that is taken */
        mallopt(M_TRIM_THRESHOLD, 1 << 30);
    }
    for (uint32_t i = 1; i < r->o->repeat; i++) {
        double began = milliseconds();
        status st = run_silently(r);
        if (st != ST_OK)
            return st;
        fprintf(stderr, "run %u: %.3f ms\n", i, milliseconds() - began);
    }
    return ST_OK;
}

static status run_timed(running *r)
{
    double began = milliseconds();
    prepare(r);
    r->planned = milliseconds() - began;
    show_views(r);
    report_all(r);
    status st = kql_query_status(r->query);
    st = st == ST_OK ? write_results(r) : st;
    double all = milliseconds() - began;
    if (r->o->repeat)
        fprintf(stderr, "run %u: %.3f ms\n", r->o->repeat, all);
    if (r->o->timing)
        fprintf(stderr, "opening %.3f ms, planning %.3f ms, running %.3f ms\n", r->opened, r->planned, all - r->planned);
    return st;
}

static status run(running *r)
{
    double began = milliseconds();
    if (!load_sources(r->engine, r->o)) {
        report_all(r);
        status st = diags_status(kql_diags(r->engine));
        return st != ST_OK ? st : ST_DATA;
    }
    r->opened = milliseconds() - began;
    status st = run_again(r);
    return st == ST_OK ? run_timed(r) : st;
}

int run_query(options *o)
{
    running r = {.o = o, .report = {.o = o}};
    buf text = {0};
    status st = query_source_read(o, &r.report, &text);
    if (st == ST_OK) {
        r.engine = load_engine(o);
        st = run(&r);
        if (r.query)
            kql_query_drop(r.query);
        kql_close(r.engine);
    }
    buf_drop(&text);
    return st;
}
