/* maps: the mappings of raw event logs that are built in (tables/maps/NAME.kql), and those of a user. */
#ifndef INTERP_MAPS_H
#define INTERP_MAPS_H

#include "base/diag.h"

typedef struct map_text {
    const char *name;
    str text;   /* complete: result statements included */
    str detect; /* the predicate over Event in its `// detect:` line; empty without one */
} map_text;

uint32_t maps_count(void);
map_text maps_at(uint32_t i, arena *mem);
/* A built-in mapping by name, or a file that ends in .kql. False: reported. A user's file that makes only `Events` is followed by
 * windows.kql, as the built-in ones are. */
bool maps_find(const char *name, arena *mem, map_text *out, diags *ds);

#endif
