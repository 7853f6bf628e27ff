/* study: what the cases decided of their rules, summed up. */
#include "cli/test/suite.h"

#include <string.h>

void study_open(suite *s, study *st)
{
    *st = (study){.engine = kql_open(&(kql_options){.load = {.threads = 1, .quiet = true}, .bind_only = true}), .rules = ARENA_ARRAY(s->mem, studied_rule, s->n + 1)};
    for (uint32_t i = 0; i < s->n; i++) {
        const test_rule *r = s->cases[i].rule;
        if (study_find(st, r))
            continue;
        studied_rule *of = &st->rules[st->n++];
        of->rule = r;
        of->query = kql_prepare(st->engine, r->query->text);
        of->probes = kql_query_probes(of->query);
        of->mutants = kql_query_mutants(of->query);
        of->yes = ARENA_ARRAY(s->mem, uint64_t, of->probes.n + 1);
        of->no = ARENA_ARRAY(s->mem, uint64_t, of->probes.n + 1);
        of->unasked = ARENA_ARRAY(s->mem, bool, of->probes.n + 1);
        of->fate = ARENA_ARRAY(s->mem, mutant_fate, of->mutants.n + 1);
    }
}

void study_close(study *st)
{
    for (uint32_t i = 0; i < st->n; i++)
        kql_query_drop(st->rules[i].query);
    kql_close(st->engine);
}

const studied_rule *study_find(const study *st, const test_rule *r)
{
    for (uint32_t i = 0; i < st->n; i++) {
        if (st->rules[i].rule->query == r->query || (strcmp(st->rules[i].rule->path, r->path) == 0 && str_eq(st->rules[i].rule->query->text, r->query->text)))
            return &st->rules[i];
    }
    return NULL;
}

/* A condition is two decisions, everything else one. */
static void sum_up(studied_rule *r)
{
    for (uint32_t i = 0; i < r->probes.n; i++) {
        bool both = r->probes.items[i].kind == PROBE_PREDICATE;
        r->decisions += both ? 2 : 1;
        r->decided += (r->yes[i] > 0) + (both && r->no[i] > 0);
    }
}

void study_count(study *st, const outcome *o, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        studied_rule *r = (studied_rule *)study_find(st, o[i].of->rule);
        for (uint32_t p = 0; o[i].yes && p < r->probes.n; p++) {
            r->yes[p] += o[i].yes[p];
            r->no[p] += o[i].no[p];
            r->unasked[p] |= o[i].unasked[p];
        }
    }
    for (uint32_t i = 0; i < st->n; i++)
        sum_up(&st->rules[i]);
}

uint32_t coverage_percent(const study *st)
{
    uint64_t decided = 0, all = 0;
    for (uint32_t i = 0; i < st->n; i++) {
        decided += st->rules[i].decided;
        all += st->rules[i].decisions;
    }
    return all ? (uint32_t)(decided * 100 / all) : 100;
}
