/* gather: chosen rows of a vec, in any order, as a vec of their own. */
#ifndef INTERP_OPS_SHARED_GATHER_H
#define INTERP_OPS_SHARED_GATHER_H

#include "tables/vec.h"

/* v itself when it is constant or NULL; values are borrowed from v. */
const vec *gather(const vec *v, const uint16_t *pick, uint32_t n, arena *mem);

#endif
