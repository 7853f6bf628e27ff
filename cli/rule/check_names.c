/* check_names: what a rule is called, and how grave it is. */
#include "cli/rule/check.h"

#include "base/utf8.h"

#include <strings.h>

static const char severities[] = "Informational Low Medium High";

bool rule_is_severity(str t) { return rule_has_word(severities, t); }

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
        rule_check_word(c, grade, FOUND_SEVERITY, "severity", severities);
    if (version && !c->r->is_template && !is_version(doc_text(version)))
        rule_find(c, FOUND_VERSION, version->at, "'" STR_FMT "' is no version: three numbers with dots between", STR_ARG(doc_text(version)));
    rule_check_attack(c);
}
