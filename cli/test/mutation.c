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
    query_text query = *j->rule->rule->query;
    query.text = changed(mem, query.text, &j->rule->mutants.items[j->mutant]);
    test_rule other = *j->rule->rule;
    other.query = &query;
    for (uint32_t i = 0; i < all->s->n && !j->rule->killed[j->mutant]; i++) {
        test_case c = all->s->cases[i];
        if (c.rule->query != j->rule->rule->query)
            continue;
        outcome o;
        c.rule = &other;
        case_run(mem, &c, (probe_list){0}, all->scratch, arena_printf(mem, "m%u-%u", number, i).p, &o);
        if (!o.passed) {
            j->rule->killed[j->mutant] = true;
            j->rule->killer[j->mutant] = &all->s->cases[i];
        }
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

static str line_of(str file, uint32_t at)
{
    uint32_t from = at, to = at;
    while (from && file.p[from - 1] != '\n')
        from--;
    while (to < file.n && file.p[to] != '\n')
        to++;
    return str_sub(file, from, to - from);
}

static bool holds(str s, str part)
{
    for (uint32_t i = 0; part.n <= s.n && i <= s.n - part.n; i++) {
        if (memcmp(s.p + i, part.p, part.n) == 0)
            return true;
    }
    return false;
}

/* An excuse is for one change on a line that holds its text. */
static bool is_excused(const suite *s, const studied_rule *r, const mutant *m)
{
    str line = line_of(r->rule->file, query_text_place(r->rule->query, m->at).start);
    for (uint32_t i = 0; i < s->n; i++) {
        const doc *list = s->cases[i].rule->query == r->rule->query ? doc_find(s->cases[i].of->doc.first, "excused") : NULL;
        for (const doc *d = list && list->kind == DOC_LIST ? list->first : NULL; d; d = d->next) {
            if (str_is(doc_text(doc_find(d, "change")), m->what) && holds(line, doc_text(doc_find(d, "at"))))
                return true;
        }
    }
    return false;
}

bool mutate(const suite *s, study *st, const char *scratch, int threads)
{
    mutating all = {.s = s, .scratch = scratch};
    pthread_t others[64];
    int n = 0;
    uint32_t most = 0;
    for (uint32_t i = 0; i < st->n; i++)
        most += st->rules[i].mutants.n;
    all.jobs = ARENA_ARRAY(s->mem, job, most + 1);
    for (uint32_t i = 0; i < st->n; i++) {
        for (uint32_t m = 0; m < st->rules[i].mutants.n; m++)
            all.jobs[all.n++] = (job){&st->rules[i], m};
    }
    for (; n + 1 < threads && n < 63 && (uint32_t)n + 1 < all.n; n++) {
        if (pthread_create(&others[n], NULL, work, &all) != 0)
            break;
    }
    work(&all);
    for (int i = 0; i < n; i++)
        pthread_join(others[i], NULL);
    for (uint32_t i = 0; i < st->n; i++) {
        studied_rule *r = &st->rules[i];
        for (uint32_t m = 0; m < r->mutants.n; m++) {
            r->excused[m] = !r->killed[m] && is_excused(s, r, &r->mutants.items[m]);
            r->n_killed += r->killed[m];
            r->n_excused += r->excused[m];
        }
    }
    return true;
}

uint32_t mutation_percent(const study *st)
{
    uint64_t killed = 0, all = 0;
    for (uint32_t i = 0; i < st->n; i++) {
        killed += st->rules[i].n_killed;
        all += st->rules[i].mutants.n - st->rules[i].n_excused;
    }
    return all ? (uint32_t)(killed * 100 / all) : 100;
}

void mutation_text(const study *st, bool color, buf *out)
{
    for (uint32_t i = 0; i < st->n; i++) {
        const studied_rule *r = &st->rules[i];
        buf_printf(out, "mutants of %s: %u of %u noticed", r->rule->path, r->n_killed, r->mutants.n - r->n_excused);
        buf_printf(out, r->n_excused ? ", %u excused\n" : "\n", r->n_excused);
        for (uint32_t m = 0; m < r->mutants.n; m++) {
            const mutant *one = &r->mutants.items[m];
            if (r->killed[m] || r->excused[m])
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
