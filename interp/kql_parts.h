/* kql_parts: what is inside an engine and a query. For kql.c and raw.c. */
#ifndef INTERP_KQL_PARTS_H
#define INTERP_KQL_PARTS_H

#include "interp/bind/binder.h"
#include "interp/kql.h"
#include "interp/late.h"
#include "interp/plan/plan.h"

typedef struct raw_table {
    struct raw_table *next;
    table *table;
    schema cols;
} raw_table;

struct kql {
    arena *mem;
    kql_options opt;
    catalog *cat;
    diags ds;
    struct geoip *geoip; /* --geoip */
    struct workspace_function *functions;
    kql_arrival arrival;
    bool arrives; /* arrival says what is seen */
    raw_table *raw; /* tables that --raw made: a second file adds to them */
};

typedef enum kql_stage { STAGE_READY, STAGE_OPEN, STAGE_CUT, STAGE_ENDED, STAGE_FAILED } kql_stage;

struct kql_query {
    arena *mem;
    kql *engine;
    str text;
    diags ds;
    ast *tree;
    plan plan;
    str *names;
    bool ends_in_table;
    const render_spec **renders; /* by result, or NULL */
    exec exec;
    kql_stage *stage; /* by result */
    bool truncates;   /* set truncationmaxrecords ... */
    int64_t truncation;
    int64_t *given;   /* ... and how many rows of each result were given */
};

#endif
