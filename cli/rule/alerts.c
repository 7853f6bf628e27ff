/* alerts: what a run raises. One alert for all rows, with the first row's words and everybody's entities; or one a row, up to 150 (30 for
 * near-real-time rules), of which the last sums up the rest. Source: scheduled-rules-overview.md, Event grouping. */
#include "cli/rule/check.h"
#include "cli/rule/simulate.h"

#define ENTITIES_MOST 500 /* in one alert; each mapping has an equal share. Source: map-data-fields-to-entities.md */

typedef struct mapped_entity {
    const char *type;
    uint32_t n;
    str name[3];
    int column[3];
} mapped_entity;

typedef struct mapped_detail {
    str key;
    int column;
} mapped_detail;

struct alert_maker {
    arena *mem;
    const rule *r;
    const schema *cols;
    mapped_entity *entities;
    uint32_t n_entities;
    mapped_detail *details;
    uint32_t n_details;
    int severity, tactics; /* the columns that say it; -1: the rule does */
    alert *first, *last; /* one a row, as long as there are few enough */
    uint32_t n_alerts;
    alert *all;          /* everything in one */
};

static int column_of(const alert_maker *m, const doc *d) { return d ? schema_find(m->cols, doc_text(d)) : -1; }

static void map_entity(alert_maker *m, const doc *d)
{
    const doc *fields = doc_find(d, "fieldMappings");
    mapped_entity *e = &m->entities[m->n_entities++];
    e->type = arena_printf(m->mem, STR_FMT, STR_ARG(doc_text(doc_find(d, "entityType")))).p;
    for (const doc *f = fields && fields->kind == DOC_LIST ? fields->first : NULL; f && e->n < 3; f = f->next) {
        int at = column_of(m, doc_find(f, "columnName"));
        if (at < 0)
            continue;
        e->name[e->n] = doc_text(doc_find(f, "identifier"));
        e->column[e->n++] = at;
    }
}

alert_maker *alert_maker_new(arena *mem, const rule *r, const schema *cols)
{
    alert_maker *m = ARENA_NEW(mem, alert_maker);
    const doc *list = r->field[FIELD_ENTITIES], *map = r->field[FIELD_DETAILS];
    *m = (alert_maker){.mem = mem, .r = r, .cols = cols};
    m->entities = ARENA_ARRAY(mem, mapped_entity, list ? list->n + 1 : 1);
    for (const doc *d = list && list->kind == DOC_LIST ? list->first : NULL; d; d = d->next)
        map_entity(m, d);
    m->details = ARENA_ARRAY(mem, mapped_detail, map ? map->n + 1 : 1);
    for (const doc *d = map && map->kind == DOC_MAP ? map->first : NULL; d; d = d->next) {
        int at = column_of(m, d);
        if (at >= 0)
            m->details[m->n_details++] = (mapped_detail){d->key, at};
    }
    m->severity = column_of(m, doc_find(r->field[FIELD_OVERRIDE], "alertSeverityColumnName"));
    m->tactics = column_of(m, doc_find(r->field[FIELD_OVERRIDE], "alertTacticsColumnName"));
    return m;
}

static str cell(alert_maker *m, const batch *rows, uint32_t row, int at)
{
    return at >= 0 && rows->cols[at] ? datum_text(m->mem, vec_get(rows->cols[at], row)) : (str){0};
}

/* A format with {{Column}} in it. Without a format, and where a column of it has no value, what the rule says. Source: customize-alert-details.md */
static str fill(alert_maker *m, const char *format, str otherwise, const batch *rows, uint32_t row)
{
    str t = doc_text(doc_find(m->r->field[FIELD_OVERRIDE], format));
    bool whole = t.n > 0;
    buf out = {0};
    for (uint32_t i = 0; i < t.n; i++) {
        uint32_t end = i + 2;
        while (end + 1 < t.n && !(t.p[end] == '}' && t.p[end + 1] == '}'))
            end++;
        if (t.p[i] != '{' || i + 1 >= t.n || t.p[i + 1] != '{' || end + 1 >= t.n) {
            buf_put(&out, &t.p[i], 1);
            continue;
        }
        uint32_t from = i + 2, to = end;
        while (from < to && t.p[from] == ' ')
            from++;
        while (to > from && t.p[to - 1] == ' ')
            to--;
        str value = cell(m, rows, row, schema_find(m->cols, str_sub(t, from, to - from)));
        whole = whole && value.n;
        buf_str(&out, value);
        i = end + 1;
    }
    str s = whole ? arena_str(m->mem, buf_view(&out)) : otherwise;
    buf_drop(&out);
    return s;
}

/* The rule's tactics, as a column would have them. */
static str own_tactics(alert_maker *m)
{
    const doc *list = m->r->field[FIELD_TACTICS];
    str all = {0};
    for (const doc *d = list && list->kind == DOC_LIST ? list->first : NULL; d; d = d->next)
        all = arena_printf(m->mem, STR_FMT "%s" STR_FMT, STR_ARG(all), all.n ? ", " : "", STR_ARG(doc_text(d)));
    return all;
}

