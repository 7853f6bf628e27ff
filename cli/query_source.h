/* query_source: the one query of the command line: a file, - for standard input, or -e TEXT; a rule or a page holds it inside. */
#ifndef CLI_QUERY_SOURCE_H
#define CLI_QUERY_SOURCE_H

#include "cli/output.h"

/* Fills the reporter's name, text and query; `text` holds the bytes. ST_USAGE or ST_DATA: reported. */
status query_source_read(const options *o, reporter *rep, buf *text);

/* The query itself. */
static inline str query_source_text(const reporter *rep) { return rep->query ? rep->query->text : rep->text; }

#endif
