/* check_schedule: when a rule runs, how far it looks back, and what makes an alert. Source: scheduled-rules-overview.md, Query scheduling. */
#include "cli/rule/check.h"

#include "base/time_text.h"

#define SHORTEST (5 * TICKS_PER_MINUTE)
#define LONGEST (14 * TICKS_PER_DAY)

static bool duration(rule_checking *c, const doc *d, const char *what, int64_t *out)
{
    if (!d || d->kind != DOC_SCALAR || rule_is_expression(c->r, d))
        return false;
    if (rule_duration(doc_text(d), out))
        return true;
    diag *f = rule_find(c, FOUND_DURATION, d->at, "%s '" STR_FMT "' is no duration", what, STR_ARG(doc_text(d)));
    diag_hint(c->ds, f, "write it as 5m, 1h, 14d or as PT5M, PT1H, P14D");
    return false;
}

static void check_range(rule_checking *c, rule_field_id f, int64_t v)
{
    if (v < SHORTEST || v > LONGEST)
        rule_find(c, FOUND_DURATION_RANGE, c->r->field[f]->at, "%s is from 5 minutes to 14 days", rule_fields[f].names[0]);
}

static void check_times(rule_checking *c)
{
    int64_t frequency, period;
    bool has_frequency = duration(c, c->r->field[FIELD_FREQUENCY], "queryFrequency", &frequency);
    bool has_period = duration(c, c->r->field[FIELD_PERIOD], "queryPeriod", &period);
    if (has_frequency)
        check_range(c, FIELD_FREQUENCY, frequency);
    if (has_period)
        check_range(c, FIELD_PERIOD, period);
    if (!has_frequency || !has_period)
        return;
    span at = c->r->field[FIELD_PERIOD]->at;
    if (period < frequency)
        diag_hint(c->ds, rule_find(c, FOUND_GAP, at, "queryPeriod is shorter than queryFrequency: events between two runs are never looked at"),
                  "make queryPeriod at least as long");
    if (period >= 2 * TICKS_PER_DAY && frequency < TICKS_PER_HOUR)
        rule_find(c, FOUND_LONG_PERIOD, c->r->field[FIELD_FREQUENCY]->at, "a rule that looks back 2 days or more runs every hour at most");
}

static void check_trigger(rule_checking *c)
{
    const doc *op = c->r->field[FIELD_TRIGGER], *threshold = c->r->field[FIELD_THRESHOLD];
    rule_trigger t;
    int64_t n;
    if (op && op->kind == DOC_SCALAR && !rule_is_expression(c->r, op) && !rule_trigger_parse(doc_text(op), &t))
        diag_hint(c->ds, rule_find(c, FOUND_TRIGGER, op->at, "'" STR_FMT "' is no trigger operator", STR_ARG(doc_text(op))),
                  "there are gt, lt, eq, ne, and GreaterThan, LessThan, Equal, NotEqual");
    if (threshold && threshold->kind == DOC_SCALAR && !rule_is_expression(c->r, threshold) && (!doc_long(threshold, &n) || n < 0 || n > 10000))
        rule_find(c, FOUND_THRESHOLD, threshold->at, "triggerThreshold is a whole number from 0 to 10000");
}

static void check_suppression(rule_checking *c)
{
    int64_t v;
    const doc *d = c->r->field[FIELD_SUPPRESSION];
    rule_check_bool(c, c->r->field[FIELD_SUPPRESSED], "suppressionEnabled");
    if (duration(c, d, "suppressionDuration", &v) && (v <= 0 || v > TICKS_PER_DAY))
        rule_find(c, FOUND_SUPPRESSION, d->at, "suppressionDuration is up to 24 hours");
    if (c->r->suppressed && !d)
        rule_find(c, FOUND_MISSING_FIELD, c->r->field[FIELD_SUPPRESSED]->key_at, "suppression is enabled, and there is no suppressionDuration");
}

static void check_grouping(rule_checking *c)
{
    const doc *map = c->r->field[FIELD_GROUPING], *d = doc_find(map, "aggregationKind");
    if (!map || map->kind != DOC_MAP)
        return;
    rule_check_keys(c, map, "aggregationKind", "eventGroupingSettings");
    if (!d)
        rule_find(c, FOUND_MISSING_FIELD, map->key_at, "eventGroupingSettings has no aggregationKind");
    else if (!rule_is_expression(c->r, d) && !rule_has_word("SingleAlert AlertPerResult", doc_text(d)))
        diag_hint(c->ds, rule_find(c, FOUND_GROUPING, d->at, "'" STR_FMT "' is no way to group events", STR_ARG(doc_text(d))),
                  "there are SingleAlert and AlertPerResult");
}

/* Hard-wired: every minute, over the events that came in that minute. Source: near-real-time-rules.md. */
static void check_nrt(rule_checking *c)
{
    static const rule_field_id none[] = {FIELD_FREQUENCY, FIELD_PERIOD, FIELD_TRIGGER, FIELD_THRESHOLD};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        const doc *d = c->r->field[none[i]];
        if (d)
            rule_find(c, FOUND_NRT_SCHEDULE, d->key_at, "a near-real-time rule has no %s", rule_fields[none[i]].names[0]);
    }
}

void rule_check_schedule(rule_checking *c)
{
    if (c->r->kind == RULE_NRT) {
        check_nrt(c);
    } else {
        check_times(c);
        check_trigger(c);
    }
    check_suppression(c);
    check_grouping(c);
}