static alert *new_alert(alert_maker *m, const rule_run *run, const batch *rows, uint32_t row)
{
    alert *a = ARENA_NEW(m->mem, alert);
    str level = rows ? arena_str(m->mem, cell(m, rows, row, m->severity)) : (str){0};
    str tactics = rows ? arena_str(m->mem, cell(m, rows, row, m->tactics)) : (str){0};
    a->due = run->due;
    a->title = rows ? fill(m, "alertDisplayNameFormat", rule_text(m->r, FIELD_NAME), rows, row) : rule_text(m->r, FIELD_NAME);
    a->description = rows ? fill(m, "alertDescriptionFormat", rule_text(m->r, FIELD_DESCRIPTION), rows, row) : rule_text(m->r, FIELD_DESCRIPTION);
    a->severity = rule_is_severity(level) ? level : rule_text(m->r, FIELD_SEVERITY);
    a->tactics = rule_are_tactics(tactics) ? tactics : own_tactics(m);
    return a;
}

static bool same_entity(const entity_value *a, const entity_value *b)
{
    if (strcmp(a->type, b->type) != 0 || a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        if (!str_eq(a->name[i], b->name[i]) || !str_eq(a->value[i], b->value[i]))
            return false;
    }
    return true;
}

static void add_entity(alert_maker *m, alert *a, const entity_value *v)
{
    uint32_t of_mapping = 0;
    for (const entity_value *e = a->entities; e; e = e->next) {
        if (same_entity(e, v))
            return;
        of_mapping += e->mapping == v->mapping;
    }
    if (of_mapping == ENTITIES_MOST / m->n_entities)
        return;
    entity_value *e = ARENA_NEW(m->mem, entity_value);
    *e = *v;
    for (uint32_t i = 0; i < e->n; i++)
        e->value[i] = arena_str(m->mem, e->value[i]);
    *(a->last_entity ? &a->last_entity->next : &a->entities) = e;
    a->last_entity = e;
}

static void add_detail(alert_maker *m, alert *a, str key, str value)
{
    for (const detail_value *d = a->details; d; d = d->next) {
        if (str_eq(d->key, key) && str_eq(d->value, value))
            return;
    }
    detail_value *d = ARENA_NEW(m->mem, detail_value);
    *d = (detail_value){.key = key, .value = arena_str(m->mem, value)};
    *(a->last_detail ? &a->last_detail->next : &a->details) = d;
    a->last_detail = d;
}

static void add_row(alert_maker *m, alert *a, const batch *rows, uint32_t row)
{
    a->events++;
    for (uint32_t i = 0; i < m->n_entities; i++) {
        const mapped_entity *e = &m->entities[i];
        entity_value v = {.type = e->type, .mapping = i};
        for (uint32_t k = 0; k < e->n; k++) {
            str text = cell(m, rows, row, e->column[k]);
            if (!text.n)
                continue; /* an identifier without a value is none */
            v.name[v.n] = e->name[k];
            v.value[v.n++] = text;
        }
        if (v.n)
            add_entity(m, a, &v);
    }
    for (uint32_t i = 0; i < m->n_details; i++)
        add_detail(m, a, m->details[i].key, cell(m, rows, row, m->details[i].column));
}

static uint32_t most_alerts(const rule *r) { return r->kind == RULE_NRT ? 30 : 150; }

void alert_rows(alert_maker *m, simulation *s, const rule_run *run, const batch *rows)
{
    (void)s;
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t row = sel_row(rows->sel, k);
        if (!m->all)
            m->all = new_alert(m, run, rows, row);
        add_row(m, m->all, rows, row);
        if (!m->r->alert_per_result || m->n_alerts == most_alerts(m->r))
            continue;
        alert *a = new_alert(m, run, rows, row);
        add_row(m, a, rows, row);
        *(m->last ? &m->last->next : &m->first) = a;
        m->last = a;
        m->n_alerts++;
    }
}

static void raise(simulation *s, alert *a)
{
    a->next = NULL;
    *(s->last_alert ? &s->last_alert->next : &s->alerts) = a;
    s->last_alert = a;
    s->n_alerts++;
}

void alert_end(alert_maker *m, simulation *s, const rule_run *run, uint64_t rows)
{
    uint32_t most = most_alerts(m->r), raised = 0;
    bool many = rows > most;
    alert *all = m->all ? m->all : new_alert(m, run, NULL, 0); /* `lt`, `eq`: an alert because there are none */
    if (!m->r->alert_per_result || !rows) {
        raise(s, all);
        return;
    }
    for (alert *a = m->first, *next; a && raised < (many ? most - 1 : most); a = next, raised++) {
        next = a->next;
        raise(s, a);
    }
    if (many)
        raise(s, all);
}
