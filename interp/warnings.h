/* warnings: what happened to rows while the query ran, counted, shown once each at the end. */
#ifndef INTERP_WARNINGS_H
#define INTERP_WARNINGS_H

#include "base/diag.h"

typedef struct warnings {
    struct { const char *what; span at; uint64_t count; } item[16];
    uint32_t n;
} warnings;

void warnings_count(warnings *w, const char *what, span at); /* `what` is static text; w may be NULL */
void warnings_report(const warnings *w, diags *ds);

#endif
