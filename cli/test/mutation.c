/* mutation: would the cases notice? Every mutant of a rule is run on the rule's cases until one of them fails. */
#include "cli/test/suite.h"

#include <pthread.h>
#include <stdatomic.h>

typedef struct job {
    studied_rule *rule;
    uint32_t mutant;
} job;

typedef struct mutating {
    const suite *s;
    const study *st;
    job *jobs;
    uint32_t n;
    const char *scratch;
    atomic_uint next;
} mutating;

static str changed(arena *mem, str text, const mutant *m)
{
    buf b = {0};
    buf_put(&b, text.p, m->at.start);
    buf_str(&b, m->text);
    buf_put(&b, text.p + m->at.start + m->at.len, text.n - m->at.start - m->at.len);
    str s = arena_str(mem, buf_view(&b));
    buf_drop(&b);
    return s;
}

static void run_job(const mutating *all, const job *j, uint32_t number)
{
    arena *mem = arena_new();
    mutant_fate *fate = &j->rule->fate[j->mutant];
    query_text query = *j->rule->rule->query;
    query.text = changed(mem, query.text, &j->rule->mutants.items[j->mutant]);
    *fate = MUTANT_SURVIVED;
    for (uint32_t i = 0; i < all->s->n && *fate == MUTANT_SURVIVED; i++) {
        test_case c = all->s->cases[i];
        if (study_find(all->st, c.rule) != j->rule) /* other test files may have read the same rule */
            continue;
        outcome o;
        test_rule other = *c.rule;
        other.query = &query;
        c.rule = &other;
        case_run(mem, &c, (probe_list){0}, all->scratch, arena_printf(mem, "m%u-%u", number, i).p, &o);
        *fate = o.errored ? MUTANT_INVALID : o.passed ? MUTANT_SURVIVED : MUTANT_NOTICED;
    }
    arena_drop(mem);
}

static void *work(void *arg)
{
    mutating *m = arg;
    for (;;) {
        uint32_t i = atomic_fetch_add(&m->next, 1);
        if (i >= m->n)
            return NULL;
        run_job(m, &m->jobs[i], i);
    }
}

/* splitmix64 */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* --mutants N: the first N of a shuffle, the same for the same seed. */
static void sample(mutating *all, uint32_t most, uint64_t seed)
{
    if (!most || most >= all->n)
        return;
    for (uint32_t i = 0; i < most; i++) {
        uint32_t with = i + (uint32_t)(next_random(&seed) % (all->n - i));
        job j = all->jobs[i];
        all->jobs[i] = all->jobs[with];
        all->jobs[with] = j;
    }
    all->n = most;
}

static void run_jobs(mutating *all, int threads)
{
    pthread_t others[63];
    int n = 0;
    for (; n + 1 < threads && n < 63 && (uint32_t)n + 1 < all->n; n++) {
        if (pthread_create(&others[n], NULL, work, all) != 0)
            break;
    }
    work(all);
    for (int i = 0; i < n; i++)
        pthread_join(others[i], NULL);
}

void mutate(const suite *s, study *st, const char *scratch, int threads)
{
    mutating all = {.s = s, .st = st, .scratch = scratch};
    uint32_t most = 0;
    for (uint32_t i = 0; i < st->n; i++)
        most += st->rules[i].mutants.n;
    all.jobs = ARENA_ARRAY(s->mem, job, most + 1);
    for (uint32_t i = 0; i < st->n; i++) {
        for (uint32_t m = 0; m < st->rules[i].mutants.n; m++)
            all.jobs[all.n++] = (job){&st->rules[i], m};
    }
    sample(&all, s->o->mutants, s->o->seed);
    run_jobs(&all, threads);
    for (uint32_t i = 0; i < all.n; i++) {
        mutant_fate *fate = &all.jobs[i].rule->fate[all.jobs[i].mutant];
        if (*fate == MUTANT_SURVIVED && mutant_excused(s, st, all.jobs[i].rule, &all.jobs[i].rule->mutants.items[all.jobs[i].mutant]))
            *fate = MUTANT_EXCUSED;
    }
    if (all.n == most && !s->o->run)
        excuses_unneeded(s, st);
}

static uint32_t how_many(const studied_rule *r, mutant_fate fate)
{
    uint32_t n = 0;
    for (uint32_t m = 0; m < r->mutants.n; m++)
        n += r->fate[m] == fate;
    return n;
}

uint32_t mutation_percent(const study *st)
{
    uint64_t noticed = 0, survived = 0;
    for (uint32_t i = 0; i < st->n; i++) {
        noticed += how_many(&st->rules[i], MUTANT_NOTICED);
        survived += how_many(&st->rules[i], MUTANT_SURVIVED);
    }
    return noticed + survived ? (uint32_t)(noticed * 100 / (noticed + survived)) : 100;
}

static void say_fates(const studied_rule *r, buf *out)
{
    static const struct {
        mutant_fate fate;
        const char *word;
    } besides[] = {{MUTANT_EXCUSED, "excused"}, {MUTANT_INVALID, "no query any more"}, {MUTANT_UNTRIED, "not tried"}};
    uint32_t noticed = how_many(r, MUTANT_NOTICED);
    buf_printf(out, "mutants of %s: %u of %u noticed", r->rule->path, noticed, noticed + how_many(r, MUTANT_SURVIVED));
    for (size_t i = 0; i < sizeof besides / sizeof *besides; i++) {
        uint32_t n = how_many(r, besides[i].fate);
        if (n)
            buf_printf(out, ", %u %s", n, besides[i].word);
    }
    buf_text(out, "\n");
}

void mutation_text(const study *st, bool color, bool quiet, buf *out)
{
    for (uint32_t i = 0; i < st->n; i++) {
        const studied_rule *r = &st->rules[i];
        if (quiet && !how_many(r, MUTANT_SURVIVED))
            continue;
        say_fates(r, out);
        for (uint32_t m = 0; m < r->mutants.n; m++) {
            const mutant *one = &r->mutants.items[m];
            if (r->fate[m] != MUTANT_SURVIVED)
                continue;
            arena *mem = arena_new();
            diag d = {.severity = SEV_NOTE, .has_span = true, .span = query_text_place(r->rule->query, one->at), .message = arena_printf(mem, "nobody noticed: %s", one->what),
                      .hint = arena_printf(mem, "what would: %s", one->kill)};
            diag_render(out, &d, str_of(r->rule->path), r->rule->file, color);
            arena_drop(mem);
        }
    }
    buf_printf(out, "mutants noticed: %u%%\n", mutation_percent(st));
}
