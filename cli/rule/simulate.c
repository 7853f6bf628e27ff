/* simulate: the runs, one after the other. */
#include "cli/rule/simulate.h"

#include "base/time_text.h"

static bool meets(const rule *r, uint64_t rows)
{
    uint64_t threshold = (uint64_t)r->threshold;
    if (r->kind == RULE_NRT)
        return rows > 0;
    switch (r->trigger) {
    case TRIGGER_GREATER: return rows > threshold;
    case TRIGGER_LESS: return rows < threshold;
    case TRIGGER_EQUAL: return rows == threshold;
    case TRIGGER_NOT_EQUAL: return rows != threshold;
    }
    return false;
}

/* The query with what the service puts in front of it: the time that now() gives, and the span of TimeGenerated that is looked at. */
static str scoped(arena *mem, const rule_run *run, bool nrt, str query)
{
    char now[TIME_TEXT], from[TIME_TEXT], to[TIME_TEXT];
    now[datetime_print(run->due, now)] = 0;
    if (nrt) /* its window counts in times of coming in */
        return arena_printf(mem, "set query_now = datetime(%s);\n" STR_FMT, now, STR_ARG(query));
    from[datetime_print(run->from, from)] = 0;
    to[datetime_print(run->due - 1, to)] = 0; /* both ends of the scope belong to it */
    return arena_printf(mem, "set query_now = datetime(%s); set query_datetimescope_column = 'TimeGenerated'; "
                        "set query_datetimescope_from = datetime(%s); set query_datetimescope_to = datetime(%s);\n" STR_FMT,
                        now, from, to, STR_ARG(query));
}

static void take_errors(simulation *s, kql_query *q)
{
    const diags *from = kql_query_diags(q);
    for (uint32_t i = 0; i < from->n; i++) {
        if (from->items[i].severity == SEV_ERROR)
            diag_plain(s->ds, SEV_ERROR, from->items[i].status, STR_FMT, STR_ARG(from->items[i].message));
    }
}

static bool run_once(simulation *s, rule_run *run)
{
    bool nrt = s->r->kind == RULE_NRT;
    kql_set_arrival(s->engine, &(kql_arrival){nrt ? run->from : INT64_MIN, (nrt ? run->due : run->start) - 1, s->ingest});
    kql_query *q = kql_prepare(s->engine, scoped(s->mem, run, nrt, rule_text(s->r, FIELD_QUERY)));
    uint32_t result = kql_query_results(q);
    batch rows;
    step st = kql_query_status(q) != ST_OK || !result ? STEP_ERROR : kql_step(q, --result, &rows);
    alert_maker *m = st == STEP_ERROR ? NULL : alert_maker_new(s->mem, s->r, kql_query_columns(q, result));
    for (; st == STEP_ROWS; st = kql_step(q, result, &rows)) {
        run->rows += rows.sel.n;
        alert_rows(m, s, run, &rows);
    }
    if (st == STEP_ERROR)
        take_errors(s, q);
    run->met = st == STEP_END && meets(s->r, run->rows);
    if (run->met)
        alert_end(m, s, run, run->rows);
    kql_query_drop(q);
    return st == STEP_END;
}

bool simulate(simulation *s, int64_t last, uint32_t n)
{
    int64_t free_at = INT64_MIN;
    s->runs = ARENA_ARRAY(s->mem, rule_run, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        int64_t due = last - (int64_t)(n - 1 - i) * s->frequency;
        if (due <= 0)
            continue;
        rule_run *run = &s->runs[s->n_runs++];
        *run = (rule_run){.due = due, .from = due > s->period ? due - s->period : 0, .start = due + s->delay};
        run->suppressed = due < free_at;
        if (run->suppressed)
            continue;
        bool ran = run_once(s, run);
        kql_set_arrival(s->engine, NULL);
        if (!ran)
            return false;
        if (run->met && s->r->suppressed)
            free_at = due + s->r->suppression;
    }
    return find_unseen(s);
}
