/* check_details: custom details, and the texts of alerts. Source: surface-custom-details-in-alerts.md, customize-alert-details.md. */
#include "cli/rule/check.h"

#include "base/utf8.h"

#define DETAILS_MOST 20
#define KEY_MOST 20
#define PLACEHOLDERS_MOST 3

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool is_key(str t)
{
    for (uint32_t i = 0; i < t.n; i++) {
        if (!is_letter(t.p[i]) && (!i || (t.p[i] != '_' && (t.p[i] < '0' || t.p[i] > '9'))))
            return false;
    }
    return t.n >= 1 && t.n <= KEY_MOST;
}

static void check_custom(rule_checking *c)
{
    const doc *map = c->r->field[FIELD_DETAILS];
    if (!map || map->kind != DOC_MAP)
        return;
    if (map->n > DETAILS_MOST)
        rule_find(c, FOUND_DETAIL_COUNT, map->key_at, "a rule has up to %d custom details, this one %u", DETAILS_MOST, map->n);
    for (const doc *d = map->first; d; d = d->next) {
        if (!is_key(d->key))
            rule_find(c, FOUND_DETAIL_KEY, d->key_at, "'" STR_FMT "' cannot be the key of a custom detail: up to %d letters, digits and _, a letter first",
                      STR_ARG(d->key), KEY_MOST);
        rule_check_column(c, d);
    }
}

/* {{Column}}, blanks around the name allowed. */
static void check_format(rule_checking *c, const doc *d, const char *what, uint32_t most)
{
    str t = doc_text(d);
    uint32_t n = utf8_count(t), found = 0;
    if (!d || d->kind != DOC_SCALAR || rule_is_expression(c->r, d))
        return;
    if (n < 1 || n > most)
        rule_find(c, FOUND_TITLE_LENGTH, d->at, "%s has %u characters; 1 to %u are possible", what, n, most);
    for (uint32_t i = 0; i + 1 < t.n; i++) {
        if (t.p[i] != '{' || t.p[i + 1] != '{')
            continue;
        uint32_t from = i + 2, to = from;
        while (to + 1 < t.n && !(t.p[to] == '}' && t.p[to + 1] == '}'))
            to++;
        if (to + 1 >= t.n)
            break;
        i = to + 1;
        while (from < to && t.p[from] == ' ')
            from++;
        while (to > from && t.p[to - 1] == ' ')
            to--;
        doc name = {.kind = DOC_SCALAR, .at = query_text_place(&d->value, (span){from, to - from}), .value = {.text = str_sub(t, from, to - from)}};
        rule_check_column(c, &name);
        found++;
    }
    if (found > PLACEHOLDERS_MOST)
        rule_find(c, FOUND_PLACEHOLDERS, d->at, "%s has %u placeholders; up to %d are possible", what, found, PLACEHOLDERS_MOST);
}

/* A property of the alert out of a column. Source: the API's AlertProperty. */
static void check_property(rule_checking *c, const doc *d)
{
    static const char all[] = "AlertLink ConfidenceLevel ConfidenceScore ExtendedLinks ProductName ProviderName ProductComponentName RemediationSteps Techniques SubTechniques";
    const doc *name = doc_find(d, "alertProperty"), *value = doc_find(d, "value");
    if (!name || !value) {
        rule_find(c, FOUND_MISSING_FIELD, (span){d->at.start, 0}, "a property of the alert has an alertProperty and a value");
        return;
    }
    rule_check_keys(c, d, "alertProperty value", "a property of the alert");
    if (!rule_is_expression(c->r, name) && !rule_has_word(all, doc_text(name)))
        diag_hint(c->ds, rule_find(c, FOUND_PROPERTY, name->at, "alerts have no property '" STR_FMT "'", STR_ARG(doc_text(name))), "there are %s", all);
    rule_check_column(c, value);
}

static void check_override(rule_checking *c)
{
    const doc *map = c->r->field[FIELD_OVERRIDE];
    if (!map || map->kind != DOC_MAP)
        return;
    rule_check_keys(c, map, "alertDisplayNameFormat alertDescriptionFormat alertTacticsColumnName alertSeverityColumnName alertDynamicProperties", "alertDetailsOverride");
    check_format(c, doc_find(map, "alertDisplayNameFormat"), "alertDisplayNameFormat", 256);
    check_format(c, doc_find(map, "alertDescriptionFormat"), "alertDescriptionFormat", 5000);
    rule_check_column(c, doc_find(map, "alertTacticsColumnName"));
    rule_check_column(c, doc_find(map, "alertSeverityColumnName"));
    const doc *more = doc_find(map, "alertDynamicProperties");
    for (const doc *d = more && more->kind == DOC_LIST ? more->first : NULL; d; d = d->next)
        check_property(c, d);
}

void rule_check_details(rule_checking *c)
{
    check_custom(c);
    check_override(c);
}
