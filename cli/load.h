/* load: what the flags say there is to read. */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include "cli/cli.h"

kql *load_engine(options *o); /* an open engine, without tables yet */

/* Adds the sources in the order they were given, and sets the time for --now max. What is wrong goes to kql_diags; false then. */
bool load_sources(kql *k, const options *o);

/* How many of the sources are standard input. */
uint32_t load_stdin_count(const options *o);

/* A whole file ("-": standard input), in malloc'd memory; false with errno. */
bool load_file(const char *path, buf *out);

#endif
