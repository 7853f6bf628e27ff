/* check: the parts in order, and what they share. */
#include "cli/rule/check.h"

static const struct {
    const char *code;
    severity severity;
} findings[] = {
#define FINDING(NAME, CODE, SEVERITY, SUMMARY) {CODE, SEVERITY},
#include "cli/rule/findings.def"
#undef FINDING
};

diag *rule_find(rule_checking *c, finding what, span at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str message = arena_vprintf(c->mem, fmt, ap);
    va_end(ap);
    if (findings[what].severity == SEV_WARNING)
        return diag_warn(c->ds, findings[what].code, at, STR_FMT, STR_ARG(message));
    return diag_error(c->ds, ST_COMPILE, findings[what].code, at, STR_FMT, STR_ARG(message));
}

static const char *form_name(doc_kind kind)
{
    return kind == DOC_SCALAR ? "a value" : kind == DOC_LIST ? "a list" : "a map";
}

bool rule_check_form(rule_checking *c, const doc *d, doc_kind kind, const char *what)
{
    if (!d || (doc_is_null(d) && kind != DOC_SCALAR) || rule_is_expression(c->r, d))
        return false;
    if (d->kind != kind)
        rule_find(c, FOUND_WRONG_FORM, d->at, "%s is %s here; it has to be %s", what, form_name(d->kind), form_name(kind));
    return d->kind == kind;
}

/* The next word of a list with blanks between; false at its end. */
static bool next_word(const char **at, str *out)
{
    while (**at == ' ')
        (*at)++;
    const char *from = *at;
    while (**at && **at != ' ')
        (*at)++;
    *out = (str){from, (uint32_t)(*at - from)};
    return out->n > 0;
}

bool rule_has_word(const char *words, str name)
{
    str w;
    while (next_word(&words, &w)) {
        if (str_eq(w, name))
            return true;
    }
    return false;
}

str rule_nearest_word(rule_checking *c, str name, const char *words)
{
    str list[64], w;
    uint32_t n = 0;
    (void)c;
    while (n < 64 && next_word(&words, &w))
        list[n++] = w;
    return diag_nearest(name, list, n);
}

void rule_check_keys(rule_checking *c, const doc *map, const char *keys, const char *what)
{
    for (const doc *d = map && map->kind == DOC_MAP ? map->first : NULL; d; d = d->next) {
        for (const doc *former = map->first; former != d; former = former->next) {
            if (str_eq(former->key, d->key))
                rule_find(c, FOUND_TWICE, d->key_at, STR_FMT " is given twice", STR_ARG(d->key));
        }
        if (rule_has_word(keys, d->key))
            continue;
        diag *f = rule_find(c, FOUND_UNKNOWN_FIELD, d->key_at, "%s has no field '" STR_FMT "'", what, STR_ARG(d->key));
        str near = rule_nearest_word(c, d->key, keys);
        if (near.n)
            diag_hint(c->ds, f, "did you mean " STR_FMT "?", STR_ARG(near));
        else
            diag_hint(c->ds, f, "it has %s", keys);
    }
}

void rule_check_bool(rule_checking *c, const doc *d, const char *what)
{
    bool v;
    if (d && !rule_is_expression(c->r, d) && !doc_bool(d, &v))
        rule_find(c, FOUND_WRONG_FORM, d->at, "%s is true or false", what);
}

void rule_check_word(rule_checking *c, const doc *d, finding what, const char *label, const char *words)
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

void rule_check_column(rule_checking *c, const doc *d)
{
    str name = doc_text(d);
    if (!c->columns || !name.n || rule_is_expression(c->r, d) || schema_find(c->columns, name) >= 0)
        return;
    diag *f = rule_find(c, FOUND_COLUMN, d->at, "the query's result has no column '" STR_FMT "'", STR_ARG(name));
    str *all = ARENA_ARRAY(c->mem, str, c->columns->n + 1);
    for (uint32_t i = 0; i < c->columns->n; i++)
        all[i] = c->columns->cols[i].name;
    str near = diag_nearest(name, all, c->columns->n);
    if (near.n)
        diag_hint(c->ds, f, "did you mean " STR_FMT "?", STR_ARG(near));
}

void rule_check(arena *mem, kql *engine, const rule *r, diags *ds)
{
    rule_checking c = {.mem = mem, .engine = engine, .r = r, .ds = ds};
    rule_check_fields(&c);
    rule_check_names(&c);
    if (r->kind == RULE_OTHER)
        return;
    if (r->kind != RULE_HUNTING)
        rule_check_schedule(&c);
    kql_query *q = rule_check_query(&c);
    rule_check_entities(&c);
    rule_check_details(&c);
    rule_check_incident(&c);
    kql_query_drop(q);
}
