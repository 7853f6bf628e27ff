/* group_rows: stored rows by some of their columns. */
#ifndef INTERP_PLUGINS_GROUP_ROWS_H
#define INTERP_PLUGINS_GROUP_ROWS_H

#include "interp/ops/shared/groups.h"

/* Each row's group number, groups in order of appearance; lives as long as mem. */
uint32_t *group_rows(const rows *in, const uint32_t *columns, uint32_t n, arena *mem, groups *out);

#endif
