/* simulate: a rule run over recorded data as the scheduler would run it.
 *
 *      from        |<------ period ------>|          runs are due at whole multiples of the frequency and start
 *      run k       [ window               )+5m run   five minutes later (two for near-real-time rules); now() is
 *      run k+1             [ window               )  the time at which the run was due
 *                   frequency
 *
 * A run sees the events of its window that had come in by the time it started: those that took longer than the delay only if a later
 * window still reaches back to them. When an event came in, it says itself (_TimeReceived), or --ingest-delay does. The window of a
 * near-real-time rule is the minute before, and counts in times of coming in. Source: scheduled-rules-overview.md, ingestion-delay.md,
 * near-real-time-rules.md. */
#ifndef CLI_RULE_SIMULATE_H
#define CLI_RULE_SIMULATE_H

#include "cli/rule/rule.h"
#include "interp/kql.h"

typedef struct entity_value {
    struct entity_value *next;
    const char *type;
    uint32_t n;          /* identifiers */
    uint32_t mapping;    /* of the rule, counted from 0 */
    str name[3], value[3];
} entity_value;

typedef struct detail_value {
    struct detail_value *next;
    str key, value;
} detail_value;

typedef struct alert {
    struct alert *next;
    int64_t due;          /* of its run, ticks */
    str title, description, severity, tactics;
    uint64_t events;      /* rows in it */
    entity_value *entities, *last_entity;
    detail_value *details, *last_detail;
} alert;

typedef struct rule_run {
    int64_t due, from, start; /* events of [from, due) are seen, as far as they came in before the start; ticks */
    uint64_t rows;
    bool suppressed;       /* it did not run: an earlier alert holds it back */
    bool met;              /* the threshold */
} rule_run;

/* Events that no run saw, and why not. But for the last two, no run could have, however long the simulation. */
typedef enum why_unseen {
    UNSEEN_GAP,    /* between two windows */
    UNSEEN_LATE,   /* in a window, but not there yet when it was looked at for the last time */
    UNSEEN_QUIET,  /* in windows of runs that an alert before them held back */
    UNSEEN_TIMELESS, /* without a time: in no window at all */
    UNSEEN_BEFORE, /* for runs before the first */
    UNSEEN_AFTER,  /* for runs after the last */
    UNSEEN_REASONS
} why_unseen;

typedef struct unseen {
    struct unseen *next;
    str table;
    uint64_t events;                /* that no run could see */
    uint64_t count[UNSEEN_REASONS];
    int64_t first[UNSEEN_REASONS], last[UNSEEN_REASONS]; /* ticks */
} unseen;

typedef struct simulation {
    arena *mem;
    kql *engine;
    const rule *r;
    int64_t frequency, period, delay, ingest; /* ticks */
    rule_run *runs;
    uint32_t n_runs;
    alert *alerts, *last_alert;
    uint32_t n_alerts;
    unseen *unseen;
    diags *ds;
} simulation;

/* n runs, the last of them due at `last`. False when a run failed, which is in ds. */
bool simulate(simulation *s, int64_t last, uint32_t n);

void simulation_text(const simulation *s, buf *out);
void simulation_json(const simulation *s, buf *out);

/* ---- its parts */

typedef struct alert_maker alert_maker; /* what the rule makes of a row; for one schema */
alert_maker *alert_maker_new(arena *mem, const rule *r, const schema *cols);
void alert_rows(alert_maker *m, simulation *s, const rule_run *run, const batch *rows);  /* rows of a run, in order */
void alert_end(alert_maker *m, simulation *s, const rule_run *run, uint64_t rows);        /* after the last: adds what the run raised */

bool find_unseen(simulation *s);

/* When the run is due that sees what the others do not yet: at least `last`. False: an error, in ds. */
bool find_last_run(simulation *s, int64_t *last);

#endif
