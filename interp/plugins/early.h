/* early: running a plan while the query is still being bound. Some plugins (bag_unpack, pivot) have columns that only their input's rows
 * can tell, and what follows cannot be bound without them. So the input is run at once, and its rows are held until the query runs. */
#ifndef INTERP_PLUGINS_EARLY_H
#define INTERP_PLUGINS_EARLY_H

#include "interp/bind/binder.h"
#include "interp/ops/shared/rows.h"

/* All rows of the plan, which is used up. They live as long as b->mem. NULL: reported. Not while b->bind_only. */
rows *early_rows(binder *b, plan_node *in);

/* A source that gives these rows. */
plan_node *early_source(binder *b, span at, const rows *r, const schema *cols);

#endif
