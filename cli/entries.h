/* entries: rows of functions, aggregates and plugins, as one list for readers. */
#ifndef CLI_ENTRIES_H
#define CLI_ENTRIES_H

#include "cli/cli.h"

#include "interp/agg.h"
#include "interp/fn.h"

typedef struct entry {
    const char *kind, *name, *sig, *help, *example, *gives, *page;
    bool hidden;
} entry;

uint32_t entry_count(void);
entry entry_at(uint32_t i);

#endif
