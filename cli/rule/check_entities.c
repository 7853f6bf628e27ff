/* check_entities: which entities the rule makes of the result's columns. Source: entities-reference.md, map-data-fields-to-entities.md. */
#include "cli/rule/check.h"

static const struct entity {
    const char *type, *identifiers, *needed; /* needed: alternatives with | between, names of one with + */
} entities[] = {
#define ENTITY(TYPE, IDENTIFIERS, NEEDED) {TYPE, IDENTIFIERS, NEEDED},
#include "cli/rule/entities.def"
#undef ENTITY
};
#define ENTITIES (sizeof entities / sizeof *entities)

static const struct entity *find_entity(str type)
{
    for (size_t i = 0; i < ENTITIES; i++) {
        if (str_is(type, entities[i].type))
            return &entities[i];
    }
    return NULL;
}

static void unknown_type(rule_checking *c, const doc *type)
{
    str all[ENTITIES];
    for (size_t i = 0; i < ENTITIES; i++)
        all[i] = str_of(entities[i].type);
    diag *f = rule_find(c, FOUND_ENTITY_TYPE, type->at, "'" STR_FMT "' is no entity type", STR_ARG(doc_text(type)));
    str near = diag_nearest(doc_text(type), all, ENTITIES);
    if (near.n)
        diag_hint(c->ds, f, "did you mean " STR_FMT "?", STR_ARG(near));
}

static bool is_mapped(const doc *fields, str name)
{
    for (const doc *d = fields->first; d; d = d->next) {
        if (str_eq(doc_text(doc_find(d, "identifier")), name))
            return true;
    }
    return false;
}

/* One of the alternatives, all of its names. */
static bool has_needed(const doc *fields, const char *needed)
{
    bool all = true;
    const char *from = needed;
    for (const char *p = needed;; p++) {
        if (*p && *p != '|' && *p != '+')
            continue;
        all = all && is_mapped(fields, (str){from, (uint32_t)(p - from)});
        from = p + 1;
        if (*p == '+')
            continue;
        if (all || !*p)
            return all;
        all = true;
    }
}

static void check_identifier(rule_checking *c, const struct entity *e, const doc *fields, const doc *at)
{
    const doc *name = doc_find(at, "identifier"), *value = doc_find(at, "columnName");
    if (!rule_check_form(c, at, DOC_MAP, "a field mapping"))
        return;
    rule_check_keys(c, at, "identifier columnName", "a field mapping");
    if (!name || !value) {
        rule_find(c, FOUND_MISSING_FIELD, at->at, "a field mapping has an identifier and a columnName");
        return;
    }
    if (!rule_has_word(e->identifiers, doc_text(name))) {
        diag *f = rule_find(c, FOUND_IDENTIFIER, name->at, "%s has no identifier '" STR_FMT "'", e->type, STR_ARG(doc_text(name)));
        str near = rule_nearest_word(c, doc_text(name), e->identifiers);
        if (near.n)
            diag_hint(c->ds, f, "did you mean " STR_FMT "?", STR_ARG(near));
        else
            diag_hint(c->ds, f, "it has %s", e->identifiers);
    }
    for (const doc *d = fields->first; d != at; d = d->next) {
        if (str_eq(doc_text(doc_find(d, "identifier")), doc_text(name)))
            rule_find(c, FOUND_IDENTIFIER_TWICE, name->at, "'" STR_FMT "' is mapped twice", STR_ARG(doc_text(name)));
    }
    rule_check_column(c, value);
}

static void missing_identifier(rule_checking *c, span at, const struct entity *e)
{
    buf list = {0};
    for (const char *p = e->needed; *p; p++) {
        if (*p == '|' || *p == '+')
            buf_text(&list, *p == '|' ? ", " : " and ");
        else
            buf_put(&list, p, 1);
    }
    bool one = !strchr(e->needed, '|');
    diag *f = rule_find(c, FOUND_IDENTIFIER_MISSING, at, "these identifiers are not enough for an entity %s", e->type);
    diag_hint(c->ds, f, one ? "it needs " STR_FMT : "it needs one of " STR_FMT, STR_ARG(buf_view(&list)));
    buf_drop(&list);
}

static void check_mapping(rule_checking *c, const doc *d)
{
    const doc *type = doc_find(d, "entityType"), *fields = doc_find(d, "fieldMappings");
    if (!rule_check_form(c, d, DOC_MAP, "an entity mapping"))
        return;
    rule_check_keys(c, d, "entityType fieldMappings", "an entity mapping");
    if (!type || !fields) {
        rule_find(c, FOUND_MISSING_FIELD, (span){d->at.start, 0}, "an entity mapping has an entityType and fieldMappings");
        return;
    }
    if (doc_is_null(fields))
        rule_find(c, FOUND_IDENTIFIER_COUNT, fields->key_at, "an entity has 1 to 3 identifiers, this one none");
    if (rule_is_expression(c->r, type) || !rule_check_form(c, fields, DOC_LIST, "fieldMappings"))
        return;
    const struct entity *e = find_entity(doc_text(type));
    if (!e) {
        unknown_type(c, type);
        return;
    }
    if (fields->n < 1 || fields->n > 3)
        rule_find(c, FOUND_IDENTIFIER_COUNT, fields->key_at, "an entity has 1 to 3 identifiers, this one %u", fields->n);
    for (const doc *f = fields->first; f; f = f->next)
        check_identifier(c, e, fields, f);
    if (fields->n && !has_needed(fields, e->needed))
        missing_identifier(c, type->at, e);
}

void rule_check_entities(rule_checking *c)
{
    const doc *list = c->r->field[FIELD_ENTITIES], *whole = c->r->field[FIELD_SENTINEL_ENTITIES];
    for (const doc *d = whole && whole->kind == DOC_LIST ? whole->first : NULL; d; d = d->next)
        rule_check_column(c, doc_find(d, "columnName"));
    if (!list || list->kind != DOC_LIST)
        return;
    if (list->n < 1 || list->n > 10)
        rule_find(c, FOUND_ENTITY_COUNT, list->key_at, "a rule maps 1 to 10 entities, this one %u", list->n);
    for (const doc *d = list->first; d; d = d->next)
        check_mapping(c, d);
}
