/* check_fields: which fields a rule has. */
#include "cli/rule/check.h"

static const rule_field *field_named(str name, int *at)
{
    for (int i = 0; i < RULE_FIELDS; i++) {
        for (size_t k = 0; k < 4 && rule_fields[i].names[k]; k++) {
            if (str_is(name, rule_fields[i].names[k])) {
                *at = i;
                return &rule_fields[i];
            }
        }
    }
    return NULL;
}

static void unknown(rule_checking *c, const doc *d)
{
    str all[RULE_FIELDS * 4];
    uint32_t n = 0;
    for (int i = 0; i < RULE_FIELDS; i++) {
        for (size_t k = 0; k < 4 && rule_fields[i].names[k]; k++)
            all[n++] = str_of(rule_fields[i].names[k]);
    }
    diag *f = rule_find(c, FOUND_UNKNOWN_FIELD, d->key_at, "a rule has no field '" STR_FMT "'", STR_ARG(d->key));
    str near = diag_nearest(d->key, all, n);
    if (near.n)
        diag_hint(c->ds, f, "did you mean " STR_FMT "?", STR_ARG(near));
}

static void check_one(rule_checking *c, const doc *d, const doc *seen[RULE_FIELDS])
{
    int at;
    if (!field_named(d->key, &at)) {
        unknown(c, d);
        return;
    }
    if (at == FIELD_ETAG || at == FIELD_ADDITIONAL)
        return;
    if (seen[at])
        rule_find(c, FOUND_TWICE, d->key_at, "%s is given twice", rule_fields[at].names[0]);
    seen[at] = d;
}

static void check_missing(rule_checking *c)
{
    for (int i = 0; i < RULE_FIELDS; i++) {
        bool needed = c->r->kind == RULE_SCHEDULED ? rule_fields[i].scheduled : c->r->kind == RULE_NRT && rule_fields[i].nrt;
        if (i == FIELD_DESCRIPTION && c->r->is_template)
            needed = false;
        if (needed && !c->r->field[i])
            rule_find(c, FOUND_MISSING_FIELD, (span){c->r->fields->at.start, 0}, "the rule has no %s", rule_fields[i].names[0]);
    }
}

static const struct {
    rule_field_id field;
    doc_kind kind;
} forms[] = {
    {FIELD_ID, DOC_SCALAR}, {FIELD_NAME, DOC_SCALAR}, {FIELD_KIND, DOC_SCALAR}, {FIELD_VERSION, DOC_SCALAR}, {FIELD_DESCRIPTION, DOC_SCALAR},
    {FIELD_SEVERITY, DOC_SCALAR}, {FIELD_CONNECTORS, DOC_LIST}, {FIELD_FREQUENCY, DOC_SCALAR}, {FIELD_PERIOD, DOC_SCALAR}, {FIELD_TRIGGER, DOC_SCALAR},
    {FIELD_THRESHOLD, DOC_SCALAR}, {FIELD_TACTICS, DOC_LIST}, {FIELD_TECHNIQUES, DOC_LIST}, {FIELD_QUERY, DOC_SCALAR}, {FIELD_ENTITIES, DOC_LIST},
    {FIELD_DETAILS, DOC_MAP}, {FIELD_OVERRIDE, DOC_MAP}, {FIELD_GROUPING, DOC_MAP}, {FIELD_INCIDENT, DOC_MAP}, {FIELD_SUPPRESSED, DOC_SCALAR},
    {FIELD_SUPPRESSION, DOC_SCALAR},
};

void rule_check_fields(rule_checking *c)
{
    const doc *seen[RULE_FIELDS] = {0};
    for (const doc *d = c->r->fields->first; d; d = d->next)
        check_one(c, d, seen);
    check_missing(c);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        rule_check_form(c, c->r->field[forms[i].field], forms[i].kind, rule_fields[forms[i].field].names[0]);
}
