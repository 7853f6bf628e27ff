/* probe: what a test of a query can be asked about: which of its decisions were made both ways (coverage), and whether a small change of it
 * would be noticed (mutation). Both are told as text: questions to run beside the query, and edits to run instead of it. */
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

#endif
