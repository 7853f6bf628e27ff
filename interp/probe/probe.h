/* probe: what can be asked about a query: which of its decisions were made both ways (coverage), whether a small change of it would be
 * noticed (mutation), and what stands behind each of its operators (stages). All are told as text: queries to run beside it, and edits
 * to run instead of it. */
#ifndef INTERP_PROBE_PROBE_H
#define INTERP_PROBE_PROBE_H

#include "base/diag.h"

typedef enum probe_kind {
    PROBE_PREDICATE, /* a condition of where: rows for which it is true, and for which it is not */
    PROBE_ITEM,      /* one of several that in, has_any and their like look for: rows that it matches */
    PROBE_LEG,       /* of a union: its rows */
    PROBE_SIDE,      /* of a join: its rows */
    PROBE_ARM,       /* of case and iff: rows that take it */
} probe_kind;

/* A query that gives one row: yes, and no (which says something for PROBE_PREDICATE only). */
typedef struct probe_question {
    const struct probe_question *next;
    str query;
} probe_question;

typedef struct probe {
    probe_kind kind;
    span at; /* in the query */
    const probe_question *questions; /* one for each way that leads there; their sums count. NULL: nothing leads there */
} probe;

typedef struct probe_list {
    const probe *items; /* in the order of the text */
    uint32_t n;
} probe_list;

/* The text at `at` becomes `text`. */
typedef struct mutant {
    span at;
    str text;
    const char *what; /* "== for =~" */
    const char *kill; /* the event that would notice */
} mutant;

typedef struct mutant_list {
    const mutant *items;
    uint32_t n;
} mutant_list;

/* ---- stages: what stands behind each operator, in the order in which it is written */

typedef struct query_branch query_branch;

typedef struct query_stage {
    span at;                  /* the operator, or the source, in the query */
    const char *word;         /* "where"; "source" */
    str rows;                 /* a query: the rows behind it */
    str left_out;             /* a query: the rows that a `where` leaves out; else empty */
    str counts;               /* a query of one row: for how many rows in front each condition holds; empty without any */
    const span *conditions;   /* in the order of its columns */
    uint32_t n_conditions;
    const char *apart;        /* what of it is not stepped into, and why; or NULL */
    const query_branch *branches; /* what it reads besides: legs, sides, subqueries, functions */
} query_stage;

/* A pipeline. */
struct query_branch {
    const query_branch *next;
    str title;                /* "let Accounts", "leg 2", "right side" */
    span at;
    bool continues;           /* its first stage goes on from the rows in front of the operator (fork) */
    str value;                /* a query that gives the one value of a let; empty: rows */
    const query_stage *stages;
    uint32_t n;
};

#endif
