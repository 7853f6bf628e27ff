/* geoip: where an address is, from a MaxMind DB file (GeoLite2-City or any with its fields). */
#ifndef INTERP_GEOIP_H
#define INTERP_GEOIP_H

#include "tables/dyn.h"

typedef struct geoip geoip;

geoip *geoip_open(const char *path, const char **why); /* NULL: *why says what is wrong (static text) */
void geoip_close(geoip *g);                            /* NULL is fine */

/* {"country","state","city","latitude","longitude"} as far as the file knows; NULL when the text is no address or the file has nothing on it.
 * Source: geo-info-from-ip-address-function.md */
const dyn *geoip_find(const geoip *g, arena *mem, str address);

#endif
