/* diag_json: a message as JSON, for the commands that check files. */
#ifndef CLI_DIAG_JSON_H
#define CLI_DIAG_JSON_H

#include "base/diag.h"

/* {"severity","code","message","line","column","length"}; places are of `file`, the length in code points. */
void diag_json(buf *out, const diag *d, str file);

/* The graver of two outcomes: compile errors outweigh limits, those what is not supported, as diags_status has it. */
status status_graver(status a, status b);

#endif
