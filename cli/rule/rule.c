/* rule: finding the rules in a document, and their fields under all names. */
#include "cli/rule/rule.h"

#include <strings.h>

const rule_field rule_fields[RULE_FIELDS] = {
    [FIELD_ID] = {{"id"}, false, false},
    [FIELD_NAME] = {{"name", "displayName"}, true, true},
    [FIELD_KIND] = {{"kind"}, false, false},
    [FIELD_VERSION] = {{"version"}, false, false},
    [FIELD_DESCRIPTION] = {{"description"}, true, true},
    [FIELD_SEVERITY] = {{"severity"}, true, true},
    [FIELD_STATUS] = {{"status"}, false, false},
    [FIELD_ENABLED] = {{"enabled"}, false, false},
    [FIELD_CONNECTORS] = {{"requiredDataConnectors"}, false, false},
    [FIELD_FREQUENCY] = {{"queryFrequency"}, true, false},
    [FIELD_PERIOD] = {{"queryPeriod"}, true, false},
    [FIELD_TRIGGER] = {{"triggerOperator"}, true, false},
    [FIELD_THRESHOLD] = {{"triggerThreshold"}, true, false},
    [FIELD_TACTICS] = {{"tactics"}, false, false},
    [FIELD_TECHNIQUES] = {{"relevantTechniques", "techniques"}, false, false},
    [FIELD_SUBTECHNIQUES] = {{"subTechniques"}, false, false},
    [FIELD_TAGS] = {{"tags"}, false, false},
    [FIELD_QUERY] = {{"query"}, true, true},
    [FIELD_ENTITIES] = {{"entityMappings"}, false, false},
    [FIELD_DETAILS] = {{"customDetails"}, false, false},
    [FIELD_OVERRIDE] = {{"alertDetailsOverride"}, false, false},
    [FIELD_GROUPING] = {{"eventGroupingSettings"}, false, false},
    [FIELD_INCIDENT] = {{"incidentConfiguration"}, false, false},
    [FIELD_SUPPRESSED] = {{"suppressionEnabled"}, false, false},
    [FIELD_SUPPRESSION] = {{"suppressionDuration"}, false, false},
    [FIELD_METADATA] = {{"metadata"}, false, false},
    [FIELD_SENTINEL_ENTITIES] = {{"sentinelEntitiesMappings"}, false, false},
    [FIELD_TEMPLATE] = {{"alertRuleTemplateName"}, false, false},
    [FIELD_TEMPLATE_VERSION] = {{"templateVersion"}, false, false},
    [FIELD_START] = {{"startTimeUtc"}, false, false},
    [FIELD_ETAG] = {{"etag", "type", "apiVersion", "properties"}, false, false},
    [FIELD_MODIFIED] = {{"lastModifiedUtc"}, false, false},
    [FIELD_ADDITIONAL] = {{"createdDateUTC", "lastUpdatedDateUTC", "additionalProperties", "dependsOn"}, false, false},
};

static const doc *find_field(const doc *fields, const rule_field *f)
{
    for (size_t i = 0; i < sizeof f->names / sizeof *f->names && f->names[i]; i++) {
        const doc *d = doc_find(fields, f->names[i]);
        if (d)
            return d;
    }
    return NULL;
}

str rule_text(const rule *r, rule_field_id f) { return doc_text(r->field[f]); }

bool rule_is_expression(const rule *r, const doc *d)
{
    str t = doc_text(d);
    return r->is_template && t.n >= 2 && t.p[0] == '[' && t.p[1] != '[' && t.p[t.n - 1] == ']';
}

bool rule_kind_parse(str text, rule_kind *out)
{
    static const struct {
        const char *name;
        rule_kind kind;
    } kinds[] = {
        {"Scheduled", RULE_SCHEDULED}, {"NRT", RULE_NRT}, {"Fusion", RULE_OTHER}, {"MicrosoftSecurityIncidentCreation", RULE_OTHER},
        {"MLBehaviorAnalytics", RULE_OTHER}, {"ThreatIntelligence", RULE_OTHER}, {"Anomaly", RULE_OTHER},
        {"Hunting", RULE_HUNTING}, {"HuntingQuery", RULE_HUNTING},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (text.n == strlen(kinds[i].name) && strncasecmp(text.p, kinds[i].name, text.n) == 0) {
            *out = kinds[i].kind;
            return true;
        }
    }
    return false;
}

