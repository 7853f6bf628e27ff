/* kql: the one public face of the engine. Open an engine, give it tables, prepare a query, step through its results.
 *
 *   kql *k = kql_open(&opt);
 *   catalog_add_file(kql_catalog(k), STR("SecurityEvent"), "events.jsonl", kql_diags(k));
 *   kql_query *q = kql_prepare(k, text);
 *   while (kql_step(q, &rows) == STEP_ROWS) ...
 *   kql_query_drop(q); kql_close(k);
 */
#ifndef INTERP_KQL_H
#define INTERP_KQL_H

#include "base/diag.h"
#include "interp/lint/lint.h"
#include "interp/probe/probe.h"
#include "tables/catalog.h"
#include "tables/write/render_spec.h"

#include <stdio.h>

typedef struct kql kql;
typedef struct kql_query kql_query;

/* A value for declare query_parameters: text, read as a literal of the type that the query declares. */
typedef struct kql_parameter {
    str name, value;
} kql_parameter;

/* What had come in by a time: rows of tables are seen when they arrived in [from, to] (ticks). A row that does not say when it arrived came
 * `delay` after the time that it bears; tables whose rows bear none are seen whole. */
typedef struct kql_arrival {
    int64_t from, to, delay;
} kql_arrival;

typedef struct kql_options {
    load_options load;
    bool has_now;
    int64_t now;         /* ticks; without has_now the system clock at kql_prepare */
    size_t memory_limit; /* bytes; 0: the default (16 GiB) */
    bool as_written;     /* the plan is not rewritten: for kql_query_lineage (interp/lineage) */
    bool bind_only;      /* queries are never stepped: no data is read, and columns that only data can tell stay open */
    const kql_parameter *params; /* must outlive the engine */
    uint32_t n_params;
    const struct workspace *workspace; /* interp/workspace.h; must outlive the engine; NULL: none */
    const char *geoip;   /* a MaxMind DB file for geo_info_from_ip_address(), or NULL */
    const struct agents *agents; /* interp/agents.h, for parse_user_agent(); must outlive the engine; NULL: none */
    FILE *trace;         /* operator trace (-d x), or NULL */
} kql_options;

kql *kql_open(const kql_options *opt);
void kql_close(kql *k);                /* queries first */
catalog *kql_catalog(kql *k);
diags *kql_diags(kql *k);              /* what loading had to say */
void kql_set_now(kql *k, int64_t ticks);
void kql_set_arrival(kql *k, const kql_arrival *a); /* of the queries that are prepared from now on; NULL: all rows are seen */

/* Parses, binds and plans; nothing of the tables is read beyond their samples. Never NULL. `text` must outlive the query. */
kql_query *kql_prepare(kql *k, str text);
status kql_query_status(const kql_query *q);      /* ST_OK when it can be stepped */
diags *kql_query_diags(kql_query *q);             /* errors and warnings, with places in text; grows while stepping */
uint32_t kql_query_results(const kql_query *q);   /* how many tables it gives */
bool kql_query_ends_in_table(const kql_query *q); /* false: in fork or facet, which give several, or in consume, which gives none */
const schema *kql_query_columns(const kql_query *q, uint32_t result);
bool kql_query_open(const kql_query *q, uint32_t result);   /* there may be columns besides that only the data tells (bag_unpack, pivot) */
str kql_query_name(const kql_query *q, uint32_t result); /* "" when the result has none */
const render_spec *kql_query_render(const kql_query *q, uint32_t result); /* NULL: it does not end in `render` */
step kql_step(kql_query *q, uint32_t result, batch *out);
void kql_query_drop(kql_query *q);

/* Traps in a query that compiled, for an engine opened bind_only; they live as long as the query. Nothing for one that did not. */
lint_findings kql_query_lint(kql_query *q);

/* Questions and small changes for tests of the query; they live as long as it. None when it does not parse. */
probe_list kql_query_probes(kql_query *q);
mutant_list kql_query_mutants(kql_query *q);
const query_branch *kql_query_stages(kql_query *q); /* the lets and results, in order */

/* Debug views: 't' tokens, 's' syntax tree, 'b' bound tree, 'p' plan. False: no such view. */
bool kql_query_dump(kql_query *q, char view, buf *out);

/* --raw: reads FILE as raw event logs through a mapping (tables/maps/NAME.kql; NULL detects) and adds the tables that it makes. */
status kql_add_raw(kql *k, const char *path, const char *map);

#endif
