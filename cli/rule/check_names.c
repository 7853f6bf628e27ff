/* check_names: what a rule is called, and where it stands in MITRE ATT&CK. */
#include "cli/rule/check.h"

#include "base/utf8.h"

#include <strings.h>

/* Enterprise, ICS; the spelling is the API's. */
static const char tactics[] = "Reconnaissance ResourceDevelopment InitialAccess Execution Persistence PrivilegeEscalation DefenseEvasion CredentialAccess "
                              "Discovery LateralMovement Collection CommandAndControl Exfiltration Impact PreAttack ImpairProcessControl InhibitResponseFunction";
static const char severities[] = "Informational Low Medium High";

bool rule_is_severity(str t) { return rule_has_word(severities, t); }

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

bool rule_are_tactics(str t)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < t.n; i++) {
        uint32_t from = i;
        while (i < t.n && is_letter(t.p[i]))
            i++;
        if (i == from)
            continue;
        if (!rule_has_word(tactics, str_sub(t, from, i - from)))
            return false;
        found++;
    }
    return found > 0;
}

static const doc *scalar_of(const rule_checking *c, rule_field_id f)
{
    const doc *d = c->r->field[f];
    return d && d->kind == DOC_SCALAR && !rule_is_expression(c->r, d) ? d : NULL;
}

static bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_guid(str t)
{
    if (t.n == 38 && t.p[0] == '{' && t.p[37] == '}')
        t = str_sub(t, 1, 36);
    for (uint32_t i = 0; i < t.n; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? t.p[i] != '-' : !is_hex(t.p[i]))
            return false;
    }
    return t.n == 36;
}

static void check_length(rule_checking *c, rule_field_id f, finding what, uint32_t most)
{
    const doc *d = scalar_of(c, f);
    uint32_t n = d ? utf8_count(doc_text(d)) : 1;
    if (n < 1 || n > most)
        rule_find(c, what, d->at, "%s has %u characters; 1 to %u are possible", rule_fields[f].names[0], n, most);
}

/* One word of a list, exactly; in any case where the API does not mind. */
static void check_word(rule_checking *c, const doc *d, finding what, const char *label, const char *words)
{
    str t = doc_text(d);
    if (rule_has_word(words, t))
        return;
    diag *f = rule_find(c, what, d->at, "'" STR_FMT "' is no %s", STR_ARG(t), label);
    str near = rule_nearest_word(c, t, words);
    if (near.n)
        diag_hint(c->ds, f, "did you mean " STR_FMT "?", STR_ARG(near));
    else
        diag_hint(c->ds, f, "there are %s", words);
}

static bool is_version(str t)
{
    uint32_t dots = 0, run = 0;
    for (uint32_t i = 0; i < t.n; i++) {
        if (t.p[i] == '.' && run)
            dots++, run = 0;
        else if (is_digit(t.p[i]))
            run++;
        else
            return false;
    }
    return dots == 2 && run && t.n <= 20;
}

static bool is_technique(str t)
{
    bool sub = t.n == 9;
    if ((t.n != 5 && !sub) || t.p[0] != 'T' || (sub && t.p[5] != '.'))
        return false;
    for (uint32_t i = 1; i < t.n; i++) {
        if (i != 5 && !is_digit(t.p[i]))
            return false;
    }
    return true;
}

static void check_techniques(rule_checking *c, const doc *list)
{
    for (const doc *d = list && list->kind == DOC_LIST ? list->first : NULL; d; d = d->next) {
        if (d->kind == DOC_SCALAR && !rule_is_expression(c->r, d) && !is_technique(doc_text(d)))
            rule_find(c, FOUND_TECHNIQUE, d->at, "'" STR_FMT "' is no technique: T and four digits, and for a sub-technique a dot and three more", STR_ARG(doc_text(d)));
    }
}

static void check_attack(rule_checking *c)
{
    const doc *list = c->r->field[FIELD_TACTICS];
    for (const doc *d = list && list->kind == DOC_LIST ? list->first : NULL; d; d = d->next) {
        if (d->kind == DOC_SCALAR && !rule_is_expression(c->r, d))
            check_word(c, d, FOUND_TACTIC, "tactic", tactics);
    }
    check_techniques(c, c->r->field[FIELD_TECHNIQUES]);
    check_techniques(c, c->r->field[FIELD_SUBTECHNIQUES]);
}

static void check_kind(rule_checking *c)
{
    rule_kind kind;
    const doc *d = scalar_of(c, FIELD_KIND);
    if (d && !rule_kind_parse(doc_text(d), &kind))
        diag_hint(c->ds, rule_find(c, FOUND_KIND, d->at, "'" STR_FMT "' is no kind of rule", STR_ARG(doc_text(d))), "there are Scheduled and NRT");
}

void rule_check_names(rule_checking *c)
{
    const doc *id = scalar_of(c, FIELD_ID), *grade = scalar_of(c, FIELD_SEVERITY), *version = scalar_of(c, FIELD_VERSION);
    check_kind(c);
    if (id && !c->r->is_template && !is_guid(doc_text(id)))
        rule_find(c, FOUND_NO_GUID, id->at, "the id '" STR_FMT "' is no GUID", STR_ARG(doc_text(id)));
    check_length(c, FIELD_NAME, FOUND_NAME_LENGTH, 256);
    check_length(c, FIELD_DESCRIPTION, FOUND_DESCRIPTION_LENGTH, 5000);
    if (grade)
        check_word(c, grade, FOUND_SEVERITY, "severity", severities);
    if (version && !c->r->is_template && !is_version(doc_text(version)))
        rule_find(c, FOUND_VERSION, version->at, "'" STR_FMT "' is no version: three numbers with dots between", STR_ARG(doc_text(version)));
    check_attack(c);
}
