/* check_incident: how alerts become incidents. Source: scheduled-rules-overview.md, Alert grouping. */
#include "cli/rule/check.h"

#include "base/time_text.h"

static bool maps_entity(const rule *r, str type)
{
    const doc *list = r->field[FIELD_ENTITIES];
    for (const doc *d = list && list->kind == DOC_LIST ? list->first : NULL; d; d = d->next) {
        if (str_eq(doc_text(doc_find(d, "entityType")), type))
            return true;
    }
    return false;
}

static uint32_t entries(const doc *map, const char *key)
{
    const doc *d = doc_find(map, key);
    return d && d->kind == DOC_LIST ? d->n : 0;
}

static void check_method(rule_checking *c, const doc *g)
{
    const doc *method = doc_find(g, "matchingMethod");
    if (!method || rule_is_expression(c->r, method))
        return;
    if (!rule_has_word("AllEntities AnyAlert Selected", doc_text(method)))
        diag_hint(c->ds, rule_find(c, FOUND_INCIDENT, method->at, "'" STR_FMT "' is no way to match alerts", STR_ARG(doc_text(method))),
                  "there are AllEntities, AnyAlert and Selected");
    bool selected = str_is(doc_text(method), "Selected");
    if (selected && !entries(g, "groupByEntities") && !entries(g, "groupByAlertDetails") && !entries(g, "groupByCustomDetails"))
        rule_find(c, FOUND_INCIDENT, method->at, "alerts are matched by what is selected, and nothing is");
}

static void check_settings(rule_checking *c, const doc *incident, const doc *g)
{
    rule_check_keys(c, incident, "createIncident groupingConfiguration", "incidentConfiguration");
    rule_check_keys(c, g, "enabled reopenClosedIncident lookbackDuration matchingMethod groupByEntities groupByAlertDetails groupByCustomDetails", "groupingConfiguration");
    rule_check_bool(c, doc_find(incident, "createIncident"), "createIncident");
    rule_check_bool(c, doc_find(g, "enabled"), "enabled");
    rule_check_bool(c, doc_find(g, "reopenClosedIncident"), "reopenClosedIncident");
    const doc *list = doc_find(g, "groupByAlertDetails");
    for (const doc *d = list && list->kind == DOC_LIST ? list->first : NULL; d; d = d->next) {
        if (!rule_is_expression(c->r, d) && !rule_has_word("DisplayName Severity", doc_text(d)))
            diag_hint(c->ds, rule_find(c, FOUND_INCIDENT, d->at, "alerts have no detail '" STR_FMT "'", STR_ARG(doc_text(d))), "there are DisplayName and Severity");
    }
}

void rule_check_incident(rule_checking *c)
{
    const doc *g = doc_find(c->r->field[FIELD_INCIDENT], "groupingConfiguration"), *look = doc_find(g, "lookbackDuration"), *list;
    int64_t v;
    check_settings(c, c->r->field[FIELD_INCIDENT], g);
    if (!g || g->kind != DOC_MAP)
        return;
    check_method(c, g);
    if (look && look->kind == DOC_SCALAR && !rule_is_expression(c->r, look) &&
        (!rule_duration(doc_text(look), &v) || v < 5 * TICKS_PER_MINUTE || v > 7 * TICKS_PER_DAY))
        rule_find(c, FOUND_INCIDENT, look->at, "lookbackDuration is from 5 minutes to 7 days");
    if (!str_is(doc_text(doc_find(g, "matchingMethod")), "Selected"))
        return; /* what is selected is not looked at: exports list every type there */
    list = doc_find(g, "groupByEntities");
    for (const doc *d = list && list->kind == DOC_LIST ? list->first : NULL; d; d = d->next) {
        if (!rule_is_expression(c->r, d) && !maps_entity(c->r, doc_text(d)))
            rule_find(c, FOUND_INCIDENT, d->at, "no entity '" STR_FMT "' is mapped", STR_ARG(doc_text(d)));
    }
    list = doc_find(g, "groupByCustomDetails");
    for (const doc *d = list && list->kind == DOC_LIST ? list->first : NULL; d; d = d->next) {
        if (!rule_is_expression(c->r, d) && !doc_find(c->r->field[FIELD_DETAILS], arena_printf(c->mem, STR_FMT, STR_ARG(doc_text(d))).p))
            rule_find(c, FOUND_INCIDENT, d->at, "there is no custom detail '" STR_FMT "'", STR_ARG(doc_text(d)));
    }
}
