/* hosted: functions of the hosted services. In a check they have the columns that their pages list; run, they are what the user supplies. */
#ifndef INTERP_BIND_HOSTED_H
#define INTERP_BIND_HOSTED_H

#include "interp/bind/parts.h"

/* A table of a service whose tables are not listed here: adx(...).T, arg("").T. In a check its columns are open. */
plan_node *hosted_unlisted(binder *b, const ast *node);
bool hosted_is_known(str name);
bool hosted_is_table(str name);                                          /* it gives a table: a call of it may stand where one is wanted */
plan_node *hosted_bind(binder *b, const ast *call, plan_node *piped);     /* piped: invoke's rows, or NULL. NULL: reported */
plan_node *watchlist_bind(binder *b, const ast *call, str alias, bool *found); /* NULL and !found: there is no such file */

#endif
