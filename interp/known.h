/* known: the functions, aggregates and plugins that Microsoft's analyzer knows, built here or not. */
#ifndef INTERP_KNOWN_H
#define INTERP_KNOWN_H

#include "base/str.h"

typedef struct known_name {
    const char *kind; /* "scalar", "aggregate", "plugin" */
    const char *name;
} known_name;

uint32_t known_count(void);
known_name known_at(uint32_t i); /* sorted by name */
bool name_is_known(str name);

#endif
