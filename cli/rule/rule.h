/* rule: a Sentinel analytics rule, out of the YAML of the public collections or the JSON of ARM templates, exports and the API, in all the
 * spellings they have: `1d` and P1D, gt and GreaterThan, name and displayName, relevantTechniques and techniques.
 *
 * Source: the templates' schema validation in the Azure-Sentinel repository; scheduled-rules-overview.md and its neighbours. */
#ifndef CLI_RULE_RULE_H
#define CLI_RULE_RULE_H

#include "cli/document/document.h"

typedef enum rule_kind {
    RULE_SCHEDULED,
    RULE_NRT,     /* near-real-time: no schedule of its own */
    RULE_HUNTING, /* a query of the hunting collections: never run on a schedule */
    RULE_OTHER,   /* Fusion and the like: no query */
} rule_kind;

typedef enum rule_trigger { TRIGGER_GREATER, TRIGGER_LESS, TRIGGER_EQUAL, TRIGGER_NOT_EQUAL } rule_trigger;

/* A field of a rule: where it may stand under which names. The order is that of `rule_fields`. */
typedef enum rule_field_id {
    FIELD_ID, FIELD_NAME, FIELD_KIND, FIELD_VERSION, FIELD_DESCRIPTION, FIELD_SEVERITY, FIELD_STATUS, FIELD_ENABLED, FIELD_CONNECTORS, FIELD_FREQUENCY,
    FIELD_PERIOD, FIELD_TRIGGER, FIELD_THRESHOLD, FIELD_TACTICS, FIELD_TECHNIQUES, FIELD_SUBTECHNIQUES, FIELD_TAGS, FIELD_QUERY, FIELD_ENTITIES,
    FIELD_DETAILS, FIELD_OVERRIDE, FIELD_GROUPING, FIELD_INCIDENT, FIELD_SUPPRESSED, FIELD_SUPPRESSION, FIELD_METADATA, FIELD_SENTINEL_ENTITIES,
    FIELD_TEMPLATE, FIELD_TEMPLATE_VERSION, FIELD_START, FIELD_ETAG, FIELD_MODIFIED, FIELD_ADDITIONAL,
    RULE_FIELDS
} rule_field_id;

typedef struct rule_field {
    const char *names[4];   /* the first is what messages call it */
    bool scheduled, nrt;    /* demanded of such a rule */
} rule_field;

extern const rule_field rule_fields[RULE_FIELDS];

typedef struct rule {
    const doc *outer;                 /* the resource of a template (kind, name); the same as `fields` in YAML */
    const doc *fields;                /* the map that holds the fields */
    const doc *field[RULE_FIELDS];    /* NULL: not given */
    rule_kind kind;
    bool is_template;                 /* JSON of ARM: values may be expressions in brackets */
    bool has_schedule;                /* frequency and period are what the rule says */
    int64_t frequency, period;        /* ticks */
    rule_trigger trigger;
    int64_t threshold;
    bool alert_per_result;
    bool suppressed;
    int64_t suppression;              /* ticks */
} rule;

typedef struct rule_file {
    document doc;
    rule *rules;
    uint32_t n;
} rule_file;

/* Every rule in the file; what cannot be understood keeps its default here and is for rule_check to report. */
rule_file rule_file_read(arena *mem, str path, str file);

str rule_text(const rule *r, rule_field_id f);           /* a scalar field's text, else empty */
bool rule_is_expression(const rule *r, const doc *d);    /* "[parameters('x')]": known only when the template is deployed */

bool rule_duration(str text, int64_t *ticks);            /* 5m 1h 14d, P1DT2H, 1.00:00:00 */
bool rule_trigger_parse(str text, rule_trigger *out);    /* gt lt eq ne, GreaterThan..., in any case */
bool rule_kind_parse(str text, rule_kind *out);

#endif