/* Without a kind: a schedule makes a scheduled rule, and a severity one that lacks it; what has neither is a hunting query. */
static rule_kind kind_of(const rule *r)
{
    rule_kind kind;
    if (rule_kind_parse(rule_text(r, FIELD_KIND), &kind))
        return kind;
    return r->field[FIELD_FREQUENCY] || r->field[FIELD_TRIGGER] || r->field[FIELD_SEVERITY] || r->field[FIELD_KIND] ? RULE_SCHEDULED : RULE_HUNTING;
}

static void read_schedule(rule *r)
{
    str grouping = doc_text(doc_find(r->field[FIELD_GROUPING], "aggregationKind"));
    r->has_schedule = rule_duration(rule_text(r, FIELD_FREQUENCY), &r->frequency) && rule_duration(rule_text(r, FIELD_PERIOD), &r->period);
    rule_trigger_parse(rule_text(r, FIELD_TRIGGER), &r->trigger);
    doc_long(r->field[FIELD_THRESHOLD], &r->threshold);
    doc_bool(r->field[FIELD_SUPPRESSED], &r->suppressed);
    rule_duration(rule_text(r, FIELD_SUPPRESSION), &r->suppression);
    r->alert_per_result = grouping.n == 14 && strncasecmp(grouping.p, "AlertPerResult", 14) == 0;
}

static void add_rule(arena *mem, rule_file *out, const doc *outer, const doc *fields, bool is_template)
{
    rule *more = ARENA_ARRAY(mem, rule, out->n + 1);
    if (out->n)
        memcpy(more, out->rules, out->n * sizeof *more);
    rule *r = &more[out->n++];
    out->rules = more;
    *r = (rule){.outer = outer, .fields = fields, .is_template = is_template};
    for (int i = 0; i < RULE_FIELDS; i++) {
        r->field[i] = find_field(fields, &rule_fields[i]);
        if (!r->field[i] && (i == FIELD_KIND || i == FIELD_ID))
            r->field[i] = find_field(outer, &rule_fields[i]);
    }
    r->kind = kind_of(r);
    read_schedule(r);
}

/* A map with a query, or with the fields that only rules have, is a rule; templates nest them among `properties` of resources. */
static bool is_rule(const doc *d)
{
    return doc_find(d, "query") || doc_find(d, "queryFrequency") || doc_find(d, "triggerOperator");
}

/* Templates have resources of other kinds, whose properties may hold a query, too: workbooks, saved searches. */
static bool is_other_resource(const doc *resource)
{
    str type = doc_text(doc_find(resource, "type"));
    static const char *const ours[] = {"alertRules", "alertRuleTemplates", "contentTemplates"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        if (path_ends_in(type, ours[i]))
            return false;
    }
    return type.n && !(type.p[0] == '[' && type.p[type.n - 1] == ']');
}

static void look(arena *mem, const doc *d, rule_file *out, bool json, int depth)
{
    if (d->kind == DOC_SCALAR || depth > DOC_DEPTH)
        return;
    for (const doc *e = d->first; e; e = e->next) {
        if (json && str_is(e->key, "properties") && is_rule(e) && !is_other_resource(d))
            add_rule(mem, out, d, e, true);
        else if (json && str_is(e->key, "properties") && is_rule(e))
            continue;
        else if (d->kind == DOC_LIST && depth == 0 && is_rule(e))
            add_rule(mem, out, e, e, json);
        else
            look(mem, e, out, json, depth + 1);
    }
}

rule_file rule_file_read(arena *mem, str path, str file)
{
    rule_file out = {.doc = document_read(mem, path, file)};
    bool json = path_ends_in(path, ".json");
    for (const doc *d = out.doc.first; d; d = d->next) {
        if (is_rule(d))
            add_rule(mem, &out, d, d, json);
        else
            look(mem, d, &out, json, 0);
    }
    return out;
}
