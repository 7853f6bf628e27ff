/* chart_roles: which column is what. Internal to chart*.c. */
#ifndef TABLES_WRITE_CHART_ROLES_H
#define TABLES_WRITE_CHART_ROLES_H

#include "tables/write/chart.h"

typedef struct roles {
    int x; /* -1: none */
    bool *is_y, *is_series;
    uint32_t n_y, n_series;
} roles;

/* Sets c->kind, c->stack and the roles; or c->wrong. `first` is the first row, or NULL: it tells what arrays hold. */
bool chart_find_roles(chart *c, const schema *cols, const datum *first, roles *out);

#endif
