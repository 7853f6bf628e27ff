/* search_predicate: the conditions of search and find, in which a text alone is a term that any column may hold:
 *
 *   "err"  * has "err"        "err*"  * hasprefix "err"        "*err"  * hassuffix "err"        "*err*"  * contains "err"
 *   c:"err"  the same of column c        *  true
 *
 * Source: search-operator.md */
#ifndef INTERP_OPS_SHARED_SEARCH_PREDICATE_H
#define INTERP_OPS_SHARED_SEARCH_PREDICATE_H

#include "interp/bind/binder.h"

typedef struct search_rules {
    bool case_sensitive; /* kind=case_sensitive */
    bool wildcards;      /* asterisks in terms mean something */
} search_rules;

/* The condition as `where` would have it; NULL: reported. */
ast *search_predicate(binder *b, const ast *node, const search_rules *rules);

#endif
