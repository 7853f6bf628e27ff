/* parts: between the files of lineage. */
#ifndef INTERP_LINEAGE_PARTS_H
#define INTERP_LINEAGE_PARTS_H

#include "interp/exec.h"
#include "interp/lineage/lineage.h"

typedef struct tracer {
    arena *mem;
    exec *x;
    str text; /* of the query */
    lineage *out;
    uint32_t cap_stages, n_slots;
    lineage_stage **shared; /* by shared plan: what it gave, or NULL */
} tracer;

/* ---- feed: an operator over rows that are there already */

typedef enum feed_how {
    FEED_ALL,    /* in batches */
    FEED_SINGLY, /* one row at a time */
    FEED_NUMBER, /* in batches, with the row's number as a column behind the others */
} feed_how;

/* A copy of the stage's node over feeds of its inputs. With FEED_NUMBER its columns are those of the node and one more. */
plan_node *feed_node(tracer *t, const lineage_stage *s, feed_how how);
uint32_t feed_at(const tracer *t, const plan_node *copy); /* FEED_SINGLY: the row given last */

/* Runs the copy to its end; `each` sees every batch. False: reported. */
bool feed_run(tracer *t, const plan_node *copy, bool (*each)(tracer *t, const batch *b, void *arg), void *arg);

/* ---- parents */

typedef struct parent_list {
    lineage_ref *items;
    uint32_t n, cap;
} parent_list;

void parent_add(tracer *t, parent_list *l, uint32_t in, uint32_t row);
/* Item k is the only parent of row k. */
bool parents_single(tracer *t, lineage_stage *s, const parent_list *l);

typedef bool method(tracer *t, lineage_stage *s); /* fills store and parents */
method *method_find(const op_class *op); /* NULL: none is built */
bool method_grouped(tracer *t, lineage_stage *s);
bool method_distinct(tracer *t, lineage_stage *s);
bool method_count(tracer *t, lineage_stage *s);
bool method_join(tracer *t, lineage_stage *s);

/* The stage's columns of a batch go to its store. */
void stage_keep(lineage_stage *s, const batch *b);
bool stage_mismatch(tracer *t, const lineage_stage *s); /* reports it; false */

#endif
