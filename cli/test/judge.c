/* judge: is the result what the case expects? */
#include "cli/load.h"
#include "cli/test/suite.h"

typedef struct judging {
    arena *mem;
    const test_case *c;
    outcome *o;
    failure **last;
} judging;

static failure *fail(judging *j, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static failure *fail(judging *j, const char *fmt, ...)
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

static const datum *row_of(const outcome *o, uint32_t row) { return o->rows.cells + (size_t)row * o->rows.cols.n; }

/* How many of the row's cells are as wanted; all of them: the row matches. */
static uint32_t matching_cells(judging *j, const doc *want, uint32_t row)
{
    uint32_t n = 0;
    for (const doc *d = want->first; d; d = d->next) {
        int at = schema_find(&j->o->rows.cols, d->key);
        n += at >= 0 && value_matches(j->mem, d, row_of(j->o, row)[at]);
    }
    return n;
}

static bool columns_exist(judging *j, const doc *want)
{
    bool ok = true;
    str names[512];
    uint32_t n = 0;
    for (; n < j->o->rows.cols.n && n < 512; n++)
        names[n] = j->o->rows.cols.cols[n].name;
    for (const doc *d = want->first; d; d = d->next) {
        if (schema_find(&j->o->rows.cols, d->key) >= 0)
            continue;
        str near = diag_nearest(d->key, names, n);
        fail(j, "the result has no column '" STR_FMT "'%s" STR_FMT "%s", STR_ARG(d->key), near.n ? " (did you mean " : "", STR_ARG(near), near.n ? "?)" : "");
        ok = false;
    }
    return ok;
}

/* The first row from `from` on that matches and is not taken; -1, and the nearest of those that are not taken. */
static int64_t find_row(judging *j, const doc *want, const bool *taken, uint32_t from, int64_t *nearest)
{
    uint32_t best = 0;
    *nearest = -1;
    for (uint32_t i = from; i < j->o->rows.n; i++) {
        uint32_t n = taken && taken[i] ? 0 : matching_cells(j, want, i);
        if (taken && taken[i])
            continue;
        if (n == want->n)
            return i;
        if (*nearest < 0 || n > best) {
            best = n;
            *nearest = i;
        }
    }
    return -1;
}

/* Each expected row takes a row of its own; in order, when order counts. */
static uint32_t take_rows(judging *j, const doc *list, bool ordered, bool *taken, const char *what)
{
    uint32_t from = 0, met = 0;
    for (const doc *want = list->first; want; want = want->next) {
        int64_t nearest;
        if (want->kind != DOC_MAP || !columns_exist(j, want))
            continue;
        int64_t at = find_row(j, want, taken, ordered ? from : 0, &nearest);
        if (at < 0) {
            failure *f = fail(j, "%s: no %srow is like this one", what, from && ordered ? "later " : "");
            f->row = want;
            f->nearest = nearest;
            continue;
        }
        taken[at] = true;
        from = (uint32_t)at + 1;
        met++;
    }
    return met;
}

static void judge_contains(judging *j, const doc *list, bool ordered)
{
    bool *taken = ARENA_ARRAY(j->mem, bool, j->o->rows.n + 1);
    if (list->kind == DOC_LIST)
        take_rows(j, list, ordered, taken, "contains");
}

static void judge_excludes(judging *j, const doc *list)
{
    for (const doc *want = list->kind == DOC_LIST ? list->first : NULL; want; want = want->next) {
        int64_t nearest, at;
        if (want->kind != DOC_MAP || !columns_exist(j, want))
            continue;
        at = find_row(j, want, NULL, 0, &nearest);
        if (at >= 0) {
            failure *f = fail(j, "excludes: row %lld is like this one", (long long)at + 1);
            f->row = want;
            f->nearest = at;
        }
    }
}

/* Rows of a JSON lines file, as a list. */
static const doc *rows_of_file(judging *j, const doc *d)
{
    buf b = {0}, list = {0};
    str t = doc_text(d);
    const char *path = t.n && t.p[0] == '/' ? arena_printf(j->mem, STR_FMT, STR_ARG(t)).p
                                            : arena_printf(j->mem, STR_FMT STR_FMT, STR_ARG(j->c->of->folder), STR_ARG(t)).p;
    if (!load_file(path, &b)) {
        fail(j, "exactly: cannot read %s", path);
        buf_drop(&b);
        return NULL;
    }
    buf_text(&list, "[");
    for (size_t i = 0, from = 0; i <= b.n; i++) {
        if (i < b.n && b.p[i] != '\n')
            continue;
        if (i > from + 1)
            buf_printf(&list, "%s%.*s", list.n > 1 ? "," : "", (int)(i - from), b.p + from);
        from = i + 1;
    }
    buf_text(&list, "]");
    document read = document_read(j->mem, STR(".json"), arena_str(j->mem, buf_view(&list)));
    buf_drop(&b);
    buf_drop(&list);
    if (read.wrong)
        fail(j, "exactly: %s holds no JSON lines: %s", path, read.wrong);
    return read.wrong ? NULL : read.first;
}

/* Columns that no expected row speaks of have to be null or empty. */
static bool is_silent_null(judging *j, const doc *want, uint32_t row)
{
    for (uint32_t c = 0; c < j->o->rows.cols.n; c++) {
        const datum *d = &row_of(j->o, row)[c];
        char name[512];
        snprintf(name, sizeof name, STR_FMT, STR_ARG(j->o->rows.cols.cols[c].name));
        if (!doc_find(want, name) && !d->null && !(d->type == T_STRING && d->s.n == 0))
            return false;
    }
    return true;
}

static void judge_exactly(judging *j, const doc *list, bool ordered)
{
    bool *taken = ARENA_ARRAY(j->mem, bool, j->o->rows.n + 1);
    list = list->kind == DOC_SCALAR ? rows_of_file(j, list) : list;
    if (!list)
        return;
    if (list->n != j->o->rows.n)
        fail(j, "exactly: expected %u row%s, got %u", list->n, list->n == 1 ? "" : "s", j->o->rows.n);
    take_rows(j, list, ordered, taken, "exactly");
    for (uint32_t i = 0; i < j->o->rows.n; i++) {
        bool known = taken[i];
        for (const doc *want = list->first; want && known; want = want->next) {
            if (want->kind == DOC_MAP && matching_cells(j, want, i) == want->n && !is_silent_null(j, want, i)) {
                failure *f = fail(j, "exactly: row %u has columns with values that are not expected", i + 1);
                f->row = want;
                f->nearest = i;
                break;
            }
        }
        if (!taken[i])
            fail(j, "exactly: row %u is not expected", i + 1)->nearest = i;
    }
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
                if (value_matches(j->mem, value, row_of(j->o, i)[at]))
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
            fail(&j, "rows: expected %lld, got %u", (long long)n, out->rows.n);
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
