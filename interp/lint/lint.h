/* lint: traps in a query that compiles. A finding has a code, a place, the reason, a mend, and where it can be told, the edit that mends it.
 *
 * Each file of this folder holds one kind of trap: the functions that look for it, and below them its rows. `lint.c` lists the files. */
#ifndef INTERP_LINT_LINT_H
#define INTERP_LINT_LINT_H

#include "base/diag.h"

typedef struct lint lint;

typedef enum lint_severity { LINT_WARNING, LINT_INFO } lint_severity; /* warning: rows are lost or false; info: slower, or not what it says */

typedef struct lint_row {
    const char *code;     /* "KL101"; for good */
    const char *name;     /* "bare-join" */
    lint_severity severity;
    const char *why;      /* two sentences */
    const char *mend;     /* what to do */
    void (*look)(lint *l);
} lint_row;

/* Replaces the text at `at`; len 0 inserts. */
typedef struct lint_edit {
    span at;
    str text;
} lint_edit;

typedef struct lint_finding {
    const lint_row *row;
    span at;
    str message;     /* what is wrong here, one sentence */
    lint_edit *edits; /* ascending, apart from one another; n 0: no edit is known */
    uint32_t n_edits;
} lint_finding;

typedef struct lint_findings {
    lint_finding *items; /* in the order of the text */
    uint32_t n;
} lint_findings;

/* Every kind there is; ended by a row without a code. */
const lint_row *const *lint_rows(void); /* a NULL-ended list of lists, one a file */

#endif
