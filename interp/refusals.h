/* refusals: why a name that Microsoft's analyzer knows is not built here. For error messages and `kql functions --coverage`. */
#ifndef INTERP_REFUSALS_H
#define INTERP_REFUSALS_H

#include "base/diag.h"

const char *refusal_why(str name); /* NULL: nothing is known */

/* "the function 'x' is not supported yet", with the reason as its hint. what: "function", "plugin", "operator" */
void refusal_report(diags *ds, span at, const char *what, str name);

#endif
