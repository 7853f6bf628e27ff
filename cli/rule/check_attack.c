/* check_attack: where a rule stands in MITRE ATT&CK. */
#include "cli/rule/check.h"

/* Enterprise, ICS; the spelling is the API's. */
static const char tactics[] = "Reconnaissance ResourceDevelopment InitialAccess Execution Persistence PrivilegeEscalation DefenseEvasion CredentialAccess "
                              "Discovery LateralMovement Collection CommandAndControl Exfiltration Impact PreAttack ImpairProcessControl InhibitResponseFunction";

static const struct {
    const char *tactic, *techniques;
} served[] = {
#define TECHNIQUES(TACTIC, WORDS) {TACTIC, WORDS},
#include "cli/rule/techniques.def"
#undef TECHNIQUES
};

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

static const doc *entries(const rule_checking *c, rule_field_id f)
{
    const doc *list = c->r->field[f];
    return list && list->kind == DOC_LIST ? list->first : NULL;
}

static bool names_tactic(const rule_checking *c, const char *tactic)
{
    for (const doc *d = entries(c, FIELD_TACTICS); d; d = d->next) {
        if (rule_is_expression(c->r, d) || str_is(doc_text(d), tactic))
            return true;
    }
    return rule_is_expression(c->r, c->r->field[FIELD_TACTICS]);
}

/* Techniques that the table does not have are newer than it, and let be. */
static void check_served(rule_checking *c, const doc *d)
{
    str technique = str_sub(doc_text(d), 0, 5), all = {0};
    for (size_t i = 0; i < sizeof served / sizeof *served; i++) {
        if (!rule_has_word(served[i].techniques, technique))
            continue;
        if (names_tactic(c, served[i].tactic))
            return;
        all = arena_printf(c->mem, STR_FMT "%s%s", STR_ARG(all), all.n ? ", " : "", served[i].tactic);
    }
    if (all.n)
        diag_hint(c->ds, rule_find(c, FOUND_OTHER_TACTIC, d->at, STR_FMT " serves none of the rule's tactics", STR_ARG(technique)), "it serves " STR_FMT, STR_ARG(all));
}

/* The API takes a sub-technique in subTechniques only; the collections' YAML has both in one list. */
static void check_techniques(rule_checking *c, rule_field_id f, bool tactics_known)
{
    for (const doc *d = entries(c, f); d; d = d->next) {
        if (d->kind != DOC_SCALAR || rule_is_expression(c->r, d))
            continue;
        if (!is_technique(doc_text(d)))
            rule_find(c, FOUND_TECHNIQUE, d->at, "'" STR_FMT "' is no technique: T and four digits, and for a sub-technique a dot and three more", STR_ARG(doc_text(d)));
        else if (c->r->is_template && f == FIELD_TECHNIQUES && doc_text(d).n > 5)
            rule_find(c, FOUND_TECHNIQUE, d->at, "'" STR_FMT "' is a sub-technique: it belongs into subTechniques, its technique here", STR_ARG(doc_text(d)));
        else if (tactics_known)
            check_served(c, d);
    }
}

void rule_check_attack(rule_checking *c)
{
    const doc *list = c->r->field[FIELD_TACTICS];
    bool known = !list || list->kind == DOC_LIST || doc_is_null(list);
    for (const doc *d = entries(c, FIELD_TACTICS); d; d = d->next) {
        if (d->kind == DOC_SCALAR && !rule_is_expression(c->r, d) && !rule_has_word(tactics, doc_text(d))) {
            rule_check_word(c, d, FOUND_TACTIC, "tactic", tactics);
            known = false;
        }
    }
    check_techniques(c, FIELD_TECHNIQUES, known);
    check_techniques(c, FIELD_SUBTECHNIQUES, known);
}
