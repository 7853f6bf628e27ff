/* refusals: why a name that Microsoft's analyzer knows is not built here. For error messages and `kql functions --coverage`. */
#ifndef INTERP_REFUSALS_H
#define INTERP_REFUSALS_H

#include "base/diag.h"

const char *refusal_why(str name); /* NULL: nothing is known */

/* "the function 'x' is not supported yet", with the reason as its hint. what: "function", "plugin", "operator" */
void refusal_report(diags *ds, span at, const char *what, str name);

/* A row that no witness settles: the run ends here, refused by name. Said once; ds may be NULL. */
void refuse_row(diags *ds, span at, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

#endif
