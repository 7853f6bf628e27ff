/* why: the way of events through a query, and of a result's row back to its events.
 *
 *   pick    which events: --row, --match, -t T=FILE:LINE
 *   follow  an event's ways: from each place where the query reads its table, stage by stage, to the result or to where it ends
 *   reason  what ended it there: the first condition that was not true, with the values it looked at; the key nobody had
 *   text, json  show both */
#ifndef CLI_WHY_WHY_H
#define CLI_WHY_WHY_H

#include "cli/cli.h"
#include "cli/query_text.h"
#include "interp/lineage/lineage.h"

/* A value that a reason names. */
typedef struct why_value {
    const char *what; /* "value", "item", "left key" */
    str name;         /* as the query has it */
    datum value;
} why_value;

/* Why a row ended, or a part of that: conditions that hold others come in front of them, one level less deep. */
typedef struct why_reason {
    struct why_reason *next;
    uint32_t depth;
    span at;          /* in the query; len 0: none */
    str text;         /* what is said: `EventID == 4720` is false */
    why_value *values;
    uint32_t n_values;
    str hint;         /* "differs only in case: =~ would match" */
} why_reason;

typedef struct why_step {
    const lineage_stage *stage;
    uint32_t input;              /* by which of the stage's inputs the rows came */
    const uint32_t *in, *out;    /* rows of that input, and rows of the stage that they became; ascending */
    uint32_t n_in, n_out;
    why_reason *reasons;         /* n_out 0: what ended them; else what is to be said of it, or NULL */
} why_step;

typedef struct why_way {
    struct why_way *next;
    why_step *steps; /* the first is where the table is read */
    uint32_t n;
    bool arrives;    /* the last step's rows are rows of the result */
    const lineage_aside *into; /* they are what toscalar() or `in (T)` reads; else NULL */
} why_way;

typedef struct why_event {
    uint32_t event;
    const struct why_table *table;
    uint32_t row; /* of the table */
    why_way *ways;
} why_event;

/* A table that the query reads, with all of its columns. */
typedef struct why_table {
    struct why_table *next;
    const lineage_table *of;
    str name;
    kql_query *query;
    const lineage_stage *rows;
    const char **files;    /* by row; NULL: where its rows stand is not known */
    uint32_t *lines;
} why_table;

typedef struct why {
    options *o;
    arena *mem;
    kql *engine;
    str name, file;          /* of the query's file, its text */
    const query_text *query;
    kql_query *q;
    const lineage *lineage;
    const lineage_stage *result;
    why_table *tables;
    why_event *events;
    uint32_t n_events;
    uint32_t more;           /* picked beyond those that are followed */
    bool color;
} why;

bool why_open_tables(why *w);                        /* false: reported */
status why_pick(why *w);                             /* fills events */
void why_places(why *w, why_table *t);               /* fills files and lines, where they can be told */
void why_follow(why *w, why_event *e);
const why_table *why_table_of(const why *w, uint32_t event);
why_reason *why_reasons(why *w, const why_step *s);  /* of a step whose rows end, or of one that has something to tell */
why_reason *why_predicate(why *w, const lineage_stage *in, uint32_t row, const expr *e, uint32_t depth);
void why_add(why_reason **list, why_reason *r);
str why_source(const why *w, span at);               /* the query's text there, in one line */
str why_value_text(arena *mem, datum d);             /* "text" in quotes, null, 12; long ones cut */
str why_nearest(arena *mem, str value, const str *items, uint32_t n);

void why_text(why *w, buf *out);
void why_text_back(why *w, uint32_t row, buf *out);  /* --out-row: the events of a row of the result */
void why_json(why *w, buf *out);
void why_json_back(why *w, uint32_t row, buf *out);

#endif
