/* output: where results and messages go. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli/cli.h"
#include "cli/query_text.h"
#include "tables/write/write.h"

writer *output_open(const options *o, uint32_t results); /* standard output in the format asked for */
/* Says so on standard error when the result cannot be drawn (svg, vega); gives ST_USAGE or ST_UNSUPPORTED then. */
status output_refused(const writer *w);
bool output_close(writer *w);                            /* says so on standard error when it could not be written */

/* Messages already shown are not shown again. */
typedef struct reporter {
    const options *o;
    str name, text;          /* of the query, or of the file that holds it ... */
    const query_text *query; /* ... and how; NULL: the text is the query */
} reporter;

/* Prints what came to ds since *shown, warnings only without -q; moves *shown. */
void report(const reporter *r, const diags *ds, uint32_t *shown);

#endif
