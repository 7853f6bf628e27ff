/* workspace: what stands around a query, given by its user: files in the place of what a query would fetch, watchlists, functions. */
#ifndef INTERP_WORKSPACE_H
#define INTERP_WORKSPACE_H

#include "base/str.h"

typedef struct external_file {
    str url;          /* as a query names it */
    const char *path;
} external_file;

typedef struct workspace {
    const external_file *externals; /* externaldata: never fetched, always one of these */
    uint32_t n_externals;
    const char *watchlists;         /* a folder of NAME.csv, or NULL */
    const char *functions;          /* a folder of .kql files, or NULL */
} workspace;

/* The file that stands for a connection string; NULL: none. Keys and options behind `?` or `;` do not count unless both have them. */
const char *workspace_external(const workspace *w, str url);

#endif
