/* command: kql test: every case in an engine of its own, side by side, reported in the order of the files. */
#include "cli/term.h"
#include "cli/test/suite.h"

#include "interp/scalar/regex.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef struct running {
    suite *s;
    outcome *outcomes;
    arena **mem;           /* of each outcome */
    const char *scratch;
    const study *study;    /* NULL: only the cases */
    atomic_uint next;
} running;

static void *work(void *arg)
{
    running *r = arg;
    for (;;) {
        uint32_t i = atomic_fetch_add(&r->next, 1);
        if (i >= r->s->n)
            return NULL;
        r->mem[i] = arena_new();
        const studied_rule *of = r->study ? study_find(r->study, r->s->cases[i].rule) : NULL;
        case_run(r->mem[i], &r->s->cases[i], of ? of->probes : (probe_list){0}, r->scratch, arena_printf(r->mem[i], "%u", i).p, &r->outcomes[i]);
    }
}

static void run_all(running *r, int threads)
{
    pthread_t others[64];
    int n = 0;
    threads = threads > 64 ? 64 : threads;
    for (; n + 1 < threads && (uint32_t)n + 1 < r->s->n; n++) {
        if (pthread_create(&others[n], NULL, work, r) != 0)
            break;
    }
    work(r);
    for (int i = 0; i < n; i++)
        pthread_join(others[i], NULL);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

/* --run: the cases whose names the expression is found in. */
static bool choose(suite *s, const char *pattern)
{
    regex_error err = {0};
    const regex *re = pattern ? regex_new(s->mem, str_of(pattern), REGEX_FIND, &err) : NULL;
    uint32_t kept = 0;
    if (pattern && !re) {
        usage_error("--run: this is no regular expression: %s", pattern);
        return false;
    }
    for (uint32_t i = 0; i < s->n; i++) {
        if (!re || regex_matches(re, s->cases[i].name))
            s->cases[kept++] = s->cases[i];
    }
    s->n = kept;
    return true;
}

static bool is_form(const options *o, const char *name) { return o->format && strcmp(o->format, name) == 0; }

static void report_all(const options *o, const outcome *outcomes, uint32_t n)
{
    bool color = term_color(o->color, STDOUT_FILENO);
    buf out = {0};
    if (is_form(o, "tap"))
        buf_printf(&out, "TAP version 13\n1..%u\n", n);
    for (uint32_t i = 0; i < n; i++) {
        if (is_form(o, "tap"))
            report_tap(&outcomes[i], i + 1, &out);
        else if (is_form(o, "json"))
            report_json(&outcomes[i], &out);
        else if (is_form(o, "github"))
            report_github(&outcomes[i], &out);
        else
            report_pretty(&outcomes[i], color, o->load.quiet, &out);
    }
    if (out.n)
        fwrite(out.p, 1, out.n, stdout);
    buf_drop(&out);
}

static tally count(const outcome *o, uint32_t n)
{
    tally t = {0};
    for (uint32_t i = 0; i < n; i++) {
        t.passed += o[i].passed;
        t.errors += o[i].errored;
        t.failed += !o[i].passed && !o[i].errored;
        t.seconds += o[i].seconds;
    }
    return t;
}

/* Columns that are not there are mistakes of the test files: told with their place, as those are that can be seen before. */
static bool tell_misnamed(suite *s, const outcome *o)
{
    bool any = false;
    for (uint32_t i = 0; i < s->n; i++) {
        for (const failure *f = o[i].failures; f; f = f->next) {
            if (!f->misnamed)
                continue;
            const test_file *of = o[i].of->of;
            suite_wrong(s, of->path, of->doc.file, f->misnamed_at, (str){0}, STR_FMT, STR_ARG(f->what));
            any = true;
        }
    }
    return any;
}

static bool write_junit(const char *path, const outcome *o, uint32_t n, const tally *t)
{
    buf out = {0};
    report_junit(o, n, t, &out);
    FILE *f = fopen(path, "wb");
    bool ok = f && fwrite(out.p, 1, out.n, f) == out.n;
    ok = f && fclose(f) == 0 && ok;
    if (!ok)
        fprintf(stderr, "kql: error: cannot write %s: %s\n", path, strerror(errno));
    buf_drop(&out);
    return ok;
}

static int finish(const options *o, suite *s, const outcome *outcomes, double seconds)
{
    tally t = count(outcomes, s->n);
    uint32_t updated = 0;
    report_all(o, outcomes, s->n);
    if (o->junit && !write_junit(o->junit, outcomes, s->n, &t))
        return ST_DATA;
    if (o->update && !suite_update(s, outcomes, &updated))
        return ST_DATA;
    fprintf(stderr, "%u passed, %u failed", t.passed, t.failed);
    if (t.errors)
        fprintf(stderr, ", %u could not be run", t.errors);
    if (updated)
        fprintf(stderr, ", %u rewritten", updated);
    fprintf(stderr, " in %.2f s\n", seconds);
    if (tell_misnamed(s, outcomes))
        return ST_USAGE;
    return t.passed == s->n ? ST_OK : ST_DIFFERENT;
}

static bool write_coverage(const char *path, const study *st)
{
    buf out = {0};
    str p = str_of(path);
    if (path_ends_in(p, ".html"))
        coverage_html(st, &out);
    else if (path_ends_in(p, ".json"))
        coverage_json(st, &out);
    else
        coverage_lcov(st, &out);
    FILE *f = fopen(path, "wb");
    bool ok = f && (out.n == 0 || fwrite(out.p, 1, out.n, f) == out.n);
    ok = f && fclose(f) == 0 && ok;
    if (!ok)
        fprintf(stderr, "kql: error: cannot write %s: %s\n", path, strerror(errno));
    buf_drop(&out);
    return ok;
}

/* What was asked for besides the cases; true when it is as good as was asked for, too. */
static bool report_study(const options *o, const study *st)
{
    bool color = term_color(o->color, STDOUT_FILENO), ok = true;
    buf out = {0};
    if (o->test_coverage && !o->format)
        coverage_text(st, color, o->load.quiet, &out);
    if (o->mutate && !o->format)
        mutation_text(st, color, o->load.quiet, &out);
    if (out.n)
        fwrite(out.p, 1, out.n, stdout);
    buf_drop(&out);
    if (o->test_coverage && coverage_percent(st) < o->coverage_min) {
        fprintf(stderr, "coverage is %u%%, and %u%% are wanted\n", coverage_percent(st), o->coverage_min);
        ok = false;
    }
    if (o->mutate && mutation_percent(st) < o->mutate_min) {
        fprintf(stderr, "%u%% of the mutants were noticed, and %u%% are wanted\n", mutation_percent(st), o->mutate_min);
        ok = false;
    }
    return ok && (!o->coverage_out || write_coverage(o->coverage_out, st));
}

static int run_suite(const options *o, suite *s)
{
    const char *tmp = getenv("TMPDIR");
    str name = arena_printf(s->mem, "%s/kql-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    char *scratch = arena_dup(s->mem, name.p, name.n + 1);
    struct timespec from, to;
    running r = {.s = s, .scratch = mkdtemp(scratch)};
    if (!r.scratch) {
        fprintf(stderr, "kql: error: no folder can be made in %s: %s\n", tmp && *tmp ? tmp : "/tmp", strerror(errno));
        return ST_DATA;
    }
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    r.outcomes = ARENA_ARRAY(s->mem, outcome, s->n + 1);
    r.mem = ARENA_ARRAY(s->mem, arena *, s->n + 1);
    study st = {0};
    bool studied = o->test_coverage || o->mutate;
    if (studied)
        study_open(s, &st);
    r.study = o->test_coverage ? &st : NULL;
    clock_gettime(CLOCK_MONOTONIC, &from);
    run_all(&r, o->load.threads ? o->load.threads : cpus < 1 ? 1 : (int)cpus);
    clock_gettime(CLOCK_MONOTONIC, &to);
    int result = finish(o, s, r.outcomes, (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9);
    if (o->test_coverage)
        study_count(&st, r.outcomes, s->n);
    if (o->mutate && result == ST_OK)
        mutate(s, &st, scratch, o->load.threads ? o->load.threads : cpus < 1 ? 1 : (int)cpus);
    else if (o->mutate)
        fputs("mutants are run once all cases pass\n", stderr);
    if (studied && !report_study(o, &st) && result == ST_OK)
        result = ST_DIFFERENT;
    study_close(&st);
    nftw(scratch, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    for (uint32_t i = 0; i < s->n; i++)
        arena_drop(r.mem[i]);
    return result;
}

int test_rules(options *o)
{
    suite s = {.mem = o->mem, .o = o};
    for (uint32_t i = 0; i < o->n_words; i++)
        suite_find(&s, o->words[i]);
    if (!o->n_words)
        suite_find(&s, ".");
    if (s.broken)
        return ST_USAGE;
    if (!s.n)
        return usage_error("there are no tests: *.test.yaml files are looked for in the folders given, or here");
    if (!choose(&s, o->run))
        return ST_USAGE;
    if (!s.n)
        return usage_error("no test has a name that '%s' is found in", o->run);
    return run_suite(o, &s);
}
