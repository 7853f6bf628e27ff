/* simulate_text: a simulation for people. */
#include "cli/rule/simulate.h"

#include "base/time_text.h"

static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

static void print_time(buf *out, int64_t ticks)
{
    char text[TIME_TEXT];
    uint32_t n = datetime_print(ticks, text);
    if (n >= 28 && memcmp(text + 19, ".0000000Z", 9) == 0)
        buf_printf(out, "%.19sZ", text);
    else
        buf_printf(out, "%.*s", (int)n, text);
}

static void print_span(buf *out, int64_t ticks)
{
    static const struct {
        int64_t ticks;
        char name;
    } units[] = {{TICKS_PER_DAY, 'd'}, {TICKS_PER_HOUR, 'h'}, {TICKS_PER_MINUTE, 'm'}, {TICKS_PER_SECOND, 's'}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (ticks >= units[i].ticks || i == 3) {
            if (ticks % units[i].ticks && i < 3)
                continue;
            buf_printf(out, "%lld%c", (long long)(ticks / units[i].ticks), units[i].name);
            return;
        }
    }
}

static void print_head(const simulation *s, buf *out)
{
    static const char *const operators[] = {[TRIGGER_GREATER] = "more than", [TRIGGER_LESS] = "fewer than", [TRIGGER_EQUAL] = "exactly", [TRIGGER_NOT_EQUAL] = "not"};
    buf_printf(out, STR_FMT "\nevery ", STR_ARG(rule_text(s->r, FIELD_NAME)));
    print_span(out, s->frequency);
    buf_text(out, " over the last ");
    print_span(out, s->period);
    if (s->r->kind == RULE_NRT)
        buf_text(out, ", an alert for any row");
    else
        buf_printf(out, ", an alert for %s %lld row%s", operators[s->r->trigger], (long long)s->r->threshold, s->r->threshold == 1 ? "" : "s");
    buf_text(out, s->r->alert_per_result ? ", one a row" : ", one a run");
    if (s->r->suppressed) {
        buf_text(out, ", then quiet for ");
        print_span(out, s->r->suppression);
    }
    buf_text(out, "\n\n");
}

/* A mark a run: how many rows, against the most of any run. */
static void print_chart(const simulation *s, buf *out)
{
    uint64_t most = 1;
    for (uint32_t i = 0; i < s->n_runs; i++)
        most = s->runs[i].rows > most ? s->runs[i].rows : most;
    for (uint32_t from = 0; from < s->n_runs; from += 60) {
        uint32_t to = from + 60 < s->n_runs ? from + 60 : s->n_runs;
        print_time(out, s->runs[from].due);
        buf_text(out, "  ");
        for (uint32_t i = from; i < to; i++) {
            const rule_run *r = &s->runs[i];
            buf_text(out, r->suppressed ? "z" : !r->rows ? (r->met ? "!" : "·") : !r->met ? "-" : blocks[(r->rows * 8 - 1) / most]);
        }
        buf_text(out, "\n");
    }
    buf_printf(out, "· no rows   - rows, but no alert   ▁ to █ an alert, up to %llu row%s   ! an alert without rows   z quiet\n\n", (unsigned long long)most,
               most == 1 ? "" : "s");
}

static void print_alert(const alert *a, uint32_t number, buf *out)
{
    buf_printf(out, "%3u  ", number);
    print_time(out, a->due);
    buf_printf(out, "  " STR_FMT "  " STR_FMT "  (%llu row%s)\n", STR_ARG(a->severity), STR_ARG(a->title), (unsigned long long)a->events, a->events == 1 ? "" : "s");
    for (const entity_value *e = a->entities; e; e = e->next) {
        buf_printf(out, "       %s", e->type);
        for (uint32_t i = 0; i < e->n; i++)
            buf_printf(out, "  " STR_FMT " " STR_FMT, STR_ARG(e->name[i]), STR_ARG(e->value[i]));
        buf_text(out, "\n");
    }
    for (const detail_value *d = a->details; d; d = d->next)
        buf_printf(out, "       " STR_FMT ": " STR_FMT "\n", STR_ARG(d->key), STR_ARG(d->value));
}

static void print_between(int64_t first, int64_t last, buf *out)
{
    buf_text(out, first == last ? "at " : "from ");
    print_time(out, first);
    if (first != last) {
        buf_text(out, " to ");
        print_time(out, last);
    }
    buf_text(out, ", ");
}

static void print_unseen(const unseen *u, buf *out)
{
    static const char *const reasons[] = {
        [UNSEEN_GAP] = "between two windows: the period is shorter than the frequency",
        [UNSEEN_LATE] = "came in after the last run whose window holds their time: a longer period would reach them",
        [UNSEEN_QUIET] = "only in windows of runs that were held back after an alert: a period longer than the quiet time would reach them",
        [UNSEEN_TIMELESS] = "without TimeGenerated, and so in no window",
    };
    if (u->events)
        buf_printf(out, STR_FMT ": no run could see %llu event%s\n", STR_ARG(u->table), (unsigned long long)u->events, u->events == 1 ? "" : "s");
    for (int w = 0; w <= UNSEEN_TIMELESS; w++) {
        if (!u->count[w])
            continue;
        buf_printf(out, "  %llu ", (unsigned long long)u->count[w]);
        if (w != UNSEEN_TIMELESS)
            print_between(u->first[w], u->last[w], out);
        buf_printf(out, "%s\n", reasons[w]);
    }
    if (u->count[UNSEEN_BEFORE] || u->count[UNSEEN_AFTER])
        buf_printf(out, STR_FMT ": %llu event%s for runs before the first and %llu for runs after the last (--from, --to, --runs)\n", STR_ARG(u->table),
                   (unsigned long long)u->count[UNSEEN_BEFORE], u->count[UNSEEN_BEFORE] == 1 ? "" : "s", (unsigned long long)u->count[UNSEEN_AFTER]);
}

void simulation_text(const simulation *s, buf *out)
{
    uint32_t n = 0;
    print_head(s, out);
    print_chart(s, out);
    buf_printf(out, "%u run%s, %u alert%s\n", s->n_runs, s->n_runs == 1 ? "" : "s", s->n_alerts, s->n_alerts == 1 ? "" : "s");
    for (const alert *a = s->alerts; a; a = a->next)
        print_alert(a, ++n, out);
    for (const unseen *u = s->unseen; u; u = u->next)
        print_unseen(u, out);
}
