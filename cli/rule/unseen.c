/* unseen: the events that no run could have seen. */
#include "cli/rule/simulate.h"

#include "base/time_text.h"

/* Does the query name the table? Looked for as a word: parsers and lets that hide it are the rule's own text, too. */
static bool names(str query, str name)
{
    for (uint32_t i = 0; i + name.n <= query.n; i++) {
        if (memcmp(query.p + i, name.p, name.n) != 0)
            continue;
        char before = i ? query.p[i - 1] : ' ', after = i + name.n < query.n ? query.p[i + name.n] : ' ';
        bool word = before == '_' || after == '_' || (before >= '0' && before <= '9') || (after >= '0' && after <= '9') ||
                    ((before | 32) >= 'a' && (before | 32) <= 'z') || ((after | 32) >= 'a' && (after | 32) <= 'z');
        if (!word)
            return true;
    }
    return false;
}

typedef enum fate { SEEN, GAP, LATE, BEFORE, AFTER } fate;

static fate fate_of(const simulation *s, int64_t t)
{
    bool covered = false;
    for (uint32_t i = 0; i < s->n_runs; i++) {
        const rule_run *run = &s->runs[i];
        if (t >= run->from && t < run->to)
            return SEEN;
        covered = covered || (t >= run->from && t < run->due);
    }
    if (t < s->runs[0].from)
        return BEFORE;
    if (t >= s->runs[s->n_runs - 1].to)
        return AFTER;
    return covered ? LATE : GAP;
}

static void count(const simulation *s, unseen *u, int64_t t)
{
    fate f = fate_of(s, t);
    u->before += f == BEFORE;
    u->after += f == AFTER;
    if (f != GAP && f != LATE)
        return;
    u->gaps += f == GAP;
    u->late += f == LATE;
    u->first = u->events == 0 || t < u->first ? t : u->first;
    u->last = t > u->last ? t : u->last;
    u->events++;
}

static bool look(simulation *s, str name, unseen *u)
{
    kql_query *q = kql_prepare(s->engine, arena_printf(s->mem, "['" STR_FMT "'] | project TimeGenerated", STR_ARG(name)));
    batch rows;
    step st = kql_query_status(q) == ST_OK ? kql_step(q, 0, &rows) : STEP_END; /* no TimeGenerated: always looked at as a whole */
    for (; st == STEP_ROWS; st = kql_step(q, 0, &rows)) {
        for (uint32_t k = 0; k < rows.sel.n; k++) {
            datum d = vec_get(rows.cols[0], sel_row(rows.sel, k));
            if (!d.null && d.type == T_DATETIME)
                count(s, u, d.l);
        }
    }
    kql_query_drop(q);
    return st == STEP_END;
}

bool find_unseen(simulation *s)
{
    str *all;
    uint32_t n = catalog_names(kql_catalog(s->engine), s->mem, &all);
    for (uint32_t i = n; i-- > 0 && s->n_runs;) {
        if (!table_has_data(catalog_find(kql_catalog(s->engine), all[i])) || !names(rule_text(s->r, FIELD_QUERY), all[i]))
            continue;
        unseen *u = ARENA_NEW(s->mem, unseen);
        u->table = all[i];
        u->next = s->unseen;
        s->unseen = u;
        if (!look(s, all[i], u))
            return false;
    }
    return true;
}
