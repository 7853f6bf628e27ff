/* command: kql explain. */
#include "cli/explain/explain.h"
#include "cli/load.h"
#include "cli/term.h"

#include "base/time_text.h"

#include <time.h>
#include <unistd.h>

typedef struct form {
    const char *name;
    void (*write)(const explanation *e, buf *out);
} form;

static const form forms[] = {{"json", explain_json}, {"html", explain_html}, {"mermaid", explain_mermaid}, {"svg", explain_svg}, {0}};

static void write_out(const explanation *e)
{
    buf out = {0};
    const form *f = forms;
    while (f->name && (!e->o->format || strcmp(f->name, e->o->format) != 0))
        f++;
    if (f->name)
        f->write(e, &out);
    else
        explain_text(e, e->o->width ? e->o->width : term_width(), term_color(e->o->color, STDOUT_FILENO), &out);
    fwrite(out.p, 1, out.n, stdout);
    buf_drop(&out);
}

/* The query as a whole has to compile; what it is made of is then known. */
static status explain_query(explanation *e)
{
    uint32_t shown = 0;
    kql_query *q = kql_prepare(e->engine, query_source_text(&e->source));
    report(&e->source, kql_query_diags(q), &shown);
    status st = kql_query_status(q);
    if (st == ST_OK) {
        explain_run(e, kql_query_stages(q));
        if (e->o->stage > e->n)
            st = (status)usage_error("--stage %u: there are %u stages", e->o->stage, e->n);
        else
            write_out(e);
    }
    kql_query_drop(q);
    return st;
}

static int64_t clock_ticks(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return UNIX_EPOCH_TICKS + (int64_t)t.tv_sec * 10000000 + t.tv_nsec / 100;
}

int explain_queries(options *o)
{
    explanation e = {.mem = o->mem, .o = o, .source = {.o = o}, .sample = o->rows ? o->rows : 5};
    buf text = {0};
    uint32_t shown = 0;
    status st = query_source_read(o, &e.source, &text);
    if (st == ST_OK) {
        o->load.keep = true; /* every stage reads the tables again */
        e.engine = load_engine(o);
        if (!o->has_now && !o->now_max)
            kql_set_now(e.engine, clock_ticks()); /* one time for all of them */
        bool ok = load_sources(e.engine, o);
        report(&e.source, kql_diags(e.engine), &shown);
        st = ok ? explain_query(&e) : ST_DATA;
        kql_close(e.engine);
    }
    buf_drop(&text);
    return st;
}
