/* whole: all the text of a file at once, unpacked and as UTF-8: for small files that a query names (externaldata, watchlists). */
#ifndef TABLES_LOAD_WHOLE_H
#define TABLES_LOAD_WHOLE_H

#include "base/diag.h"

#define WHOLE_MAX (1u << 30) /* bytes of text; more is no small file */

typedef struct whole_text {
    const char *name; /* the path, "archive.zip/member" */
    str text; /* WINDOW_PAD zero bytes stand behind it */
} whole_text;

/* One text a part of the file: members of a zip, else one. They live as long as mem. Not ST_OK: reported. */
status whole_read(arena *mem, const char *path, whole_text **out, uint32_t *n, diags *ds);

#endif
