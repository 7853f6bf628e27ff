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

/* What becomes of an event on a schedule without beginning and end: the runs that see it are due from `first` to `last`. */
typedef struct fate {
    int64_t window; /* the first run whose window holds it is due then */
    int64_t first, last;
} fate;

static int64_t due_after(const simulation *s, int64_t t) { return (t / s->frequency + 1) * s->frequency; }

/* t: its time; in: when it came in. */
static fate fate_of(const simulation *s, int64_t t, int64_t in)
{
    t = s->r->kind == RULE_NRT ? in : t;
    int64_t there = in - s->delay;
    return (fate){due_after(s, t), due_after(s, there > t ? there : t), (t + s->period) / s->frequency * s->frequency};
}

static why_unseen why(const simulation *s, int64_t t, fate f, bool *seen)
{
    int64_t first = s->runs[0].due, last = s->runs[s->n_runs - 1].due;
    *seen = false;
    if (f.first > f.last)
        return t < s->runs[0].from ? UNSEEN_BEFORE : t >= last ? UNSEEN_AFTER : f.window > f.last ? UNSEEN_GAP : UNSEEN_LATE;
    for (int64_t due = f.first < first ? first : f.first; due <= f.last && due <= last && !*seen; due += s->frequency)
        *seen = !s->runs[(due - first) / s->frequency].suppressed;
    return f.last > last ? UNSEEN_AFTER : f.first < first ? UNSEEN_BEFORE : UNSEEN_QUIET;
}

static void count(unseen *u, why_unseen w, int64_t t)
{
    u->first[w] = u->count[w] == 0 || t < u->first[w] ? t : u->first[w];
    u->last[w] = u->count[w] == 0 || t > u->last[w] ? t : u->last[w];
    u->count[w]++;
    u->events += w != UNSEEN_BEFORE && w != UNSEEN_AFTER;
}

/* Goes through a table's events: counts those that are not seen in u, or without it finds the last run that has a new one to see. */
static bool look(simulation *s, str name, unseen *u, int64_t *last)
{
    kql_set_arrival(s->engine, &(kql_arrival){INT64_MIN, INT64_MAX, s->ingest});
    kql_query *q = kql_prepare(s->engine, arena_printf(s->mem, "['" STR_FMT "'] | project TimeGenerated, ingestion_time()", STR_ARG(name)));
    kql_set_arrival(s->engine, NULL);
    batch rows;
    step st = kql_query_status(q) == ST_OK ? kql_step(q, 0, &rows) : STEP_END; /* no TimeGenerated: always looked at as a whole */
    for (; st == STEP_ROWS; st = kql_step(q, 0, &rows)) {
        for (uint32_t k = 0; k < rows.sel.n; k++) {
            datum t = vec_get(rows.cols[0], sel_row(rows.sel, k)), in = vec_get(rows.cols[1], sel_row(rows.sel, k));
            bool known = t.type == T_DATETIME && !t.null && in.type == T_DATETIME && !in.null, seen;
            fate f = known ? fate_of(s, t.l, in.l) : (fate){0};
            if (!u) {
                int64_t due = f.first > f.last ? f.window : f.first;
                *last = known && due > *last ? due : *last;
                continue;
            }
            why_unseen w = known ? why(s, t.l, f, &seen) : UNSEEN_TIMELESS;
            if (!known || !seen)
                count(u, w, known ? t.l : 0);
        }
    }
    kql_query_drop(q);
    return st == STEP_END;
}

static bool is_read(const simulation *s, str name)
{
    return table_has_data(catalog_find(kql_catalog(s->engine), name)) && names(rule_text(s->r, FIELD_QUERY), name);
}

bool find_last_run(simulation *s, int64_t *last)
{
    str *all;
    uint32_t n = catalog_names(kql_catalog(s->engine), s->mem, &all);
    for (uint32_t i = 0; i < n; i++) {
        if (is_read(s, all[i]) && !look(s, all[i], NULL, last))
            return false;
    }
    return true;
}

bool find_unseen(simulation *s)
{
    str *all;
    uint32_t n = catalog_names(kql_catalog(s->engine), s->mem, &all);
    for (uint32_t i = n; i-- > 0 && s->n_runs;) {
        if (!is_read(s, all[i]))
            continue;
        unseen *u = ARENA_NEW(s->mem, unseen);
        u->table = all[i];
        u->next = s->unseen;
        s->unseen = u;
        if (!look(s, all[i], u, NULL))
            return false;
    }
    return true;
}
