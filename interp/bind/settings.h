/* settings: what the statements of a query said that holds for all of it: set, restrict. */
#ifndef INTERP_BIND_SETTINGS_H
#define INTERP_BIND_SETTINGS_H

#include "interp/bind/binder.h"

typedef struct settings {
    str time_column;            /* query_datetimescope_column, and its bounds, both included */
    bool has_from, has_to;
    int64_t from, to;
    const expr *take;           /* query_take_max_records: each result is cut there; NULL: not */
    bool no_truncation, truncates; /* notruncation; truncationmaxrecords: a longer result is an error */
    int64_t truncation;
    const ast *restricted;      /* restrict access to (...): the names that may be read; NULL: all */
    struct scope *restricted_at; /* its place: what was declared before sees everything, and is not seen */
} settings;

void bind_set(binder *b, const ast *set);
void bind_restrict(binder *b, const ast *restrict_);
void bind_query_parameters(binder *b, const ast *declare);
void bind_pattern(binder *b, const ast *declare);

/* A table of the catalog, within the time scope. NULL: there is none, or it is not to be seen; nothing is reported. */
plan_node *bind_base_table(binder *b, str name, span at);
bool bind_is_visible(const binder *b, const struct scope *s, str name); /* s: the let it is, or NULL */

#endif
