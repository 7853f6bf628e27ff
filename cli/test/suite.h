/* suite: test files and what came of them.
 *
 *   x.test.yaml --suite_read--> cases --case_run (side by side)--> outcomes --report--> text, TAP, JSON, JUnit, GitHub
 *
 * A file is a map: `rules` (globs of rules and queries) and `tests`, a list of cases; docs/test-your-rules.md tells every key. */
#ifndef CLI_TEST_SUITE_H
#define CLI_TEST_SUITE_H

#include "cli/cli.h"
#include "cli/rule/rule.h"
#include "tables/dyn.h"

/* A query under test: of a query file, a Sentinel rule, or written in the test file. */
typedef struct test_rule {
    const char *path;      /* the file it is in */
    str file;              /* its text, as UTF-8 */
    str stem;              /* the path without its ending: "queries/T1136.001/local_account" */
    str id, name;          /* of a Sentinel rule; else empty */
    const query_text *query;
    const rule *rule;      /* NULL: a plain query, for which any row is an alert */
} test_rule;

typedef struct test_file test_file;

typedef struct test_case {
    const test_file *of;
    const doc *at;         /* the case in the file */
    str name;
    const test_rule *rule;
    const doc *tables, *watchlists, *externals, *params, *expect;
    const char *functions; /* a folder, or NULL */
    bool now_max;          /* now: max, or max+5m */
    int64_t now, now_plus; /* ticks */
} test_case;

struct test_file {
    const char *path;
    str folder;            /* what its paths are relative to: "dir/" or "" */
    document doc;
    test_rule **rules;
    uint32_t n_rules;
};

typedef struct suite {
    arena *mem;
    test_case *cases;      /* of all files, in order */
    uint32_t n;
    bool broken;           /* a file is wrong: it was said on stderr */
    const options *o;
} suite;

void suite_read(suite *s, const char *path);               /* one test file */
void suite_find(suite *s, const char *path);               /* a file, or every *.test.yaml below a folder */

/* Tells stderr what is wrong at a place of a file, and makes the suite broken. */
void suite_wrong(suite *s, const char *path, str file, span at, str hint, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* Shapes: what every key holds; what is wrong is told. */
bool test_keys(suite *s, const test_file *f, const doc *map, const char *what, const char *const *keys); /* no others, none twice */
void check_case(suite *s, const test_file *f, const doc *at);
void check_excused(suite *s, const test_file *f, const doc *list);
const char *test_path(arena *mem, const test_file *f, str path); /* relative to the test file */

/* Rules. */
bool test_rules_add(suite *s, test_file *f, const doc *entry);          /* a glob, or a query */
const test_rule *test_rules_find(suite *s, test_file *f, const doc *wanted); /* by id, name, file; NULL: reported */

/* ---- what came of a case */

typedef struct result_rows {
    schema cols;
    datum *cells;          /* row by row */
    uint32_t n;
} result_rows;

/* One expectation that was not met. */
typedef struct failure {
    struct failure *next;
    str what;              /* "rows: expected 2, got 3" */
    const doc *row;        /* an expected row that nothing matches; NULL */
    int64_t nearest;       /* the row that matches it best; -1: there are no rows */
    bool shows_rows;       /* the rows that there are tell more than their number */
    bool misnamed;         /* what is wrong is not the rule but the test file: a column that is not there ... */
    span misnamed_at;      /* ... where it says so ... */
    str name;              /* ... of this name */
} failure;

typedef struct outcome {
    const test_case *of;
    bool passed, errored;  /* errored: the case could not be run */
    failure *failures;
    result_rows rows;
    double seconds;
    uint64_t *yes, *no;    /* --coverage: by probe of its rule; rows for which it was so, and not so */
    bool *unasked;         /* ... a question about it failed */
} outcome;

/* scratch: a folder for the case's files; probes: what to count besides, n 0: nothing */
void case_run(arena *mem, const test_case *c, probe_list probes, const char *scratch, const char *number, outcome *out);
bool case_tables(arena *mem, kql *k, const test_case *c, const char *prefix, failure **wrong); /* prefix: of files it makes; false: wrong says why */
void judge(arena *mem, const test_case *c, outcome *out, status st, const diags *ds);
bool value_matches(arena *mem, const doc *want, datum got);
void doc_json(const doc *d, buf *out);                     /* a value of YAML as JSON */

/* What became of a mutant. */
typedef enum mutant_fate {
    MUTANT_UNTRIED,  /* --mutants chose others */
    MUTANT_INVALID,  /* it is no query any more, so there is nothing to notice */
    MUTANT_NOTICED,
    MUTANT_EXCUSED,  /* nobody noticed, and the test file says why nobody can */
    MUTANT_SURVIVED,
} mutant_fate;

/* What is known of a rule beyond its cases: its decisions, and the changes that its cases ought to notice. */
typedef struct studied_rule {
    const test_rule *rule;
    kql_query *query;      /* holds the lists */
    probe_list probes;
    mutant_list mutants;
    uint64_t *yes, *no;    /* by probe, over all cases */
    bool *unasked;         /* by probe: a question about it failed */
    mutant_fate *fate;     /* by mutant */
    uint32_t decided, decisions;
} studied_rule;

typedef struct study {
    kql *engine;           /* parses */
    studied_rule *rules;   /* those that cases are about, in their order */
    uint32_t n;
} study;

void study_open(suite *s, study *st);
const studied_rule *study_find(const study *st, const test_rule *r);
void study_count(study *st, const outcome *o, uint32_t n); /* sums up what the cases counted */
void study_close(study *st);
void coverage_text(const study *st, bool color, bool quiet, buf *out); /* quiet: of rules that lack something only */
void coverage_json(const study *st, buf *out);
void coverage_lcov(const study *st, buf *out);
void coverage_html(const study *st, buf *out);
uint32_t coverage_percent(const study *st);                 /* of all decisions; 100 without any */
void mutate(const suite *s, study *st, const char *scratch, int threads); /* runs the cases on every mutant, or on those that --mutants and --seed choose */
bool mutant_excused(const suite *s, const study *st, const studied_rule *r, const mutant *m);
void excuses_unneeded(const suite *s, const study *st); /* warns: an excuse that stays when its mutant is gone would hide the next one */
void mutation_text(const study *st, bool color, bool quiet, buf *out);
uint32_t mutation_percent(const study *st);                 /* noticed, of those that could be; 100 without any */

typedef struct tally {
    uint32_t passed, failed, errors;
    double seconds;
} tally;

void report_pretty(const outcome *o, bool color, bool quiet, buf *out);
void report_tap(const outcome *o, uint32_t number, buf *out);
void report_json(const outcome *o, buf *out);
void report_github(const outcome *o, buf *out);
void report_junit(const outcome *o, uint32_t n, const tally *t, buf *out);
str outcome_text(arena *mem, const outcome *o);            /* all failures in full, without colour */

bool suite_update(const suite *s, const outcome *o, uint32_t *updated); /* rewrites the expectations of failed cases; false: reported */

#endif
