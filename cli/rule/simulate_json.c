/* simulate_json: a simulation for programs: {rule, runs: [...], alerts: [...], unseen: [...]}. */
#include "cli/rule/simulate.h"

#include "base/time_text.h"
#include "tables/json_text.h"

static void put_text(buf *out, const char *key, str value)
{
    buf_printf(out, "\"%s\":", key);
    json_quote(out, value);
}

static void put_time(buf *out, const char *key, int64_t ticks)
{
    char text[TIME_TEXT];
    uint32_t n = datetime_print(ticks, text);
    buf_printf(out, "\"%s\":\"%.*s\"", key, (int)n, text);
}

static void put_run(buf *out, const rule_run *r)
{
    buf_text(out, "{");
    put_time(out, "due", r->due);
    buf_text(out, ",");
    put_time(out, "from", r->from);
    buf_text(out, ",");
    put_time(out, "to", r->due);
    buf_printf(out, ",\"rows\":%llu,\"alert\":%s,\"suppressed\":%s}", (unsigned long long)r->rows, r->met ? "true" : "false", r->suppressed ? "true" : "false");
}

static void put_alert(buf *out, const alert *a)
{
    buf_text(out, "{");
    put_time(out, "due", a->due);
    buf_text(out, ",");
    put_text(out, "title", a->title);
    buf_text(out, ",");
    put_text(out, "description", a->description);
    buf_text(out, ",");
    put_text(out, "severity", a->severity);
    buf_text(out, ",");
    put_text(out, "tactics", a->tactics);
    buf_printf(out, ",\"events\":%llu,\"entities\":[", (unsigned long long)a->events);
    for (const entity_value *e = a->entities; e; e = e->next) {
        buf_text(out, e == a->entities ? "{" : ",{");
        put_text(out, "type", str_of(e->type));
        for (uint32_t i = 0; i < e->n; i++) {
            buf_text(out, ",");
            json_quote(out, e->name[i]);
            buf_text(out, ":");
            json_quote(out, e->value[i]);
        }
        buf_text(out, "}");
    }
    buf_text(out, "],\"details\":[");
    for (const detail_value *d = a->details; d; d = d->next) {
        buf_text(out, d == a->details ? "{" : ",{");
        put_text(out, "key", d->key);
        buf_text(out, ",");
        put_text(out, "value", d->value);
        buf_text(out, "}");
    }
    buf_text(out, "]}");
}

static void put_unseen(buf *out, const unseen *u)
{
    static const char *const reasons[] = {
        [UNSEEN_GAP] = "gaps", [UNSEEN_LATE] = "late", [UNSEEN_QUIET] = "quiet", [UNSEEN_TIMELESS] = "timeless", [UNSEEN_BEFORE] = "before", [UNSEEN_AFTER] = "after",
    };
    buf_text(out, "{");
    put_text(out, "table", u->table);
    buf_printf(out, ",\"events\":%llu", (unsigned long long)u->events);
    for (int w = 0; w < UNSEEN_REASONS; w++)
        buf_printf(out, ",\"%s\":%llu", reasons[w], (unsigned long long)u->count[w]);
    for (int w = 0; w < UNSEEN_TIMELESS; w++) {
        if (!u->count[w])
            continue;
        buf_printf(out, ",\"%s_span\":{", reasons[w]);
        put_time(out, "first", u->first[w]);
        buf_text(out, ",");
        put_time(out, "last", u->last[w]);
        buf_text(out, "}");
    }
    buf_text(out, "}");
}

void simulation_json(const simulation *s, buf *out)
{
    buf_text(out, "{");
    put_text(out, "rule", rule_text(s->r, FIELD_NAME));
    buf_text(out, ",\"runs\":[");
    for (uint32_t i = 0; i < s->n_runs; i++) {
        buf_text(out, i ? "," : "");
        put_run(out, &s->runs[i]);
    }
    buf_text(out, "],\"alerts\":[");
    for (const alert *a = s->alerts; a; a = a->next) {
        buf_text(out, a == s->alerts ? "" : ",");
        put_alert(out, a);
    }
    buf_text(out, "],\"unseen\":[");
    for (const unseen *u = s->unseen; u; u = u->next) {
        buf_text(out, u == s->unseen ? "" : ",");
        put_unseen(out, u);
    }
    buf_text(out, "]}\n");
}
