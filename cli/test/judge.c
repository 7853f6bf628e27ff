/* judge: is the result what the case expects? */
#include "cli/test/judging.h"

failure *fail(judging *j, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    failure *f = ARENA_NEW(j->mem, failure);
    f->what = arena_vprintf(j->mem, fmt, ap);
    f->nearest = -1;
    va_end(ap);
    *j->last = f;
    j->last = &f->next;
    return f;
}

static void judge_columns(judging *j, const doc *list)
{
    buf got = {0}, want = {0};
    uint32_t i = 0;
    bool same = list->n == j->o->rows.cols.n;
    for (const doc *d = list->kind == DOC_LIST ? list->first : NULL; d; d = d->next, i++) {
        str t = doc_text(d);
        const column *c = i < j->o->rows.cols.n ? &j->o->rows.cols.cols[i] : NULL;
        const char *colon = memchr(t.p ? t.p : "", ':', t.n);
        str name = colon ? (str){t.p, (uint32_t)(colon - t.p)} : t;
        bool typed = colon && c && !str_is((str){colon + 1, t.n - name.n - 1}, type_name(c->type));
        same = same && c && str_eq(c->name, name) && !typed;
        buf_printf(&want, "%s" STR_FMT, i ? ", " : "", STR_ARG(t));
    }
    for (uint32_t k = 0; k < j->o->rows.cols.n; k++)
        buf_printf(&got, "%s" STR_FMT ":%s", k ? ", " : "", STR_ARG(j->o->rows.cols.cols[k].name), type_name(j->o->rows.cols.cols[k].type));
    if (!same)
        fail(j, "columns: expected " STR_FMT "\n         got      " STR_FMT, STR_ARG(buf_view(&want)), STR_ARG(buf_view(&got)));
    buf_drop(&got);
    buf_drop(&want);
}

/* A rule's threshold decides; of a plain query any row is an alert. */
static bool is_alert(const judging *j)
{
    const rule *r = j->c->rule->rule;
    uint64_t n = j->o->rows.n, threshold = r && r->kind == RULE_SCHEDULED ? (uint64_t)r->threshold : 0;
    if (!r || r->kind != RULE_SCHEDULED)
        return n > 0;
    return r->trigger == TRIGGER_GREATER ? n > threshold : r->trigger == TRIGGER_LESS ? n < threshold : r->trigger == TRIGGER_EQUAL ? n == threshold : n != threshold;
}

/* Some identifier of a mapped entity of that type has this value in some row. */
static bool has_entity(judging *j, str type, const doc *value)
{
    const doc *list = j->c->rule->rule ? j->c->rule->rule->field[FIELD_ENTITIES] : NULL;
    for (const doc *e = list && list->kind == DOC_LIST ? list->first : NULL; e; e = e->next) {
        const doc *fields = doc_find(e, "fieldMappings");
        if (!str_eq(doc_text(doc_find(e, "entityType")), type))
            continue;
        for (const doc *f = fields && fields->kind == DOC_LIST ? fields->first : NULL; f; f = f->next) {
            int at = schema_find(&j->o->rows.cols, doc_text(doc_find(f, "columnName")));
            for (uint32_t i = 0; at >= 0 && i < j->o->rows.n; i++) {
                if (value_matches(j->mem, value, judged_row(j, i)[at]))
                    return true;
            }
        }
    }
    return false;
}

static void judge_entities(judging *j, const doc *map)
{
    for (const doc *d = map->kind == DOC_MAP ? map->first : NULL; d; d = d->next) {
        for (const doc *v = d->kind == DOC_LIST ? d->first : d; v; v = d->kind == DOC_LIST ? v->next : NULL) {
            if (!has_entity(j, d->key, v))
                fail(j, "entities: no " STR_FMT " '" STR_FMT "'", STR_ARG(d->key), STR_ARG(doc_text(v)));
        }
    }
}

static bool judge_error(judging *j, const doc *want, status st, const diags *ds)
{
    str code = doc_text(want);
    const diag *first = NULL;
    for (uint32_t i = 0; i < ds->n; i++) {
        const diag *d = &ds->items[i];
        if (d->severity != SEV_ERROR)
            continue;
        first = first ? first : d;
        if (want && ((d->code && str_is(code, d->code)) || str_is(code, "any")))
            return true;
    }
    if (!want && st == ST_OK)
        return true;
    if (want && st == ST_OK)
        fail(j, "error: expected " STR_FMT ", and the query ran", STR_ARG(code));
    else if (want)
        fail(j, "error: expected " STR_FMT ", got %s: " STR_FMT, STR_ARG(code), first && first->code ? first->code : "another", STR_ARG(first ? first->message : STR("it failed")));
    else {
        uint32_t line = 1, col = 1;
        if (first && first->has_span)
            diag_place(j->c->rule->file, query_text_place(j->c->rule->query, first->span).start, &line, &col);
        fail(j, "the query failed: %s:%u:%u: %s%s" STR_FMT, j->c->rule->path, line, col, first && first->code ? first->code : "", first && first->code ? ": " : "",
             STR_ARG(first ? first->message : STR("no reason was given")));
        j->o->errored = true;
    }
    return false;
}

void judge(arena *mem, const test_case *c, outcome *out, status st, const diags *ds)
{
    judging j = {mem, c, out, &out->failures};
    const doc *e = c->expect, *error = doc_find(e, "error"), *rows = doc_find(e, "rows"), *alert = doc_find(e, "alert");
    int64_t n;
    bool ordered = false, want;
    doc_bool(doc_find(e, "ordered"), &ordered);
    if (judge_error(&j, error, st, ds) && !error) {
        if (rows && doc_long(rows, &n) && n != out->rows.n)
            fail(&j, "rows: expected %lld, got %u", (long long)n, out->rows.n)->shows_rows = true;
        if (alert && doc_bool(alert, &want) && want != is_alert(&j))
            fail(&j, want ? "alert: expected one, and %u row%s raise%s none" : "alert: expected none, and %u row%s raise%s one", out->rows.n, out->rows.n == 1 ? "" : "s", out->rows.n == 1 ? "s" : "");
        if (doc_find(e, "columns"))
            judge_columns(&j, doc_find(e, "columns"));
        if (doc_find(e, "contains"))
            judge_contains(&j, doc_find(e, "contains"), ordered);
        if (doc_find(e, "excludes"))
            judge_excludes(&j, doc_find(e, "excludes"));
        if (doc_find(e, "exactly"))
            judge_exactly(&j, doc_find(e, "exactly"), ordered);
        if (doc_find(e, "entities"))
            judge_entities(&j, doc_find(e, "entities"));
    }
    out->passed = !out->failures;
}
