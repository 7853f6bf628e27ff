/* lineage: which rows made which. A query runs stage by stage, each operator by itself over all rows of its inputs, and what it was given
 * is kept beside what it made of it. Rows of tables are events, numbered from 0 through all tables that the query reads.
 *
 *   stage 3  where    row 0 <- row 1 of its input              parents: the input's rows that it was made of
 *   stage 2  extend   row 0 <- 0    row 1 <- 1                 events:  the events that these were made of, in the end
 *   stage 1  scan     row 0 = event 0    row 1 = event 1
 *
 * The operators are the engine's own; what is built here is how rows are told apart on their way through one. An operator for which that
 * is not built is refused by name. docs/why.md says what it means to be a row's parent. */
#ifndef INTERP_LINEAGE_LINEAGE_H
#define INTERP_LINEAGE_LINEAGE_H

#include "interp/kql.h"
#include "interp/op.h"
#include "interp/ops/shared/rows.h"

typedef struct lineage_ref {
    uint32_t in; /* which input ... */
    uint32_t row; /* ... and which of its rows */
} lineage_ref;

typedef struct lineage_refs {
    const lineage_ref *items; /* ascending */
    uint32_t n;
} lineage_refs;

typedef struct lineage_set {
    const uint32_t *ids; /* ascending */
    uint32_t n;
} lineage_set;

typedef struct lineage_table {
    struct lineage_table *next;
    table *table;
    uint32_t first, n; /* its events */
} lineage_table;

typedef struct lineage_stage {
    const plan_node *node;
    uint32_t number;            /* in the order they ran: inputs first */
    uint32_t n_in;              /* mv-apply's subquery is none of them */
    struct lineage_stage **in;  /* two may be one: materialize() read twice */
    rows store;                 /* its rows; columns that nobody reads are missing */
    lineage_refs *parents;      /* by row; none at a source */
    lineage_set *events;        /* by row */
    const lineage_table *table; /* of a scan, else NULL */
} lineage_stage;

/* What an expression reads by itself: toscalar(), the list of `in (T)`. Its events decide about rows and are part of none. */
typedef struct lineage_aside {
    struct lineage_aside *next;
    const lineage_stage *stage; /* whose rows the expression takes */
    const expr *by;
} lineage_aside;

typedef struct lineage {
    lineage_table *tables;
    uint32_t n_events;
    lineage_stage **stages;
    const lineage_stage *result;
    lineage_aside *asides; /* those through which rows can be followed */
    uint32_t n_stages;
    exec *exec; /* for evaluating expressions over rows of a stage */
} lineage;

/* For a query of an engine that was opened with as_written, not stepped; lives as long as it. NULL: an error was reported to its diags. */
const lineage *kql_query_lineage(kql_query *q, uint32_t result);

bool lineage_holds(lineage_set s, uint32_t event);
bool lineage_has_column(const lineage_stage *s, uint32_t which); /* it was read, so its values are there */
/* An expression over the input's row; the value is copied to mem. */
datum lineage_eval(const lineage *l, const lineage_stage *in, uint32_t row, const expr *e, arena *mem);

#endif
