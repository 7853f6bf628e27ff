/* simulate_command: kql rule simulate RULE -d DIR. */
#include "cli/load.h"
#include "cli/output.h"
#include "cli/rule/check.h"
#include "cli/rule/commands.h"
#include "cli/rule/simulate.h"

#include "base/time_text.h"

#include <errno.h>

#define NRT_EVERY TICKS_PER_MINUTE
#define NRT_DELAY (2 * TICKS_PER_MINUTE)
#define SCHEDULED_DELAY (5 * TICKS_PER_MINUTE)
#define RUNS_DEFAULT 50 /* as the portal's results simulation has */

/* The first multiple of the frequency that is not before t. */
static int64_t due_from(int64_t t, int64_t frequency)
{
    int64_t rest = t % frequency;
    return rest ? t - rest + frequency : t;
}

/* The last run: due at --to, or so that it sees the newest event and what came in late. */
static bool last_run(const options *o, simulation *s, int64_t *last)
{
    int64_t newest = o->to;
    if (!o->has_to && !catalog_newest_time(kql_catalog(s->engine), &newest, kql_diags(s->engine))) {
        usage_error("there are no events: give data with -d or -t, or a time with --to");
        return false;
    }
    *last = o->has_to ? newest - newest % s->frequency : due_from(newest + 1, s->frequency);
    return o->has_to || find_last_run(s, last);
}

static bool count_runs(const options *o, const simulation *s, int64_t last, uint32_t *n)
{
    *n = o->runs ? o->runs : RUNS_DEFAULT;
    if (!o->has_from)
        return true;
    int64_t first = due_from(o->from, s->frequency), most = last < first ? 0 : (last - first) / s->frequency + 1;
    if (!o->runs && most > 100000) {
        usage_error("from --from on there are %lld runs; say with --runs how many of them are wanted", (long long)most);
        return false;
    }
    *n = !o->runs || most < *n ? (uint32_t)most : *n;
    return true;
}

/* What is wrong with names, entities and texts, or with the length of the times, does not keep a rule from being run. */
static bool is_harmless(const diag *d)
{
    static const char *const codes[] = {"KR01", "KR021", "KR022", "KR023", "KR04", "KR05", "KR06", "KR080"};
    for (size_t i = 0; d->code && i < sizeof codes / sizeof *codes; i++) {
        if (strncmp(d->code, codes[i], strlen(codes[i])) == 0)
            return true;
    }
    return d->severity != SEV_ERROR;
}

/* Shows what is wrong with the rule; false when its query or schedule cannot be told. */
static bool sound(const options *o, kql *k, const rule_file *f, const char *path)
{
    diags ds = {.mem = o->mem};
    if (f->doc.wrong)
        diag_error(&ds, ST_COMPILE, NULL, f->doc.wrong_at, "%s", f->doc.wrong);
    else
        rule_check(o->mem, k, &f->rules[0], &ds);
    uint32_t shown = 0;
    report(&(reporter){.o = o, .name = str_of(path), .text = f->doc.file}, &ds, &shown);
    for (uint32_t i = 0; i < ds.n; i++) {
        if (!is_harmless(&ds.items[i]))
            return false;
    }
    return true;
}

static status run(const options *o, simulation *s)
{
    int64_t last;
    uint32_t n, shown = 0;
    if (!last_run(o, s, &last) || !count_runs(o, s, last, &n))
        return ST_USAGE;
    bool ok = simulate(s, last, n);
    report(&(reporter){.o = o}, s->ds, &shown);
    if (!ok)
        return diags_status(s->ds) == ST_OK ? ST_DATA : diags_status(s->ds);
    buf out = {0};
    if (o->format)
        simulation_json(s, &out);
    else
        simulation_text(s, &out);
    fwrite(out.p, 1, out.n, stdout);
    buf_drop(&out);
    return ST_OK;
}

static status simulate_rule(options *o, kql *k, const rule_file *f, const char *path)
{
    diags ds = {.mem = o->mem};
    uint32_t shown = 0;
    if (f->n != 1 && !f->doc.wrong)
        return (status)usage_error("%s has %u rules; simulate takes a file with one", path, f->n);
    bool loaded = load_sources(k, o);
    report(&(reporter){.o = o}, kql_diags(k), &shown);
    if (!loaded)
        return ST_DATA;
    if (!sound(o, k, f, path))
        return ST_COMPILE;
    const rule *r = &f->rules[0];
    bool nrt = r->kind == RULE_NRT;
    if (!nrt && (r->kind != RULE_SCHEDULED || !r->has_schedule))
        return (status)usage_error("%s has no schedule to simulate", path);
    simulation s = {.mem = o->mem, .engine = k, .r = r, .ds = &ds, .ingest = o->ingest_delay};
    s.frequency = nrt ? NRT_EVERY : r->frequency;
    s.period = nrt ? NRT_EVERY : r->period;
    s.delay = nrt ? NRT_DELAY : SCHEDULED_DELAY;
    return run(o, &s);
}

int rule_simulate(options *o)
{
    buf text = {0};
    if (o->n_words != 2)
        return usage_error("give one rule: kql rule simulate RULE.yaml -d DIR");
    if (o->format && strcmp(o->format, "json") != 0)
        return usage_error("rule simulate has two formats: json, and without -o text for people");
    const char *path = o->words[1];
    if (!load_file(path, &text)) {
        fprintf(stderr, "kql: error: cannot read %s: %s\n", path, strerror(errno));
        buf_drop(&text);
        return ST_DATA;
    }
    kql *k = load_engine(o);
    rule_file f = rule_file_read(o->mem, str_of(path), buf_view(&text));
    status st = simulate_rule(o, k, &f, path);
    kql_close(k);
    buf_drop(&text);
    return st;
}
