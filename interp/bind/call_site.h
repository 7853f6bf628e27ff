/* call_site: one call while its overload is being chosen, and what is said when none fits. Between overload.c and overload_errors.c. */
#ifndef INTERP_BIND_CALL_SITE_H
#define INTERP_BIND_CALL_SITE_H

#include "interp/bind/parts.h"

typedef struct candidate {
    const void *row;
    signature sig;
} candidate;

typedef struct call_site {
    binder *b;
    str name;
    call_place place;
    uint32_t n;
    expr **args;
} call_site;

/* Errors name the word of the call, or the argument that does not fit. */
void report_types(const call_site *c);
void report_count(const call_site *c, const candidate *list, uint32_t n);
void report_no_common(const call_site *c);
void report_argument(const call_site *c, const parameter *p, uint32_t k);
bool check_constant(const call_site *c, const parameter *p, uint32_t k); /* true: it is one, or none is wanted */

#endif
